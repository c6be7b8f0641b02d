import re

from odoo import api, models
from odoo.exceptions import ValidationError

# What decides where a record stands, whose it is and who sees it is never an effect's to set.
_NEVER = frozenset({"active", "company_id", "structure_id", "user_id", "team_ids", "create_uid", "write_uid"})
_TYPES = frozenset(
    {"char", "text", "boolean", "integer", "float", "monetary", "date", "datetime", "selection", "many2one"}
)


class KentroEffectValue(models.Model):
    """Which fields an effect may set, and to what: checked whenever it is saved."""

    _inherit = "kentro.effect.value"

    @api.constrains("effect_id", "field_id", "source", "text", "source_field_id")
    def _check(self):
        for value in self.sudo():  # the rules manager need not read what fields and rules of access say
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
            return self._complaint_of_copy(field, names)
        try:
            self._value(self.env[self.effect_id.model])
        except (ValueError, KeyError):
            return self.env._(
                "Step «%(step)s»: «%(value)s» is no value for «%(field)s».", value=self.text or "", **names
            )
        return None

    def _complaint_of_copy(self, field, names):
        if not self._is_same_kind(field):
            return self.env._(
                "Step «%(step)s»: «%(field)s» cannot be copied from that field: it holds another kind of value.",
                **names,
            )
        if not self._is_for_the_same_readers(field):
            return self.env._(
                "Step «%(step)s»: «%(field)s» would be shown to people who may not read the record it is copied from.",
                **names,
            )
        return None

    def _is_for_the_same_readers(self, field):
        """Whether the new record is read by those who read the one it is made from: by its link to that one.

        Otherwise it is told only whose and where it is, without which it could not be made.
        """
        link, made = self.effect_id.child_field_id, self.effect_id.target_model
        if self.effect_id.kind != "child" or made == self.effect_id.model or self._places(field):
            return True
        return link.name in self._named_in_rules(made)

    def _target_field(self):
        Model = self.env.get(self.effect_id.target_model or "")
        return (
            Model._fields.get(self.field_id.name) if Model is not None and self.field_id.model == Model._name else None
        )

    def _may_set(self, field):
        """A field that people fill in, and on which no access depends; a new record may take the
        place of the record that makes it.
        """
        derived = not field.store or field.related or field.readonly or field.groups or field.type not in _TYPES
        if derived or field.name in ("workflow_id", "stage_id", "stage_since", "stage_kind"):
            return False
        if field == self.env[field.model_name]._fields.get(self.effect_id.child_field_id.name):
            return self.effect_id.kind != "child"  # the link itself is set by the effect
        return not self._places(field) or (self.effect_id.kind == "child" and self.source == "field")

    def _places(self, field):
        """Whether ``field`` says whose a record is, where it belongs or who sees it."""
        whose = field.comodel_name == "res.partner" or getattr(self.env.get(field.comodel_name), "_kentro_file", False)
        return whose or field.name in _NEVER or field.name in self._named_in_rules(field.model_name)

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
