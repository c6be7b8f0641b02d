from odoo import models, tools


class KentroWorkflow(models.Model):
    """The structure of a published version does not change: a process of the server reads it once.

    Otherwise each transaction would ask the database a dozen questions to learn what one step demands.
    """

    _inherit = "kentro.workflow"

    def _step(self, code):
        """Return the step ``code`` of this workflow as superuser, or nothing."""
        known = self._known()
        steps = known._structure()[1]  # nothing of a draft, where a code may be written anew
        if code in steps:
            return known.env["kentro.transition"].browse(steps[code])
        return known.transition_ids.filtered(lambda transition: transition.code == code)

    def _known(self):
        """Return ``self`` as superuser, the structure of its published versions in the cache of records."""
        for workflow_id in self._ids:
            for field, values in self.browse(workflow_id)._structure()[0]:
                cache = field._get_cache(self.env)
                # what this transaction has read or written already is left alone
                cache.update(values if not cache else {id_: v for id_, v in values.items() if id_ not in cache})
        return self.sudo()

    @tools.ormcache("self.id")
    def _structure(self):
        """Return [(field, {id: value in the cache})] and {code: id of the step} of a published version.

        Nothing of a draft.
        """
        workflow = self.with_env(self.env(su=True, context={}))  # whoever asks first reads it for all
        if workflow.state == "draft":
            return [], {}
        found = {}
        for records in [workflow, *workflow._structural_parts()]:
            for field in records._fields.values():
                if _structural(records, field):
                    cache = found.setdefault(field, {})
                    for record in records:
                        cache[record.id] = field.convert_to_cache(record[field.name], record, validate=False)
        return list(found.items()), {step.code: step.id for step in workflow.transition_ids}

    def _structural_parts(self):
        """Return the records that make up the structure: parts, parts of parts, roles and rules."""
        parts, found = [self], []
        while parts:
            records = parts.pop()
            for field in records._fields.values():
                if field.type == "one2many" and _is_part(self.env, field):
                    parts.append(records[field.name])
                    found.append(records[field.name])
        lines, steps = self.transition_ids.field_line_ids, self.transition_ids
        return [*found, steps.role_ids, steps.rule_ids, lines.field_id]

    def _forget(self):
        """Have every process of the server read these versions again."""
        if any(workflow.state != "draft" for workflow in self.sudo()):
            self.env.registry.clear_cache()


def _is_part(env, field):
    return issubclass(env.registry[field.comodel_name], env.registry["kentro.workflow.part"])


def _structural(records, field):
    """Return whether ``field`` belongs to the structure: the same for all users and languages."""
    if records._name == "ir.model.fields":
        return field.name == "name"
    if field.type == "one2many":
        return _is_part(records.env, field)
    return (
        field.store
        and not field.translate
        and field not in records.env._field_depends_context
        and field.type in ("char", "text", "integer", "float", "boolean", "date", "selection", "many2one", "many2many")
        and field.name not in ("create_uid", "write_uid", "create_date", "write_date")
    )
