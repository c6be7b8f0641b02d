from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ....tools.household_makeup import ADULT

DONE = ("activity_on", "letter_on", "appointment_on")
FILES = ("household_id", "beneficiary_id", "document_id", "application_id")  # what a row tells of


class KentroScreeningRow(models.TransientModel):
    """What was found of a household, or of one of its people, for a programme.

    It is read by whoever looked for it, as long as she may read all the files it tells of: these are asked each time,
    not only when it was found.
    """

    _name = "kentro.screening.row"
    _description = "Found in the register"
    _order = "lacking_count, ends_on, household_id desc, id"
    _rec_name = "household_id"
    _transient_max_hours = 0  # goes with its screening
    _transient_max_count = 0

    screening_id = fields.Many2one("kentro.screening", required=True, readonly=True, index=True, ondelete="cascade")
    programme_id = fields.Many2one("kentro.programme", "Programme", required=True, readonly=True, ondelete="cascade")
    finding = fields.Selection(
        [
            ("qualifies", "Probably qualifies"),
            ("lacking", "Something is lacking"),
            ("renewal", "An approval ends"),
            ("paper", "A paper ends"),
        ],
        "Found",
        required=True,
        readonly=True,
    )
    household_id = fields.Many2one("kentro.household", "Household", required=True, readonly=True, ondelete="cascade")
    beneficiary_id = fields.Many2one(
        "kentro.beneficiary", "Person", readonly=True, ondelete="cascade",
        help="Of whom it was found, or who asks for the household",
    )  # fmt: skip
    lacking = fields.Char(readonly=True, help="Names of the facts that are missing, each between blanks")
    lacking_count = fields.Integer("Facts missing", readonly=True, aggregator=None)
    document_id = fields.Many2one("kentro.document", "Paper", readonly=True, ondelete="cascade")
    application_id = fields.Many2one("kentro.application", "Application", readonly=True, ondelete="cascade")
    ends_on = fields.Date("Ends on", readonly=True)
    why = fields.Char("Why", compute="_compute_why")
    activity_on = fields.Date("Activity", readonly=True)
    letter_on = fields.Date("Letter", readonly=True)
    appointment_on = fields.Date("Appointment", readonly=True)
    remark = fields.Char("Left out because", readonly=True)

    acted = fields.Char("What was done", compute="_compute_acted", help="What was done for it, or why it was left out")

    _of_screening = models.Index("(screening_id, finding, programme_id)")

    @api.depends_context("lang")
    @api.depends("finding", "lacking", "ends_on", "document_id")
    def _compute_why(self):
        labels = self.env["kentro.ruleset"]._lacking_labels() if any(row.lacking for row in self) else {}
        minors = self._of_minors_alone()
        for row in self:
            if row.finding == "qualifies" and row.household_id in minors:
                row.why = self.env._(
                    "All that is asked holds, but all of its members are minors: nobody of them could apply."
                )
            elif row.finding == "qualifies":
                row.why = self.env._("All that is asked holds, and no application is known.")
            elif row.finding == "lacking":
                row.why = " · ".join(labels.get(code, code) for code in row._codes())
            else:
                what = row.document_id or row.application_id
                day = format_date(self.env, row.ends_on)
                row.why = self.env._("%(what)s ends on %(day)s", what=what.display_name, day=day)

    @api.depends_context("lang")
    @api.depends("activity_on", "letter_on", "appointment_on", "remark")
    def _compute_acted(self):
        labels = {name: self._fields[name]._description_string(self.env) for name in DONE}
        for row in self:
            done = [
                f"{labels[name]}: {format_date(self.env, row[name], date_format='d/M')}" for name in DONE if row[name]
            ]
            row.acted = " · ".join([*done, *filter(None, [row.remark])])

    def _of_minors_alone(self):
        """The households of whose members none is, or may be, of age on the day that is looked at."""
        found = self.env["kentro.household"]
        Member = self.env["kentro.household.member"]
        for screening, rows in self.filtered(lambda row: row.finding == "qualifies").grouped("screening_id").items():
            grown_up_since = fields.Date.subtract(screening.on_date, years=ADULT)
            # whose file she may not read is of unknown age
            minor = Domain("beneficiary_id", "any", Domain("birth_date", ">", grown_up_since))
            here = Member._on(screening.on_date) & Domain("household_id", "in", rows.household_id.ids)
            found |= rows.household_id - Member.search(here & ~minor).household_id
        return found

    def _codes(self):
        return (self.lacking or "").split()

    # --- rights: never more than the files tell -------------------------------------------------

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not self.env.su and not bypass_access:
            domain = Domain(domain) & Domain.AND(self._readable(name) for name in FILES)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _readable(self, name):
        files = self.env[self._fields[name].comodel_name].with_context(active_test=False)
        readable = Domain(name, "in", files._search([]))
        return readable if self._fields[name].required else readable | Domain(name, "=", False)

    def _check_access(self, operation):
        refused = super()._check_access(operation)
        if refused or self.env.su or not any(self._ids):
            return refused
        rows = self.sudo()  # sudo: which files they point at is what is asked
        hidden = self.browse()
        for name in FILES:
            files = rows.mapped(name).sudo(False)
            unseen = set((files - files._filtered_access("read"))._ids)
            if unseen:
                hidden |= self.browse(row.id for row in rows if row[name].id in unseen)
        if hidden:
            return hidden, lambda: self.env["ir.rule"]._make_access_error(operation, hidden)
        return None

    def write(self, vals):
        if not self.env.su:
            raise UserError(self.env._("What was found is not written by hand: look again."))
        return super().write(vals)

    def action_open(self):
        """The household's pre-check, by its own rights."""
        self.ensure_one()
        return self.household_id.action_entitlements()
