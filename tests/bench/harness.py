"""How the benchmark measures: contenders take turns in one process, and their medians are divided.

A ratio of two medians of one run depends little on the machine and on what else it does.
"""

import gc
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry

RUNS = 5


@dataclass
class Cost:
    """What one run took: seconds by the clock and of the processor (Odoo's process and the one of
    PostgreSQL that served it), and statements.
    """

    time: float
    cpu: float
    statements: int


@dataclass
class Row:
    """One line of the table: what was measured, the ratio or number, and the bar beside it.

    ``bar`` is the largest value that passes (the smallest, with ``at_least``); None: reported only.
    """

    what: str
    value: float
    bar: float | None = None
    unit: str = "×"
    at_least: bool = False
    detail: str = ""

    @property
    def passes(self):
        if self.bar is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar


@dataclass
class Contender:
    """``work(env, records)`` as the user ``uid``, measured; ``records`` are ``prepare(run)`` of ``model``.

    With ``commit`` each record is moved in a transaction of its own, otherwise all in one that is
    taken back after it was flushed, so that each run finds the same.
    """

    uid: int
    model: str
    prepare: callable
    work: callable
    commit: bool = False
    costs: list = field(default_factory=list)

    def run(self, database, number):
        ids = self.prepare(number)
        parts = [[one] for one in ids] if self.commit else [ids]
        cost = Cost(0, 0, 0)
        for part in parts:
            with transaction(database, self.uid) as env, measured(env.cr, cost):
                self.work(env, env[self.model].browse(part))
                env.cr.flush()
                if self.commit:
                    env.cr.commit()
        return cost

    def middle(self, what):
        return median(getattr(cost, what) for cost in self.costs)


def alternate(database, *contenders, runs=RUNS):
    """Let the contenders take turns; the first turn of each warms the caches and is not counted."""
    for number in range(runs + 1):
        for contender in contenders:
            cost = contender.run(database, number)
            if number:
                contender.costs.append(cost)


def ratio(one, other, what):
    return one.middle(what) / other.middle(what)


@contextmanager
def transaction(database, uid=SUPERUSER_ID):
    """Yield an environment of a new transaction, which is taken back unless the caller commits."""
    with Registry(database).cursor() as cursor:
        yield Environment(cursor, uid, {"lang": "el_GR", "tz": "Europe/Athens"})
        cursor.rollback()


@contextmanager
def measured(cursor, cost):
    """Add to ``cost`` what the block takes on this connection."""
    server = Path(f"/proc/{cursor.connection.get_backend_pid()}/schedstat")
    gc.collect()
    statements, begun = cursor.sql_log_count, (time.perf_counter(), time.process_time() + _served(server))
    yield
    cost.time += time.perf_counter() - begun[0]
    cost.cpu += time.process_time() + _served(server) - begun[1]
    cost.statements += cursor.sql_log_count - statements


def _served(path):
    """Seconds of processor that PostgreSQL's process has used; 0 where the server is elsewhere."""
    with suppress(OSError):
        return int(path.read_text().split()[0]) / 1e9
    return 0
