from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import ENDS

UNITS = [
    ("working_hours", "working hours"),
    ("working_days", "working days"),
    ("calendar_days", "calendar days"),
]
MOST = 3650  # a deadline of more than ten years is a slip of the finger


class KentroStage(models.Model):
    """The deadline of a stage: how long a record may stand here, who is told, and who is told after her."""

    _inherit = "kentro.stage"

    deadline_count = fields.Integer("Deadline", help="How many, counted in the working time of the record's structure.")
    deadline_unit = fields.Selection(UNITS, "Unit of the deadline", help="Empty: this stage has no deadline.")
    deadline_field_id = fields.Many2one(
        "ir.model.fields",
        "Counted from",
        ondelete="cascade",
        domain="[('model', '=', model), ('ttype', 'in', ['date', 'datetime']), ('store', '=', True), "
        "('readonly', '=', False)]",
        help="A date of the record. Empty: from when it came to this stage. Where a record has no such "
        "date, it has no deadline; and waiting does not stop it.",
    )
    model = fields.Char(related="workflow_id.model")
    workflow_state = fields.Selection(related="workflow_id.state", string="Status of the workflow")
    deadline_edge = fields.Selection(
        [("close", "when the structure closes"), ("open", "when the structure opens")],
        "On that day",
        default="close",
        required=True,
    )
    warn_before = fields.Integer("Told before", help="So many units before the deadline; 0: when it is reached.")
    warn_role_id = fields.Many2one("kentro.role", "Who is told", ondelete="restrict")
    escalate_after = fields.Integer("Passed on after", help="So many units after the deadline; 0: at the deadline.")
    escalate_role_id = fields.Many2one("kentro.role", "To whom it is passed on", ondelete="restrict")

    @api.constrains("deadline_count", "deadline_unit", "warn_before", "escalate_after")
    def _check_deadline_numbers(self):
        for stage in self:
            numbers = (stage.deadline_count, stage.warn_before, stage.escalate_after)
            if any(number < 0 for number in numbers):
                raise ValidationError(
                    self.env._(
                        "Stage «%s»: the numbers of a deadline are not negative; put 0 where there is none.",
                        stage.name,
                    )
                )
            if any(number > MOST for number in numbers):
                raise ValidationError(
                    self.env._("Stage «%(stage)s»: a deadline counts to %(most)s at most.", stage=stage.name, most=MOST)
                )
            if any(numbers) and not stage.deadline_unit:
                raise ValidationError(
                    self.env._(
                        "Stage «%s»: say what its deadline is counted in: working hours, working days or calendar "
                        "days.",
                        stage.name,
                    )
                )

    @api.constrains("deadline_count", "deadline_unit", "deadline_field_id", "kind")
    def _check_deadline(self):
        for stage in self.filtered("deadline_unit"):
            if stage.kind in ENDS:
                raise ValidationError(self.env._("Stage «%s» is an end: it has no deadline.", stage.name))
            if not stage.deadline_field_id and not stage.deadline_count:
                raise ValidationError(
                    self.env._(
                        "Stage «%s»: a deadline of 0 would be over at once. Give a number, or the date of the record "
                        "from which it is counted.",
                        stage.name,
                    )
                )

    @api.constrains("deadline_field_id", "workflow_id", "deadline_unit")
    def _check_deadline_field(self):
        for stage in self.filtered("deadline_field_id"):
            field = stage.deadline_field_id
            name = {"stage": stage.name, "field": field.field_description}
            if not stage.deadline_unit:
                raise ValidationError(
                    self.env._(
                        "Stage «%(stage)s»: counted from «%(field)s», but in what? Choose working hours, working "
                        "days or calendar days.",
                        **name,
                    )
                )
            model = self.env.get(stage.workflow_id.model)
            known = model._fields.get(field.name) if model is not None and field.model == model._name else None
            if known is None or known.type not in ("date", "datetime"):
                raise ValidationError(
                    self.env._(
                        "Stage «%(stage)s»: «%(field)s» is no date of its records. Choose one of theirs.", **name
                    )
                )
            if not known.store or known.compute or known.related or known.name.startswith(("deadline", "stage_")):
                raise ValidationError(
                    self.env._(
                        "Stage «%(stage)s»: «%(field)s» is worked out by the program. Choose a date that somebody "
                        "fills in.",
                        **name,
                    )
                )

    # -- for the engine --------------------------------------------------------------------------

    def _deadline_amounts(self):
        """Return (count, warn, after) in what the table counts in: seconds, or days; after may be none."""
        self.ensure_one()
        factor = 3600 if self.deadline_unit == "working_hours" else 1
        after = self.escalate_after * factor if self.escalate_role_id else None
        return self.deadline_count * factor, self.warn_before * factor, after
