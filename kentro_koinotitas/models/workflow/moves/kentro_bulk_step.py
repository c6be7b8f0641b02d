import psycopg2
from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroBulkStep(models.TransientModel):
    """One step taken for many records at once: for all that can, and with a reason for each that cannot."""

    _name = "kentro.bulk.step"
    _description = "Step taken for many records"

    name = fields.Char("Step", readonly=True)
    model = fields.Char(readonly=True)
    line_ids = fields.One2many("kentro.bulk.step.line", "bulk_id", "Results", readonly=True)

    @api.model
    def offer(self, model, ids):
        """Return what the dialog needs: every step that this user may take for one of the records.

        :return: ``{"total", "seen": [[id, stage id]], "steps": [{as of the form, "possible": number}]}``
        """
        records = self._get_records(model, ids)
        offered = {}
        for steps in records._steps_from_here().values():
            for step in steps:
                known = offered.setdefault(step["code"], {**step, "asks": {}, "hindrances": {}, "possible": 0})
                known["possible"] += not step["hindrances"]
                known["hindrances"].update(dict.fromkeys(step["hindrances"]))
                known["asks"].update({ask["name"]: ask for ask in step["asks"]})
        steps = [
            {**step, "asks": [*step["asks"].values()], "hindrances": [*step["hindrances"]]}
            for step in offered.values()
        ]
        seen = [[record.id, record.stage_id.id] for record in records]
        return {"total": len(set(ids)), "seen": seen, "steps": steps}

    @api.model
    def take(self, model, seen, code, values=None, reason=None, request_id=None):
        """Take step ``code`` for each of the records that can, and return the action that shows the results.

        :param list seen: ``[[record id, id of the stage in which the user saw it]]``
        :param dict values: answers for all; what is left empty stays as it is on each record
        """
        seen = dict(seen)
        records = self._get_records(model, seen)
        waiting = records._not_yet_moved_by(request_id)
        # before: a step may take them out of sight
        names = {record: record.display_name for record in records}
        people = records._get_people_names()
        fixed = waiting - waiting._filtered_access("write")
        refused, able = dict.fromkeys(fixed, self.env._("You may not change it.")), waiting.browse()
        for record, steps in waiting._steps_from_here().items():
            sentence = refused.get(record) or self._why_not(record, seen[record.id], steps, code)
            if sentence:
                refused[record] = sentence
            else:
                able |= record
        answers = {"code": code, "values": values or {}, "reason": reason, "request_id": request_id}
        refused |= self._take_for(able, answers)
        unseen = seen.keys() - set(records.ids)
        return self._keep(names, people, code, refused, unseen)._action_results()

    def _get_records(self, model, ids):
        """Return the records of a process that this user may read, or raise."""
        Model = self.env.get(model)
        if Model is None or Model._abstract or not hasattr(Model, "take_step"):
            raise UserError(self.env._("«%s» is no process: its records take no steps.", model))
        Model.check_access("read")
        return Model.with_context(active_test=False).search([("id", "in", list(ids))])

    def _why_not(self, record, seen_stage_id, steps, code):
        """Say why ``record`` cannot take the step, or return nothing."""
        stage = record.stage_id.sudo()
        if seen_stage_id and stage.id != seen_stage_id:
            return self.env._("Meanwhile moved to stage «%s» by somebody else.", stage.name)
        for step in steps:
            if step["code"] == code:
                return "\n".join(step["hindrances"])
        leading = record.workflow_id._known().transition_ids.filtered(lambda t: t.code == code)
        if stage in leading.source_ids:
            return self.env._("This step is not yours to take here.")
        return self.env._("From stage «%s» this step is not foreseen.", stage.name)

    def _take_for(self, records, answers):
        """Move ``records`` in one call; where rules say which fail, without those; else halve until one stands alone.

        :return: ``{record: sentence}`` of those that were refused
        """
        if not records:
            return {}
        try:
            with self.env.cr.savepoint():
                self._take(records, **answers)
            return {}
        except (UserError, psycopg2.IntegrityError) as error:
            if len(records) == 1:
                database = isinstance(error, psycopg2.Error)
                return {records: records._sql_error_to_message(error) if database else str(error.args[0])}
            violations = getattr(error, "kentro_violations", {})
        if violations:
            broken = records & records.union(*violations.values())
            refused = {
                record: "\n".join(rule.name for rule, among in violations.items() if record in among)
                for record in broken
            }
            return refused | self._take_for(records - broken, answers)
        half = len(records) // 2
        return self._take_for(records[:half], answers) | self._take_for(records[half:], answers)

    def _take(self, records, code, values, reason, request_id):
        """Take the step for ``records``, whose versions may ask different things."""
        given = {name: value for name, value in values.items() if value}
        steps = records.workflow_id.sudo().transition_ids.filtered(lambda t: t.code == code)
        asked = {step.workflow_id: set(step.field_line_ids.field_id.mapped("name")) for step in steps}
        by_any = set().union(*asked.values())
        for workflow, group in records.grouped("workflow_id").items():
            here = asked.get(workflow.sudo(), set())
            # what another version asks is left out; what none asks is left for the step to refuse
            answers = {name: value for name, value in given.items() if name in here or name not in by_any}
            group.take_step(code, values=answers, reason=reason, request_id=request_id)

    def _keep(self, names, people, code, refused, unseen):
        """Keep the results for this user to read: the refused first."""
        # as superuser: results are made here only and belong to the one who acts; stages have no secret
        records = self.env[next(iter(names))._name].union(*names).sudo() if names else None
        lines = [
            {"name": "—", "result": "refused", "reason": self.env._("You may not see it.")} for _unseen in unseen
        ] + [
            {
                "res_id": record.id,
                "name": name,
                "person": people.get(record),
                "stage_name": record.sudo().stage_id.name,
                "result": "refused" if record in refused else "moved",
                "reason": refused.get(record),
            }
            for record, name in sorted(names.items(), key=lambda item: item[0] not in refused)
        ]
        step = records and records.workflow_id.transition_ids.filtered(lambda t: t.code == code)[:1].name
        bulk = self.sudo().create({"name": step or code, "model": records and records._name})
        moved = self.env._("Moved")
        bulk.line_ids.create([{**line, "outcome": line["reason"] or moved, "bulk_id": bulk.id} for line in lines])
        return bulk

    def _action_results(self):
        moved = len(self.line_ids.filtered(lambda line: line.result == "moved"))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "%(step)s: %(moved)s moved, %(refused)s refused",
                step=self.name,
                moved=moved,
                refused=len(self.line_ids) - moved,
            ),
            "res_model": "kentro.bulk.step.line",
            "views": [(False, "list"), (False, "kanban")],
            "mobile_view_mode": "kanban",
            "domain": [("bulk_id", "=", self.id)],
            "context": {"search_default_by_outcome": len(set(self.line_ids.mapped("outcome"))) > 1},
        }

