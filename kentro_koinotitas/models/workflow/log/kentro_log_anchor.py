import hashlib
import time
from datetime import timedelta

import psycopg2
from odoo import api, fields, models
from odoo.tools import SQL

from ....tools import chain
from ..engine import ENGINE

TRIES, WAIT = 20, 0.5  # how often, and how many seconds apart, the job looks for a moment without a move
BATCH = 10_000


class KentroLogAnchor(models.Model):
    """One row a day over all moves since the one before: rows, even a record's whole chain, that go show.

    ``rows_digest`` covers the digests of the rows with an id above that of the anchor before and up to
    ``last_id``, in the order of their ids; ``digest`` covers the anchor and the digest of the one before.
    A digest noted down elsewhere proves everything that was logged until that day.
    """

    _name = "kentro.log.anchor"
    _inherit = ["kentro.append.only"]
    _description = "Anchor of the log"
    _order = "number desc"
    _rec_name = "day"
    _log_access = False

    number = fields.Integer(required=True, readonly=True)
    day = fields.Date(required=True, readonly=True)
    last_id = fields.Integer("Up to row", required=True, readonly=True)
    rows = fields.Integer("Moves", required=True, readonly=True)
    rows_digest = fields.Char("Digest of the moves", required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True, help="Covers this anchor and the digest of the one before.")

    _number = models.UniqueIndex("(number)", "The anchors are numbered without a gap.")
    _day = models.UniqueIndex("(day)", "There is one anchor a day.")

    @api.model
    def _cron_anchor(self):
        """Anchor what was logged since the last anchor; run again on the same day, it does nothing."""
        for _try in range(TRIES):
            last_id = self._settled_id()
            if last_id is not None:
                break
            time.sleep(WAIT)
        else:
            cron = self.env.ref("kentro_koinotitas.cron_anchor_log")
            cron._trigger(at=fields.Datetime.now() + timedelta(minutes=15))
            return
        # a new transaction: this one began before the rows were settled, and may not see them all
        with self.env.registry.cursor() as cr:
            self.with_env(self.env(cr=cr))._anchor(last_id)

    @api.model
    def _settled_id(self):
        """Return an id up to which no row can come any more, or None if somebody is moving just now.

        A row may be committed after others with a higher id. So the table is locked against writing for
        as long as it takes to read the highest id: whoever has drawn an id has then committed it or
        given it up. Nobody who moves a record waits for more than the timeout.
        """
        with self.env.registry.cursor() as cr:
            cr.execute("SET LOCAL lock_timeout = '100ms'")
            try:
                # before any reading: what this transaction sees begins after the lock
                cr.execute("LOCK TABLE kentro_transition_log IN SHARE MODE", log_exceptions=False)
            except psycopg2.errors.LockNotAvailable:
                return None
            cr.execute("SELECT COALESCE(max(id), 0) FROM kentro_transition_log")
            return cr.fetchone()[0]

    @api.model
    def _anchor(self, last_id):
        """Write the anchor of today over the rows up to ``last_id``, unless there is one."""
        today = fields.Date.today()
        before = self.search([], limit=1)
        if before and before.day >= today:
            return before
        vals = {"number": before.number + 1, "day": today, "last_id": max(last_id, before.last_id)}
        vals["rows"], vals["rows_digest"] = self._sum(before.last_id, vals["last_id"])
        vals["digest"] = self._seal(vals, before)
        return self.with_context(kentro_engine=ENGINE).create(vals)

    def _seal(self, vals, before):
        """Return the digest of an anchor of ``vals`` that follows ``before``."""
        names = ("day", "last_id", "rows", "rows_digest")
        content = {name: str(vals[name]) if name == "day" else vals[name] for name in names}
        return chain.digest(before.digest or None, vals["number"], chain.content(content))

    @api.model
    def _sum(self, after_id, last_id):
        """Return the number of rows with an id above ``after_id`` up to ``last_id``, and the digest over theirs."""
        count, total = 0, hashlib.sha256()
        while True:
            rows = self.env.execute_query(
                SQL(
                    """SELECT id, digest FROM kentro_transition_log
                        WHERE id > %s AND id <= %s ORDER BY id LIMIT %s""",
                    after_id,
                    last_id,
                    BATCH,
                )
            )
            if not rows:
                return count, total.hexdigest()
            count, after_id = count + len(rows), rows[-1][0]
            total.update("".join(digest for _id, digest in rows).encode())

    @api.model
    def _fault(self):
        """Return as a sentence the first anchor that does not hold what it covers, or nothing."""
        before = self.browse()
        for anchor in self.sudo().search([], order="number"):  # one a day: a few thousand in ten years
            known = {"number": before.number + 1, "day": anchor.day}
            known |= {"first": before.last_id + 1, "last": anchor.last_id}
            if anchor.number != before.number + 1:
                return self.env._("Anchor %(number)s, before that of %(day)s, is missing.", **known)
            if anchor.digest != self._seal(anchor, before):
                return self.env._("Anchor %(number)s of %(day)s was changed, or the one before it was.", **known)
            count, digest = self._sum(before.last_id, anchor.last_id)
            if count != anchor.rows:
                return self.env._(
                    "Anchor %(number)s of %(day)s covers %(anchored)s moves, rows %(first)s to %(last)s of the log; "
                    "%(found)s are there: some were deleted or inserted.",
                    anchored=anchor.rows,
                    found=count,
                    **known,
                )
            if digest != anchor.rows_digest:
                return self.env._(
                    "Anchor %(number)s of %(day)s: rows %(first)s to %(last)s of the log are not those that it covers; "
                    "some were changed, exchanged or numbered anew.",
                    **known,
                )
            before = anchor
        return ""
