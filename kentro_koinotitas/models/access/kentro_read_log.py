from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from .ir_rule import HOME, OPENED

_KEY = "kentro.read.log"
_INSERT = """
INSERT INTO kentro_read_log (user_id, company_id, date, quarter, model, res_id, what, emergency_id)
SELECT %s, %s, %s, date_bin('15 minutes', %s, '2000-01-01'), model, res_id, what, emergency
  FROM unnest(%s::text[], %s::int[], %s::text[], %s::int[]) AS reading (model, res_id, what, emergency)
    ON CONFLICT DO NOTHING
"""


class KentroReadLog(models.Model):
    """Who read which file, when: a row for each user, record, way and quarter of an hour.

    What was read is collected and written once, at the end of the transaction: in it, or, where it
    may not write (`web_read` is answered by a replica if there is one), in one of its own. A
    transaction that fails has shown nothing, and leaves no row.
    """

    _name = "kentro.read.log"
    _description = "Reading of a file"
    _order = "id desc"
    _log_access = False
    _rec_name = "reference"

    user_id = fields.Many2one("res.users", "Who", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", "Municipality", required=True, readonly=True, ondelete="restrict")
    date = fields.Datetime("When", required=True, readonly=True, index=True)
    quarter = fields.Datetime(required=True, readonly=True, help="The quarter of an hour it is counted in")
    model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="model", required=True, readonly=True)
    what = fields.Selection(
        [
            ("file", "File opened"),
            ("number", "Identity numbers"),
            ("export", "Exported"),
            ("print", "Printed"),
            ("copy", "Copy opened"),
        ],
        "What",
        required=True,
        readonly=True,
    )
    emergency_id = fields.Many2one(
        "kentro.emergency.access", "Emergency access", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    model_name = fields.Char("Kind of record", compute="_compute_reference")
    reference = fields.Char(compute="_compute_reference", help="A number, never a name")

    _once = models.UniqueIndex("(user_id, model, res_id, what, quarter)")
    _of_record = models.Index("(model, res_id)")

    @api.depends_context("lang")
    @api.depends("model", "res_id")
    def _compute_reference(self):
        for model, rows in self.grouped("model").items():
            # sudo: who audits sees no file, only the number of it
            found = self.env[model].sudo().with_context(active_test=False) if model in self.env else None
            numbers = found.browse(rows.mapped("res_id")).exists()._kentro_references() if found is not None else {}
            name = self.env["ir.model"]._get(model).sudo().name  # sudo: the kind of record is no secret
            for row in rows:
                row.model_name = name or model
                row.reference = numbers.get(row.res_id) or str(row.res_id)

    # --- written by reading alone -----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(self.env._("The log of readings is written by reading alone."))

    def write(self, vals):
        raise UserError(self.env._("The log of readings is not changed afterwards."))

    def unlink(self):
        raise UserError(self.env._("The log of readings is not deleted."))

    @api.model
    def _note(self, records, what):
        """Remember that this user has been shown ``records``; written when the transaction ends."""
        cursor = self.env.cr
        hooks = cursor.postcommit if cursor.readonly else cursor.precommit
        noted = hooks.data.setdefault(_KEY, defaultdict(set))
        if not noted:
            log = self.env(user=self.env.uid, su=False, context={})[_KEY]
            hooks.add(lambda: log._write_noted(noted))
        key = self.env.uid, self.env.user.sudo().company_id.id  # sudo: her own municipality
        noted[key].update((records._name, id_, what) for id_ in records.ids)

    def _write_noted(self, noted):
        """One statement for each user, on a cursor that may write."""
        if self.env.cr.readonly:
            with self.pool.cursor() as cursor:
                return self.with_env(self.env(cr=cursor))._insert(noted)
        return self._insert(noted)

    def _insert(self, noted):
        now = fields.Datetime.now()
        for (user_id, company_id), found in noted.items():
            # whoever opened a file saw the numbers in it: that is one reading
            rows = [row for row in sorted(found) if row[2] != "number" or (*row[:2], "file") not in found]
            emergencies = self._emergencies(user_id, rows)
            columns = [*zip(*rows, strict=True), [emergencies.get(row[:2]) for row in rows]]
            self.env.cr.execute(_INSERT, [user_id, company_id, now, now, *map(list, columns)])
        noted.clear()

    def _emergencies(self, user_id, rows):
        """Return ``{(model, id): emergency access by which the user reads it}``; no query without any."""
        # sudo: what is noted of a reading is not the reader's to see
        opened = self.env["res.users"].sudo().browse(user_id)._kentro_opened()
        found = {}
        for model in {row[0] for row in rows} & (OPENED.keys() | HOME.keys()) if opened else ():
            ways = [OPENED.get(model), model in HOME and f"{HOME[model]}member_ids.beneficiary_id"]
            for record in self.env[model].sudo().browse(row[1] for row in rows if row[0] == model):
                people = (id_ for way in ways if way for id_ in (record if way == "id" else record.mapped(way)).ids)
                found[model, record.id] = next((opened[id_] for id_ in people if id_ in opened), None)
        return found
