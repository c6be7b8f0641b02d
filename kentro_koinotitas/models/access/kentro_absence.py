from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class KentroAbsence(models.Model):
    """While one is away another works on her cases in a structure, as one of the team.

    It begins and ends with its days, by the rules alone (see `ir.rule`). Her open activities go to the
    deputy and what is left of them comes back. For those days she is of the team: she sees of special categories what
    her own roles let her see in a team.
    """

    _name = "kentro.absence"
    _description = "Absence"
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    structure_id = fields.Many2one(
        "kentro.structure", "Structure", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user.kentro_structure_id)  # fmt: skip
    user_id = fields.Many2one(
        "res.users", "Who is away", required=True, index=True, ondelete="restrict",
        domain="[('share', '=', False), ('kentro_structure_ids', 'in', structure_id)]")  # fmt: skip
    deputy_id = fields.Many2one(
        "res.users", "Stands in", required=True, index=True, ondelete="restrict",
        domain="[('share', '=', False), ('kentro_structure_ids', 'in', structure_id), ('id', '!=', user_id)]",
    )  # fmt: skip
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("Until", help="The last day; empty until somebody says that she is back")
    handed_over = fields.Boolean("Activities handed over", readonly=True, copy=False)

    _dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_from <= date_to)", "An absence does not end before it begins."
    )

    @api.onchange("structure_id", "user_id")
    def _onchange_user_id(self):
        """Whoever stands in for her by the list of deputies."""
        lines = self.env["kentro.deputy"].search(
            [("structure_id", "=", self.structure_id.id), ("user_id", "=", self.user_id.id)])
        self.deputy_id = lines.deputy_id

    @api.constrains("user_id", "deputy_id", "structure_id")
    def _check_deputy(self):
        for absence in self.sudo():  # sudo: where users work is not everybody's to read
            if absence.user_id == absence.deputy_id:
                raise ValidationError(self.env._("Nobody stands in for herself."))
            if absence.structure_id not in absence.deputy_id.kentro_structure_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s holds no post in «%(structure)s»: a deputy is a colleague of the structure.",
                        user=absence.deputy_id.name,
                        structure=absence.structure_id.name,
                    )
                )

    @api.model
    def _on(self, date):
        """The domain of absences that last on ``date``."""
        return Domain("date_from", "<=", date) & (Domain("date_to", "=", False) | Domain("date_to", ">=", date))

    @api.model_create_multi
    def create(self, vals_list):
        absences = super().create([{**vals, "handed_over": False} for vals in vals_list])
        self.env["res.users"]._kentro_forget_exceptions()
        absences._begin_and_end()
        return absences

    def write(self, vals):
        if not vals.keys() <= {"date_to", "handed_over"} or (self.env.su is False and "handed_over" in vals):
            raise UserError(self.env._("An absence is ended and a new one begun, not changed: only its last day is."))
        done = super().write(vals)
        if "date_to" in vals:
            self.env["res.users"]._kentro_forget_exceptions()
            self._begin_and_end()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An absence is not deleted: it says why somebody worked on a case."))

    def action_back(self):
        """She is here again: yesterday was the last day, or it was no absence at all."""
        yesterday = fields.Date.context_today(self) - timedelta(days=1)
        for absence in self:
            absence.check_access("write")
            # sudo: one that began today is set back by a day, not to last until midnight
            super(KentroAbsence, absence.sudo()).write(
                {"date_from": min(absence.date_from, yesterday), "date_to": yesterday}
            )
        self.env["res.users"]._kentro_forget_exceptions()
        self._begin_and_end()

    # --- activities -------------------------------------------------------------------------

    @api.model
    def _cron_begin_and_end(self):
        """Each night: absences that begin or end with the day."""
        self.search([("handed_over", "=", False)])._begin_and_end()
        self.search([("handed_over", "=", True)])._begin_and_end()

    def _begin_and_end(self):
        current = self.filtered_domain(self._on(fields.Date.context_today(self)))
        for absence in current - current.filtered("handed_over"):
            absence._hand_over()
        (self - current).filtered("handed_over")._give_back()

    def _hand_over(self):
        """Open activities on what the deputy may read in this structure go to her."""
        mine = Domain("user_id", "=", self.user_id.id) & Domain("res_model", "=like", "kentro.%")
        # sudo: they are the absent user's; each is asked whether the deputy may read it
        activities = self.env["mail.activity"].sudo().search(mine)
        self._for_deputy(activities).with_context(mail_activity_quick_update=True).write(
            {"user_id": self.deputy_id.id, "kentro_absence_id": self.id}
        )
        self.sudo().handed_over = True  # sudo: set by the system alone

    def _for_deputy(self, activities):
        """Return those of ``activities`` on records of this structure that the deputy may read."""
        return self._on_readable(activities, self.deputy_id, Domain("structure_id", "=", self.structure_id.id))

    def _on_readable(self, activities, user, where=Domain.TRUE):
        """Return those of ``activities`` of which ``user`` may read the record; asked once for each model."""
        found = activities.browse()
        for model, planned in activities.grouped("res_model").items():
            records = self.env[model].sudo().browse(planned.mapped("res_id")).exists()
            if all(condition.field_expr in records._fields for condition in where.iter_conditions()):
                readable = set(records.filtered_domain(where).with_user(user)._filtered_access("read").ids)
                found |= planned.filtered(lambda activity, ids=readable: activity.res_id in ids)
        return found

    def _give_back(self):
        for absence in self:
            # sudo: activities of the deputy
            left = self.env["mail.activity"].sudo().search([("kentro_absence_id", "=", absence.id)])
            returned = absence._on_readable(
                left.filtered(lambda activity, a=absence: activity.user_id == a.deputy_id), absence.user_id)
            quick = {"mail_activity_quick_update": True}
            returned.with_context(**quick).write({"user_id": absence.user_id.id})
            left.with_context(**quick).kentro_absence_id = False
        self.sudo().filtered("handed_over").handed_over = False  # sudo: set by the system alone
