from odoo import api, models
from odoo.exceptions import ValidationError


class KentroEffect(models.Model):
    """What is wrong with an effect: what could do harm is refused when saved, what is missing when published."""

    _inherit = "kentro.effect"

    @api.constrains(
        "kind", "user_field_id", "partner_field_id", "template_id", "child_field_id", "path", "value_ids", "webhook_id"
    )
    def _check(self):
        for effect in self:
            if complaint := effect._complaint():
                raise ValidationError(complaint)

    def _complaint(self):
        """Return what is wrong with this effect or its values, whatever else is filled in later, or nothing."""
        values = self.sudo().value_ids  # as superuser, as below
        return self._own_complaint() or next(filter(None, (value._complaint() for value in values)), None)

    def _own_complaint(self):
        self.ensure_one()
        # as superuser: the rules manager need not read fields, templates and their authors
        effect = self.sudo()
        name = effect.transition_id.name
        for field, comodel in ((effect.user_field_id, "res.users"), (effect.partner_field_id, "res.partner")):
            if field and (field.model != effect.model or field.relation != comodel or field.ttype != "many2one"):
                return self.env._(
                    "Step «%(step)s»: «%(field)s» names nobody on its records.",
                    step=name,
                    field=field.field_description,
                )
        if effect.template_id and not effect._is_kept_letter():
            return self.env._(
                "Step «%(step)s»: the letter «%(letter)s» is of other records, or belongs to somebody who could "
                "change it at any time. Use one that an administrator made, without an owner.",
                step=name,
                letter=effect.template_id.name,
            )
        if effect.kind == "child" and effect.child_field_id and not effect._is_part():
            return self.env._(
                "Step «%(step)s»: an effect cannot make records «%(model)s».",
                step=name,
                model=effect.child_field_id.model_id.name,
            )
        if effect.webhook_id.company_id - effect._get_workflow().company_id:
            return self.env._(
                "Step «%(step)s»: «%(system)s» is the system of one municipality. Only a process of its own tells it.",
                step=name,
                system=effect.webhook_id.name,
            )
        if effect.kind == "step" and effect.path and effect._path_model() is None:
            return self.env._(
                "Step «%(step)s»: «%(path)s» does not lead from its records to records of a process.",
                step=name,
                path=effect.path,
            )
        return None

    def _is_kept_letter(self):
        """Whether the letter is of these records, and only those change it who may write what renders."""
        letter = self.template_id
        author = letter.create_uid
        return (
            letter.model == self.model
            and not letter.user_id
            and (author._is_superuser() or author.has_group("mail.group_mail_template_editor"))
        )

    def _is_part(self):
        """Whether the records to make are linked to these, and are themselves part of the work."""
        link = self.child_field_id
        Model = self.env.get(link.model)
        return (
            Model is not None
            and not Model._abstract
            and not Model._transient
            and link.relation == self.model
            and link.ttype == "many2one"
            and link.store
            and (self._is_process(Model) or getattr(Model, "_kentro_file", False))
        )

    # -- steps on other records ----------------------------------------------------------------

    def _path_fields(self):
        """Return the fields along ``path``, or None if it breaks off."""
        found, Model = [], self.env.get(self.model or "")
        for name in (self.path or "").split("."):
            field = Model._fields.get(name) if Model is not None else None
            if field is None or not field.relational:
                return None
            found.append(field)
            Model = self.env[field.comodel_name]
        return found

    def _path_model(self):
        """Return the model of a process to which ``path`` leads, or None."""
        path = self._path_fields()
        Model = self.env[path[-1].comodel_name] if path else None
        return Model if Model is not None and self._is_process(Model) else None

    def _is_process(self, Model):
        return isinstance(Model, self.env.registry["kentro.workflow.mixin"])

    def _path_labels(self):
        return [field._description_string(self.env) for field in self._path_fields() or ()]

    def _other_steps(self, draft=None):
        """Return the steps that this effect may take: of the published processes there, and of ``draft``
        (that of this effect, if none is given).
        """
        Model = self._path_model() if self.kind == "step" and self.path else None
        if Model is None or not self.step_code:
            return self.env["kentro.transition"]
        own = draft or self._get_workflow()
        workflows = self.env["kentro.workflow"].search([("model", "=", Model._name), ("state", "=", "published")])
        workflows |= own.filtered(lambda workflow: workflow.model == Model._name)
        return workflows.transition_ids.filtered(lambda transition: transition.code == self.step_code)
