"""Where the facts of the register lie: each source is a SELECT of what the user may read, on a day."""

from datetime import timedelta

from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.household_makeup import COUPLE
from ....tools.standing.facts import NO_DISABILITY
from ..facts.citizenship import citizenships


def members(env, on, households, wanted, joined=()):
    """One row a member on the day: household_id, person_id, the facts in ``wanted`` and what is ``joined``.

    ``joined`` are ``(alias, table, owner, columns)``: a table of one row a person or household, as its column
    ``owner`` says ("beneficiary_id" or "household_id"), and the names of the columns taken from it.

    What stands in a file that the user may not read is NULL: not known to her.
    """
    Member, Person = env["kentro.household.member"], env["kentro.beneficiary"]
    query = Member._search(Member._on(on) & Domain("household_id", "in", households))
    table = SQL.identifier(query.table)
    query.add_join("LEFT JOIN", "person", _readable(Person), SQL("person.id = %s.beneficiary_id", table))
    # whoever belongs to it since ever does so from her birth on
    query.add_where(SQL("(%s.date_from IS NOT NULL OR person.birth_date > %s IS NOT TRUE)", table, on))
    columns = {
        "relation": SQL("%s.relation", table),
        "is_unprotected": SQL("COALESCE(%s.is_unprotected, FALSE)", table),
        "born": SQL("person.birth_date"),
        "age": years(SQL("person.birth_date"), on),
        "age_months": _begun_months(SQL("person.birth_date"), on),
        "sex": SQL("person.sex"),
        "residence_years": years(SQL("person.resident_since"), on),
        "employment": SQL(
            "CASE WHEN person.employment_since IS NULL OR person.employment_since <= %s THEN person.employment END", on
        ),
        "insurance": SQL("CASE WHEN person.insurance <> 'unknown' THEN person.insurance END"),
        "marital_status": SQL("CASE WHEN person.marital_status <> 'unknown' THEN person.marital_status END"),
    }
    if "turn" in wanted:  # as `_members_on` reads them
        in_turn = SQL("PARTITION BY %s.household_id ORDER BY %s.date_from, %s.id", table, table, table)
        columns["turn"] = SQL("row_number() OVER (%s)", in_turn)
    if "citizenship" in wanted:
        eu = [country for country, kind in citizenships(env).items() if kind == "eu"]
        columns["citizenship"] = SQL(
            "CASE WHEN person.nationality = %s THEN 'greek' WHEN person.nationality = ANY(%s) THEN 'eu'"
            " WHEN person.nationality IS NOT NULL THEN 'third' END",
            env.ref("base.gr").id,
            eu,
        )
    if "in_couple" in wanted:
        pair = SQL("%s.relation IN %s", table, ("applicant", *COUPLE))
        several = SQL("count(*) FILTER (WHERE %s) OVER (PARTITION BY %s.household_id) > 1", pair, table)
        columns["in_couple"] = SQL("CASE WHEN %s AND %s THEN 'yes' ELSE 'no' END", pair, several)
    if "degree" in wanted:
        _join_grouped(query, "disability", env["kentro.disability"], on, SQL("max(degree) AS degree"))
        wanted = wanted | {"yes"}
        columns["degree"] = SQL("CASE WHEN disability.degree IS NOT NULL THEN disability.degree"
                                " WHEN %s = ANY(said.yes) THEN 0 END", NO_DISABILITY)  # fmt: skip
    if "has_title" in wanted:
        _join_grouped(query, "title", env["kentro.residence.title"], on, SQL("count(*) AS held"))
        columns["has_title"] = SQL("CASE WHEN title.held > 0 THEN 'yes' END")
    if "away" in wanted:
        _join_grouped(query, "elsewhere", env["kentro.household.away"], on, SQL("max(reason) AS reason"))
        columns["away"] = SQL("elsewhere.reason")
    if "yes" in wanted:
        query.add_join(
            "LEFT JOIN", "said", _answers(env, on, "beneficiary_id"), SQL("said.owner = %s.beneficiary_id", table)
        )
        columns["yes"], columns["no"] = SQL("COALESCE(said.yes, '{}')"), SQL("COALESCE(said.no, '{}')")
        wanted = wanted | {"no"}
    chosen = [SQL("%s AS %s", columns[name], SQL.identifier(name)) for name in sorted(wanted)]
    for alias, rows, owner, names in joined:
        query.add_join(
            "LEFT JOIN", alias, rows, SQL("%s = %s", SQL.identifier(alias, owner), SQL.identifier(query.table, owner))
        )
        chosen += [SQL.identifier(alias, name) for name in names]
    return query.select(SQL("%s.household_id", table), SQL("%s.beneficiary_id AS person_id", table), *chosen)


def housing(env, on):
    Housing = env["kentro.housing"]
    query = Housing._search(Housing._on(on))
    table = SQL.identifier(query.table)
    until = SQL("%s.contract_until", table)
    return query.select(
        SQL("%s.household_id", table),
        SQL("%s.kind AS housing", table),
        SQL("NULLIF(%s.rent, 0) AS rent", table),
        SQL("%s.supply_holder_id", table),
        SQL("%s AS lease_months", _whole_months(on, until)),
    )


def answers_of_households(env, on):
    return _answers(env, on, "household_id")


def incomes(env, first, last):
    Income = env["kentro.income"]
    query = Income._search(Income._between(first, last))
    table = SQL.identifier(query.table)
    query.add_join("JOIN", "kind", SQL.identifier("kentro_income_kind"), SQL("kind.id = %s.kind_id", table))
    names = ("beneficiary_id", "household_id", "amount", "period", "date_from", "date_to")
    return query.select(SQL("kind.code"), SQL("kind.nature"), *(SQL.identifier(query.table, name) for name in names))


def assets(env, on, kinds):
    Asset = env["kentro.asset"]
    query = Asset._search(Asset._on(on) & Domain("kind", "in", kinds))
    return query.select(*(SQL.identifier(query.table, name) for name in ("beneficiary_id", "kind", "value")))


def day_after(day):
    return day + timedelta(days=1)


def years(born, on):
    """SQL of the whole years from a day to ``on``; somebody born on 29 February is a year older on the 28th."""
    today = on.month * 100 + (29 if on.month == 2 and day_after(on).month == 3 else on.day)
    later = SQL("(date_part('month', %s) * 100 + date_part('day', %s) > %s)", born, born, today)
    return SQL("(%s - date_part('year', %s)::int - %s::int)", on.year, born, later)


def _begun_months(born, on):
    gap = SQL(
        "(%s - EXTRACT(YEAR FROM %s)::int * 12 - EXTRACT(MONTH FROM %s)::int)", on.year * 12 + on.month, born, born
    )
    return SQL("(%s + (%s + make_interval(months => %s) < %s)::int)", gap, born, gap, on)


def _whole_months(on, until):
    gap = SQL(
        "(EXTRACT(YEAR FROM %s)::int * 12 + EXTRACT(MONTH FROM %s)::int - %s)", until, until, on.year * 12 + on.month
    )
    return SQL("CASE WHEN %s < %s THEN 0 ELSE %s - (%s + make_interval(months => %s) > %s)::int END",
               until, on, gap, SQL("%s::date", on), gap, until)  # fmt: skip


def _readable(Person):
    """The files that the user may read, as a table."""
    query = Person.with_context(active_test=False)._search([])
    return SQL("(%s)", query.select(SQL("%s.*", SQL.identifier(query.table))))


def _join_grouped(query, alias, model, on, column):
    # what the case team alone may read is not known to others; sudo: none at all of it
    rows = model._search(model._on(on)) if model.has_access("read") else model.sudo()._search(Domain.FALSE)
    owner = SQL.identifier(rows.table, "beneficiary_id")
    table = SQL("(%s GROUP BY %s)", rows.select(SQL("%s AS owner", owner), column), owner)
    query.add_join(
        "LEFT JOIN",
        alias,
        table,
        SQL("%s.owner = %s.beneficiary_id", SQL.identifier(alias), SQL.identifier(query.table)),
    )


def _answers(env, on, owner):
    Answer = env["kentro.answer"]
    query = Answer._search(Answer._on(on) & Domain(owner, "!=", False))
    query.add_join(
        "JOIN",
        "question",
        SQL.identifier("kentro_question"),
        SQL("question.id = %s.question_id", SQL.identifier(query.table)),
    )
    owner, answer = SQL.identifier(query.table, owner), SQL.identifier(query.table, "answer")
    return SQL(
        "(%s GROUP BY %s)",
        query.select(
            SQL("%s AS owner", owner),
            SQL("array_agg(question.code) FILTER (WHERE %s = 'yes') AS yes", answer),
            SQL("array_agg(question.code) FILTER (WHERE %s = 'no') AS no", answer),
        ),
        owner,
    )
