from odoo.fields import Command

from ..cases.common import CasesCommon

DECIDED = {"decision_date": "2026-03-10", "valid_from": "2026-03-01", "valid_to": "2026-08-31", "amount": 324}


class ApplicationCommon(CasesCommon):
    """A household of two, and an application of it that reception has begun."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nikos = cls._beneficiary("Παπαδόπουλος", "Νίκος", birth_date="2015-06-01")
        cls.home = cls.env["kentro.household"].create(
            {
                "structure_id": cls.structure.id,
                "member_ids": [
                    Command.create({"beneficiary_id": cls.maria.id, "relation": "applicant"}),
                    Command.create({"beneficiary_id": cls.nikos.id, "relation": "child"}),
                ],
            }
        )
        cls.programme = cls.env["kentro.programme"].create(
            {"name": "Benefit", "code": "BENEFIT", "validity_months": 6, "renewal_days": 30, "platform": "idika"}
        )
        cls.application = cls.new_application()

    @classmethod
    def new_application(cls, user=None, **vals):
        Application = cls.env["kentro.application"].with_user(user or cls.reception)
        return Application.create(
            {"programme_id": cls.programme.id, "beneficiary_id": cls.maria.id, "date": "2026-03-01", **vals}
        )

    @classmethod
    def submit(cls, application=None):
        application = application or cls.application
        application.with_user(cls.reception).take_step("collect")
        application.with_user(cls.reception).take_step("ready")
        application.with_user(cls.worker).take_step("submit", {"filed_by": "centre", "submitted_on": "2026-03-02"})
        return application

    @classmethod
    def approve(cls, application=None, **vals):
        application = cls.submit(application)
        application.with_user(cls.worker).take_step("approve", {**DECIDED, **vals})
        return application
