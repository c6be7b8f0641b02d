from odoo import fields, models
from odoo.exceptions import UserError


class KentroRole(models.Model):
    """A role relative to a record («responsible worker»), resolved by the record's model.

    The codes are those that a model's ``_get_role_users`` knows; groups say what a user is
    everywhere, roles what she is to this record.
    """

    _name = "kentro.role"
    _description = "Role relative to a record"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)

    _code = models.UniqueIndex("(code)", "There is already a role with this code.")

    def write(self, vals):
        if "code" in vals:
            raise UserError(self.env._("The code of a role is what the program knows it by: change only its name."))
        return super().write(vals)
