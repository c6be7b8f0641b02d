"""One case along the same step in a transaction of its own, beside the floor and beside two peers."""

from .harness import RUNS, Contender, Row, alternate, ratio
from .scene import PEERS

MANY = 40  # transactions a run, each on a record of its own
FEW = PEERS // (RUNS + 1)


def rows(database, scene):
    def part(ids, size):
        return lambda run: ids[run * size : (run + 1) * size]

    def step(env, cases):
        cases.take_step("support")

    case = Contender(scene.worker, "kentro.case", part(scene.cases, MANY), step, commit=True)
    bare = Contender(
        scene.worker, "bench.bare", part(scene.bare, MANY), lambda env, bare: bare.move("support"), commit=True
    )
    alternate(database, case, bare)
    left = scene.cases[(RUNS + 1) * MANY :]
    again = Contender(scene.worker, "kentro.case", part(left, FEW), step, commit=True)
    leave = Contender(scene.officer, "hr.leave", part(scene.leaves, FEW), _approve, commit=True)
    tier = Contender(scene.reviewer, "bench.tier", part(scene.tiers, FEW), _validate, commit=True)
    alternate(database, again, leave, tier)
    statements = case.middle("statements") / MANY
    return [
        Row("one case ÷ write + audit row: CPU", ratio(case, bare, "cpu"), 1.5, detail=_each(case)),
        Row("the same: time", ratio(case, bare, "time"), detail=_each(bare, "bare: ")),
        Row("one case: statements", statements, 10, "", detail=f"bare: {bare.middle('statements') / MANY:.0f}"),
        _peer("OCA tier validation (request, validate, confirm)", again, tier),
        _peer("approval of a leave (hr.leave)", again, leave),
    ]


def _approve(env, leaves):
    leaves.action_approve()


def _validate(env, records):
    records.request_validation()
    records.invalidate_model()
    records.validate_tier()
    records.action_confirm()


def _each(contender, prefix="", size=MANY):
    return f"{prefix}{contender.middle('time') * 1e3 / size:.1f} ms, CPU {contender.middle('cpu') * 1e3 / size:.1f} ms"


def _peer(what, case, peer):
    detail = f"{_each(peer, size=FEW)}, {peer.middle('statements') / FEW:.0f} statements"
    return Row(f"one case ÷ {what}: CPU", ratio(case, peer, "cpu"), detail=detail)
