from odoo import models
from odoo.fields import Date, Datetime
from odoo.models import MAGIC_COLUMNS

# Under which name the parts of a kind stand in the definition; others under the name of their model.
PART_KEYS = {"kentro.stage": "stages", "kentro.transition": "steps", "kentro.transition.field": "asked"}


class KentroWorkflow(models.Model):
    """The definition of a version as plain data: codes and names instead of ids, in a stable order."""

    _inherit = "kentro.workflow"

    def _definition(self):
        """Return the whole definition as texts, numbers, lists and dictionaries, fit for a file.

        Fields that say what a new part says anyhow are left out. Rules stand once, under ``rules``;
        steps name them by their number.
        """
        self.ensure_one()
        # as superuser: whoever reads a version reads all its parts
        workflow = self.sudo().with_context(lang="en_US")
        parts = workflow._parts()
        rules = parts["kentro.transition"].rule_ids.sorted(lambda rule: (rule.name, rule.must_domain, rule.id))
        names = {rule: number for number, rule in enumerate(rules, 1)}
        return {
            "code": workflow.code,
            "model": workflow.model,
            "name": translations(workflow, "name"),
            **workflow._children_as_data(parts, workflow, names),
            "rules": [workflow._fields_as_data(rule, {}) for rule in rules],
        }

    def _children_as_data(self, parts, owner, rules):
        """Return ``{key: [data]}`` of the parts that belong to ``owner``, their own parts in them."""
        found = {}
        for name, records in parts.items():
            field = records._owner_name()
            if records._fields[field].comodel_name == owner._name:
                found[part_key(name)] = [
                    self._fields_as_data(record, rules) | self._children_as_data(parts, record, rules)
                    for record in records
                    if record[field] == owner
                ]
        return {key: data for key, data in found.items() if data or owner._name == self._name}

    def _fields_as_data(self, record, rules):
        data = {}
        for name, field in definition_fields(record):
            value = self._value_as_data(record, name, rules)
            if value != default_of(record, field):
                data[name] = value
        return data

    def _value_as_data(self, record, name, rules):
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            return self._name_of(value, rules) if value else False
        if field.type == "many2many":
            return sorted(self._name_of(other, rules) for other in value)
        if field.translate:
            return translations(record, name)
        if field.type in ("date", "datetime") and value:
            return (Date if field.type == "date" else Datetime).to_string(value)
        return value

    def _name_of(self, record, rules):
        """Return what a file calls ``record``: its code, its model, or its xml id; its name where it has none."""
        if record in rules:
            return rules[record]
        if record._name == "ir.model.fields":
            return record.name if record.model == self.model else f"{record.model}:{record.name}"
        if record._name == "ir.model":
            return record.model
        if "code" in record._fields and record._name.startswith("kentro."):
            return record.code
        return record.get_external_id()[record.id] or record.display_name


def part_key(model):
    return PART_KEYS.get(model, model.removeprefix("kentro.").replace(".", "_"))


def definition_fields(records):
    """Return ``(name, field)`` of what the definition says of a part or rule, name and code first."""
    owner = records._owner_name() if hasattr(records, "_owner_name") else None
    found = [
        (name, field)
        for name, field in records._fields.items()
        if field.store
        and field.copy
        and field.type != "one2many"
        and name not in (*MAGIC_COLUMNS, owner)
        and (records._name, name) != ("kentro.rule", "transition_ids")
    ]
    return sorted(found, key=lambda item: (item[0] != "code", item[0] != "name", item[0]))


def default_of(records, field):
    """Return what a new record says in ``field``, in the form that the definition gives it."""
    if field.type == "many2many":
        return []
    if field.translate:
        return {}
    value = field.default(records) if field.default and field.type not in ("many2one", "date", "datetime") else False
    return value or {"integer": 0, "float": 0.0}.get(field.type, False)


def translations(record, name):
    """Return ``{language: text}``; a language that says the same as English is left out."""
    texts = record._fields[name]._get_stored_translations(record) or {}
    english = texts.get("en_US")
    return {lang: text for lang, text in sorted(texts.items()) if text and (lang == "en_US" or text != english)}
