"""One household in Python, the whole register in SQL, and a naive reference say the same of every household.

KENTRO_HOUSEHOLDS says how many (KENTRO_MODEL_SEED: other ones); what differs is printed as its rows.
"""

import os
from datetime import date
from random import Random

import gmi_reference
import households
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from odoo import SUPERUSER_ID
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
]


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
        for number, on in enumerate(DAYS):
            rng = Random(number)
            drawn = [households.household(rng, on) for _time in range(BATCH)]
            ids = loader.load(drawn)
            recorded = env["kentro.household"].browse(ids)._recorded(on)
            for ruleset in env["kentro.ruleset"]._in_force(on):
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


def _answer(holds, euros, tier):
    """What is the same in both: the amount where it is met."""
    return (holds, euros, tier) if holds else (holds, None, None)


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
