"""Which of what a running record has a column of its file is: known by its header.

>>> known = headers_of({"opened_on": "ημ ανοιγματος"}, [("Responsible", "user_id")])
>>> [known.get(header_key(header)) for header in ("Αρ. μητρώου", "Στάδιο", "Ημ. ανοίγματος", "RESPONSIBLE", "Άλλο")]
['person', 'stage', 'opened_on', 'user_id', None]
"""

from .register_columns import header_key

# What every process has: the person, the stage and since when, and the number in the earlier register.
EVERY = {
    "person": "αριθμος μητρωου|αριθμος μητρωου κεντρου|αρ μητρωου|μητρωο|κωδικος ωφελουμενου|ωφελουμενος|κωδικος"
              "|register number|person|number in the register|legacy",
    "stage": "σταδιο|κατασταση|πορεια|stage|status|state",
    "since": "στο σταδιο απο|σταδιο απο|ημερομηνια σταδιου|απο|in stage since|stage since|since",
    "ref": "αριθμος|αα|αυξων αριθμος|αριθμος υποθεσης|αριθμος αιτηματος|αρ υποθεσης|αρ αιτηματος|παλιος αριθμος"
           "|number|id|case number|request number|old number",
}  # fmt: skip


def headers_of(columns, labels=()):
    """Return ``{header as compared: name}``.

    :param columns: ``{name of a field: "header|header"}``, as a process declares them
    :param labels: ``(label, name)`` of those fields in the users' languages
    """
    known = {}
    for name, words in [*EVERY.items(), *columns.items()]:
        for word in words.split("|"):
            known.setdefault(header_key(word), name)
    for label, name in labels:
        known.setdefault(header_key(label), name)
    return known
