from odoo import fields, models

from .kentro_workflow_definition import definition_fields

# What a part is called and how it is shown changes without a new version.
LOOKS = ("name", "code", "sequence", "color", "fold", "style")


class KentroWorkflow(models.Model):
    """What a draft changes, in sentences."""

    _inherit = "kentro.workflow"

    differences = fields.Text("Compared with what is in force", compute="_compute_differences")

    def _compute_differences(self):
        for workflow in self:
            other = workflow._compared_with() if workflow.state == "draft" and workflow.id else None
            sentences = workflow._differences(other) if other else ()
            workflow.differences = "\n".join(f"• {sentence}" for sentence in sentences)

    def _compared_with(self):
        """Return the version that this one would replace, or of which it is a copy."""
        self.ensure_one()
        shared = [("code", "=", self.code), ("state", "=", "published"), ("company_id", "=", False)]
        # a copy of another municipality's, as RPC can say it is, tells nothing of that one
        before = self.previous_id._filtered_access("read")
        return self._other_versions("published")[:1] or before or self.search(shared, limit=1) - self

    def _differences(self, other):
        """Return what this version says otherwise than ``other``, a sentence each, stages first."""
        self.ensure_one()
        mine, theirs = self.sudo()._parts(), other.sudo()._parts()
        return [
            *self._differences_of(mine, theirs, "kentro.stage", self.env._("Stage")),
            *self._differences_of(mine, theirs, "kentro.transition", self.env._("Step")),
        ]

    def _differences_of(self, mine, theirs, model, kind):
        _, found = self.env._, []
        new = {part.code: part for part in mine[model]}
        old = {part.code: part for part in theirs[model]}
        found += [_("%(kind)s «%(name)s» is new.", kind=kind, name=new[code].name) for code in new if code not in old]
        found += [_("%(kind)s «%(name)s» is gone.", kind=kind, name=old[code].name) for code in old if code not in new]
        for code in new.keys() & old.keys():
            if new[code].name != old[code].name:
                found.append(
                    _("%(kind)s «%(old)s» is now called «%(new)s».", kind=kind, old=old[code].name, new=new[code].name)
                )
            for label, before, after in self._changes(new[code], old[code], mine, theirs):
                found.append(
                    _(
                        "%(kind)s «%(name)s», %(field)s: from «%(before)s» to «%(after)s».",
                        kind=kind,
                        name=new[code].name,
                        field=label,
                        before=before or _("nothing"),
                        after=after or _("nothing"),
                    )
                )
        return found

    def _changes(self, new, old, mine, theirs):
        """Yield ``(label, before, after)`` for what two parts of one code say differently, their own parts included."""
        for name, field in definition_fields(new):
            if name not in LOOKS and _key(new, name) != _key(old, name):
                label = field.get_description(self.env, ["string"])["string"]
                yield label, self._say(old, name), self._say(new, name)
        for model, parts in mine.items():
            owner = parts._owner_name()
            if parts._fields[owner].comodel_name != new._name:
                continue
            now = parts.filtered(lambda part, o=owner: part[o] == new)
            before = theirs[model].filtered(lambda part, o=owner: part[o] == old)
            if [_keys(part) for part in now] != [_keys(part) for part in before]:
                yield _label_of(new, model), self._say_parts(before), self._say_parts(now)

    def _say_parts(self, parts):
        if "sentence" in parts._fields:
            return "; ".join(parts.mapped("sentence"))
        return "; ".join(
            ", ".join(
                text
                for name, field in definition_fields(part)
                if name != "sequence" and field.type != "boolean" and (text := self._say(part, name))
            )
            for part in parts
        )

    def _say(self, record, name):
        """Return what a field says, for a person."""
        field, value = record._fields[name], record[name]
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        return str(value or "")


def _keys(part):
    return [_key(part, name) for name, _field in definition_fields(part) if name != "sequence"]


def _key(record, name):
    """Return what a field says, equal for parts of two versions that say the same."""
    value = record[name]
    if not record._fields[name].relational:
        return value
    if value._name == "kentro.rule":
        return {(rule.name, rule.when_domain, rule.must_domain, rule.valid_from, rule.valid_to) for rule in value}
    if "workflow_id" in value._fields and "code" in value._fields:
        return {other.code for other in value}
    return set(value.ids)


def _label_of(owner, model):
    """Return what the form of ``owner`` calls its parts of that kind."""
    fields = (field for field in owner._fields.values() if field.type == "one2many" and field.comodel_name == model)
    field = next(fields, None)
    return field.get_description(owner.env, ["string"])["string"] if field else owner.env[model]._description
