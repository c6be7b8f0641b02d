from odoo import models


class ResUsersApikeys(models.Model):
    """A demo user's key is a way in like the password, and is refused like it."""

    _inherit = "res.users.apikeys"

    def _check_credentials(self, *, scope, key):
        user_id = super()._check_credentials(scope=scope, key=key)
        user = self.env["res.users"].sudo().browse(user_id or ())
        return None if user.kentro_demo and not user._is_demo_database() else user_id
