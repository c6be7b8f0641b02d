import base64
import json

from odoo import fields, models

FORMAT = "kentro.workflow"
FORMAT_VERSION = 1


class KentroWorkflow(models.Model):
    """A process as a file: taken from one database, read into another by ``kentro.workflow.import``."""

    _inherit = "kentro.workflow"

    definition_file = fields.Binary(compute="_compute_definition_file", groups="kentro_koinotitas.group_rules_manager")

    def _compute_definition_file(self):
        for workflow in self:
            workflow.definition_file = base64.b64encode(workflow._definition_text().encode())

    def _definition_text(self):
        """Return the definition as JSON; the same definition is always the same text."""
        data = {"format": FORMAT, "format_version": FORMAT_VERSION, **self._definition()}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"

    def action_definition_file(self):
        """Download the definition."""
        self.ensure_one()
        name = f"{self.code}-{self.version}.json"
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/definition_file?download=true&filename={name}",
            "target": "download",
        }
