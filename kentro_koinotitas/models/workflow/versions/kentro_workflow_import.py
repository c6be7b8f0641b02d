import base64
import binascii

import psycopg2
from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .definition_reader import DefinitionReader
from .kentro_workflow_definition import translations

TOLD = 30  # faults told at once


class KentroWorkflowImport(models.TransientModel):
    """Reads the definition file of a process and makes it a draft of one's own municipality."""

    _name = "kentro.workflow.import"
    _description = "Process from a file"

    file = fields.Binary("Definition file", attachment=False)
    filename = fields.Char()

    def action_import(self):
        """Make the draft and open it, or say every fault of the file; then nothing has been made."""
        self.ensure_one()
        self.env["kentro.workflow"].check_access("create")
        try:
            content = base64.b64decode(self.with_context(bin_size=False).file or b"", validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if not content:
            raise UserError(self.env._("Choose a definition file first."))
        reader = DefinitionReader(self.env, content)
        self._refuse_faults(reader.faults)
        try:
            with self.env.cr.savepoint():
                draft = self._make_draft(reader)
        except AccessError:
            raise
        except (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            # of the database only what it says, not the statement
            self._refuse_faults([str(error) if isinstance(error, UserError) else str(error).partition("\n")[0]])
        return draft._action_open()

    def _refuse_faults(self, faults):
        if faults:
            more = [self.env._("… and %s more.", len(faults) - TOLD)] if len(faults) > TOLD else []
            raise UserError(
                self.env._(
                    "Nothing was imported from «%(file)s»:\n%(faults)s",
                    file=self.filename or "",
                    faults="\n".join(f"• {fault}" for fault in [*faults[:TOLD], *more]),
                )
            )

    def _make_draft(self, reader):
        """Create what was read, as the user: a part that she may not make is refused."""
        values = reader.workflow
        draft = self.env["kentro.workflow"].create(
            {
                "code": values["code"],
                "model_id": self.env["ir.model"]._get_id(values["model"]),
                "name": values["name"]["en_US"],
                "company_id": self.env.company.id,
            }
        )
        draft.update_field_translations("name", values["name"])
        rules = [self._same_rule(rule) or self._make_part(rule) for rule in reader.rules]
        made, coded = {None: draft}, {}
        order = self.env["kentro.workflow.part"]._part_models()
        for part in sorted(reader.parts, key=lambda part: order.index(part.model)):
            owner = {self.env[part.model]._owner_name(): made[part.owner].id}
            ready, later = {}, {}
            for name, (model, names, many) in part.references.items():
                if model == "kentro.rule":
                    found = [rules[number - 1].id for number in names]
                else:
                    found = [coded[model, code].id for code in names if (model, code) in coded]
                (ready if len(found) == len(names) else later)[name] = (
                    [Command.set(found)] if many else found and found[0]
                )
                if name in later:
                    later[name] = (model, names, many)
            made[part] = self._make_part(part, **owner, **ready)
            if code := part.values.get("code"):
                coded[part.model, code] = made[part]
            part.later = later
        for part in reader.parts:
            for name, (model, names, many) in part.later.items():
                found = [coded[model, code].id for code in names]
                made[part].write({name: [Command.set(found)] if many else found[0]})
        return draft

    def _make_part(self, part, **links):
        texts = {name: found.get("en_US", False) for name, found in part.translations.items()}
        record = self.env[part.model].with_context(lang="en_US").create({**part.values, **texts, **links})
        for name, found in part.translations.items():
            if found:
                record.update_field_translations(name, found)
        return record

    def _same_rule(self, rule):
        """Return a rule of this database that says the same, or none."""
        Rule = self.env["kentro.rule"].with_context(lang="en_US", active_test=False)
        domain = [(name, "=", value) for name, value in rule.values.items()]
        domain += [(name, "=", found.get("en_US", False)) for name, found in rule.translations.items()]
        for other in Rule.search(domain):
            if all(translations(other, name) == texts for name, texts in rule.translations.items()):
                return other
        return Rule.browse()
