"""What invented households live on and in: incomes, assets, housing, custody, who is away; from a seed."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from .numbers import supply

EVIDENCE = ("declared", "declared", "tax", "certificate")
# By who somebody is: (kind of income, least and most a month).
EARNS = {
    "elder": [("pension", 380, 720), ("elderly_benefit", 300, 409)],
    "adult": [("gmi", 216, 216), ("wage", 300, 780), ("unemployment", 200, 509), ("occasional", 120, 400)],
    "parent": [("wage", 500, 980), ("gmi", 324, 432), ("farming", 250, 600), ("occasional", 150, 450)],
    "spouse": [("none", 0, 0), ("wage", 380, 800), ("none", 0, 0)],
    "lone_parent": [("wage", 400, 760), ("gmi", 324, 378), ("maintenance", 100, 250)],
    "grandparent": [("pension", 360, 640)],
    "hosted": [("none", 0, 0)],
}
EARNS["elder_spouse"] = [*EARNS["elder"], ("none", 0, 0)]
SILENT = 6  # every so many people have not declared yet


@dataclass
class Means:
    """Rows to be made; people are those of tools/population.py, dates are days."""

    incomes: list = field(default_factory=list)  # (person, kind, values)
    assets: list = field(default_factory=list)  # (person, values)
    housings: list = field(default_factory=list)  # (household, values)
    custodies: list = field(default_factory=list)  # (child, holder, values)
    away: list = field(default_factory=list)  # (person, values)
    answers: list = field(default_factory=list)  # (person or household, question, values)


def means(seed, households, days):
    """Return the Means of ``households``, the same for the same seed and day."""
    rng = random.Random(f"{seed} means")  # noqa: S311 invented people, no secret
    made = Means()
    for place, household in enumerate(households):
        for person in household.people:
            if person.age(days.today) >= 18:
                _earnings(rng, made, person, days)
                _belongings(rng, made, person, days)
        _housing(rng, made, household, place, days)
        _custody(rng, made, household, days)
    _students(made, households, days)
    asked = random.Random(f"{seed} answers")  # noqa: S311 invented people, no secret
    for household in households:
        _answers(asked, made, household, days)
    return made


def _earnings(rng, made, person, days):
    if not rng.randrange(SILENT):
        return
    kind, least, most = rng.choice(EARNS[person.role])
    amount = rng.randrange(least, most + 1, 5) if most > least else most
    told = days.ago(rng.randrange(200, 250))
    evidence = rng.choice(EVIDENCE)
    # since before last year: programmes ask for the income of a whole one
    begun = days.today - timedelta(days=760)
    values = {"amount": amount, "date_from": begun, "evidence": evidence, "declared_on": told}
    if kind != "none" and not rng.randrange(4):  # what was, and what came after it
        changed = days.ago(rng.randrange(20, 90))
        made.incomes.append((person, kind, values | {"date_to": changed - timedelta(days=1)}))
        values |= {"amount": amount + rng.randrange(10, 80, 5), "date_from": changed, "declared_on": changed}
    made.incomes.append((person, kind, values))


def _belongings(rng, made, person, days):
    for kind, least, most in (("property", 12000, 68000), ("vehicle", 800, 4000), ("deposits", 50, 2500)):
        if rng.randrange(3):
            owned = person.role != "spouse" and not rng.randrange(3)
            value = rng.randrange(least, most, 50) if owned else 0
            made.assets.append((person, {"kind": kind, "value": value, "date_from": days.ago(220)}))


def _housing(rng, made, household, place, days):
    kinds = ["owner"] * 3 if household.kind.startswith("elderly") else ["rent", "rent", "owner", "free", "hosted"]
    kind = {7: "shelter", 19: "makeshift", 31: "insecure", 43: "roofless"}.get(place) or rng.choice(kinds)
    values = {"kind": kind, "date_from": days.past[0] - timedelta(days=rng.randrange(30, 300))}
    if household.kind == "family" and len(household.people) > 6:
        values["is_inadequate"] = True
    if kind == "rent":
        values["rent"] = rng.randrange(150, 380, 10)
        values["contract_until"] = days.today + timedelta(rng.randrange(15, 500))
    if kind in ("rent", "owner", "free"):
        values["supply_number"] = supply(rng)
    if kind == "rent" and not place % 5:
        moved = days.ago(rng.randrange(60, 180))
        made.housings.append((household, {**values, "kind": "hosted", "date_to": moved - timedelta(days=1)} | {
            "rent": 0, "contract_until": False, "supply_number": False}))
        values["date_from"] = moved
    made.housings.append((household, values))


def _custody(rng, made, household, days):
    if household.kind != "lone_parent":
        return
    for child in household.people[1:]:
        number = f"{rng.randrange(100, 900)}/{days.today.year - 1}"
        values = {"kind": "sole", "basis": "court", "document_number": number, "date_from": days.ago(240)}
        if child.birth_date < values["date_from"] and child.age(values["date_from"]) < 18:
            made.custodies.append((child, household.people[0], values))


def _answers(rng, made, household, days):
    """What most households were asked, and some were not."""
    if not rng.randrange(SILENT):
        return
    values = {"date_from": days.today - timedelta(days=760), "declared_on": days.ago(200)}
    for person in household.people:
        made.answers.append((person, "legal_residence", values | {"answer": "yes"}))
        if person.age(days.today) >= 18:
            made.answers.append((person, "no_disability", values | {"answer": "yes"}))
        elif person.age(days.today) >= 5:
            said = "yes" if rng.randrange(12) else "no"
            made.answers.append((person, "in_school", values | {"answer": said}))
    made.answers.append((household, "luxury", values | {"answer": "no"}))


def _students(made, households, days):
    """A few young adults study elsewhere."""
    grown = [p for h in households for p in h.people if 19 <= p.age(days.today) <= 24]
    for person in grown[:3]:
        made.away.append((person, {"reason": "studies", "date_from": days.ago(120)}))
