"""One household in Python, the whole register in SQL, and a naive reference say the same of every household.

KENTRO_HOUSEHOLDS says how many (KENTRO_MODEL_SEED: other ones); what differs is printed as its rows.
"""

import os
from collections import Counter
from datetime import date, timedelta
from random import Random

import gmi_reference
import households
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from odoo import SUPERUSER_ID, Command
from odoo.addons.kentro_koinotitas.tools.standing.amounts import verdict
from odoo.addons.kentro_koinotitas.tools.standing.conditions import every, some
from odoo.addons.kentro_koinotitas.tools.standing.verdict import Standing, result

BATCH = 250
EXAMPLES = int(os.environ.get("KENTRO_HOUSEHOLDS", "2000")) // BATCH
# the last days of months and years, a leap day, and the days beside a change of the law
DAYS = [
    date(2026, 10, 15),
    date(2026, 8, 31),
    date(2024, 2, 29),
    date(2023, 11, 30),
    date(2023, 12, 1),
    date(2026, 3, 1),
    date(2023, 1, 1),  # some were born the day before
]
FACTS = {"household": "kentro.household.facts", "person": "kentro.person.facts"}
HOUSEHOLD_PARTS = {
    "kifi_income_low": (15, "A"), "kifi_income_middle": (10, "A"), "kifi_income_high": (2.5, "A"),
    "lives_alone": (10, ""), "luxury": (5, "B"), "gmi_property": (7.5, "B"),
}  # fmt: skip
PARTS = {**HOUSEHOLD_PARTS, "elderly_or_disabled": (8, ""), "elderly_income": (9, "C"), "needs_help": (3, "C")}


def test_three_executions_agree(transaction):
    counts = {True: 0, False: 0, None: 0, "nobody": 0}
    env = transaction(SUPERUSER_ID)
    loader = households.Loader(env)

    @seed(int(os.environ.get("KENTRO_MODEL_SEED", "5")))
    @settings(
        max_examples=EXAMPLES, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.integers(0, 2**32), st.sampled_from(DAYS))
    def agree(number, on):
        rng = Random(number)
        drawn = [households.household(rng, on) for _time in range(BATCH)]
        with env.cr.savepoint(flush=False) as savepoint:
            found = list(_both(env, loader.load(drawn), on))
            savepoint.rollback()
        for household, (one, many) in zip(drawn, found, strict=True):
            expected = gmi_reference.verdict(household, on)
            assert (one, many) == (expected, expected), (on, household)
            counts[expected] += 1

    with env.cr:
        agree()
        env.cr.rollback()
    print(f"households compared: {sum(counts.values())}, {counts}")
    assert all(counts.values()), counts


def test_both_executions_agree_on_every_programme(transaction):
    """Of the shipped rules, those about one of the people too: the answer for each of them."""
    env = transaction(SUPERUSER_ID)
    with env.cr:
        loader, compared = households.Loader(env), 0
        scored = _scored(env)
        for number, on in enumerate(DAYS):
            rng = Random(number)
            drawn = [households.household(rng, on) for _time in range(BATCH)]
            ids = loader.load(drawn)
            recorded = env["kentro.household"].browse(ids)._recorded(on)
            for ruleset in env["kentro.ruleset"]._in_force(on) | scored:
                many = {key: _answer(*found) for key, found in ruleset._screen_amounts(on, ids).items()}
                assert {key: found[0] for key, found in many.items()} == ruleset._screen(on, ids)
                one = {
                    (household.id, person): _answer(found.holds, found.euros, found.amount and found.amount.tier)
                    for household, rows in recorded.items()
                    if rows.members
                    for _ruleset, person, found in ruleset._check(rows, on)
                }
                assert one == many, (
                    on,
                    ruleset.name,
                    {
                        key: (one.get(key), many.get(key))
                        for key in one.keys() | many.keys()
                        if one.get(key) != many.get(key)
                    },
                )
                compared += len(one)
        env.cr.rollback()
    print(f"answers compared: {compared}")
    assert compared > len(DAYS) * BATCH


def test_both_executions_pay_alike_for_each_birth(transaction):
    """By the amounts of the day of birth, twins and unknown birth dates among the children: where it is met at all."""
    env = transaction(SUPERUSER_ID)
    with env.cr:
        loader, ruleset, paid = households.Loader(env), env.ref("kentro_koinotitas.ruleset_birth"), Counter()
        for number, on in enumerate((date(2023, 1, 1), date(2023, 2, 10), date(2026, 10, 15))):
            rng = Random(200 + number)
            drawn = [households.household(rng, on) for _time in range(2 * BATCH)]
            for household in drawn:
                household["incomes"] = [households.no_income(place) for place in range(len(household["members"]))]
                for member in household["members"][1:]:  # newborns, some of them on one day
                    if member["relation"] == "child" and rng.random() < 0.5:
                        member["birth_date"] = on - timedelta(days=rng.choice((0, 1, 1, 30, 45, 45)))
            ids = loader.load(drawn)
            _all_are_greek_women(env, ids)
            many = ruleset._screen_amounts(on, ids)
            one = {
                (household.id, person): (found.holds, found.euros, found.amount and found.amount.tier)
                for household, rows in env["kentro.household"].browse(ids)._recorded(on).items()
                if rows.members
                for _ruleset, person, found in ruleset._check(rows, on)
            }
            assert one.keys() == many.keys()
            for key, (holds, *amount) in one.items():
                assert holds == many[key][0] and (holds is False or amount == [*many[key][1:]]), (one[key], many[key])
                paid[on.year, amount[0]] += holds is not False
        env.cr.rollback()
    print(f"birth grants compared: {dict(paid)}")
    assert all(paid[2023, euros] for euros in (2000, 2400, 2700)), paid
    assert all(paid[2026, euros] for euros in (2400, 2700, 3000, 3500, None)), paid


def _all_are_greek_women(env, ids):
    env.cr.execute(
        "UPDATE kentro_beneficiary SET nationality = %s, sex = 'female', resident_since = '1990-01-01' WHERE id IN"
        " (SELECT beneficiary_id FROM kentro_household_member WHERE household_id = ANY(%s))",
        (env.ref("base.gr").id, ids),
    )
    env.invalidate_all()


def _scored(env):
    """Rules that ask for a number of points, of the household and of a member: shipped ones only rank by them."""
    programme = env["kentro.programme"].create({"name": "Scored", "code": "scored"})
    least = env["kentro.parameter"].create({"name": "Least", "code": "scored.least", "unit": "number"})
    env["kentro.parameter.value"].create({"parameter_id": least.id, "value": 20, "date_from": "2000-01-01"})
    own, rulesets = {name: env.ref(f"kentro_koinotitas.rule_{name}").id for name in PARTS}, env["kentro.ruleset"]
    for about, parts in (("household", HOUSEHOLD_PARTS), ("person", PARTS)):
        values = {"kind": "points", "limit_parameter_id": least.id, "model_id": env["ir.model"]._get_id(FACTS[about])}
        lines = [
            Command.create({"part_id": own[name], "points": number, "alternative": group})
            for name, (number, group) in parts.items()
        ]
        rule = env["kentro.rule"].create({**values, "name": f"Points of the {about}", "point_ids": lines})
        rulesets |= rulesets.create(
            {"name": about, "programme_id": programme.id, "about": about,
             "criterion_ids": [Command.create({"rule_id": rule.id})]}
        )  # fmt: skip
    return rulesets


def _answer(holds, euros, tier):
    """What is the same in both: the amount where it is met."""
    return (holds, euros, tier) if holds else (holds, None, None)


def test_what_is_to_be_asked_is_the_same_of_one_and_of_many(transaction):
    """Of whom a programme's rules do not decide, both name the facts that would."""
    env = transaction(SUPERUSER_ID)
    with env.cr:
        loader, named, scored = households.Loader(env), Counter(), _scored(env)
        for number, on in enumerate(DAYS):
            rng = Random(100 + number)
            drawn = [households.household(rng, on) for _time in range(BATCH)]
            ids = loader.load(drawn)
            recorded = env["kentro.household"].browse(ids)._recorded(on)
            for ruleset in env["kentro.ruleset"]._in_force(on) | scored:
                found = env.execute_query(ruleset._screen_sql(on, ids))
                verdicts = {(row[0], row[1] if ruleset.about == "person" else None): row[-2] for row in found}
                assert verdicts == ruleset._screen(on, ids)
                many = {tuple(row[:-2]): set(row[-1]) for row in found if row[-2] is None}
                one = {}
                for household, rows in recorded.items():
                    for standing in ruleset._standings(Standing(rows, on)) if rows.members else ():
                        criteria, tiers = ruleset._asked(standing)
                        if verdict(criteria, tiers, standing).holds is None:
                            person = (standing.person,) if ruleset.about == "person" else ()
                            one[household.id, *person] = _to_ask(standing, criteria, tiers)
                keys = one.keys() | many.keys()
                wrong = [(key, one.get(key), many.get(key)) for key in keys if one.get(key) != many.get(key)]
                assert one == many, (on, ruleset.name, wrong[:3])
                named.update(fact for facts in many.values() for fact in facts)
        env.cr.rollback()
    print(f"facts named: {dict(named)}")
    assert len(named) > 5


def _to_ask(standing, criteria, tiers):
    """The facts on which it depends: those of rules that are not decided, in alternatives that are not."""
    groups = {}
    for criterion in criteria:
        groups.setdefault(criterion.group or criterion.key, []).append((criterion,))
    together = [*groups.values(), [tier.criteria for tier in tiers]]
    found = set()
    for group in together:
        findings = [[standing.finding(criterion) for criterion in one] for one in group]
        values = [every(finding.holds for finding in one) for one in findings]
        if some(values) is None:
            for one, value in zip(findings, values, strict=True):
                if value is None:
                    found |= {fact for finding in one if finding.holds is None for _person, fact in finding.lacking}
    return found


def _both(env, ids, on):
    """What the two executions find of the households, in the order of ``ids``: (one by one, all at once)."""
    ruleset = env.ref("kentro_koinotitas.ruleset_gmi")
    criteria, _tiers = ruleset._compiled(on)
    many = {household: holds for (household, _person), holds in ruleset._screen(on, ids).items()}
    recorded = env["kentro.household"].browse(ids)._recorded(on)
    for household, rows in recorded.items():
        if not rows.members:
            yield "nobody", many.get(household.id, "nobody")
            continue
        standing = Standing(rows, on)
        one = result(criteria, [standing.finding(criterion) for criterion in criteria])
        yield one, many[household.id]
