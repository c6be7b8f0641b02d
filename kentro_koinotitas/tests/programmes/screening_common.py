from odoo import Command

from ..common import KentroCommon


class ScreeningCommon(KentroCommon):
    """A programme for who rents, and four households: one qualifies, one may, two do not count.

    ``renting`` (Μαρία, 1985) rents, of ``unsaid`` (Γιώργος, 1970) nobody knows, ``owning`` does not qualify, and
    ``elsewhere`` (Ελένη) is the annex's.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.programme = cls._programme("Δείγμα", [[("housing", "=", "rent")], [("unknown_age", "<", 9)]])
        cls.nikos = cls._beneficiary("Δείγμας", "Νίκος", birth_date="1990-01-01")
        cls.renting = cls._household(cls.maria, housing="rent")
        cls.unsaid = cls._household(cls.giorgos)
        cls.owning = cls._household(cls.nikos, housing="owner")
        cls.elsewhere = cls._household(cls.eleni, structure=cls.annex, housing="rent")
        cls.registry.clear_cache()

    @classmethod
    def _programme(cls, name, conditions, about="household", **values):
        programme = cls.env["kentro.programme"].create({"name": name, "code": name})
        model = "person" if about == "person" else "household"
        rules = cls.env["kentro.rule"].create(
            [
                {
                    "name": f"{name} {number}",
                    "model_id": cls.env["ir.model"]._get(f"kentro.{model}.facts").id,
                    "must_domain": str(must),
                }
                for number, must in enumerate(conditions)
            ]
        )
        cls.env["kentro.ruleset"].create(
            {
                "name": name,
                "programme_id": programme.id,
                "about": about,
                "date_from": "2020-01-01",
                "criterion_ids": [Command.create({"rule_id": rule.id}) for rule in rules],
                **values,
            }
        ).action_publish()
        return programme

    @classmethod
    def _household(cls, person, structure=None, housing=None, relation="applicant"):
        household = cls.env["kentro.household"].create(
            {
                "structure_id": (structure or cls.structure).id,
                "member_ids": [
                    Command.create({"beneficiary_id": person.id, "relation": relation, "date_from": "2020-01-01"})
                ],
            }
        )
        if housing:
            cls.env["kentro.housing"].create({"household_id": household.id, "kind": housing, "date_from": "2020-01-01"})
        return household

    def _screen(self, user=None, **values):
        """A screening of ``user`` (the worker if not given), carried out."""
        values = {"programme_ids": [Command.set(self.programme.ids)], **values}
        screening = self.env["kentro.screening"].with_user(user or self.worker).create(values)
        screening.action_start()
        return screening

    def _found(self, screening):
        """``{household: finding}`` as its owner sees it."""
        return {
            row.household_id: row.finding for row in screening.row_ids.search([("screening_id", "=", screening.id)])
        }
