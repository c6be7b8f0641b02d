import hashlib
import hmac
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import groupby, split_every

from ....tools import xes

RECORDS_AT_ONCE = 500  # so that memory does not grow with the log


class KentroXes(models.TransientModel):
    """The log of one workflow as XES, for process mining: who it was about is in no part of it.

    Records have a pseudonym that holds in one file only, since its salt is kept nowhere: two files
    cannot be joined, nor a file be joined with the log. Reasons and other free text are left out.
    """

    _name = "kentro.xes"
    _description = "Export of the log as XES"

    workflow_id = fields.Many2one(
        "kentro.workflow", "Workflow", domain=[("state", "!=", "draft")], help="With all its versions."
    )
    date_from = fields.Date("From", help="Records that moved in this period, each with all of its moves.")
    date_to = fields.Date("To", default=fields.Date.context_today)
    resource = fields.Selection(
        [("none", "Not told"), ("pseudonym", "A pseudonym that holds in this file only")],
        "Who took the step",
        default="none",
        help="The roles that may take a step are told in any case.",
    )

    def action_download(self):
        """Hand over the file; it is written while it is fetched."""
        self.ensure_one()
        if not self.workflow_id:
            raise UserError(self.env._("Choose the workflow whose log you want."))
        return {"type": "ir.actions.act_url", "url": f"/kentro/xes/{self.id}", "target": "download"}

    def _file_name(self):
        return f"{self.workflow_id.code}-{self.date_to or fields.Date.context_today(self)}.xes"

    def _pieces(self):
        """Yield the file, piece by piece; read with the rights of the user."""
        self.ensure_one()
        if not self.env["kentro.transition.log"].has_access("read"):
            raise AccessError(self.env._("The log is for the data protection officer."))
        salt = secrets.token_bytes(32)
        about = {"process": self.workflow_id.code, "model": self.workflow_id.model}
        return xes.log_pieces(self.workflow_id.name, self._traces(salt), **about)

    def _traces(self, salt):
        stages = self._versions().stage_ids
        told = {stage.id: {"stage": stage.name, "stage_kind": stage.kind} for stage in stages}
        steps = {step.id: self._tell_step(step) for step in self._versions().transition_ids}
        Log = self.env["kentro.transition.log"]
        names = ["res_id", "date", "user_id", "origin", "transition_id", "target_id"]
        origins = dict(Log._fields["origin"]._description_selection(self.env))
        for ids in split_every(RECORDS_AT_ONCE, self._record_ids()):
            groups = self._groups(ids)
            rows = Log.search_read(self._domain(ids), names, order="res_id, id", load=None)
            for res_id, moves in groupby(rows, key=lambda row: row["res_id"]):
                events = [
                    {
                        **steps.get(row["transition_id"], {"concept:name": origins[row["origin"]]}),
                        "lifecycle:transition": "complete",
                        "time:timestamp": row["date"],
                        "org:resource": self._resource(salt, row["user_id"]),
                        "org:group": groups.get(res_id),
                        "origin": row["origin"],
                        **told.get(row["target_id"], {}),
                    }
                    for row in moves
                ]
                yield self._pseudonym(salt, "record", res_id), {}, events
            Log.invalidate_model()

    def _versions(self):
        workflow = self.workflow_id
        return self.env["kentro.workflow"].search(
            [
                ("model", "=", workflow.model),
                ("code", "=", workflow.code),
                ("company_id", "=", workflow.company_id.id),
            ]
        )

    def _domain(self, ids=None):
        domain = [("model", "=", self.workflow_id.model), ("target_id", "in", self._versions().stage_ids.ids)]
        return domain + ([("res_id", "in", list(ids))] if ids else [])

    def _record_ids(self):
        """Return the records that moved in the period; their numbers are all that is kept of them."""
        domain = self._domain()
        if self.date_from:
            domain.append(("date", ">=", self.date_from))
        if self.date_to:
            domain.append(("date", "<", fields.Date.add(self.date_to, days=1)))
        rows = self.env["kentro.transition.log"]._read_group(domain, ["res_id"])
        return sorted(res_id for (res_id,) in rows)

    def _tell_step(self, step):
        # as superuser: which roles may take a step is on every form
        roles = [*step.role_ids.mapped("name"), *step.sudo().group_ids.mapped("name")]
        return {"concept:name": step.name, "org:role": ", ".join(dict.fromkeys(roles))}

    def _resource(self, salt, user_id):
        return self._pseudonym(salt, "user", user_id) if self.resource == "pseudonym" else None

    def _pseudonym(self, salt, kind, number):
        return hmac.new(salt, f"{kind} {number}".encode(), hashlib.sha256).hexdigest()[:16]

    @api.model
    def _groups(self, ids):
        """Return ``{record id: name of the group that works on it}``; the engine knows of none."""
        return {}
