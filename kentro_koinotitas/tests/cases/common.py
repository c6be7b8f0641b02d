from odoo.addons.kentro_koinotitas.tests.common import KentroCommon


class CasesCommon(KentroCommon):
    """The small municipality with one case of ``worker``, and a way to bring cases along."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.beneficiary, cls.colleague = cls.maria, cls.psychologist
        cls.case = cls.new_case()

    @classmethod
    def new_case(cls, **vals):
        return (
            cls.env["kentro.case"]
            .with_user(cls.worker)
            .create(
                {"beneficiary_id": cls.beneficiary.id, "structure_id": cls.structure.id, **vals}
            )
        )

    @classmethod
    def move(cls, record, user, *codes):
        for code in codes:
            record.with_user(user).take_step(code)

    @classmethod
    def approved_assessment(cls, case, **scores):
        """Return an assessment of ``case`` that the coordinator approved; ``scores`` by code of
        dimension.
        """
        assessment = cls.env["kentro.assessment"].with_user(cls.worker).create({"case_id": case.id})
        for line in assessment.score_ids:
            line.score = scores.get(line.dimension_id.code, 7)
        cls.move(assessment, cls.worker, "start", "submit")
        cls.move(assessment, cls.coordinator, "approve")
        return assessment
