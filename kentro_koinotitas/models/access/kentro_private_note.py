from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

# Whose calling binds them to keep what they are told: codes of specialties.
CALLINGS = ("psychologist", "social_worker", "nurse", "health_visitor")
SUPERVISORS = ("kentro_koinotitas.group_case_worker", "kentro_koinotitas.group_coordinator")


def _colleagues(env, *roles):
    """Domain of the users who have one of ``roles``, without the one who chooses."""
    return [("all_group_ids", "in", [env.ref(role).id for role in roles]), ("id", "!=", env.uid)]


class KentroPrivateNote(models.Model):
    """What a psychologist, social worker or nurse writes for herself about a person.

    She and the supervisor she named read it, nobody else.

    It is in no chatter, export or print. When she leaves it goes to a successor (`kentro.note.successor`).
    """

    _name = "kentro.private.note"
    _inherit = ["kentro.read.mixin"]
    _description = "Private note"
    _order = "date desc, id desc"
    _rec_name = "date"
    _kentro_file = True
    _kentro_noted_fields = {"body": "file"}

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    user_id = fields.Many2one("res.users", "Kept by", required=True, readonly=True, index=True, ondelete="restrict")
    author_id = fields.Many2one("res.users", "Written by", required=True, readonly=True, ondelete="restrict")
    supervisor_id = fields.Many2one(
        "res.users", "Supervisor", index="btree_not_null", ondelete="restrict",
        domain=lambda self: _colleagues(self.env, *SUPERVISORS), help="Reads it too; nobody else does")  # fmt: skip
    date = fields.Date(required=True, default=fields.Date.context_today)
    body = fields.Text("Note", required=True)

    @api.depends("date")
    def _compute_display_name(self):
        """The day, never whose."""
        for note in self:
            note.display_name = self.env._("Note of %s", format_date(self.env, note.date)) if note.date else False

    @api.constrains("supervisor_id")
    def _check_supervisor(self):
        for note in self.sudo():  # sudo: roles of users are not everybody's to read
            supervisor = note.supervisor_id
            if supervisor and not any(supervisor.has_group(role) for role in SUPERVISORS):
                raise ValidationError(self.env._("%s works on no cases, and supervises no notes.", supervisor.name))
            if supervisor and note.beneficiary_id.company_id not in supervisor.company_ids:
                raise ValidationError(self.env._("%s works in another municipality.", supervisor.name))

    @api.model_create_multi
    def create(self, vals_list):
        self._check_calling()
        # whose it is is the system's to say
        mine = {"user_id": self.env.uid, "author_id": self.env.uid}
        return super().create([{**vals, **mine} if not self.env.su else {**mine, **vals} for vals in vals_list])

    def write(self, vals):
        if not self.env.su and {"user_id", "author_id", "beneficiary_id"} & vals.keys():
            raise UserError(self.env._("A private note stays with who keeps it. A successor is named in her place."))
        return super().write(vals)

    def copy_data(self, default=None):
        raise UserError(self.env._("A private note is not copied."))

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        raise UserError(self.env._("Private notes are not exported."))

    def _check_calling(self):
        user = self.env.user.sudo()  # sudo: her own posts
        if self.env.su or user.has_group("kentro_koinotitas.group_psychologist"):
            return
        today = fields.Date.context_today(self)
        posts = user.kentro_post_ids.filtered(
            lambda post: (not post.date_from or post.date_from <= today) and (not post.date_to or today <= post.date_to)
        )
        if not set(posts.specialty_id.mapped("code")) & set(CALLINGS):
            raise AccessError(
                self.env._(
                    "Private notes are written by psychologists, social workers, nurses and health visitors. "
                    "Write it in the case, or ask who coordinates to correct the specialty of your post."
                )
            )
