from odoo import api, models
from odoo.exceptions import UserError

SUBMITTED = frozenset("submitted papers_requested approved payment renew rejected appeal ended".split())
APPROVED = frozenset({"approved", "payment", "renew"})
REJECTED = frozenset({"rejected", "appeal"})


class KentroApplication(models.Model):
    """Applications that run already are brought in as they stand, as cases and requests are."""

    _inherit = "kentro.application"

    _opening_columns = {
        "programme_id": "προγραμμα|επιδομα|παροχη|programme|benefit",
        "date": "ημερομηνια|ημερομηνια εναρξης|εναρξη|begun on|date",
        "user_id": "υπευθυνος|υπευθυνη|στελεχος|λειτουργος|worker|responsible",
        "platform_code": "αριθμος αιτησης|κωδικος αιτησης|κωδικος πλατφορμας|application number|platform code",
        "submitted_on": "ημερομηνια υποβολης|ημ υποβολης|υποβληθηκε|υποβολη|submitted on",
        "answer_by": "προθεσμια|απαντηση εως|answer by|deadline",
        "decision_date": "ημερομηνια αποφασης|ημ αποφασης|αποφαση|decision date|decided on",
        "decision_number": "αριθμος αποφασης|αρ αποφασης|decision number",
        "amount": "ποσο|μηνιαιο ποσο|amount",
        "valid_from": "ισχυει απο|εναρξη ισχυος|valid from",
        "valid_to": "ισχυει εως|ληξη|ληξη ισχυος|ληγει|valid to|expires",
        "note": "παρατηρησεις|σημειωσεις|notes",
    }
    _opening_begins = ("date", "submitted_on")

    @api.model
    def _opening_values(self, vals, stage, since):
        """What follows from where it stands: that it was submitted, what was decided, and whose case it is in."""
        vals = super()._opening_values(vals, stage, since)
        if not vals.get("programme_id"):
            raise UserError(self.env._("The programme is missing. Write its name or short name, such as ΕΕΕ."))
        person = self.env["kentro.beneficiary"].browse(vals["beneficiary_id"])
        if not person.household_id:
            raise UserError(
                self.env._("%s belongs to no household on record. Begin one, then bring this row in.", person.number)
            )
        if stage.code in SUBMITTED:
            vals["submitted_on"] = vals.get("submitted_on") or since
        if stage.code in APPROVED | REJECTED:
            vals["result"] = "approved" if stage.code in APPROVED else "rejected"
            vals["decision_date"] = vals.get("decision_date") or since
        if stage.code in APPROVED:
            vals["valid_from"] = vals.get("valid_from") or vals["decision_date"]
        vals["date"] = vals.get("date") or vals.get("submitted_on") or since
        if self.env["kentro.programme"].browse(vals["programme_id"]).is_special:
            vals["case_id"] = self._opening_case(person).id
        return vals

    @api.model
    def _opening_case(self, person):
        """What tells of health belongs to a case: to hers, if this user sees one that is open."""
        cases = self.env["kentro.case"].search(
            [("beneficiary_id", "=", person.id), ("stage_kind", "not in", ("done", "cancelled"))], limit=2
        )
        return cases if len(cases) == 1 else cases.browse()

    def _after_opening(self):
        super()._after_opening()
        approved = self.filtered(lambda application: application.result == "approved" and not application.valid_to)
        approved._propose_validity()
        self._plan_renewal()
        self.filtered(lambda application: not application.submitted_on)._refresh_papers()
