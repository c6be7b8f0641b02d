from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .engine import ENGINE


class KentroWorkflowMixin(models.AbstractModel):
    """Records brought in as they stand, while the opening import of the municipality is open."""

    _inherit = "kentro.workflow.mixin"

    @api.model
    def opening_import(self, rows):
        """Create records in their present stage, one marked row of the log each.

        :param list[dict] rows: values of a record, and beside them ``stage`` (code), ``since``
            (when it came there) and ``by`` (id of the user who brought it there)
        :return: ids of the records, in the order of ``rows``
        :raise AccessError: the user has not the role, or the opening import is not open
        :raise UserError: a row names a stage that the workflow does not have
        """
        company = self.env.company
        if not self.env.su and not self.env.user.has_group("kentro_koinotitas.group_rules_manager"):
            raise AccessError(
                self.env._("The opening import is for the role «Workflows and rules».")
            )
        if not self.env["kentro.opening"]._is_open(company):
            raise AccessError(self.env._("The opening import of «%s» is not open.", company.name))
        workflow = self.env["kentro.workflow"]._get_for(self._name, company)
        stages = {stage.code: stage for stage in workflow.stage_ids}
        vals_list, moves = [], []
        for number, row in enumerate(rows, 1):
            vals = dict(row)
            code, since, user_id = (
                vals.pop("stage", None),
                vals.pop("since", None),
                vals.pop("by", self.env.uid),
            )
            if code not in stages or not since or fields.Datetime.to_datetime(since) > fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "Row %(row)s: give a stage of «%(workflow)s» (%(stages)s) and the date "
                        "since when, which is not to come.",
                        row=number,
                        workflow=workflow.name,
                        stages=", ".join(stages),
                    )
                )
            _refuse_changing_others(self, vals)
            moves.append({"date": since, "user_id": user_id})
            vals_list.append(
                vals
                | {"workflow_id": workflow.id, "stage_id": stages[code].id, "stage_since": since}
            )
        # as superuser: the role `rules` brings the records in, but may not see them afterwards
        records = self.sudo().with_context(kentro_engine=ENGINE).create(vals_list)
        if "company_id" in records._fields and records.company_id - company:
            raise UserError(
                self.env._(
                    "The opening import is that of «%s»: every row belongs to one of its own structures.", company.name
                )
            )
        records._log_moves(dict(zip(records, moves, strict=True)), None, "opening")
        return records.ids


def _refuse_changing_others(model, vals):
    """Refuse lists in ``vals`` that would, as superuser, change what is there or make what is not ours.

    Our own parts may be made with a record, and existing records chosen for it: nothing else.
    """
    for name in vals.keys() & model._fields.keys():
        field = model._fields[name]
        if field.type == "many2many":
            allowed = (Command.LINK, Command.SET)
        elif field.type == "one2many":
            allowed = (Command.CREATE,) if field.comodel_name.startswith("kentro.") else ()
        else:
            continue
        for command in vals[name] or ():
            if isinstance(command, int) or command[0] not in allowed:
                raise AccessError(
                    model.env._("The opening import makes new records only: «%s» would change others.", name)
                )
            if command[0] == Command.CREATE:
                _refuse_changing_others(model.env[field.comodel_name], command[2])
