import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What decides where a record stands, whose it is and who sees it is never an effect's to set.
_NEVER = frozenset({"active", "company_id", "structure_id", "user_id", "team_ids", "create_uid", "write_uid"})
_TYPES = frozenset(
    {"char", "text", "boolean", "integer", "float", "monetary", "date", "datetime", "selection", "many2one"}
)


class KentroEffectValue(models.Model):
    """One field that an effect sets, and what it is set to."""

    _name = "kentro.effect.value"
    _inherit = ["kentro.workflow.part"]
    _description = "Field set by an effect"
    _order = "effect_id, sequence, id"

    effect_id = fields.Many2one("kentro.effect", required=True, ondelete="cascade", index=True)
    model = fields.Char(related="effect_id.model")
    target_model = fields.Char(related="effect_id.target_model")
    sequence = fields.Integer(default=10)
    field_id = fields.Many2one(
        "ir.model.fields",
        "Field",
        required=True,
        ondelete="cascade",
        domain="[('model', '=', target_model), ('store', '=', True), ('readonly', '=', False),"
        " ('ttype', 'not in', ['one2many', 'many2many', 'binary', 'json', 'html', 'reference'])]",
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
        domain="[('model', '=', model), ('store', '=', True)]",
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

    # -- checks --------------------------------------------------------------------------------

    @api.constrains("effect_id", "field_id", "source", "text", "source_field_id")
    def _check(self):
        for value in self:
            if complaint := value._complaint():
                raise ValidationError(complaint)

    def _complaint(self):
        """Return what is wrong with this value as a sentence, or nothing."""
        self.ensure_one()
        names = {
            "step": self.effect_id.transition_id.name,
            "field": self.field_id.field_description,
        }
        field = self._target_field()
        if field is None or not self._may_set(field):
            return self.env._(
                "Step «%(step)s»: an effect cannot set «%(field)s». It may set what a person fills in, but never "
                "the stage, whose the record is, or who sees it.",
                **names,
            )
        if self.source == "field":
            return None if self._is_same_kind(field) else self.env._(
                "Step «%(step)s»: «%(field)s» cannot be copied from that field: it holds another kind of value.",
                **names,
            )
        try:
            self._value(self.env[self.effect_id.model])
        except (ValueError, KeyError):
            return self.env._(
                "Step «%(step)s»: «%(value)s» is no value for «%(field)s».", value=self.text or "", **names
            )
        return None

    def _target_field(self):
        Model = self.env.get(self.effect_id.target_model or "")
        return Model._fields.get(self.field_id.name) if Model is not None and self.field_id.model == Model._name else None

    def _may_set(self, field):
        """A field that people fill in, and on which no access depends; a new record may take the
        place of the record that makes it.
        """
        derived = not field.store or field.related or field.readonly or field.groups or field.type not in _TYPES
        if derived or field.name in ("workflow_id", "stage_id", "stage_since", "stage_kind"):
            return False
        if field == self.env[field.model_name]._fields.get(self.effect_id.child_field_id.name):
            return self.effect_id.kind != "child"  # the link itself is set by the effect
        whose = field.comodel_name == "res.partner" or getattr(self.env.get(field.comodel_name), "_kentro_file", False)
        if whose or field.name in _NEVER or field.name in self._named_in_rules(field.model_name):
            return self.effect_id.kind == "child" and self.source == "field"
        return True

    def _named_in_rules(self, model):
        """Names of the fields on which the access rules of ``model`` depend."""
        # as superuser: rules of access are the administrators' to read
        rules = self.env["ir.rule"].sudo().search([("model_id.model", "=", model)])
        return set(re.findall(r"\(\s*['\"](\w+)", " ".join(rule.domain_force or "" for rule in rules)))

    def _is_same_kind(self, field):
        source = self.env[self.effect_id.model]._fields.get(self.source_field_id.name)
        return (
            source is not None
            and self.source_field_id.model == self.effect_id.model
            and not source.groups
            and source.store
            and (source.type == field.type or {source.type, field.type} <= {"char", "text"})
            and source.comodel_name == field.comodel_name
        )

    # -- the value -----------------------------------------------------------------------------

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
            return record[self.source_field_id.name].id if field.type == "many2one" else record[self.source_field_id.name]
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
