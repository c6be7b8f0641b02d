"""Screening 100,000 households for GMI, beside one query written by hand, openfisca-core and a loop in Python."""

import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median

from odoo.tools import SQL

from dev.place import PEERS

from ..households import Loader
from .harness import RUNS, Row, transaction

HOUSEHOLDS, BATCH, LOOPED, LOOKED_AT = 100_000, 2_000, 5_000, 50
ON = date(2026, 10, 15)
SIZES = (1, 1, 1, 1, 2, 2, 3, 3, 5, 8)  # 2.7 people
EMPLOYMENT = ("employed",) * 3 + ("unemployed",) * 3 + ("pensioner", "unemployed_unregistered", None)
BY_HAND = Path(__file__).with_name("rules_by_hand.sql")
DAYS = {"on": "2026-10-15", "first_day": "2026-04-15", "last_day": "2026-10-14"}


def rows(database, _scene):
    sys.path.append(str(PEERS))  # behind the packages of the product
    from . import rules_openfisca

    with transaction(database) as env:
        first = _load(env)
        env.cr.commit()
    with transaction(database) as env:
        ruleset = env.ref("kentro_koinotitas.ruleset_gmi")
        there = env["kentro.household"]._search([("id", ">=", first)])
        by_hand = BY_HAND.read_text().replace("\n", " ").partition("WITH")
        by_hand = "WITH" + by_hand[2] % {**{name: f"'{day}'" for name, day in DAYS.items()}, "first": first}
        arrays = rules_openfisca.read(env, first, ON)
        ways = {
            "ours": lambda: {household: holds for (household, _), holds in ruleset._screen(ON, there).items()},
            "by hand": lambda: dict(env.execute_query(SQL(by_hand))),
            "openfisca": lambda: rules_openfisca.screen(*arrays),
        }
        seconds, found = _take_turns(ways)
        for name in ("by hand", "openfisca"):
            other = found[name]
            differ = [one for one, holds in found["ours"].items() if other.get(one, "") is not holds]
            if differ or len(other) != len(found["ours"]):
                raise AssertionError(f"{name} says otherwise of {len(differ)} households, such as {differ[:5]}")
        counts = [sum(holds is value for holds in found["ours"].values()) for value in (True, False, None)]
        looped = _loop(env, ruleset, list(found["ours"])[:LOOPED])
        looked_at = list(found["ours"])[LOOPED : LOOPED + LOOKED_AT]
        one, statements = _one_household(env, looked_at)
        cold = _first_household(env, looked_at[0])
        listed, rows_found = _lists(env, ruleset.programme_id)
        previewed = _preview(env, ruleset)
    ours = seconds["ours"]
    rate = f"{ours:.2f} s for {len(found['ours']):,}: {counts[0]:,} met, {counts[1]:,} not, {counts[2]:,} not known"
    return [
        Row("screening 100,000 households for GMI ÷ one query written by hand", ours / seconds["by hand"], 2,
            detail=rate),
        Row("the same ÷ openfisca-core from arrays in memory", ours / seconds["openfisca"],
            detail=f"openfisca {seconds['openfisca']:.2f} s, reading the arrays {arrays[-1]:.2f} s more"),
        Row("the same ÷ a loop in Python over what was read already", ours / (looped * len(found["ours"])),
            detail=f"{looped * 1e6:.0f} µs a household"),
        Row("one household, all programmes explained", one * 1e3, 150, "ms"),
        Row("the same: statements", statements, 60, ""),
        Row("the same after the law has changed: statements", cold, 60, ""),
        Row("the list of those for GMI, written down with what is lacking", listed, unit="s",
            detail=f"{rows_found:,} rows, papers that end looked for besides"),
        Row("preview of other rules of GMI over all of them", previewed, unit="s"),
    ]  # fmt: skip


def _take_turns(ways):
    """``({way: median of its seconds}, {way: what it found})``; a first turn of each warms up."""
    seconds, found = {name: [] for name in ways}, {}
    for _turn in range(RUNS + 1):
        for name, way in ways.items():
            begun = time.perf_counter()
            found[name] = way()
            seconds[name].append(time.perf_counter() - begun)
    return {name: median(times[1:]) for name, times in seconds.items()}, found


def _loop(env, ruleset, ids):
    """Seconds a household, by the pure functions that explain one."""
    recorded = env["kentro.household"].browse(ids)._recorded(ON)
    begun = time.perf_counter()
    for rows_ in recorded.values():
        ruleset._check(rows_, ON)
    return (time.perf_counter() - begun) / len(ids)


def _one_household(env, ids):
    seconds, statements = [], []
    for household in ids:
        env.invalidate_all()
        check = env["kentro.eligibility.check"].new({"household_id": household, "on_date": ON})
        counted, begun = env.cr.sql_log_count, time.perf_counter()
        if not check.cards["cards"]:
            raise AssertionError("nothing was checked")
        seconds.append(time.perf_counter() - begun)
        statements.append(env.cr.sql_log_count - counted)
    return median(seconds), median(statements)


def _first_household(env, household):
    """Statements of a check for which all of the law is read anew; rights and views are those of a user at work."""
    env["kentro.rule"]._read_anew()
    env.invalidate_all()
    check = env["kentro.eligibility.check"].new({"household_id": household, "on_date": ON})
    counted = env.cr.sql_log_count
    if not check.cards["cards"]:
        raise AssertionError("nothing was checked")
    return env.cr.sql_log_count - counted


def _lists(env, programme):
    """``(seconds, rows)`` of looking through the register for one programme, as its screen does."""
    screening = env["kentro.screening"].create({"on_date": ON, "programme_ids": programme.ids})
    begun = time.perf_counter()
    screening._look_at(programme)
    env.flush_all()
    return time.perf_counter() - begun, env["kentro.screening.row"].search_count([("screening_id", "=", screening.id)])


def _preview(env, ruleset):
    """Seconds in which a draft of what follows ``ruleset`` is held against it."""
    draft = ruleset._follow(date(2027, 1, 1))
    preview = env["kentro.law.preview"].create({"ruleset_id": draft.id, "on_date": date(2027, 1, 1)})
    begun = time.perf_counter()
    preview.action_preview()
    return time.perf_counter() - begun


def _load(env):
    """Put the households into the database; return the id of the first."""
    rng, loader, first = Random(5), Loader(env), None
    for _start in range(0, HOUSEHOLDS, BATCH):
        ids = loader.load([_household(rng) for _one in range(BATCH)])
        first = first or min(ids)
    env.cr.execute("ANALYZE")
    return first


def _household(rng):
    people = range(rng.choice(SIZES))
    pair = rng.random() < 0.7
    members = [_member(rng, place, pair) for place in people]
    grown = [place for place in people if place < 2]
    incomes = [row for place in grown for row in _incomes(rng, place)]
    assets = [row for place in grown if rng.random() < 0.97 for row in _assets(rng, place)]
    answers = [row for place in people for row in _answers(rng, place)]
    if rng.random() < 0.97:
        answers.append(_answer(None, "luxury", rng.random() < 0.02))
    return {"members": members, "incomes": incomes, "assets": assets, "answers": answers}


def _member(rng, place, pair):
    grown = place == 0 or (place == 1 and pair)
    born = date.fromordinal(rng.randrange(*((711858, 731858) if grown else (730120, 739420))))
    return {
        "birth_date": None if rng.random() < 0.01 else born,
        "relation": "applicant" if place == 0 else "spouse" if grown else "child",
        "is_unprotected": False,
        "employment": rng.choice(EMPLOYMENT),
        "date_from": date(2020, 1, 1),
        "date_to": None,
    }


def _incomes(rng, place):
    if rng.random() < 0.95:
        works = rng.random() < 0.5
        euros = Decimal(rng.randrange(5000, 95000)) / 100 if works else Decimal(0)
        yield _income(place, "wage" if works else "none", euros, "month", date(2025, 1, 1), None)
        if works and rng.random() < 0.2:
            euros = Decimal(rng.randrange(5000, 35000)) / 100
            yield _income(place, "unemployment", euros, "total", date(2026, 3, 10), date(2026, 9, 20))


def _income(place, kind, amount, period, begin, end):
    return {"member": place, "kind": kind, "amount": amount, "period": period, "date_from": begin, "date_to": end}


def _assets(rng, place):
    for kind, most in (("property", 160_000), ("vehicle", 9_000), ("deposits", 9_000)):
        value = Decimal(rng.randrange(most * 100)) / 100 if rng.random() < 0.4 else Decimal(0)
        yield {"member": place, "kind": kind, "value": value, "date_from": date(2025, 1, 1), "date_to": None}


def _answers(rng, place):
    if place > 1 and rng.random() < 0.95:
        yield _answer(place, "in_school", rng.random() < 0.95)
    if rng.random() < 0.98:
        yield _answer(place, "legal_residence", rng.random() < 0.98)


def _answer(place, question, yes):
    return {"member": place, "question": question, "answer": "yes" if yes else "no", "date_from": date(2025, 1, 1)}
