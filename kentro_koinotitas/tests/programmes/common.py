from ..common import KentroCommon

OWNED = ("property", "vehicle", "deposits")


class MeansCommon(KentroCommon):
    """Μαρία lives alone, has said all that programmes ask, and has nothing: she qualifies for the guaranteed income."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maria.write(
            {"nationality": cls.env.ref("base.gr").id, "resident_since": "1985-03-12", "employment": "unemployed"}
        )
        cls.home = cls.env["kentro.household"].create({"structure_id": cls.structure.id})
        cls._joins(cls.maria, "applicant")
        cls.gmi = cls.env.ref("kentro_koinotitas.programme_gmi")
        cls._says_all(cls.maria)
        cls._answers({"household_id": cls.home.id}, luxury=False)

    @classmethod
    def _joins(cls, person, relation="spouse"):
        cls.env["kentro.household.member"].create(
            {"household_id": cls.home.id, "beneficiary_id": person.id, "relation": relation, "date_from": "2010-01-01"}
        )

    @classmethod
    def _says_all(cls, person):
        none = cls.env["kentro.income.kind"].search([("code", "=", "none")], limit=1)
        owner = {"beneficiary_id": person.id, "date_from": "2015-01-01"}
        cls.env["kentro.income"].create({**owner, "kind_id": none.id, "amount": 0, "period": "month"})
        cls.env["kentro.asset"].create([{**owner, "kind": kind, "value": 0} for kind in OWNED])
        cls._answers({"beneficiary_id": person.id}, legal_residence=True, in_school=True)

    @classmethod
    def _answers(cls, owner, **said):
        for code, yes in said.items():
            question = cls.env["kentro.question"].search([("code", "=", code)])
            cls.env["kentro.answer"].create(
                {**owner, "question_id": question.id, "answer": "yes" if yes else "no", "date_from": "2015-01-01"}
            )
