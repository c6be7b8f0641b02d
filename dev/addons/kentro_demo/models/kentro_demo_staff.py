from odoo import Command, api, models

# Which post each login holds: specialties, the likelier first, and in which structure.
ANY = ("social_worker", "sociologist", "social_scientist", "employment_counsellor", "economist", "pedagogue",
       "special_educator", "nurse", "health_visitor")
POSTS = (
    ("coordinator", ("social_scientist", "administrative", *ANY), False),
    ("worker", ANY, False),
    ("psychologist", ("psychologist",), False),
    ("reception", ("administrative", "social_scientist"), False),
    ("worker2", (*ANY[1:], ANY[0]), False),
    ("mediator", ("mediator", "intercultural_mediator", "social_worker"), True),
)


class KentroDemo(models.AbstractModel):
    _inherit = "kentro.demo"

    @api.model
    def _place_staff(self, cast):
        """Give the demo users posts of the municipality's own, or new ones where it has too few."""
        if cast.company == self.env.ref("base.main_company"):
            cast.company.name = cast.main.legal_owner_id.name or cast.main.name
        for user in cast.users.values():
            user.write({"company_ids": [Command.link(cast.company.id)], "company_id": cast.company.id})
        for login, specialties, second in POSTS:
            self._place(cast.structure(second), cast.users[login], specialties, login == "coordinator")
        if cast.second != cast.main:
            self._place(cast.second, cast.users["psychologist"], ("psychologist",), False)
            cast.second.coordinator_id = cast.users["coordinator"]

    @api.model
    def _place(self, structure, user, specialties, coordinates):
        """Let ``user`` hold a filled post of ``structure`` that nobody holds."""
        free = structure.post_ids.filtered(lambda post: post.state == "filled" and not post.user_id)
        marked = free.filtered("is_coordinator")
        chosen = marked if coordinates and marked else (free - marked).filtered(
            lambda post: post.specialty_id.code in specialties)
        post = chosen.sorted(lambda post: specialties.index(post.specialty_id.code)
                             if post.specialty_id.code in specialties else 99)[:1]
        if not post:
            specialty = self.env["kentro.specialty"].search([("code", "=", specialties[0])], limit=1)
            post = self.env["kentro.post"].create({
                "structure_id": structure.id, "specialty_id": specialty.id, "note": "Θέση της επίδειξης"})
        elif post.count > 1:
            post.count -= 1
            post = post.copy({"count": 1})
        post.write({"user_id": user.id, "is_coordinator": coordinates or post.is_coordinator})
