"""Verifying the log: moves of records that are not there any more, ten each, chained as the engine chains them."""

import resource
import time

from .harness import Row, transaction

RECORDS, MOVES, FIRST = 20_000, 10, 50_000_000  # ids that no record of the scene has
CONTENT = """format('{"company_id":%%s,"date":"%%s","model":"kentro.case","origin":"user","res_id":%%s,"seconds":60,'
    || '"source_id":%%s,"target_id":%%s,"transition_id":%%s,"user_id":%%s}', like_.company_id,
    to_char(like_.date, 'YYYY-MM-DD HH24:MI:SS'), made.res_id, like_.source_id, like_.target_id, like_.transition_id,
    like_.user_id)"""
ROWS = f"""
    INSERT INTO kentro_transition_log (model, res_id, position, company_id, date, origin, seconds, source_id, target_id,
                                       transition_id, user_id, digest)
    SELECT 'kentro.case', made.res_id, %(position)s, like_.company_id, like_.date, 'user', 60, like_.source_id,
           like_.target_id, like_.transition_id, like_.user_id,
           encode(sha256(convert_to(concat(made.digest, '|', %(position)s::int, '|', {CONTENT}), 'UTF8')), 'hex')
      FROM (SELECT n AS res_id, NULL AS digest FROM generate_series(%(first)s, %(last)s) n WHERE %(position)s = 1
             UNION ALL
            SELECT res_id, digest FROM kentro_transition_log
             WHERE model = 'kentro.case' AND res_id >= %(first)s AND position = %(position)s - 1) made,
           (SELECT * FROM kentro_transition_log WHERE transition_id IS NOT NULL AND source_id IS NOT NULL LIMIT 1) like_
"""


def rows(database, scene):
    with transaction(database, scene.worker) as env:
        env["kentro.case"].browse(scene.cases[-1]).take_step("support")  # the move that all of them are like
        for position in range(1, MOVES + 1):
            span = {"position": position, "first": FIRST, "last": FIRST + RECORDS - 1}
            env.cr.execute(ROWS, span)
        env.cr.execute("ANALYZE kentro_transition_log")
        log = env["kentro.transition.log"].sudo()
        before, begun = _memory(), time.perf_counter()
        fault, number = log._verify()
        took, grown = time.perf_counter() - begun, _memory() - before
        if fault:
            raise RuntimeError(fault)
        env.cr.execute("UPDATE kentro_transition_log SET seconds = 61 WHERE res_id = %s AND position = 7", [FIRST + 5])
        if str(FIRST + 5) not in log._verify()[0]:
            raise RuntimeError("A row was changed, and the verification did not say so.")
    return [
        Row(
            f"verifying a log of {number:,} moves",
            took,
            unit="s",
            detail=f"{number / took:,.0f} moves a second, {grown:.0f} MB of memory more",
        )
    ]


def _memory():
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
