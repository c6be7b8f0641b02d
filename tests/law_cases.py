"""The examples of `tests/law`, read into households as `tools/standing` takes them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml
from dateutil.relativedelta import relativedelta
from odoo.addons.kentro_koinotitas.tools.standing.rows import Answer, Asset, Household, Housing, Income, Member

OWNED = ("property", "vehicle", "deposits")
PERIODS = {"a month": "month", "a year": "year", "in total": "total"}
LONG_AGO = date(2015, 1, 1)
USUAL = {"legal_residence": True, "in_school": True, "luxury": False}
KEYS = {
    "case", "day", "source", "about", "people", "incomes", "owns", "housing", "answers", "unknown",
    "answer", "amount", "tier", "points", "papers", "perhaps", "shipped",
}  # fmt: skip


def cases(programme):
    """The cases of one programme, each a dict with a `household`."""
    path = Path(__file__).parent / "law" / f"{programme}.yaml"
    for case in yaml.load(path.read_text(), _Loader):
        unknown = case.keys() - KEYS
        assert not unknown, f"{path.name}, «{case['case']}»: {unknown} is not understood"
        yield {**case, "household": household(case)}


def household(case):
    unknown = {(row.get("who"), row["what"]) for row in case.get("unknown", ())}
    people = [row["who"] for row in case["people"]]
    return Household(
        members=tuple(_member(row, case["day"], unknown) for row in case["people"]),
        incomes=tuple(_incomes(case, people, unknown)),
        assets=tuple(_assets(case, people, unknown)),
        housing=_housing(case),
        answers=tuple(_answers(case, people, unknown)),
    )


def _member(row, on, unknown):
    born = row.get("born") or ("age" in row and on - relativedelta(years=row["age"])) or None
    since = row.get("resident_since", born)
    return Member(
        row["who"],
        row["relation"],
        birth_date=born,
        sex=row.get("sex"),
        citizenship=None if (row["who"], "citizenship") in unknown else row.get("citizenship", "greek"),
        resident_since=None if (row["who"], "residence") in unknown else since,
        employment=row.get("employment", "unemployed"),
        insurance=row.get("insurance"),
        marital_status=row.get("marital_status"),
        degree=row.get("degree"),
        title=row.get("title"),
        away=row.get("away"),
        is_unprotected=row.get("unprotected", False),
    )


def _incomes(case, people, unknown):
    rows = case.get("incomes", ())
    for row in rows:
        ((words, period),) = ((words, period) for words, period in PERIODS.items() if words in row)
        amount = Decimal(str(row[words]))
        yield Income(
            row.get("who"),
            row["kind"],
            row.get("nature", "work"),
            amount,
            period,
            row.get("from", LONG_AGO),
            row.get("to"),
        )
    for person in people:
        if (person, "income") not in unknown and not any(row.get("who") == person for row in rows):
            yield Income(person, "none", "none", Decimal(0), "month", LONG_AGO)


def _assets(case, people, unknown):
    rows = case.get("owns", ())
    for person in people:
        for kind in OWNED:
            values = [row[kind] for row in rows if row["who"] == person and kind in row]
            if values or (person, kind) not in unknown:
                yield Asset(person, kind, Decimal(str(values[0] if values else 0)), LONG_AGO)


def _housing(case):
    row = case.get("housing")
    if not row:
        return None
    rent = Decimal(str(row["rent"])) if "rent" in row else None
    until = (
        row.get("lease_until")
        or ("lease_months" in row and case["day"] + relativedelta(months=row["lease_months"]))
        or None
    )
    return Housing(row["kind"], rent, until, row.get("supply_holder"))


def _answers(case, people, unknown):
    said = {}
    for person in (None, *people):
        for question, yes in USUAL.items():
            if (question == "luxury") == (person is None) and (person, question) not in unknown:
                said[person, question] = yes
    for row in case.get("answers", ()):
        said.update({(row.get("who"), question): yes for question, yes in row.items() if question != "who"})
    return [Answer(person, question, yes) for (person, question), yes in said.items()]


class _Loader(yaml.SafeLoader):
    """A key written twice is a slip, not the last one's."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=deep) for key, _value in node.value]
        assert len(keys) == len(set(keys)), f"line {node.start_mark.line + 1}: a key stands there twice"
        return super().construct_mapping(node, deep)
