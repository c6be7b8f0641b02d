from odoo import fields, models


class KentroEffectValue(models.Model):
    """One field that an effect sets, and what it is set to."""

    _name = "kentro.effect.value"
    _inherit = ["kentro.workflow.part"]
    _description = "Field set by an effect"
    _order = "effect_id, sequence, id"

    effect_id = fields.Many2one("kentro.effect", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    field_id = fields.Many2one(
        "ir.model.fields",
        "Field",
        required=True,
        ondelete="cascade",
    )
    source = fields.Selection(
        [
            ("constant", "This value"),
            ("today", "The day of the step"),
            ("user", "Whoever takes the step"),
            ("field", "The same as in this record"),
            ("empty", "Empty"),
        ],
        "Becomes",
        required=True,
        default="constant",
    )
    text = fields.Char("Value", help="A number, text, yes or no, a date as 2026-12-31, or the code of a choice.")
    days = fields.Integer("Plus days")
    source_field_id = fields.Many2one(
        "ir.model.fields",
        "Field of this record",
        ondelete="cascade",
    )

    _FROZEN = frozenset({"effect_id", "field_id", "source", "text", "days", "source_field_id"})

    def _get_workflow(self):
        return self.effect_id.transition_id.workflow_id

    def _sentence(self):
        said = {
            "constant": lambda: self.text or "…",
            "today": lambda: self.env._("today + %s", self.days) if self.days else self.env._("today"),
            "user": lambda: self.env._("whoever takes the step"),
            "field": lambda: self.source_field_id.field_description or "…",
            "empty": lambda: self.env._("empty"),
        }
        return f"«{self.field_id.field_description}»: {said[self.source]()}"

    def _value(self, record):
        """Return what the field becomes on behalf of ``record``, as ``write`` takes it.

        :raise ValueError, KeyError: the text is no value of the field
        """
        field = self.env[self.field_id.model]._fields[self.field_id.name]
        if self.source == "empty":
            return _if(not field.required, False)
        if self.source == "user":
            return _if(field.type == "many2one" and field.comodel_name == "res.users", self.env.uid)
        if self.source == "today":
            today = fields.Date.add(fields.Date.context_today(self), days=self.days)
            _if(field.type in ("date", "datetime"), True)
            return today if field.type == "date" else fields.Datetime.add(fields.Datetime.now(), days=self.days)
        if self.source == "field":
            return (
                record[self.source_field_id.name].id if field.type == "many2one" else record[self.source_field_id.name]
            )
        return self._constant(field, (self.text or "").strip())

    def _constant(self, field, text):
        _if(bool(text) and field.type != "many2one", True)
        if field.type == "boolean":
            return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[text.lower()]
        if field.type == "selection":
            return _if(text in field.get_values(self.env), text)
        read = {
            "integer": int,
            "float": float,
            "monetary": float,
            "date": fields.Date.to_date,
            "datetime": fields.Datetime.to_datetime,
        }
        return read.get(field.type, str)(text)


def _if(condition, value):
    """Return ``value`` if it is one for the field."""
    if not condition:
        raise ValueError
    return value
