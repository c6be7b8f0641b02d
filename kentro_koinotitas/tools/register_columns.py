"""Which field of a person a column of an existing register is: proposed by its header.

>>> proposed(["ΕΠΩΝΥΜΟ", "Όνομα", "Ημ/νία γέννησης", "Α.Φ.Μ.", "Παρατηρήσεις", "Επίθετο"])
['last_name', 'first_name', 'birth_date', 'afm', None, None]
"""

import re

from .greek_text import fold

# What may be imported: name, how a cell is read, and headers besides the field's own label.
# «Εθνικότητα» is not proposed: in old registers it is the ethnic origin as often as the nationality.
COLUMNS = {
    "last_name": ("text", "επωνυμο|επιθετο|surname|last name|family name"),
    "first_name": ("text", "ονομα|first name|given name|name"),
    "full_name": ("text", "ονοματεπωνυμο|επωνυμο ονομα|full name"),
    "father_name": ("text", "πατρωνυμο|ονομα πατρος|ονομα πατερα|father|father name"),
    "mother_name": ("text", "μητρωνυμο|ονομα μητρος|ονομα μητερας|mother|mother name"),
    "birth_date": ("date", "ημερομηνια γεννησης|ημ νια γεννησης|ημνια γεννησης|ημ γεννησης|γεννηση|birth date|born"
                           "|date of birth|dob"),
    "birth_place": ("text", "τοπος γεννησης|birth place"),
    "sex": ("sex", "φυλο|sex|gender"),
    "nationality": ("country", "υπηκοοτητα|ιθαγενεια|χωρα υπηκοοτητας|nationality|citizenship"),
    "language": ("choice", "γλωσσα|μητρικη γλωσσα|language"),
    "language_ids": ("languages", "αλλες γλωσσες|γλωσσες|ομιλουμενες γλωσσες|μιλα επισης|other languages|languages"),
    "interpreter_needed": ("flag", "διερμηνεας|διερμηνεια|χρειαζεται διερμηνεα|αναγκη διερμηνεα|interpreter"),
    "phone": ("phone", "τηλεφωνο|τηλ|κινητο|κινητο τηλεφωνο|phone|mobile|telephone"),
    "email": ("email", "email|e mail|ηλ ταχυδρομειο|ηλεκτρονικο ταχυδρομειο"),
    "street": ("text", "διευθυνση|οδος|οδος αριθμος|οδος και αριθμος|address|street"),
    "zip": ("text", "τκ|ταχ κωδικας|ταχυδρομικος κωδικας|zip|postal code"),
    "city": ("text", "πολη|οικισμος|city|town"),
    "municipality": ("text", "δημος|δημος κατοικιας|municipality"),
    "community": ("text", "κοινοτητα|community"),
    "afm": ("afm", "αφμ|αριθμος φορολογικου μητρωου|afm|tax number|tin"),
    "amka": ("amka", "αμκα|amka"),
    "external_ref": ("text", "μοναδικος αριθμος|αριθμος πληροφοριακου συστηματος|national reference"),
    "legacy_ref": ("text", "αριθμος μητρωου|αρ μητρωου|κωδικος|κωδικος ωφελουμενου|παλιος αριθμος|αα|αυξων αριθμος"
                           "|id|code|legacy"),
    "marital_status": ("choice", "οικογενειακη κατασταση|marital status"),
    "education": ("choice", "εκπαιδευση|μορφωτικο επιπεδο|επιπεδο εκπαιδευσης|education"),
    "employment": ("choice", "απασχοληση|εργασιακη κατασταση|κατασταση απασχολησης|employment"),
    "profession": ("text", "επαγγελμα|profession|occupation"),
    "dypa_number": ("text", "αριθμος δυπα|καρτα δυπα|δελτιο ανεργιας|καρτα ανεργιας|unemployment card"),
    "insurance": ("choice", "ασφαλιση|ασφαλιστικη ικανοτητα|insurance"),
    "safe_contact_only": ("flag", "μονο ασφαλης επικοινωνια|ασφαλης επικοινωνια|safe contact only"),
    "household": ("text", "νοικοκυριο|κωδικος νοικοκυριου|οικογενεια|κωδικος οικογενειας|αριθμος νοικοκυριου|household"
                          "|household code|family code"),
    "relation": ("choice", "σχεση|συγγενεια|σχεση με αιτουντα|ιδιοτητα μελους|relation|relationship"),
    "household_from": ("date", "μελος απο|στο νοικοκυριο απο|member since"),
    "answer": ("answer", "απαντηση|answer"),
    "report_line": ("text", "γραμμη αναφορας|report line"),
}  # fmt: skip

# The two invented people of the sample, a mother and her son: codes where a cell is one of several answers.
SAMPLE = {
    "last_name": ("Δείγμα", "Δείγμας"),
    "first_name": ("Άννα", "Ίων"),
    "father_name": ("Ηλίας", "Πέτρος"),
    "mother_name": ("Ρέα", "Άννα"),
    "birth_date": ("01/02/1970", "05/06/2005"),
    "birth_place": ("Σέρρες", "Σέρρες"),
    "sex": ("female", "male"),
    "nationality": ("GR", "GR"),
    "language": ("el", "el"),
    "language_ids": ("en", ""),
    "interpreter_needed": ("no", "no"),
    "phone": ("6900000001", ""),
    "email": ("anna@example.org", ""),
    "street": ("Οδός Δείγματος 12, 62122 Σέρρες", "Οδός Δείγματος 12"),
    "zip": ("", "62122"),
    "city": ("", "Σέρρες"),
    "municipality": ("Σερρών", "Σερρών"),
    "community": ("", ""),
    "afm": ("999999907", ""),
    "amka": ("01027000007", "05060500013"),
    "external_ref": ("", ""),
    "legacy_ref": ("ΔΕΙΓΜΑ-1", "ΔΕΙΓΜΑ-2"),
    "marital_status": ("married", "single"),
    "education": ("upper_secondary", ""),
    "employment": ("unemployed", "student"),
    "profession": ("Ράπτρια", ""),
    "dypa_number": ("", ""),
    "insurance": ("", ""),
    "safe_contact_only": ("no", "no"),
    "household": ("Ν1", "Ν1"),
    "relation": ("applicant", "child"),
    "household_from": ("", "05/06/2005"),
}  # fmt: skip

# Columns of the file of rows not imported, as it is written and read: (English, Greek).
REPORT = {
    "line": ("Line in the file", "Γραμμή στο αρχείο"),
    "report_line": ("Report line", "Γραμμή αναφοράς"),
    "wrong": ("What is wrong", "Τι δεν πάει καλά"),
    "todo": ("What to do", "Τι να κάνετε"),
    "found": ("Perhaps the same as", "Ίσως είναι η εγγραφή"),
    "answer": ("Answer", "Απάντηση"),
}


def header_key(text):
    """A header as compared.

    >>> header_key("Α.Φ.Μ. "), header_key("Ημ/νία γέννησης"), header_key("Τ.Κ.")
    ('αφμ', 'ημ νια γεννησησ', 'τκ')
    """
    text = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", text)  # Α.Φ.Μ.
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


def proposed(headers, labels=()):
    """Return, for each header, the name of the column it probably is, or None; each at most once.

    :param labels: ``(label, name)`` of the fields as the users' languages have them
    """
    known = {}
    for name, (_reader, words) in COLUMNS.items():
        for word in words.split("|"):
            known.setdefault(header_key(word), name)
    for label, name in labels:
        known.setdefault(header_key(label), name)
    found, taken = [], set()
    for header in headers:
        name = known.get(header_key(header))
        found.append(None if name in taken else name)
        taken.add(name)
    return found


def is_report(header):
    """Whether the column is one that the file of rows not imported adds.

    >>> is_report("Τι να κάνετε"), is_report("Όνομα")
    (True, False)
    """
    return header_key(header) in {header_key(text) for texts in REPORT.values() for text in texts}
