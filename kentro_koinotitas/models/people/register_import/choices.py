"""What a cell may say where the answers are known: labels, names and codes in every language of the system."""

from ....tools.greek_text import fold

# What is said of relations besides our labels.
RELATION_WORDS = {
    "applicant": "αιτων|αιτουσα|υπευθυνοσ|υποχρεοσ|αρχηγοσ|head",
    "spouse": "συζυγοσ|ανδρασ|γυναικα|husband|wife",
    "child": "τεκνο|παιδι|γιοσ|υιοσ|κορη|θυγατερα|son|daughter",
    "parent": "γονεασ|πατερασ|μητερα|father|mother",
    "sibling": "αδελφοσ|αδελφη|αδερφοσ|αδερφη|brother|sister",
    "grandparent": "παππουσ|γιαγια",
    "grandchild": "εγγονοσ|εγγονη|εγγονι",
    "relative": "συγγενησ|αλλοσ συγγενησ",
    "hosted": "φιλοξενουμενοσ|φιλοξενουμενη",
}
NATIONALITIES = {
    "GR": "ελληνικη|ελληνασ|ελληνιδα", "AL": "αλβανικη|αλβανοσ|αλβανιδα", "SY": "συριακη|συριοσ|συρια",
    "UA": "ουκρανικη|ουκρανοσ|ουκρανη", "BG": "βουλγαρικη|βουλγαροσ|βουλγαρα", "RO": "ρουμανικη|ρουμανοσ|ρουμανα",
    "GE": "γεωργιανη|γεωργιανοσ", "AF": "αφγανικη|αφγανοσ|αφγανη", "PK": "πακιστανικη|πακιστανοσ|πακιστανη",
    "RU": "ρωσικη|ρωσοσ|ρωσιδα", "TR": "τουρκικη|τουρκοσ", "IQ": "ιρακινη|ιρακινοσ", "PL": "πολωνικη|πολωνοσ|πολωνη",
    "AM": "αρμενικη|αρμενιοσ|αρμενια", "BD": "μπανγκλαντεσιανη|μπαγκλαντεσ", "EG": "αιγυπτιακη|αιγυπτιοσ|αιγυπτια",
}  # fmt: skip


def in_each_language(env):
    """Return ``env`` in each language of the system, and in English, in which everything is named."""
    codes = ["en_US", *(code for code, _name in env["res.lang"].get_installed())]
    return [env(context={"lang": code}) for code in dict.fromkeys(codes)]


class Choices:
    """The answers that fields of ``Model`` may have, as `fold` compares them."""

    def __init__(self, Model):
        self.env, self.Model = Model.env, Model
        self.envs = in_each_language(self.env)

    def labels(self, names):
        """Return ``[(label, name)]`` of fields ``names``."""
        return [(self.Model._fields[name]._description_string(env), name) for env in self.envs for name in names]

    def of(self, name):
        """Return ``{answer: value}`` of field ``name``; value 0 where two have one name."""
        field = self.Model._fields[name]
        if field.type == "selection":
            return self.selection(field)
        return self.known(self.env[field.comodel_name].search([])) if field.relational else {}

    def selection(self, field):
        found = {}
        for env in self.envs:
            for code, label in field._description_selection(env):
                found.update(dict.fromkeys(_writings(label), code))
                found.setdefault(fold(code), code)
        return found

    def known(self, records, returned="id"):
        """Names and codes of ``records``, and by what else they are searched for; 0 where two have the same."""
        found = {}
        names = dict.fromkeys(("name", "code", *(records._rec_names_search or ())))
        ways = [way for way in names if way.split(".")[0] in records._fields]
        for env in self.envs:
            for record in records.with_env(env):
                for word in filter(None, dict.fromkeys(word for way in ways for word in record.mapped(way))):
                    value = record[returned]
                    found[fold(word)] = value if found.get(fold(word), value) == value else 0
        return found


class PersonChoices(Choices):
    """The answers about a person, with the words that registers use besides ours."""

    def of(self, name):
        if name == "relation":
            found = self.selection(self.env["kentro.household.member"]._fields[name])
            return found | {word: code for code, words in RELATION_WORDS.items() for word in words.split("|")}
        if name == "nationality":
            countries = self.env["res.country"].search([])
            words = {
                word: country.id
                for country in countries
                for word in NATIONALITIES.get(country.code, "").split("|")
                if word
            }
            return self.known(countries) | words
        return super().of(name)


def _writings(label):
    """How a label may be written in a cell: «Άγαμος/η» also as «Άγαμος», «Άγαμη»; what is in brackets left out."""
    yield fold(label)
    label = fold(label.partition("(")[0])
    yield label
    stem, slash, ending = label.partition("/")
    if slash:
        yield stem
        yield stem[:-2] + ending
    if "," in label:
        yield label.partition(",")[0]
