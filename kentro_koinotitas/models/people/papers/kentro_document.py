from dateutil.relativedelta import relativedelta
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

_VERIFIED = object()


class KentroDocument(models.Model):
    """A paper of a person or a household, kept or only seen. One paper serves many applications."""

    _name = "kentro.document"
    _inherit = ["kentro.expiring.mixin"]
    _description = "Paper"
    _order = "date_to desc nulls first, issued_on desc, id desc"
    _rec_name = "kind_id"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", index=True, ondelete="restrict")
    household_id = fields.Many2one("kentro.household", "Household", index="btree_not_null", ondelete="restrict")
    kind_id = fields.Many2one("kentro.document.kind", "Paper", required=True, ondelete="restrict")
    is_special = fields.Boolean(related="kind_id.is_special", store=True)
    active = fields.Boolean(default=True)
    reference = fields.Char("Number", copy=False, help="Protocol or serial number of the paper")
    register = fields.Char("Comes from", compute="_compute_register", store=True, readonly=False)
    issued_on = fields.Date()
    date_from = fields.Date("Valid from")
    date_to = fields.Date("Valid to", index="btree_not_null", compute="_compute_date_to", store=True, readonly=False)
    seen_only = fields.Boolean("Seen, not kept", help="It was shown at the desk, and no copy of it is kept")
    file = fields.Binary("Copy", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    verified_by_id = fields.Many2one("res.users", "Verified by", readonly=True, copy=False, ondelete="restrict")
    verified_on = fields.Date(readonly=True, copy=False)
    note = fields.Char()

    _whose = models.Constraint(
        "CHECK (num_nonnulls(beneficiary_id, household_id) = 1)", "A paper is of one person or of one household."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A paper is valid to a day on or after the one from which it is.",
    )

    @api.depends("kind_id")
    def _compute_register(self):
        for paper in self:
            paper.register = paper.kind_id.register or paper.register

    @api.depends("kind_id", "issued_on")
    def _compute_date_to(self):
        for paper in self:
            if paper.issued_on and paper.kind_id.months:
                paper.date_to = paper.issued_on + relativedelta(months=paper.kind_id.months)
            else:
                paper.date_to = paper.date_to

    @api.depends_context("uid")
    @api.depends("kind_id", "issued_on")
    def _compute_display_name(self):
        """The kind, never whose it is; to who may not read it not even that."""
        seen = self if self.env.uid == SUPERUSER_ID else self.sudo(False)._filtered_access("read")
        for paper in self:
            paper.display_name = paper.kind_id.name if paper in seen else self.env._("Paper")

    @api.constrains("kind_id", "household_id")
    def _check_special_is_a_persons(self):
        if any(paper.household_id and paper.is_special for paper in self):
            raise ValidationError(
                self.env._("This paper reveals a special category: keep it with the person it speaks of.")
            )

    @api.constrains("seen_only", "file")
    def _check_seen_only(self):
        if any(paper.seen_only and paper.file for paper in self):
            raise ValidationError(
                self.env._("«Seen, not kept» means that no copy is kept. Remove the copy, or the mark.")
            )

    @api.constrains("issued_on", "date_to")
    def _check_issued_on(self):
        today = fields.Date.context_today(self)
        for paper in self.filtered("issued_on"):
            if paper.issued_on > today:
                raise ValidationError(self.env._("«%s»: a paper is not issued on a day to come.", paper.kind_id.name))
            if paper.date_to and paper.date_to < paper.issued_on:
                raise ValidationError(
                    self.env._("«%s»: a paper does not expire before it is issued.", paper.kind_id.name)
                )

    @api.model
    def _special_readable_of(self, people):
        """Of ``people``, those whose papers that reveal a special category this user may read, if there are any.

        The rules on papers are asked, as they would speak of such a paper of each person: no second list of who
        belongs to the team, stands in, or is kept out.
        """
        if not self.has_access("read"):
            return people.browse()
        domain = self.env["ir.rule"]._compute_domain(self._name).optimize(self).map_conditions(_as_of_person)
        # sudo: the rules name fields that nobody reads; what comes back is among those who were named
        named = people.sudo().with_context(active_test=False)
        return named.search(Domain("id", "in", people.ids) & domain).with_env(self.env)

    # --- verification -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_verified(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_verified([vals])
        if not {"file", "kind_id", "issued_on", "date_from", "date_to", "reference", "beneficiary_id"}.isdisjoint(vals):
            vals = {**vals, "verified_by_id": False, "verified_on": False}  # it is another paper now
        result = super().write(vals)
        if "kind_id" in vals:
            self.check_access("write")  # as the kind it is now, she may not be the one to see it
        return result

    def _refuse_verified(self, vals_list):
        if self.env.context.get("kentro_verified") is not _VERIFIED and any(
            vals.get("verified_by_id") or vals.get("verified_on") for vals in vals_list
        ):
            raise UserError(self.env._("Who verified a paper, and when, is noted by the button «Verified»."))

    def action_verify(self):
        """Note that this user has compared the paper with its original or its register, today."""
        verified = self.with_context(kentro_verified=_VERIFIED)
        verified.write({"verified_by_id": self.env.uid, "verified_on": fields.Date.context_today(self)})


def _as_of_person(leaf):
    """A condition of the rules on papers as one on the person, of a paper of hers that is special."""
    negative = leaf.operator.startswith("not ")
    if leaf.field_expr == "is_special":
        return Domain.TRUE if (True in leaf.value) != negative else Domain.FALSE
    if leaf.field_expr != "beneficiary_id":  # of a household, or of this paper or that
        return Domain.TRUE if negative else Domain.FALSE
    if leaf.operator in ("any", "not any"):
        return ~Domain(leaf.value) if negative else Domain(leaf.value)
    return Domain("id", leaf.operator, leaf.value)
