"""Deadlines of what is there: follow-ups go on becoming due by themselves, on the versions they stand on."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    # what the job of follow-ups did beside their definition is said by the definition: nothing changes
    cr.execute(
        """UPDATE kentro_transition t SET trigger = 'deadline'
             FROM kentro_workflow w
            WHERE w.id = t.workflow_id AND w.model = 'kentro.followup' AND t.code = 'due'"""
    )
    cr.execute(
        """UPDATE kentro_stage s SET deadline_unit = 'working_days', deadline_edge = 'open', deadline_field_id = f.id
             FROM kentro_workflow w, ir_model_fields f
            WHERE w.id = s.workflow_id AND w.model = 'kentro.followup' AND s.code = 'planned'
              AND f.model = 'kentro.followup' AND f.name = 'planned_on' AND s.deadline_unit IS NULL"""
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    env.invalidate_all()
    env["kentro.followup"].search([("stage_id.deadline_unit", "!=", False)])._begin_deadlines()
