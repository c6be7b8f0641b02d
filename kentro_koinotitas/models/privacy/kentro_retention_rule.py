from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

# Class of records: (model, what happens to them, from what the period may count).
CLASSES = {
    "person_file": ("kentro.beneficiary", "anonymise", ("activity", "case_closed")),
    "request": ("kentro.request", "anonymise", ("ended", "recorded")),
    "import": ("kentro.register.import", "anonymise", ("recorded",)),
    "opening": ("kentro.opening.file", "anonymise", ("recorded",)),
    "read_log": ("kentro.read.log", "delete", ("recorded",)),
    "review": ("kentro.review.item", "delete", ("ended",)),
    "absence": ("kentro.absence", "delete", ("ended",)),
}
CLASS_NAMES = [
    ("person_file", "Persons' files, with all that belongs to them"),
    ("request", "Requests without a person"),
    ("import", "Reports of imports"),
    ("opening", "Reports of the opening import"),
    ("read_log", "Readings of files"),
    ("review", "What was reviewed"),
    ("absence", "Absences of staff"),
]


class KentroRetentionRule(models.Model):
    """How long one class of records is kept. Without a period: for ever, and that is how it is shipped.

    The municipality decides, for itself; what was carried out under a rule is not rewritten: the rule is
    closed and followed by another.
    """

    _name = "kentro.retention.rule"
    _description = "Retention period"
    _order = "record_class, company_id, valid_from desc, id desc"

    record_class = fields.Selection(CLASS_NAMES, "Records", required=True)
    company_id = fields.Many2one(
        "res.company",
        "Municipality",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: where it has none of its own",
    )
    counts_from = fields.Selection(
        [
            ("activity", "Last activity of the file"),
            ("case_closed", "Last case closed"),
            ("ended", "It ended"),
            ("recorded", "It was recorded"),
        ],
        "Counted from",
        required=True,
    )
    from_year_end = fields.Boolean("From the end of that year", help="From 31 December of the year in question")
    years = fields.Integer(help="Empty or 0, and no months: never")
    months = fields.Integer(help="Added to the years")
    period = fields.Char("Kept for", compute="_compute_period")
    happens = fields.Selection(
        [("anonymise", "Anonymised; the counts stay"), ("delete", "Deleted")],
        "What happens",
        compute="_compute_happens",
    )
    source = fields.Char("Legal source", help="The provision or decision that says so")
    confidence = fields.Selection(
        [("confirmed", "Read in the official text"), ("practice", "Practice"), ("unknown", "To be confirmed")],
        "The source is",
        required=True,
        default="unknown",
    )
    valid_from = fields.Date("In force from")
    valid_to = fields.Date("In force until")

    _period = models.Constraint("CHECK (years >= 0 AND months >= 0)", "A period is not negative.")
    _dates = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to)",
        "A retention period cannot end before it begins.",
    )

    @api.depends("years", "months")
    def _compute_period(self):
        for rule in self:
            parts = [
                rule.years and self.env._("%s years", rule.years),
                rule.months and self.env._("%s months", rule.months),
            ]
            rule.period = ", ".join(filter(None, parts)) or self.env._("not decided, and so kept")

    @api.depends("record_class", "years", "months")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["record_class"]._description_selection(self.env))
        for rule in self:
            rule.display_name = f"{names.get(rule.record_class, '')} · {rule.period}"

    @api.depends("record_class")
    def _compute_happens(self):
        for rule in self:
            rule.happens = CLASSES[rule.record_class][1] if rule.record_class else False

    @api.constrains("record_class", "counts_from", "years", "months", "source")
    def _check_rule(self):
        for rule in self:
            if rule.counts_from not in CLASSES[rule.record_class][2]:
                kinds = dict(self._fields["counts_from"]._description_selection(self.env))
                may = ", ".join(kinds[event] for event in CLASSES[rule.record_class][2])
                raise ValidationError(self.env._("For these records a period is counted from: %s.", may))
            if (rule.years or rule.months) and not (rule.source or "").strip():
                raise ValidationError(self.env._("Name the provision or decision that sets this period."))

    @api.constrains("record_class", "company_id", "valid_from", "valid_to")
    def _check_one_at_a_time(self):
        for rule in self:
            same = Domain("record_class", "=", rule.record_class) & Domain("company_id", "=", rule.company_id.id)
            starts = Domain("valid_from", "=", False) | Domain("valid_from", "<=", rule.valid_to or "9999-12-31")
            ends = Domain("valid_to", "=", False) | Domain("valid_to", ">=", rule.valid_from or "0001-01-01")
            if self.search_count(same & starts & ends & Domain("id", "!=", rule.id), limit=1):
                raise ValidationError(
                    self.env._("These records have a period in force at that time already. Close it first.")
                )

    def write(self, vals):
        if vals.keys() - {"valid_to", "confidence", "source"}:
            self.check_access("write")
            # sudo: that something was carried out under it is asked, not what
            if self.env["kentro.retention.batch"].sudo().search_count([("rule_id", "in", self.ids)], limit=1):
                raise UserError(
                    self.env._(
                        "Something was proposed under this period: close it with «In force until», and add another."
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A retention period is closed, not deleted."))

    def action_decide(self):
        """Open a period of the user's own municipality for these records, made of this one."""
        self.ensure_one()
        self.check_access("read")
        company = self.env.company.id
        mine = self.search(Domain("record_class", "=", self.record_class) & Domain("company_id", "=", company), limit=1)
        if not mine:
            same = {"record_class": self.record_class, "counts_from": self.counts_from}
            mine = self.create({**same, "company_id": company})
        return {
            "type": "ir.actions.act_window", "res_model": self._name, "res_id": mine.id, "views": [(False, "form")],
        }  # fmt: skip

    @api.model
    def _in_force(self, company):
        """Return the rules of ``company`` today that have a period: its own before one for all."""
        today = fields.Date.context_today(self)
        found = self.search(
            Domain("company_id", "in", [False, company.id])
            & (Domain("valid_from", "=", False) | Domain("valid_from", "<=", today))
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", today))
        )
        classes = found.grouped("record_class").values()
        rules = self.union(*(rules.sorted(lambda rule: not rule.company_id)[:1] for rules in classes))
        return rules.filtered(lambda rule: rule.years or rule.months)
