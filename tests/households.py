"""Invented households, drawn near every boundary of the law, and put into a database as plain rows."""

from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from psycopg2.extras import execute_values

AGES = (0, 5, 6, 15, 16, 17, 18, 19, 24, 25, 34, 66, 67, 80)  # years at which something changes
EDGE = (0, 0, 0, 1, -1, 40)  # days beside the day on which it does
EUROS = tuple(map(Decimal, "50 54 108 180 215.99 216 216.01 270 324 378 378.01 432 500.10 972 1200.55".split()))
WORTHS = tuple(
    map(Decimal, "0 0 0 1200 4800 4800.01 6000 6000.01 7200 90000 105000 105000.01 150000 150000.01".split())
)
EMPLOYMENT = ("employed", "unemployed", "student", "pensioner") * 4 + (None, "unemployed_unregistered")


def household(rng, on):
    """Return a household as a dict of lists of dicts: members, incomes, assets, answers, housing."""
    members = [_member(rng, on, place) for place in range(rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8)))]
    return {
        "members": members,
        "incomes": [row for place in range(len(members)) for row in _incomes(rng, on, place)],
        "assets": [row for place in range(len(members)) for row in _assets(rng, on, place)],
        "answers": [row for place in range(len(members)) for row in _answers(rng, on, place)],
    }


def _member(rng, on, place):
    age = rng.choice(AGES[6:]) if place == 0 else rng.choice(AGES)
    born = on - relativedelta(years=age) + timedelta(days=rng.choice(EDGE))
    relation = (
        "applicant"
        if place == 0
        else rng.choice(("spouse", "cohabitant", "child", "child", "child", "parent", "hosted"))
    )
    moved = rng.choice(("long ago", "long ago", "ever", "ever", "today", "yesterday", "gone"))
    since = on - timedelta(days={"today": 0, "yesterday": 1}.get(moved, 400))
    return {
        "birth_date": None if rng.random() < 0.04 else born,
        "relation": relation,
        "is_unprotected": rng.random() < 0.05,
        "employment": rng.choice(EMPLOYMENT),
        "date_from": None if moved == "ever" else since,
        "date_to": on - timedelta(days=rng.choice((0, 1))) if moved == "gone" else None,
    }


def _incomes(rng, on, place):
    if rng.random() < 0.04:
        return
    first, last = on - relativedelta(months=6), on - timedelta(days=1)
    whole = place == 0 and rng.random() < 0.05
    if rng.random() < 0.6:
        yield _income(
            place,
            whole,
            "none",
            Decimal(0),
            "month",
            first - timedelta(days=rng.choice((0, 0, 0, 0, 0, 30, 30, 30, -1))),
            None,
        )
        return
    cut = first + timedelta(days=rng.randrange(1, 180))
    periods = rng.choice(
        ([(first, None)], [(first, last)], [(first, cut - timedelta(days=1)), (cut, None)], [(cut, None)])
    )
    for begin, end in periods:
        period = rng.choice(("month", "month", "month", "year", "total")) if end else rng.choice(("month", "year"))
        yield _income(place, whole, rng.choice(("wage", "pension", "farming")), _euros(rng, period), period, begin, end)


def no_income(place):
    """The row of somebody who has never had one, and said so."""
    return _income(place, False, "none", Decimal(0), "month", date(2000, 1, 1), None)


def _euros(rng, period):
    """Near the limits for some household or other; mostly small, or nobody would be entitled."""
    euros = rng.choice(EUROS) / rng.choice((1, 2, 2, 5, 5, 20))
    return (euros * 12 if period == "year" else euros * 6 if period == "total" else euros).quantize(Decimal("0.01"))


def _income(place, whole, kind, amount, period, begin, end):
    return {
        "member": None if whole else place,
        "kind": kind,
        "amount": amount,
        "period": period,
        "date_from": begin,
        "date_to": end,
    }


def _assets(rng, on, place):
    for kind in ("property", "vehicle", "deposits"):
        if rng.random() < 0.02:
            continue
        begin = on - timedelta(days=rng.choice((0, 0, 0, 0, 400, 400, 400, 400, 400, -1)))
        yield {
            "member": place,
            "kind": kind,
            "value": rng.choice(WORTHS) if rng.random() < 0.25 else Decimal(0),
            "date_from": begin,
            "date_to": rng.choice((None, None, on)),
        }


def _answers(rng, on, place):
    for code in ("in_school", "legal_residence"):
        if rng.random() < 0.98:
            yield {
                "member": place,
                "question": code,
                "answer": "yes" if rng.random() < 0.985 else "no",
                "date_from": on,
            }
    if place == 0 and rng.random() < 0.95:
        yield {"member": None, "question": "luxury", "answer": "no" if rng.random() < 0.96 else "yes", "date_from": on}


class Loader:
    """Puts households into the tables as they are: what is tested reads them, and does not make them."""

    def __init__(self, env):
        self.env, self.cr = env, env.cr
        structure = env["kentro.structure"].search([], limit=1)
        self.structure = structure or env["kentro.structure"].create(
            {"name": "Δείγμα", "kind_id": env["kentro.structure.kind"].search([], limit=1).id}
        )
        self.kinds = {kind.code: kind.id for kind in env["kentro.income.kind"].search([])}
        self.kinds["none"] = env["kentro.income.kind"].search([("nature", "=", "none")], limit=1).id
        self.questions = {question.code: question.id for question in env["kentro.question"].search([])}

    def load(self, households):
        """Return the ids, in the order of ``households``."""
        count = sum(len(household["members"]) for household in households)
        ids = self._insert(
            "kentro_household", ("active", "structure_id"), [(True, self.structure.id)] * len(households)
        )
        contacts = self._insert("res_partner", ("name", "active", "type"), [("Δείγμα", True, "contact")] * count)
        members = [member for household in households for member in household["members"]]
        company = self.structure.company_id.id
        people = self._insert(
            "kentro_beneficiary",
            ("partner_id", "company_id", "last_name", "active", "birth_date", "employment"),
            [
                (contact, company, "Δείγμα", True, member["birth_date"], member["employment"])
                for contact, member in zip(contacts, members, strict=True)
            ],
        )
        homes = [id_ for id_, household in zip(ids, households, strict=True) for _member in household["members"]]
        self._insert(
            "kentro_household_member",
            ("household_id", "beneficiary_id", "relation", "is_unprotected", "date_from", "date_to"),
            [
                (home, person, member["relation"], member["is_unprotected"], member["date_from"], member["date_to"])
                for home, person, member in zip(homes, people, members, strict=True)
            ],
        )
        self._insert_rows(households, ids, people)
        self.env.invalidate_all()
        # as in a register in use: without figures of the tables a plan may take a minute for 250 households
        tables = ("household", "household_member", "beneficiary", "income", "asset", "answer")
        self.cr.execute(f"ANALYZE {', '.join(f'kentro_{name}' for name in tables)}")
        return ids

    def _insert_rows(self, households, ids, people):
        incomes, assets, answers, start = [], [], [], 0
        for home, household in zip(ids, households, strict=True):
            own = people[start : start + len(household["members"])]
            start += len(own)

            def owner(row, home=home, own=own):
                return (None, home) if row["member"] is None else (own[row["member"]], None)

            for row in household["incomes"]:
                dates = (row["date_from"], row["date_to"], row["date_from"])
                incomes.append(
                    (*owner(row), self.kinds[row["kind"]], row["amount"], row["period"], *dates, "declared", True)
                )
            for row in household["assets"]:
                dates = (row["date_from"], row["date_to"], row["date_from"])
                assets.append((own[row["member"]], row["kind"], row["value"], *dates, "declared", True))
            for row in household["answers"]:
                day = row["date_from"]
                answers.append(
                    (*owner(row), self.questions[row["question"]], row["answer"], day, day, "declared", True)
                )
        owners, dates = (
            ("beneficiary_id", "household_id"),
            ("date_from", "date_to", "declared_on", "evidence", "active"),
        )
        self._insert("kentro_income", (*owners, "kind_id", "amount", "period", *dates), incomes)
        self._insert("kentro_asset", ("beneficiary_id", "kind", "value", *dates), assets)
        names = (*owners, "question_id", "answer", "date_from", "declared_on", "evidence", "active")
        self._insert("kentro_answer", names, answers)

    def _insert(self, table, columns, values):
        if not values:
            return []
        command = f"INSERT INTO {table} ({', '.join(columns)}) VALUES %s RETURNING id"
        cursor = self.cr._obj
        return [id_ for (id_,) in execute_values(cursor, command, values, page_size=len(values), fetch=True)]
