"""Eight processes that step cases of their own, one transaction each; the same without the hash chain."""

import multiprocessing
import time
from statistics import median

from odoo import sql_db
from odoo.modules.registry import Registry
from odoo.tools import SQL

from .harness import RUNS, Row, transaction
from .scene import more_cases

WORKERS, MOVES = 8, 15  # moves of one worker in one turn


def rows(database, scene):
    with transaction(database) as env:
        cases = more_cases(env, scene, (RUNS + 1) * 2 * WORKERS * MOVES)
        env.cr.commit()
    with transaction(database, scene.worker) as env:  # the caches that the processes inherit
        env["kentro.case"].browse(cases[:1]).take_step("support")
    turns = {"chained": [], "unchained": []}
    for _turn in range(RUNS + 1):
        for kind, found in turns.items():
            mine, cases = cases[: WORKERS * MOVES], cases[WORKERS * MOVES :]
            found.append(_turn_of(database, scene.worker, mine, kind == "unchained"))
    chained, unchained = (median(found[1:]) for found in turns.values())
    return [
        Row(
            "8 processes, own cases: moves a second ÷ the same without the chain",
            chained / unchained,
            0.9,
            at_least=True,
            detail=f"{chained:.0f} and {unchained:.0f} moves a second",
        )
    ]


def _turn_of(database, uid, cases, unchained):
    """Return how many moves a second the processes made together, from the first begun to the last done."""
    processes = multiprocessing.get_context("fork")
    start, times = processes.Barrier(WORKERS), processes.SimpleQueue()
    sql_db.close_all()  # a connection belongs to one process
    team = [
        processes.Process(target=_work, args=(database, uid, cases[n::WORKERS], start, times, unchained))
        for n in range(WORKERS)
    ]
    for process in team:
        process.start()
    found = [times.get() for _process in team]
    for process in team:
        process.join()
    if any(process.exitcode for process in team):
        raise RuntimeError("A worker of the benchmark failed.")
    return len(cases) / (max(end for _begun, end in found) - min(begun for begun, _end in found))


def _work(database, uid, cases, start, times, unchained):
    if unchained:
        Registry(database)["kentro.transition.log"]._append = _append_unchained
    with transaction(database, uid) as env:  # its connection is there before the clock runs
        env.user.login  # noqa: B018
    start.wait()
    begun = time.monotonic()
    try:
        for case in cases:
            with transaction(database, uid) as env:
                env["kentro.case"].browse(case).take_step("support")
                env.cr.commit()
    finally:
        times.put((begun, time.monotonic()))


def _append_unchained(log, rows):
    """What the log would be without a chain: one statement, in which nothing is looked up or digested."""
    names = sorted(rows[0].keys() - {"model"})
    types = [SQL(log._fields[name].column_type[1]) for name in names]
    columns = [[None if row[name] is False else row[name] for row in rows] for name in names]
    log.env.cr.execute(
        SQL(
            """INSERT INTO kentro_transition_log (model, position, digest, %s)
               SELECT %s, (random() * 2e9)::integer, '', moved.* FROM unnest(%s) AS moved""",
            SQL(", ").join(map(SQL.identifier, names)),
            rows[0]["model"],
            SQL(", ").join(SQL("%s::%s[]", *column) for column in zip(columns, types, strict=True)),
        )
    )
