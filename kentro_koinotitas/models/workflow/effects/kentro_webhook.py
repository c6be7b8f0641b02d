import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ....tools import checked_http


class KentroWebhook(models.Model):
    """Another system that may be told of moves: the allow-list, kept by the administrator alone."""

    _name = "kentro.webhook"
    _description = "System that is told of moves"
    _order = "name, id"

    name = fields.Char(required=True)
    url = fields.Char("Address", required=True, groups="base.group_system")
    secret = fields.Char(
        required=True,
        copy=False,
        groups="base.group_system",
        default=lambda self: secrets.token_urlsafe(32),
        help="Both sides know it: what is sent carries in X-Kentro-Signature the HMAC-SHA256 of its text by it.",
    )
    inside = fields.Boolean(
        "Inside our network",
        groups="base.group_system",
        help="Its address may be a private one, and http without encryption. Otherwise both are refused.",
    )
    company_id = fields.Many2one("res.company", "Municipality", help="Empty: for all.")
    active = fields.Boolean(default=True)

    @api.constrains("url", "inside", "secret")
    def _check_url(self):
        for webhook in self:
            try:
                checked_http.split(webhook.url, webhook.inside)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "«%(name)s»: %(url)s is no address that may be called. Give one that begins with https:// and "
                        "names no user (inside our network http:// may do).",
                        name=webhook.name,
                        url=webhook.url,
                    )
                ) from error
            if len(webhook.secret) < 16:
                raise ValidationError(self.env._("«%s»: the secret needs at least 16 characters.", webhook.name))
