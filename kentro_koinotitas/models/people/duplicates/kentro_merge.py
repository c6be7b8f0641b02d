from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

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
    kept_number = fields.Char("Number of the entry kept", related="kept_id.number")
    merged_number = fields.Char("Number of the entry merged", related="merged_id.number")
    company_id = fields.Many2one(related="kept_id.company_id", store=True)
    state = fields.Selection(
        [("draft", "To be chosen"), ("done", "Merged"), ("undone", "Undone")],
        "Status",
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
            merge.display_name = f"{merge.merged_number} → {merge.kept_number} · {merge.kept_id.display_name}"

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
        self._refuse_merged(one | other)
        # sudo: a merge is begun and carried out by these buttons alone; a colleague's open choices stay hers
        merge = self.sudo().search(
            [("state", "=", "draft"), ("kept_id", "=", one.id), ("merged_id", "=", other.id),
             ("create_uid", "=", self.env.uid)],
            limit=1,
        )  # fmt: skip
        merge = merge or self.sudo().create({"kept_id": one.id, "merged_id": other.id})
        merge._refresh_lines()
        return merge.with_env(self.env)

    @api.model
    def _refuse_merged(self, people):
        # sudo: whoever may merge an entry may know that it is merged
        for person in people.sudo().filtered("merged_into_id"):
            raise UserError(
                self.env._(
                    "«%(person)s» is merged already, into %(kept)s.",
                    person=person.with_env(self.env).display_name,
                    kept=person.merged_into_id.number,
                )
            )

    @api.autovacuum
    def _gc_drafts(self):
        """Choices that nobody carried out are no merge."""
        old = fields.Datetime.now() - timedelta(days=DAYS)
        self.search([("state", "=", "draft"), ("write_date", "<", old)]).unlink()

    @api.model
    def _check_may_merge(self, people):
        people.check_access("write")
        if not self.env.su and not self.env.user.has_group("kentro_koinotitas.group_coordinator"):
            raise AccessError(self.env._("Entries are merged by the coordinator."))

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

    def _refuse_unless(self, state):
        self.ensure_one()
        self.check_access("read")
        if self.state != state:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._("«%(merge)s» is in state «%(state)s».", merge=self.display_name, state=states[self.state])
            )
