from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

ENDED = ("done", "cancelled")


class KentroApplication(models.Model):
    """Those that go on: so that nobody begins a second one unawares."""

    _inherit = "kentro.application"

    alike_ids = fields.Many2many(
        "kentro.application",
        string="Going on already",
        compute="_compute_alike_ids",
        help="Other applications for the same to the same programme, as far as you may see them",
    )

    @api.model
    def _going_on(self, on):
        """Domain of the applications on their way, or approved and in force on the day."""
        in_force = Domain("valid_to", "=", False) | Domain("valid_to", ">=", on)
        return Domain("stage_kind", "not in", ENDED) & (Domain("result", "!=", "approved") | in_force)

    @api.depends("programme_id", "household_id", "beneficiary_id", "concerns_id", "submitted_on")
    @api.depends_context("uid")
    def _compute_alike_ids(self):
        open_ = self.filtered(lambda a: not a.submitted_on and a.programme_id and a.household_id)
        (self - open_).alike_ids = False
        others = self.search(
            self._going_on(fields.Date.context_today(self))
            & Domain("programme_id", "in", open_.programme_id.ids)
            & Domain("household_id", "in", open_.household_id.ids)
        ) if open_ else self.browse()  # fmt: skip
        for application in open_:
            own = application._origin | application.renewed_from_id | self._get_renewed()
            application.alike_ids = (others - own).filtered(application._is_alike)

    def _is_alike(self, other):
        """Whether ``other`` is for the same: the household, or the one person whom the programme looks at."""
        if (self.programme_id, self.household_id._origin) != (other.programme_id, other.household_id):
            return False
        return self.ruleset_id.about != "person" or self._whose() == other._whose()

    def _whose(self):
        return (self.concerns_id or self.beneficiary_id)._origin


class KentroEligibilityCheck(models.TransientModel):
    """A card tells of the application to its programme that goes on."""

    _inherit = "kentro.eligibility.check"

    def _cards(self):
        told = super()._cards()
        Application = self.env["kentro.application"]
        if not told["cards"] or not Application.has_access("read"):
            return told
        household = self.household_id._origin or self.household_id
        here = Application._going_on(self.on_date) & Domain("household_id", "=", household.id)
        going = Application.search(here).grouped("programme_id")
        rulesets = self.env["kentro.ruleset"].browse(card["ruleset_id"] for card in told["cards"])
        for card, ruleset in zip(told["cards"], rulesets, strict=True):
            found = going.get(ruleset.programme_id, Application)
            if ruleset.about == "person":
                found = found.filtered(lambda a: a._whose().id == card["person_id"])  # noqa: B023
            card["applications"] = [{"id": a.id, "text": self._told_application(a)} for a in found]
        return told

    def _told_application(self, application):
        until = application.result == "approved" and application.valid_to
        parts = [application.name, application.stage_id.name]
        parts += [self.env._("until %s", format_date(self.env, until))] if until else []
        return " · ".join(parts)

    def action_apply(self, ruleset_id, person_id=None):
        """Within her own case, if the user has one of this household: then its people alone see the application."""
        action = super().action_apply(ruleset_id, person_id)
        if case := self._own_case():
            action["context"].setdefault("default_case_id", case.id)
        return action

    def _own_case(self):
        """The one open case of the household in which this user works, or none."""
        Case = self.env["kentro.case"]
        if not Case.has_access("read") or "case_id" not in self.env["kentro.application"].fields_get(["case_id"]):
            return Case
        hers = Domain("user_id", "=", self.env.uid) | Domain("team_ids", "=", self.env.uid)
        here = Domain("household_id", "=", self.household_id.id) & Domain("stage_kind", "not in", ENDED)
        found = Case.search(hers & here, limit=2)
        return found if len(found) == 1 else Case
