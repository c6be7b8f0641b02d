import hashlib
import hmac
import http.client
import json

from odoo import fields, models
from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.exceptions import UserError

from ....tools import checked_http


class KentroOutbox(models.Model):
    """Sending one row: a letter to those whom it may reach, or a call to a system of the list."""

    _inherit = "kentro.outbox"

    # -- letters -------------------------------------------------------------------------------

    def _send_mail(self, record):
        effect = self.effect_id
        if effect.partner_field_id:
            meant = record[effect.partner_field_id.name]
        else:
            meant = effect._people(record)[record].partner_id
        reached = record._filter_recipients(meant).filtered("email")
        if not reached:
            raise UserError(self.env._("There is nobody with an e-mail address whom this letter may reach."))
        # only these: what the template says of recipients is not asked
        values = {
            "recipient_ids": [fields.Command.set(reached.ids)],
            "email_to": False,
            "email_cc": False,
            "auto_delete": False,
            "scheduled_date": False,
            # the same each time: mail servers drop the second one of a key
            "message_id": f"<kentro-{self.key}@{self.env.cr.dbname}>",
        }
        mail = effect.template_id.send_mail_batch([record.id], email_values=values)
        try:
            mail.send(raise_exception=True)
            sent = mail.state == "sent"
        except (OSError, MailDeliveryException):
            sent = False
        if not sent:
            raise UserError(self.env._("The mail server did not take the letter."))
        mail.unlink()  # the list of letters is read by administrators, who see no case

    # -- calls ---------------------------------------------------------------------------------

    def _send_webhook(self, record):
        webhook = self.effect_id.webhook_id
        if not webhook.active:
            raise UserError(self.env._("«%s» is switched off.", webhook.name))
        body = json.dumps(self._payload(record), sort_keys=True).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Kentro",
            "Idempotency-Key": self.key,
            "X-Kentro-Signature": "sha256=" + hmac.new(webhook.secret.encode(), body, hashlib.sha256).hexdigest(),
        }
        try:
            status = checked_http.post(webhook.url, body, headers, webhook.inside)
        except ValueError as error:
            raise UserError(
                self.env._("The address of «%s» leads to a place that may not be called.", webhook.name)
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise UserError(
                self.env._("«%s» could not be reached, or did not answer in time.", webhook.name)
            ) from error
        if not 200 <= status < 300:
            raise UserError(self.env._("«%(name)s» answered with status %(status)s.", name=webhook.name, status=status))

    def _payload(self, record):
        """Return what another system is told: references and codes, never a name or a free text."""
        step = self.effect_id.transition_id
        return {
            "key": self.key,
            "time": fields.Datetime.to_string(self.create_date).replace(" ", "T") + "Z",
            "model": self.model,
            "id": self.res_id,
            "reference": record._neutral_names()[record],
            "workflow": step.workflow_id.code,
            "version": step.workflow_id.version,
            "step": step.code,
            "stage": step.target_id.code,
            "kind": step.target_id.kind,
        }
