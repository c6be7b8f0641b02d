from odoo import Command
from odoo.tests import TransactionCase, new_test_user, tagged

MODULE = "kentro_koinotitas"


@tagged("post_install", "-at_install")
class KentroCommon(TransactionCase):
    """One small municipality: a central structure and an annex, a user for each role, a few people.

    ``cls.reception``, ``worker``, ``psychologist`` and ``coordinator`` work in ``cls.structure``,
    ``worker2`` in ``cls.annex``; ``director``, ``volunteers``, ``dpo`` and ``rules`` see no people.
    ``outsider`` keeps contacts for the rest of the municipality, ``admin`` is the settings
    administrator (an ordinary user, not the superuser).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True, no_reset_password=True))
        cls.company = cls.env.company
        central = cls.env["kentro.structure.kind"].search([("type", "=", "central")], limit=1)
        annex = cls.env["kentro.structure.kind"].search([("type", "=", "annex")], limit=1)
        cls.structure = cls.env["kentro.structure"].create(
            {"name": "Κέντρο Κοινότητας", "kind_id": central.id, "phone": "2310 000001"}
        )
        cls.annex = cls.env["kentro.structure"].create(
            {"name": "Παράρτημα", "kind_id": annex.id, "parent_id": cls.structure.id, "phone": "2310 000002"}
        )
        cls.specialty = cls.env["kentro.specialty"].search([], limit=1)
        cls.reception = cls._user("reception", cls.structure)
        cls.worker = cls._user("case_worker", cls.structure, login="worker")
        cls.psychologist = cls._user("psychologist", cls.structure)
        cls.coordinator = cls._user("coordinator", cls.structure)
        cls.worker2 = cls._user("case_worker", cls.annex, login="worker2")
        cls.director = cls._user("director")
        cls.volunteers = cls._user("volunteer_manager", login="volunteers")
        cls.dpo = cls._user("dpo")
        cls.rules = cls._user("rules_manager", login="rules")
        cls.outsider = new_test_user(
            cls.env, "test_outsider", groups="base.group_user,base.group_partner_manager", name="Λογιστήριο"
        )
        cls.portal = new_test_user(cls.env, "test_portal", groups="base.group_portal", name="Πύλη")
        cls.admin = cls.env.ref("base.user_admin")
        cls.maria = cls._beneficiary("Παπαδοπούλου", "Μαρία", phone="6912345678", birth_date="1985-03-12")
        cls.giorgos = cls._beneficiary("Ιωάννου", "Γιώργος", phone="2310 555666", birth_date="1970-11-02")
        cls.eleni = cls._beneficiary("Ξενάκη", "Ελένη", structures=cls.annex, phone="6987654321")

    @classmethod
    def _user(cls, role, structure=None, login=None):
        """A user with ``role`` (name of the group without its prefix) and a post in ``structure``."""
        login = login or role
        user = new_test_user(cls.env, f"test_{login}", groups=f"{MODULE}.group_{role}", name=f"Χρήστης {login}")
        if structure:
            cls.env["kentro.post"].create(
                {"structure_id": structure.id, "specialty_id": cls.specialty.id, "user_id": user.id}
            )
        return user

    @classmethod
    def _beneficiary(cls, last_name, first_name, structures=None, **values):
        """A beneficiary served by ``structures`` (the central one if not given)."""
        structures = structures or cls.structure
        return cls.env["kentro.beneficiary"].create(
            {
                "last_name": last_name,
                "first_name": first_name,
                "structure_ids": [Command.set(structures.ids)],
                **values,
            }
        )
