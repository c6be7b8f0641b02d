from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class KentroLockout(models.Model):
    """One user is kept out of one file, whatever her roles: in a small town somebody is a neighbour.

    It holds at once and on everything that leads to the person (see `ir.rule`). She does not see it.
    """

    _name = "kentro.lockout"
    _inherit = ["kentro.lifted.mixin"]
    _description = "Lock-out from a file"
    _order = "id desc"
    _rec_name = "reference"

    user_id = fields.Many2one(
        "res.users", "Who is kept out", required=True, index=True, ondelete="restrict", domain=[("share", "=", False)]
    )
    scope = fields.Selection(
        [
            ("case", "This case alone"),
            ("person", "The person and all her cases"),
            ("household", "The person and everybody of her household"),
        ],
        "Of what",
        required=True,
        default="person",
    )
    by_dpo = fields.Boolean("Set by the data protection officer", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        by_dpo = self.env.user.has_group("kentro_koinotitas.group_dpo")
        locks = super().create([{**vals, "by_dpo": by_dpo} for vals in vals_list])
        for lock in locks:
            if lock.scope == "case" and not lock.case_id:
                raise UserError(
                    self.env._("«%s» is no number of a case: lock the person, or give the case.", lock.reference)
                )
        self.env["res.users"]._kentro_forget_exceptions()
        locks._take_away()
        return locks

    def write(self, vals):
        officer = self.env.su or self.env.user.has_group("kentro_koinotitas.group_dpo")
        if not officer and any(self.mapped("by_dpo")):
            raise AccessError(self.env._("What the data protection officer has locked only she opens again."))
        done = super().write(vals)
        self.env["res.users"]._kentro_forget_exceptions()
        if vals.get("active"):
            self._take_away()
        return done

    # --- what it does -----------------------------------------------------------------------

    @api.model
    @tools.ormcache()
    def _is_any(self):
        # sudo: whether there is any at all is asked when a household changes
        return bool(self.sudo().search_count([("scope", "!=", "case")], limit=1))

    @api.model
    def _closed_to(self, user):
        """Return ids of the people, cases and households that ``user`` is kept out of, as tuples."""
        locks = self.sudo().search([("user_id", "=", user.id)])  # sudo: rules are made of it, not shown
        people = locks.filtered(lambda lock: lock.scope != "case").beneficiary_id
        Member = self.env["kentro.household.member"].sudo().with_context(active_test=False)
        near = locks.filtered(lambda lock: lock.scope == "household").beneficiary_id
        homes = Member.search([("beneficiary_id", "in", near.ids)]).household_id
        people |= Member.search([("household_id", "in", homes.ids)]).beneficiary_id
        people = people._with_merged()
        households = Member.search([("beneficiary_id", "in", people.ids)]).household_id
        cases = locks.filtered(lambda lock: lock.scope == "case").case_id
        return tuple(people.ids), tuple(cases.ids), tuple(households.ids)

    def _take_away(self):
        """What already lies on her desk: activities go to who coordinates, nothing more is told her."""
        for lock in self:
            mine = Domain("user_id", "=", lock.user_id.id) & Domain("res_model", "=like", "kentro.%")
            # sudo: they are hers, and she is not asked
            for activity in self.env["mail.activity"].sudo().search(mine):
                record = self.env[activity.res_model].browse(activity.res_id)
                if not record.with_user(lock.user_id).has_access("read"):
                    activity.user_id = lock._who_takes_over(record.sudo())
            cases = lock.case_id if lock.scope == "case" else lock.beneficiary_id.sudo().case_ids
            lock._forget_messages(cases.sudo())

    def _who_takes_over(self, record):
        """The first of responsible and coordinators who may read ``record``; else nobody."""
        others = record.user_id if "user_id" in record._fields else self.env["res.users"].sudo()
        if "structure_id" in record._fields:
            others |= record.structure_id._get_coordinators()[record.structure_id]
        may_read = (user for user in others if user.active and record.with_user(user).has_access("read"))
        return next(may_read, others.browse())

    def _forget_messages(self, cases):
        """Of what was sent to her about ``cases`` nothing stays in her inbox."""
        partner = self.user_id.partner_id
        cases.message_unsubscribe(partner.ids)
        about = Domain("model", "=", "kentro.case") & Domain("res_id", "in", cases.ids)
        # sudo: whoever locks need not be a reader of the case
        messages = self.env["mail.message"].sudo().search(about)
        messages.notification_ids.filtered(lambda told: told.res_partner_id == partner).unlink()
        # without the ORM: writing recipients asks whether every other one may still read the case
        self.env.cr.execute(
            "DELETE FROM mail_message_res_partner_rel WHERE res_partner_id = %s AND mail_message_id = ANY(%s)",
            [partner.id, messages.ids],
        )
        messages.invalidate_recordset(["partner_ids"])
