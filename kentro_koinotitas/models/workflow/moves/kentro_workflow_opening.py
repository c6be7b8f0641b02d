from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..engine import ENGINE


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
        return self._opening_import(rows, company).ids

    @api.model
    def _opening_import(self, rows, company):
        """Bring ``rows`` in, whoever prepared them: the opening import must be open. Return the records, as superuser.

        Callers have asked whether this user may; see ``opening_import`` for what a row is.
        """
        if not self.env["kentro.opening"]._is_open(company):
            raise AccessError(self.env._("The opening import of «%s» is not open.", company.name))
        workflow = self.env["kentro.workflow"]._get_for(self._name, company)
        stages = {stage.code: stage for stage in workflow.stage_ids}
        vals_list, moves, movers = [], [], set()
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
            if str(user_id) not in movers:
                self._check_mover(number, user_id, company)
                movers.add(str(user_id))
            _refuse_changing_others(self, vals)
            moves.append({"date": since, "user_id": user_id})
            vals_list.append(
                vals
                | {"workflow_id": workflow.id, "stage_id": stages[code].id, "stage_since": since}
            )
        self._check_pointed(vals_list, company)
        # as superuser: the role `rules` brings the records in, but may not see them afterwards
        records = self.sudo().with_context(kentro_engine=ENGINE).create(vals_list)
        if _companies(records, vals_list) - company:
            raise UserError(
                self.env._(
                    "The opening import is that of «%s»: every row belongs to one of its own structures.", company.name
                )
            )
        records._log_moves(dict(zip(records, moves, strict=True)), None, "opening")
        return records

    @api.model
    def _opening_values(self, vals, stage, since):
        """Return ``vals`` of a record brought in at ``stage``, with what follows from its standing there."""
        return vals

    def _after_opening(self):
        """Do what the stage these records, just brought in, stand in goes with."""

    def _check_mover(self, number, user_id, company):
        """Refuse a move in the name of somebody who cannot have made it."""
        # as superuser: the role `rules` need not read the users of the municipality
        known = int(user_id) if str(user_id).isdigit() else 0
        user = self.env["res.users"].sudo().with_context(active_test=False).browse(known).exists()
        if not user or user.share or company not in user.company_ids:
            raise UserError(
                self.env._(
                    "Row %(row)s: who brought the record there («by») is not a user of «%(company)s».",
                    row=number,
                    company=company.name,
                )
            )

    def _check_pointed(self, vals_list, company):
        """Refuse rows that point, themselves or by a part, to people, structures or users of elsewhere."""
        pointed = [(number, *one) for number, vals in enumerate(vals_list, 1) for one in _pointed(self, vals)]
        for name in {model for _number, _label, model, _id in pointed}:
            ids = {id_ for _number, _label, model, id_ in pointed if model == name}
            # as superuser: the role `rules` need not read them
            there = self.env[name].sudo().with_context(active_test=False).browse(ids).exists()
            if name == "res.users":
                ours = there.filtered(lambda user: not user.share and company in user.company_ids)
            elif "company_id" in there._fields:
                ours = there.filtered(lambda record: record.company_id in (company, company.browse()))
            else:
                ours = there
            for number, label, model, id_ in pointed:
                if model == name and id_ not in ours._ids:
                    raise UserError(
                        self.env._(
                            "Row %(row)s: «%(field)s» is none of «%(company)s».",
                            row=number,
                            field=label,
                            company=company.name,
                        )
                    )


def _pointed(model, vals):
    """Yield ``(label, model, id)`` of each record that ``vals`` point to, those of their parts included."""
    for name in vals.keys() & model._fields.keys():
        field, value = model._fields[name], vals[name]
        if field.type == "many2one" and value:
            yield field._description_string(model.env), field.comodel_name, value
        elif field.type in ("one2many", "many2many"):
            for command in value or ():
                if isinstance(command, int) or command[0] == Command.LINK:
                    ids = [command if isinstance(command, int) else command[1]]
                elif command[0] == Command.SET:
                    ids = command[2]
                else:
                    yield from _pointed(model.env[field.comodel_name], command[2])
                    continue
                for id_ in ids:
                    yield field._description_string(model.env), field.comodel_name, id_


def _companies(records, vals_list):
    """Return the municipalities of ``records`` and of all that was made with them by ``vals_list``."""
    found = records.sudo().company_id if "company_id" in records._fields else records.env["res.company"]
    for name in {name for vals in vals_list for name in vals if name in records._fields}:
        if records._fields[name].type == "one2many":
            commands = [command for vals in vals_list for command in vals.get(name) or ()]
            found |= _companies(records.sudo()[name], [command[2] for command in commands])
    return found


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
