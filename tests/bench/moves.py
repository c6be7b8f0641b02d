"""A thousand records along one step in one call, beside the floor of Odoo and beside leads.

The step is «support» of the shipped process of cases: its guard reads the goals of each case, the
role «team» is resolved record by record, every move leaves a row in the log.
"""

from math import ceil

from .harness import Contender, Row, alternate, ratio
from .scene import CASES

INSERTED_AT_ONCE = 100  # rows that the ORM puts into one statement


def step(env, cases):
    cases.take_step("support")


def rows(database, scene):
    def restage(env, leads):
        leads.write({"stage_id": scene.next_stage})

    cases = Contender(scene.worker, "kentro.case", lambda run: scene.cases, step)
    bare = Contender(scene.worker, "bench.bare", lambda run: scene.bare, lambda env, bare: bare.move("support"))
    one = Contender(scene.worker, "kentro.case", lambda run: scene.cases[:1], step)
    alternate(database, cases, bare, one)
    leads = Contender(scene.seller, "crm.lead", lambda run: scene.leads, restage)
    alternate(database, cases, leads)
    each = f"{cases.middle('time') * 1e6 / CASES:.0f} µs a case, {CASES / cases.middle('time'):,.0f} a second"
    batches = 2 * (ceil(CASES / INSERTED_AT_ONCE) - 1)
    more = cases.middle("statements") - one.middle("statements")
    return [
        Row("1,000 cases in one call ÷ write + audit row: CPU", ratio(cases, bare, "cpu"), 2, detail=each),
        Row("the same: time", ratio(cases, bare, "time"), 2, detail=f"bare: {bare.middle('time') * 1e3:.0f} µs each"),
        Row(
            "the same: statements",
            cases.middle("statements"),
            unit="",
            detail=f"bare: {bare.middle('statements'):.0f}, one case: {one.middle('statements'):.0f}",
        ),
        Row("the same: statements more than for one case", more, batches, "", detail="the ORM's own batches of 100"),
        Row("1,000 cases ÷ stage of 1,000 leads: CPU", ratio(cases, leads, "cpu"), 0.1),
        Row(
            "the same: time",
            ratio(cases, leads, "time"),
            0.1,
            detail=f"leads: {leads.middle('time'):.1f} s, {leads.middle('statements'):,.0f} statements",
        ),
    ]
