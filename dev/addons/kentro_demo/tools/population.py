"""Invented households, from a seed: who lives together, how old, from where, with which numbers."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from . import persons
from .names import FOREIGN, GREEK_SURNAMES
from .places import Places

# Kind, how many of them, and who is in one. Together 60 households, 150 people.
KINDS = (
    ("elderly_alone", 10, ["elder"]),
    ("alone", 11, ["adult"]),
    ("elderly_couple", 6, ["elder", "elder_spouse"]),
    ("lone_parent", 5, ["lone_parent", "child"]),
    ("lone_parent", 4, ["lone_parent", "child", "child"]),
    ("lone_parent", 2, ["lone_parent", "child", "child", "child"]),
    ("couple", 3, ["parent", "spouse"]),
    ("family", 6, ["parent", "spouse", "child"]),
    ("family", 6, ["parent", "spouse", "child", "child"]),
    ("family", 2, ["parent", "spouse", "child", "child", "child"]),
    ("family", 2, ["parent", "spouse", "child", "child", "child", "grandparent"]),
    ("family", 1, ["parent", "spouse", *["child"] * 5]),
    ("family", 1, ["parent", "spouse", *["child"] * 5, "grandparent"]),
    ("alone", 1, ["adult", "hosted"]),
)
RELATIONS = {"spouse": "spouse", "elder_spouse": "spouse", "child": "child",
             "grandparent": "parent", "hosted": "hosted"}
AGES = {"elder": (67, 92), "adult": (20, 64), "hosted": (20, 40)}
# Which households of a kind come from elsewhere: their place among those of the kind.
FROM = {
    "elderly_alone": {4: "GE"},
    "alone": {2: "SY", 5: "GE", 8: "AL"},
    "lone_parent": {1: "UA", 6: "UA", 9: "AL"},
    "family": {3: "SY", 8: "AL", 12: "SY", 14: "SY"},
}
# Those whom the second structure serves, where there is one.
SECOND = {"lone_parent": {3, 8, 10}, "family": {0, 2, 5, 7, 10, 13, 15, 16, 17}, "alone": {6, 10},
          "couple": {1}}
SAFE_CONTACT = {"lone_parent": {0, 7}, "alone": {4}, "couple": {2}}


@dataclass
class Person:
    role: str
    sex: str
    birth_date: date
    surname: str = ""
    values: dict = field(default_factory=dict)

    @property
    def relation(self):
        return RELATIONS.get(self.role, "applicant")

    def age(self, today):
        return (today - self.birth_date).days // 365


@dataclass
class Household:
    kind: str
    origin: str | None
    second: bool
    safe_contact: bool
    people: list = field(default_factory=list)


def households(seed, today, places=None):
    """Return 60 households, the same for the same seed and day."""
    rng = random.Random(f"{seed} people")  # noqa: S311 invented people, no secret
    places = places or Places(None)
    found, met = [], {}
    for kind, count, roles in KINDS:
        for _ in range(count):
            place = met[kind] = met.get(kind, -1) + 1
            household = Household(
                kind,
                FROM.get(kind, {}).get(place),
                place in SECOND.get(kind, ()),
                place in SAFE_CONTACT.get(kind, ()),
            )
            _fill(rng, household, roles, today)
            persons.describe(rng, household, places, today)
            found.append(household)
    persons.number(rng, [person for household in found for person in household.people], today)
    rng.shuffle(found)
    return found


def _fill(rng, household, roles, today):
    """Make the people: roles, sexes, ages that go together, surnames."""
    children = roles.count("child")
    years, brood = None, []
    for role in roles:
        if role == "child":
            brood = brood or _children_ages(rng, years, children)
            age = brood.pop()
        else:
            age = _age(rng, role, years, children)
        years = years or age
        born = today - timedelta(days=age * 365 + age // 4 + rng.randrange(1, 360))
        person = Person(role, _sex(rng, role, household.people), born)
        person.surname = _surname(rng, household, person)
        household.people.append(person)


def _sex(rng, role, people):
    if role in ("spouse", "elder_spouse"):
        return "male" if people[0].sex == "female" else "female"
    women = {"lone_parent": 0.85, "elder": 0.65, "parent": 0.6, "grandparent": 0.8}.get(role, 0.5)
    return "female" if rng.random() < women else "male"


def _age(rng, role, years, children):
    """An age that goes with the ``years`` of who is first in the household."""
    if role in ("parent", "lone_parent"):
        return rng.randrange(25 + 2 * children, 51)
    if role in AGES:
        return rng.randrange(*AGES[role])
    if role == "grandparent":
        return min(93, years + rng.randrange(22, 34))
    return years + rng.randrange(-2, 6)


def _children_ages(rng, years, count):
    """Ages of minors of somebody of ``years``: two years apart or more."""
    youngest, oldest = max(0, years - 44), min(17, years - 23)
    picked = rng.sample(range(youngest, oldest + 2 - count), count)
    return sorted((age + gap for gap, age in enumerate(sorted(picked))))


def _surname(rng, household, person):
    """Children bear the father's surname, or the lone parent's; a Greek wife keeps her own."""
    origin = FOREIGN.get(household.origin)
    others = household.people
    if origin:
        return others[0].surname if others else rng.choice(list(origin.surnames))
    if person.role == "child":
        adults = others[:2] if others[0].role == "parent" else others[:1]
        return next((p.surname for p in adults if p.sex == "male"), others[0].surname)
    return others[0].surname if person.role == "grandparent" else rng.choice(GREEK_SURNAMES)
