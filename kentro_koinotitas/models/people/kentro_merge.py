from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

DAYS = 30  # so long a merge can be undone


class KentroMerge(models.Model):
    """Two entries of one person made into one: what was chosen, what was moved, and the way back for 30 days.

    The other entry is not deleted: it is archived and leads to the one that is kept.
    """

    _name = "kentro.merge"
    _description = "Merge of two entries"
    _order = "id desc"
    _kentro_file = True

    kept_id = fields.Many2one("kentro.beneficiary", "Entry kept", required=True, readonly=True, ondelete="restrict")
    merged_id = fields.Many2one(
        "kentro.beneficiary", "Entry merged into it", required=True, readonly=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(related="kept_id.company_id", store=True)
    state = fields.Selection(
        [("draft", "To be chosen"), ("done", "Merged"), ("undone", "Undone")],
        required=True,
        readonly=True,
        default="draft",
    )
    line_ids = fields.One2many("kentro.merge.line", "merge_id", "What differs", readonly=True)
    user_id = fields.Many2one("res.users", "Merged by", readonly=True, ondelete="restrict")
    date = fields.Datetime("Merged on", readonly=True)
    undone_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    undone_on = fields.Datetime(readonly=True)
    undo_until = fields.Date(compute="_compute_undo_until")
    left = fields.Text("Left as it is", readonly=True, help="What could not be moved, or was changed in between")
    # {"model,field": [ids]} of what was moved, and the values the kept entry had: only for the way back
    moved = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    before = fields.Json(readonly=True, groups=fields.NO_ACCESS)

    _two = models.Constraint("CHECK (kept_id <> merged_id)", "An entry is not merged into itself.")

    @api.depends("date")
    def _compute_undo_until(self):
        for merge in self:
            merge.undo_until = merge.date and (merge.date + timedelta(days=DAYS)).date()

    @api.depends("kept_id", "merged_id")
    def _compute_display_name(self):
        for merge in self:
            merge.display_name = f"{merge.merged_id.display_name} → {merge.kept_id.display_name}"

    def write(self, vals):
        if not self.env.su and vals.keys() - {"line_ids"}:
            raise UserError(self.env._("Only what is chosen can be changed here, and only before the merge."))
        return super().write(vals)

    # --- choosing -------------------------------------------------------------------------

    @api.model
    def _begin(self, one, other):
        """Return the merge of ``other`` into ``one``, with what differs to choose from; nothing is done yet."""
        self._check_may_merge(one | other)
        if one.company_id != other.company_id:
            raise UserError(self.env._("Entries of two municipalities are not merged."))
        for person in one | other:
            if person.sudo().merged_into_id:
                raise UserError(self.env._("«%s» is merged already.", person.display_name))
        # sudo: a merge is begun and carried out by these buttons alone
        drafts = self.sudo().search([("state", "=", "draft"), ("merged_id", "in", (one | other).ids)])
        drafts.unlink()
        merge = self.sudo().create({"kept_id": one.id, "merged_id": other.id})
        merge.line_ids.create(merge._differences())
        return merge.with_env(self.env)

    @api.model
    def _check_may_merge(self, people):
        people.check_access("write")
        if not self.env.su and not self.env.user.has_group("kentro_koinotitas.group_coordinator"):
            raise AccessError(self.env._("Entries are merged by the coordinator."))

    def _differences(self):
        """Return the values of a line for each field in which the two differ; proposed is the one that is filled."""
        self.ensure_one()
        found = []
        for name in self.kept_id._merged_fields():
            kept, other = self.kept_id[name], self.merged_id[name]
            if kept != other and other:
                field = self.env["ir.model.fields"].sudo()._get(self.kept_id._name, name)
                found.append({"merge_id": self.id, "field_id": field.id, "choice": "kept" if kept else "merged"})
        return found

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("One person"),
            "res_model": "kentro.merge",
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_turn(self):
        """Keep the other entry instead."""
        self._refuse_unless("draft")
        return self._begin(self.merged_id, self.kept_id)._show()

    # --- merging and the way back -----------------------------------------------------------

    def action_merge(self):
        """Carry it out: values as chosen, every linked record moved, the other entry archived."""
        self._refuse_unless("draft")
        self._check_may_merge(self.kept_id | self.merged_id)
        # sudo: what is linked may belong to structures and cases that the coordinator does not see
        merge = self.sudo()
        (merge.kept_id | merge.merged_id).lock_for_update(allow_referencing=True)
        moved, left = merge._move_links(merge.merged_id, merge.kept_id)
        before = merge._write_choices()
        merge.merged_id.write({"active": False})
        merge.merged_id._set_merged_into(merge.kept_id)
        merge.write(
            {"state": "done", "user_id": self.env.uid, "date": fields.Datetime.now(), "moved": moved, "before": before,
             "left": "\n".join(left)}
        )  # fmt: skip
        merge._answer_pair("same")
        return self.env["kentro.person.search"].action_open(self.kept_id.id)

    def action_undo(self):
        """Make two entries of them again; what has been changed since stays as it is, and is told."""
        self._refuse_unless("done")
        self._check_may_merge(self.kept_id)
        if fields.Date.context_today(self) > self.undo_until:
            raise UserError(
                self.env._(
                    "This was merged on %s: after 30 days it is not undone any more. Correct the entries by hand.",
                    format_date(self.env, self.date),
                )
            )
        merge = self.sudo()  # as above
        (merge.kept_id | merge.merged_id).lock_for_update(allow_referencing=True)
        merge.merged_id._set_merged_into(merge.merged_id.browse())
        merge.merged_id.write({"active": True})
        left = merge._move_back() + merge._write_back()
        merge.write(
            {"state": "undone", "undone_by": self.env.uid, "undone_on": fields.Datetime.now(), "left": "\n".join(left)}
        )
        merge._answer_pair("different")
        return self._show()

    def _refuse_unless(self, state):
        self.ensure_one()
        self.check_access("read")
        if self.state != state:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._("«%(merge)s» is in state «%(state)s».", merge=self.display_name, state=states[self.state])
            )

    def _answer_pair(self, answer):
        ids = sorted((self.kept_id | self.merged_id).ids)
        Duplicate = self.env["kentro.duplicate"]
        pair = Duplicate.search([("person_id", "=", ids[0]), ("other_id", "=", ids[1])])
        pair = pair or Duplicate.create({"person_id": ids[0], "other_id": ids[1]})
        pair.write({"answer": answer, "answered_by": self.env.uid, "answered_on": fields.Datetime.now()})
