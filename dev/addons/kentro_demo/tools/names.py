"""Invented people's names, by where somebody comes from. Nobody in particular bears them."""

import re
from typing import NamedTuple

GREEK_SURNAMES = (
    "Αβραντίνης Αγραφιώτης Αλατζόγλου Ανδρουλίδης Αραπίτσας Βαλσαμούδης Βαρελτζής Βελονιάς "
    "Βουρλιώτης Γαλανόπουλος Γεμιτζής Γιαλαμούδης Γκιουλέκης Γρηγορούδης Δαμασκηνίδης Δεληβοριάς "
    "Δημουλάς Δραγανίγος Ελευθεράκος Ζαχαρούδης Ζευγαρόπουλος Ζουμπουλίδης Ηλιοστάλακτος "
    "Θεολογίτης Θυμιατζής Καβουρίδης Καλαμποκάς Καραβελίδης Καραμπουρνιώτης Κεραμιδάς Κιοσσόγλου "
    "Κοκκινόπουλος Κουτσουβέλης Κρασανάκης Λαδιάς Λειβαδίτης Λεμονόπουλος Λιθαρίτσης Μαγκαφάς "
    "Μανταρινίδης Μελισσουργός Μπακιρτζής Μπεγλερίδης Μυλωνόπουλος Νεραντζής Ντουλαβέρας "
    "Ξανθούδης Ορμανλίδης Παλιουρίδης Παπαβλασίου Παπαζήσιμος Πετεινάρης Πλατανιώτης Ποδαρίδης "
    "Ραχμανίδης Ρουμπέκας Σαλπιγκτής Σαραντόπουλος Σιδεράκος Σκαμνιάς Σταφυλίδης Ταμπουράς "
    "Τζιβανίδης Τριανταφυλλούδης Τσακμακίδης Τσεσμετζής Υφαντίδης Φαναράς Φουντούκης Χατζηλαδάς "
    "Χατζηρόδης Ψαρομήλιγκος"
).split()
GREEK_MEN = (
    "Γεώργιος Ιωάννης Κωνσταντίνος Δημήτριος Νικόλαος Παναγιώτης Βασίλειος Χρήστος Αθανάσιος "
    "Μιχαήλ Ευάγγελος Σπυρίδων Αντώνιος Αναστάσιος Θεόδωρος Ηλίας Απόστολος Στέφανος Πέτρος "
    "Αλέξανδρος Στυλιανός Φώτιος Ραφαήλ Άγγελος Μάριος Σωτήριος"
).split()
GREEK_WOMEN = (
    "Μαρία Ελένη Αικατερίνη Βασιλική Γεωργία Σοφία Αγγελική Ευαγγελία Αναστασία Δήμητρα Ιωάννα "
    "Παρασκευή Χρυσούλα Ειρήνη Αντωνία Δέσποινα Κωνσταντίνα Παναγιώτα Στυλιανή Ελευθερία Φωτεινή "
    "Ευτυχία Θεοδώρα Ραλλού Ζωή Μαγδαληνή"
).split()


class Origin(NamedTuple):
    """How the people of one country are called: Greek spelling, and Latin where papers have it."""

    country: str
    language: str
    surnames: dict
    men: dict
    women: dict


FOREIGN = {
    "SY": Origin(
        "SY",
        "ar",
        {"Αλ Χαμούντ": "Al Hammoud", "Νταρουίς": "Darwish", "Κασέμ": "Kassem", "Σαλούμ": "Saloum"},
        {"Αχμάντ": "Ahmad", "Χάλεντ": "Khaled", "Ομάρ": "Omar", "Γιουσέφ": "Yousef",
         "Σαμέρ": "Samer", "Νιζάρ": "Nizar"},
        {"Φατίμα": "Fatima", "Ραΐντα": "Raida", "Λέιλα": "Layla", "Χουντά": "Huda",
         "Σάλμα": "Salma", "Νουρ": "Nour"},
    ),
    "AL": Origin(
        "AL",
        "sq",
        {"Μπαλίλι": "Balili", "Ντερβίσι": "Dervishi", "Κότσι": "Koçi", "Λλέσι": "Lleshi"},
        {"Αγκίμ": "Agim", "Εντμόντ": "Edmond", "Φατμίρ": "Fatmir", "Ιλίρ": "Ilir",
         "Λουάν": "Luan", "Σοκόλ": "Sokol"},
        {"Αλμπάνα": "Albana", "Ντρίτα": "Drita", "Ελόνα": "Elona", "Μιμόζα": "Mimoza",
         "Ρουντίνα": "Rudina", "Βιόλτσα": "Vjollca"},
    ),
    "UA": Origin(
        "UA",
        "uk",
        {"Μπονταρένκο": "Bondarenko", "Λισένκο": "Lysenko", "Σαβτσούκ": "Savchuk"},
        {"Ντμίτρο": "Dmytro", "Ολέξιι": "Oleksii", "Μαξίμ": "Maksym", "Τάρας": "Taras"},
        {"Οξάνα": "Oksana", "Ολένα": "Olena", "Ναταλία": "Nataliia", "Ντάρια": "Dariia",
         "Γιούλια": "Yuliia"},
    ),
    "GE": Origin(
        "GE",
        "ka",
        {"Γκελασβίλι": "Gelashvili", "Κικνάτζε": "Kiknadze", "Λομίτζε": "Lomidze"},
        {"Γκίγκα": "Giga", "Λεβάν": "Levan", "Ζουράμπ": "Zurab"},
        {"Μανάνα": "Manana", "Νάνα": "Nana", "Τάμαρ": "Tamar", "Κετεβάν": "Ketevan"},
    ),
}

_VOWELS = re.compile("ου|ού|αι|αί|ει|εί|οι|οί|αυ|αύ|ευ|εύ|[αεηιουωάέήίόύώϊϋ]")
_PLAIN = str.maketrans("άέήίόύώ", "αεηιουω")
_ACCENTED = str.maketrans("αεηιουω", "άέήίόύώ")


def feminine(surname):
    """A man's surname as a woman bears it: in the genitive.

    >>> feminine("Σαραντόπουλος"), feminine("Καραβελίδης"), feminine("Θεολογίτης")
    ('Σαραντοπούλου', 'Καραβελίδου', 'Θεολογίτη')
    >>> feminine("Μελισσουργός"), feminine("Λαδιάς"), feminine("Κιοσσόγλου"), feminine("Σαλπιγκτής")
    ('Μελισσουργού', 'Λαδιά', 'Κιοσσόγλου', 'Σαλπιγκτή')
    """
    if surname.endswith(("ίδης", "άδης")):
        return surname[:-2] + "ου"
    if surname.endswith("ός"):
        return surname[:-2] + "ού"
    if surname.endswith("ος"):
        return _accent_on_last(surname[:-2]) + "ου"
    return surname.removesuffix("ς")


def _accent_on_last(stem):
    """``stem`` with its accent on the last syllable, where the ending has pulled it there."""
    last = list(_VOWELS.finditer(stem))[-1]
    if last[0] != last[0].translate(_PLAIN):
        return stem
    accented = last[0][:-1] + last[0][-1].translate(_ACCENTED)
    return stem[: last.start()].translate(_PLAIN) + accented + stem[last.end() :]
