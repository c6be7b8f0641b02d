"""What is recorded of an invented person: names, address, numbers, groups."""

from . import numbers
from .names import FOREIGN, GREEK_MEN, GREEK_WOMEN, feminine


def describe(rng, household, places, today):
    """Fill in what is recorded of each person."""
    address = places.address(rng)
    taken = set()
    for person in household.people:
        origin = FOREIGN.get(household.origin)
        person.values = _names(rng, person, origin, taken) | {
            "birth_date": person.birth_date,
            "sex": person.sex,
            "nationality": origin.country if origin else "GR",
            "language": origin.language if origin else "el",
            "interpreter_needed": household.origin in ("SY", "UA") and person.age(today) > 12,
            "safe_contact_only": household.safe_contact and person.relation == "applicant",
            "groups": _groups(household, person, today),
            **address,
        }
        if person.age(today) >= 16:
            person.values["phone"] = numbers.mobile(rng)
    _parents(rng, household)


def _names(rng, person, origin, taken):
    """A first name that nobody else in the household has, and the surname as the person bears it."""
    men, women = (origin.men, origin.women) if origin else (GREEK_MEN, GREEK_WOMEN)
    names = men if person.sex == "male" else women
    first_name = rng.choice([name for name in names if name not in taken] or list(names))
    taken.add(first_name)
    if origin:
        return {
            "first_name": first_name,
            "last_name": person.surname,
            "first_name_latin": names[first_name],
            "last_name_latin": origin.surnames[person.surname],
        }
    surname = person.surname if person.sex == "male" else feminine(person.surname)
    return {"first_name": first_name, "last_name": surname}


def _parents(rng, household):
    """Children's parents are those they live with; of the others' only the names are known."""
    origin = FOREIGN.get(household.origin)
    men = list(origin.men) if origin else GREEK_MEN
    women = list(origin.women) if origin else GREEK_WOMEN
    adults = [p for p in household.people if p.role in ("parent", "spouse", "lone_parent")]
    here = {p.sex: p.values["first_name"] for p in adults}
    for person in household.people:
        known = here if person.role == "child" else {}
        person.values["father_name"] = known.get("male") or rng.choice(men)
        person.values["mother_name"] = known.get("female") or rng.choice(women)
    absent = {"male": "father_name", "female": "mother_name"}
    children = [p for p in household.people if p.role == "child"]
    for sex in absent.keys() - here.keys():
        for child in children[1:]:
            child.values[absent[sex]] = children[0].values[absent[sex]]


def _groups(household, person, today):
    """Codes of priority groups; none that is a special category of data."""
    groups = []
    age = person.age(today)
    if age >= 67:
        groups.append("elderly")
    if age < 18:
        groups.append("children")
    if household.kind in ("alone", "lone_parent") and 18 <= age < 67:
        groups.append("unemployed")
    if household.kind in ("lone_parent", "family") and person.relation == "applicant":
        groups.append("gmi" if person.birth_date.day % 2 else "poverty")
    return groups


def number(rng, people, today):
    """Give numbers: an ΑΦΜ to most adults, an ΑΜΚΑ to nearly all; a few have neither."""
    for place, person in enumerate(people):
        age = person.age(today)
        foreign = person.values["nationality"] in ("SY", "UA")
        if age >= 18 and place % 11 and not (foreign and place % 2):
            person.values["afm"] = numbers.afm(rng)
        if age >= 1 and place % 14 and not (foreign and place % 3 == 0):
            person.values["amka"] = numbers.amka(rng, person.birth_date, person.sex)
        if place % 3 == 0:
            person.values["external_ref"] = f"ΕΜ-{today.year}-{40000 + 37 * place:06d}"
