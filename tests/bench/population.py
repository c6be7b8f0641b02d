"""A register of invented people, from a seed: families, twins, namesakes, and people registered twice.

Nobody in particular bears these names. What makes registers hard is here on purpose: sisters with one birth
date and one telephone, cousins of one name after their grandfather, names in Latin letters as papers write them,
slips of the finger, women under their husband's form of a surname, people without any number.
"""

import random
import unicodedata
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import NamedTuple

STEMS = (
    "Αγραφ Αλατζ Αμαραντ Ανδρουλ Αραπ Βαλσαμ Βαρελ Βελον Βλαχ Βουρλ Γαλαν Γεμιτζ Γιαννακ Γκιουλ Γρηγορ Δαμασκην Δελη "
    "Δημητρ Δημουλ Δραγαν Ελευθερ Ζαχαρ Ζευγαρ Ζουμπουλ Ηλι Θεοδωρ Θεολογ Θυμιατ Ιωανν Καβουρ Καλαμπ Κανελλ "
    "Καρβουν Κεραμ Κιοσσ Κοκκιν Κουτσουβ Κρασαν Κωνσταντιν Λαδ Λαμπρ Λειβαδ Λεμον Λιθαρ Μαγκαφ Μανταριν Μαυρ "
    "Μελισσ Μιχαηλ Μπακιρ Μπεγλερ Μυλων Νεραντζ Νικολ Ντουλαβ Ξανθ Ξεν Ορμαν Παλιουρ Παναγιωτ Παντελ Πετεινιν "
    "Πλαταν Ποδαρ Ραχμαν Ρουμπ Σαλπιγγ Σαραντ Σιδερ Σκαμν Σταματ Σταυρ Σταφυλ Στεργι Σωτηρ Ταμπουρ Τζιβαν Τριανταφυλλ "
    "Τσακμακ Τσεσμετζ Τσιγαρ Υφαντ Φαναρ Φουντουκ Φωτ Χαραλαμπ Χρηστ Χρυσ Ψαρομηλ Ψυχογι"
).split()
PREFIXES = ("", "", "", "", "Παπα", "Χατζη", "Καρα", "Κοντο")
ENDINGS = (  # of a man, of a woman
    ("όπουλος", "οπούλου"), ("ίδης", "ίδου"), ("άκης", "άκη"), ("άς", "ά"), ("ίτης", "ίτη"), ("έλης", "έλη"),
    ("άτος", "άτου"), ("έας", "έα"), ("ής", "ή"), ("ούδης", "ούδη"), ("ίου", "ίου"), ("ίνης", "ίνη"),
)  # fmt: skip
MEN = (
    "Γεώργιος:Γιώργος Ιωάννης:Γιάννης Κωνσταντίνος:Κώστας Δημήτριος:Δημήτρης Νικόλαος:Νίκος Παναγιώτης:Πάνος "
    "Βασίλειος:Βασίλης Χρήστος Αθανάσιος:Θανάσης Μιχαήλ:Μιχάλης Ευάγγελος:Βαγγέλης Σπυρίδων:Σπύρος Αντώνιος:Αντώνης "
    "Αναστάσιος:Τάσος Θεόδωρος:Θοδωρής Ηλίας Απόστολος:Τόλης Στέφανος Πέτρος Αλέξανδρος:Αλέκος Στυλιανός:Στέλιος "
    "Φώτιος:Φώτης Ραφαήλ Άγγελος Μάριος Σωτήριος:Σωτήρης Εμμανουήλ:Μανώλης Ελευθέριος:Λευτέρης Χαράλαμπος:Μπάμπης "
    "Λάμπρος Θωμάς Λεωνίδας Σταύρος Ιάσων Παύλος Μάρκος Λουκάς Ζήσης Αργύριος:Αργύρης Γρηγόριος:Γρηγόρης"
).split()
WOMEN = (
    "Μαρία Ελένη:Λένα Αικατερίνη:Κατερίνα Βασιλική:Βάσω Γεωργία Σοφία Αγγελική Ευαγγελία:Λίτσα Αναστασία:Τασούλα "
    "Δήμητρα Ιωάννα Παρασκευή:Βούλα Χρυσούλα Ειρήνη:Ρένα Αντωνία Δέσποινα Κωνσταντίνα:Ντίνα Παναγιώτα:Γιώτα "
    "Στυλιανή Ελευθερία Φωτεινή Ευτυχία Θεοδώρα:Δώρα Ραλλού Ζωή Μαγδαληνή Αλεξάνδρα Χριστίνα Μαριάννα Άννα Ευφροσύνη "
    "Αθανασία Σταυρούλα Ευδοκία Καλλιόπη:Πόπη Νίκη Ουρανία Ευγενία Αθηνά Μελπομένη:Μέλπω"
).split()
FOREIGN = (
    ("Αλ Χαμούντ", "Νταρουίς", "Κασέμ", "Σαλούμ", "Μπαλίλι", "Ντερβίσι", "Κότσι", "Hussain", "Rahimi", "Bondarenko",
     "Gelashvili", "Haddad", "Mahmoud", "Lleshi", "Ahmadi", "Kovalenko", "Singh", "Shehu", "Hoxha", "Khan"),
    ("Ahmad", "Khaled", "Omar", "Agim", "Ilir", "Dmytro", "Zurab", "Yousef", "Samir", "Muhammad", "Ali", "Besnik"),
    ("Fatima", "Layla", "Huda", "Drita", "Elona", "Oksana", "Nana", "Salma", "Mimoza", "Amina", "Zahra", "Olena"),
)  # fmt: skip
LATEST = date(2025, 12, 31)  # nobody is born after it
GREEKLISH = dict(
    zip("αβγδεζηθικλμνξοπρστυφχψω", "a v g d e z h 8 i k l m n ks o p r s t u f x ps w".split(), strict=True)
)


class Person(NamedTuple):
    """Somebody as the register holds her; ``who`` is the same number wherever it is the same person."""

    who: int
    last: str
    first: str
    father: str
    mother: str
    birth: date | None
    sex: str
    phone: str
    afm: str
    amka: str
    trap: str = ""  # what she is easily taken for: "twin", "sibling", "namesake"


def _formal(entry):
    return entry.partition(":")[0]


def _zipf(rng, items, skew=1.0):
    """One of ``items``, the first ones oftener."""
    return rng.choices(items, cum_weights=_cumulative(len(items), skew))[0]


@cache
def _cumulative(count, skew):
    return list(accumulate(1 / (rank + 3) ** skew for rank in range(count)))


def _afm(rng):
    digits = [rng.randint(1, 9)] + [rng.randint(0, 9) for _ in range(7)]
    check = sum(digit * 2 ** (8 - at) for at, digit in enumerate(digits)) % 11 % 10
    return "".join(map(str, [*digits, check]))


def _amka(rng, birth, sex):
    serial = rng.randint(0, 999)
    last = rng.choice((1, 3, 5, 7, 9) if sex == "male" else (0, 2, 4, 6, 8))
    body = f"{birth:%d%m%y}{serial:03d}{last}"
    total = 0
    for at, digit in enumerate(reversed(body)):
        number = int(digit) * (2 if at % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    return f"{body}{-total % 10}"


class Register:
    """``size`` people and, beside them, ``again`` (a share) registered a second time with ``slips``."""

    def __init__(self, size, seed=1, again=0.1):
        self.rng = random.Random(seed)
        self.surnames = sorted({(p, s, e) for p in PREFIXES for s in STEMS for e in ENDINGS}, key=str)
        self.rng.shuffle(self.surnames)
        self.used, self.people = set(), []
        while len(self.people) < size:
            self._family()
        del self.people[size:]
        count = int(size * again)
        self.again = [self.twice(person) for person in self.rng.sample(self.people, count)]

    # -- families ------------------------------------------------------------------------------

    def _family(self):
        rng = self.rng
        foreign = rng.random() < 0.12
        surname = rng.choice(FOREIGN[0]) if foreign else _zipf(rng, self.surnames, 0.6)
        men, women = (FOREIGN[1], FOREIGN[2]) if foreign else (MEN, WOMEN)
        father, mother = _formal(_zipf(rng, men)), _formal(_zipf(rng, women))
        phone = f"69{rng.randint(30, 99)}{rng.randint(0, 999999):06d}"
        oldest = date(1955, 1, 1) + timedelta(rng.randint(0, 22000))
        before = len(self.people)
        birth, names = oldest, []
        for _child in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
            twins = 2 if rng.random() < 0.025 else 1
            for _one in range(twins):
                sex = rng.choice(("male", "female"))
                first = _formal(_zipf(rng, men if sex == "male" else women, 0.8))
                if first in names:
                    continue
                names.append(first)
                self._add(surname, first, father, mother, birth, sex, phone, "twin" if twins > 1 else "")
            birth += timedelta(rng.randint(400, 1600))
            if birth > LATEST:
                break
        if len(self.people) - before == 1 and rng.random() < 0.02:  # a cousin named after the same grandfather
            one = self.people[-1]
            other = min(oldest + timedelta(rng.randint(-2000, 2000)), LATEST)
            self._add(surname, one.first, _formal(_zipf(rng, men)), _formal(_zipf(rng, women)), other, one.sex,
                      f"69{rng.randint(30, 99)}{rng.randint(0, 999999):06d}", "namesake")  # fmt: skip

    def _add(self, surname, first, father, mother, birth, sex, phone, trap):
        rng = self.rng
        if isinstance(surname, tuple):
            prefix, stem, endings = surname
            surname = f"{prefix}{stem.lower() if prefix else stem}{endings[sex == 'female']}"
        afm, amka = self._unused(lambda: _afm(rng)), self._unused(lambda: _amka(rng, birth, sex))
        known = rng.random()
        self.people.append(
            Person(
                len(self.people), surname, first,
                father if rng.random() < 0.85 else "", mother if rng.random() < 0.7 else "",
                birth if rng.random() < 0.97 else None, sex,
                phone if rng.random() < 0.8 else "",
                afm if known < 0.75 else "", amka if known < 0.85 and rng.random() < 0.95 else "",
                trap,
            )
        )  # fmt: skip

    def _unused(self, make):
        while (number := make()) in self.used:
            pass
        self.used.add(number)
        return number

    # -- the same person once more, and what somebody types of her --------------------------------

    def twice(self, person):
        """The same person as another desk wrote her down: one to three things differ."""
        rng = self.rng
        for slip in rng.sample(SLIPS, rng.choice((1, 1, 2, 2, 3))):
            person = slip(rng, person)
        if rng.random() < 0.5:
            person = person._replace(afm="")
        if rng.random() < 0.4:
            person = person._replace(amka="")
        return person

    def asked(self, person, numbers=True):
        """What reception types to find ``person``, with one or two slips, and which they were."""
        rng, said = self.rng, []
        typed = person if numbers else person._replace(afm="", amka="", phone="")
        usual = [slip for slip in SLIPS if slip not in (other_phone, no_father)]
        for slip in rng.sample(usual, rng.choice((1, 2))):
            typed = slip(rng, typed)
            said.append(slip.__name__)
        number = rng.choice([n for n in (typed.afm, typed.amka, typed.phone) if n] or [""])
        birth = f"{typed.birth:%d/%m/%Y}" if typed.birth else ""
        return " ".join(filter(None, [typed.last, typed.first, birth, number])), said


def transliterated(rng, person):
    """Latin letters: as passports do, or as people type."""
    from odoo.addons.kentro_koinotitas.tools.greek_latin import elot743

    write = elot743 if rng.random() < 0.6 else _greeklish
    return person._replace(last=write(person.last), first=write(person.first))


def _greeklish(text):
    plain = _bare(text).lower().replace("ου", "ou").replace("ς", "σ")
    return "".join(GREEKLISH.get(letter, letter) for letter in plain).title()


def _bare(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def without_accents(rng, person):
    """Capitals, or small letters without accents."""
    write = str.upper if rng.random() < 0.5 else str.lower
    return person._replace(last=write(_bare(person.last)), first=write(_bare(person.first)))


def typo(rng, person):
    """One letter wrong, missing, twice or in its neighbour's place, in one of the names."""
    name = rng.choice(("last", "first"))
    word = getattr(person, name)
    at = rng.randrange(1, max(2, len(word) - 1))
    wrong = rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + rng.choice("αειοτνσρκλμ") + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        )
    )
    return person._replace(**{name: wrong})


def swapped(rng, person):
    """First name in the place of the last."""
    return person._replace(last=person.first, first=person.last)


def birth_slip(rng, person):
    """A day beside it, day and month exchanged, or one digit of the year."""
    born = person.birth
    if not born:
        return person
    slips = [born + timedelta(rng.choice((-1, 1)))]
    if born.day <= 12 and born.day != born.month:
        slips.append(born.replace(month=born.day, day=born.month))
    year = born.year + rng.choice((-10, -1, 1, 10))
    if not (born.month == 2 and born.day == 29):
        slips.append(born.replace(year=year))
    return person._replace(birth=min(rng.choice(slips), LATEST))


def no_numbers(rng, person):
    """She has no papers with her."""
    return person._replace(afm="", amka="")


def short_name(rng, person):
    """The name people call her by."""
    for entry in (*MEN, *WOMEN):
        formal, _colon, short = entry.partition(":")
        if short and formal == person.first:
            return person._replace(first=short)
    return person


def other_form(rng, person):
    """The surname in the other sex's form, or a man's in the genitive."""
    for one, other in ENDINGS:
        if person.last.endswith(one):
            return person._replace(last=person.last.removesuffix(one) + other)
        if person.last.endswith(other):
            return person._replace(last=person.last.removesuffix(other) + one)
    return person


def other_phone(rng, person):
    """She has another telephone by now."""
    return person._replace(phone=f"69{rng.randint(30, 99)}{rng.randint(0, 999999):06d}")


def no_father(rng, person):
    """Nobody asked for her parents."""
    return person._replace(father="", mother="")


SLIPS = [transliterated, without_accents, typo, swapped, birth_slip, no_numbers, short_name, other_form,
         other_phone, no_father]  # fmt: skip
