"""Where an invented person stands in work and family, and the papers that she brought."""

import random
from datetime import timedelta

LETTERS = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
MARITAL = {"lone_parent": "divorced", "parent": "married", "spouse": "married"}


def situation(rng, person, today):
    """Values of the file that registration asks for besides who she is."""
    age = person.age(today)
    values = {"birth_certainty": "exact" if rng.random() < 0.95 else "declared", "heard_of": _heard(rng)}
    if age < 15:
        return {**values, "marital_status": "single", "insurance": "indirect"}
    values["marital_status"] = MARITAL.get(person.role) or ("widowed" if age > 70 else "single")
    values["education"] = rng.choice(["primary", "lower_secondary", "upper_secondary", "tertiary"])
    values["insurance"] = rng.choice(["direct", "direct", "indirect", "uninsured_amka"])
    if age >= 67:
        return {**values, "employment": "pensioner", "insurance_body": "e-ΕΦΚΑ"}
    if age < 20:
        return {**values, "employment": "student"}
    values["employment"] = rng.choice(["unemployed", "unemployed", "occasional", "employed", "household"])
    since = today - timedelta(days=rng.randrange(60, 1500))
    values["employment_since"] = max(since, person.birth_date)
    if values["employment"] == "unemployed":
        values |= {"dypa_number": f"{rng.randrange(10**6, 10**7)}", "dypa_date": values["employment_since"]}
    return values


def _heard(rng):
    return rng.choice(["relative", "relative", "service", "outreach", "internet", "leaflet"])


def identity_card(rng, place):
    """An old identity card's number, of one person in the register: by her place in it."""
    return f"{rng.choice(LETTERS)}{rng.choice(LETTERS)}{100000 + 1297 * place:06d}"


def papers(rng, today):
    """What an applicant brought: code of the kind, when it was issued, whether only seen."""
    wanted = ["tax", "family", "electricity", "lease", "iban", "unemployment"]
    return [
        (code, today - timedelta(days=rng.randrange(5, 400)), code == "iban")
        for code in rng.sample(wanted, rng.randrange(2, 5))
    ]


def chance(seed, what):
    """Chances of their own, so that nothing else of the demo changes with them."""
    return random.Random(f"{seed} {what}")  # noqa: S311  (invented people, no secret)
