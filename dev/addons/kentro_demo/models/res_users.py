from odoo import fields, models
from odoo.exceptions import AccessDenied


class ResUsers(models.Model):
    """Passwords that everybody knows open the demo database and no other."""

    _inherit = "res.users"

    kentro_demo = fields.Boolean("Demo user", readonly=True, copy=False)

    def _check_credentials(self, credential, env):
        """Refuse demo users, and whoever's password is the login, outside the demo database."""
        auth_info = super()._check_credentials(credential, env)
        known = credential.get("password") == self.login
        if (self.sudo().kentro_demo or known) and not self._is_demo_database():
            raise AccessDenied(
                self.env._(
                    "The login “%(login)s” is for the demo database only, and this is another one. "
                    "An administrator can set a password of your own or uninstall “Kentro demo”.",
                    login=self.login,
                )
            )
        return auth_info

    def _is_demo_database(self):
        """Whether this is the database the demo was made in, not a copy of it.

        The parameter is written when the demo is made: name of the database, a space, its uuid.
        """
        get = self.env["ir.config_parameter"].sudo().get_param
        return get("kentro_demo.database") == f"{self.env.cr.dbname} {get('database.uuid')}"
