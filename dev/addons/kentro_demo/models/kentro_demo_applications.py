from datetime import timedelta
from random import Random

from odoo import api, models

from ..tools.days import moment

# Stage, open days since it was begun, in so many of the demo's applications.
STANDINGS = (
    [("draft", 1)] * 3
    + [("collecting", 4)] * 6
    + [("ready", 6)] * 2
    + [("submitted", 15)] * 5
    + [("papers_requested", 20)] * 3
    + [("approved", 18)] * 2
    + [("payment", 60)] * 6
    + [("renew", 118)] * 3
    + [("rejected", 30)] * 2
    + [("appeal", 50)]
    + [("ended", 200)] * 3
    + [("withdrawn", 25), ("error", 40)]
)
PROGRAMMES = ("gmi", "housing", "child", "electricity")
AMOUNTS = {"gmi": 324, "housing": 140, "child": 140, "electricity": 0}
DECIDED = ("approved", "payment", "renew", "ended")
REJECTED = ("rejected", "appeal")
NOT_SUBMITTED = ("draft", "collecting", "ready", "withdrawn", "error")


class KentroDemo(models.AbstractModel):
    _inherit = "kentro.demo"

    @api.model
    def _make_applications(self, cast, seed):
        """Applications of households at every stage: with the case of the applicant where there is one."""
        chance = Random(seed)  # noqa: S311 invented people, no secret
        cases = {case.beneficiary_id: case for _story, case in cast.cases if case.stage_kind == "ongoing"}
        programmes = self.env["kentro.programme"].search([("code", "in", PROGRAMMES)])
        homes = chance.sample(cast.homes, min(len(STANDINGS), len(cast.homes)))
        rows = [
            self._application_values(cast, chance, chance.choice(programmes), home, cases, *standing)
            for home, standing in zip(homes, STANDINGS, strict=False)
        ]
        applications = self._bring_in(cast, "kentro.application", rows, "date")
        asked = applications.filtered(lambda application: application.stage_id.code == "papers_requested")
        self._as(cast, "rules", "kentro.application.query").sudo().create([{
            "application_id": application.id,
            "text": "Αντίγραφο του ηλεκτρονικού μισθωτηρίου σε ισχύ.",
            "asked_on": cast.days.ago(3),
            "days": 10,
            "answer_by": application.answer_by,
        } for application in asked])
        paid = applications.filtered(lambda application: application.stage_id.code in ("payment", "renew"))
        instalments = []
        for application in paid:
            for month in range(1, 3):
                due = application.valid_from + timedelta(days=30 * month)
                came = due + timedelta(days=1)
                instalments.append({
                    "application_id": application.id,
                    "due_on": due,
                    "paid_on": came if came <= cast.days.today else False,
                    "amount": application.amount,
                })
        self._as(cast, "rules", "kentro.application.instalment").sudo().create(instalments)

    @api.model
    def _application_values(self, cast, chance, programme, home, cases, stage, age):
        household, record = home
        person, begun = cast.applicant(household), cast.days.ago(age)
        case = cases.get(person)
        owner = case.user_id if case else cast.users["reception"]
        values = {
            "programme_id": programme.id,
            "beneficiary_id": person.id,
            "household_id": record.id,
            "case_id": case.id if case else False,
            "structure_id": (case.structure_id if case else cast.structure(household.second)).id,
            "user_id": owner.id,
            "date": begun,
            "stage": stage,
            "since": moment(begun, 12),
            "by": owner.id,
        }
        if stage in NOT_SUBMITTED:
            return values
        code = "-".join(f"{chance.randrange(10_000):04d}" for _group in range(4))
        values |= {"filed_by": "centre", "filed_by_id": owner.id, "platform_code": code, "submitted_on": begun,
                   "entered_on": moment(begun, 12)}
        if stage == "papers_requested":
            values["answer_by"] = cast.days.ahead(7)
        if stage in REJECTED:
            values |= {
                "result": "rejected",
                "decision_date": cast.days.ago(age - 10),
                "reject_reason": "Εισόδημα πάνω από το όριο του εξαμήνου.",
                "appeal_by": cast.days.ahead(6),
                "appealed_on": stage == "appeal" and cast.days.ago(3),
            }
        if stage in DECIDED:
            values |= {
                "result": "approved",
                "decision_date": cast.days.ago(age - 12),
                "decision_number": f"{chance.randrange(10_000, 99_999)}/{begun.year}",
                "amount": AMOUNTS[programme.code] or False,
                "valid_from": begun,
                "valid_to": begun + timedelta(days=182),
            }
        return values
