from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .kentro_private_note import _colleagues


class KentroNoteSuccessor(models.Model):
    """To whom private notes go when their author leaves: named by her, or by who coordinates without reading."""

    _name = "kentro.note.successor"
    _description = "Successor for private notes"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", "Of", required=True, ondelete="cascade", default=lambda self: self.env.user,
        context={"active_test": False}, domain=[("share", "=", False)])  # fmt: skip
    successor_id = fields.Many2one(
        "res.users", "Successor", required=True, ondelete="restrict",
        domain=lambda self: _colleagues(self.env, "kentro_koinotitas.group_case_worker"))  # fmt: skip
    company_id = fields.Many2one(related="user_id.company_id", store=True)

    _uniq = models.UniqueIndex("(user_id)", "A successor is named already: change that line.")

    @api.constrains("user_id", "successor_id")
    def _check_successor(self):
        for line in self.sudo():  # sudo: roles of users are not everybody's to read
            if line.successor_id == line.user_id or not line.successor_id.active:
                raise ValidationError(self.env._("Choose a colleague who is here."))
            if not line.successor_id.has_group("kentro_koinotitas.group_case_worker"):
                raise ValidationError(self.env._("%s works on no cases, and keeps no notes.", line.successor_id.name))
            if line.user_id.company_id not in line.successor_id.company_ids:
                raise ValidationError(self.env._("%s works in another municipality.", line.successor_id.name))

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_namer()
        lines._pass_on_of_who_left()
        return lines

    def write(self, vals):
        if "user_id" in vals and not self.env.su:
            raise UserError(
                self.env._("Whose notes a line is about is not changed. Make a line of its own for another.")
            )
        self._check_named_by_her()
        done = super().write(vals)
        self._check_namer()
        self._pass_on_of_who_left()
        return done

    def _check_namer(self):
        """Whoever names a successor in another's place does not come to read by it."""
        for line in self if not self.env.su else ():
            if line.user_id != self.env.user and self.env.user == line.successor_id:
                raise AccessError(self.env._("You cannot name yourself. Let the data protection officer name you."))

    def _check_named_by_her(self):
        """Whom she named herself, others replace only once he is not here any more."""
        for line in self if not self.env.su else ():
            named = line.sudo()  # sudo: users who have left are not everybody's to read
            if named.create_uid == named.user_id != self.env.user and named.successor_id.active:
                raise AccessError(self.env._("%s named her successor herself.", named.user_id.name))

    def _pass_on_of_who_left(self):
        self._pass_on(self.sudo().user_id.filtered(lambda user: not user.active))  # sudo: of users who have left

    @api.model
    def _pass_on(self, users):
        """Give the notes of ``users``, who have left, to those named; without one they wait, and it is told."""
        # sudo: nobody reads them by passing them on
        notes = self.env["kentro.private.note"].sudo()
        for line in self.sudo().search([("user_id", "in", users.ids)]):
            heir, passed = line._heir(), notes.search([("user_id", "=", line.user_id.id)])
            if heir and passed:
                passed.write({"user_id": heir.id})
                self.env["kentro.review.item"].sudo().create(
                    {"kind": "notes", "date": fields.Datetime.now(), "user_id": self.env.uid,
                     "company_id": line.company_id.id,
                     "reference": f"{line.user_id.name} → {heir.name}", "details": str(len(passed))}
                )  # fmt: skip
        self._tell_of_waiting(users)

    def _heir(self):
        """Return who is here to keep the notes: the successor, or whom a successor who has left named, and so on."""
        line, asked = self, self.browse()
        while line and not line.successor_id.active and line not in asked:
            asked |= line
            line = self.search([("user_id", "=", line.successor_id.id)])
        return line.successor_id.filtered("active")

    @api.model
    def _tell_of_waiting(self, users):
        """Tell who may name a successor that notes of ``users``, who have left, are kept by nobody."""
        # sudo: how many there are is counted, nothing of them read
        kept = self.env["kentro.private.note"].sudo()._read_group(
            [("user_id", "in", users.ids)], ["user_id"], ["__count"])
        for user, count in kept:
            structures = user.kentro_post_ids.structure_id
            coordinators = user.browse().union(*structures._get_coordinators().values())
            self.env["mail.activity"]._kentro_tell(
                (coordinators | user._kentro_officers(user.company_id)) - user,
                lambda env, user=user, count=count: env._(
                    "%(user)s has left, and %(count)s private notes are kept by nobody. Name a successor: "
                    "they are passed on unread.", user=user.name, count=count),
            )  # fmt: skip
