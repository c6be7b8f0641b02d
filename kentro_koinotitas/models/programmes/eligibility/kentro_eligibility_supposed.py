from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from ....tools.standing import rows, suppose
from ...people.household.kentro_household_member import RELATIONS
from ...people.household.kentro_housing import KINDS as HOUSING

WHAT = [
    ("born", "A child is born"),
    ("comes", "Somebody joins the household"),
    ("leaves", "Somebody moves out"),
    ("job_lost", "Somebody loses the job"),
    ("earns", "Somebody earns more"),
    ("moves", "They move to another home"),
    ("says", "A question is answered otherwise"),
]
# what each of them has to be told before it can be supposed
NEEDED = {
    "born": (),
    "comes": ("relation", "birth_date"),
    "leaves": ("beneficiary_id",),
    "job_lost": ("beneficiary_id",),
    "earns": ("beneficiary_id", "kind_id", "amount"),
    "moves": ("housing",),
    "says": ("question_id", "answer"),
}


class KentroEligibilitySupposed(models.TransientModel):
    """One thing that is supposed of a household in a pre-check: nothing of it is written into the register."""

    _name = "kentro.eligibility.supposed"
    _description = "What if"
    _order = "id"

    check_id = fields.Many2one("kentro.eligibility.check", ondelete="cascade")
    what = fields.Selection(WHAT, "What if", required=True, default="born")
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    household_id = fields.Many2one(related="check_id.household_id")
    member_ids = fields.Many2many("kentro.beneficiary", compute="_compute_member_ids")
    beneficiary_id = fields.Many2one("kentro.beneficiary", "Who", domain="[('id', 'in', member_ids)]")
    relation = fields.Selection(RELATIONS, default="cohabitant")
    birth_date = fields.Date("Born on")
    kind_id = fields.Many2one("kentro.income.kind", "Income", domain="[('nature', '!=', 'none')]")
    amount = fields.Float("Euros a month", digits=(12, 2))
    housing = fields.Selection(HOUSING, default="rent")
    rent = fields.Float("Rent a month", digits=(12, 2))
    contract_until = fields.Date("Contract until")
    question_id = fields.Many2one("kentro.question", "Question")
    about = fields.Selection(related="question_id.about")
    answer = fields.Selection([("yes", "Yes"), ("no", "No")])
    sentence = fields.Char(compute="_compute_sentence")

    @api.depends("household_id", "date_from")
    def _compute_member_ids(self):
        for line in self:
            day = line.date_from or fields.Date.context_today(line)
            line.member_ids = line.household_id._members_on(day).beneficiary_id

    @api.depends(
        "what", "date_from", "beneficiary_id", "relation", "kind_id", "amount", "housing", "question_id", "answer"
    )
    def _compute_sentence(self):
        said = {
            name: dict(self._fields[name]._description_selection(self.env)) for name in ("what", "relation", "housing")
        }
        for line in self:
            details = {
                "comes": [said["relation"].get(line.relation)],
                "earns": [line.kind_id.name, f"{formatLang(self.env, line.amount, digits=2)} €"],
                "moves": [said["housing"].get(line.housing)],
                "says": [line.question_id.name],
            }
            parts = [
                line.beneficiary_id.display_name,
                *details.get(line.what, ()),
                format_date(self.env, line.date_from),
            ]
            line.sentence = f"{said['what'].get(line.what, '')}: {', '.join(filter(None, parts))}"

    def _suppose(self, household, on):
        """Return ``household`` (`tools.standing.rows`) as it would be on the day ``on``; not what comes later."""
        for number, line in enumerate(self):
            if line.date_from and line.date_from <= on and all(line[name] for name in NEEDED[line.what]):
                household = getattr(line, f"_suppose_{line.what}")(household, -1 - number)
        return household

    def _suppose_born(self, household, newcomer):
        return suppose.comes(household, newcomer, "child", self.date_from)

    def _suppose_comes(self, household, newcomer):
        return suppose.comes(household, newcomer, self.relation, self.birth_date)

    def _suppose_leaves(self, household, _newcomer):
        return suppose.leaves(household, self.beneficiary_id._origin.id)

    def _suppose_job_lost(self, household, _newcomer):
        return suppose.loses_work(household, self.beneficiary_id._origin.id, self.date_from)

    def _suppose_earns(self, household, _newcomer):
        kind, amount = self.kind_id, rows.euros(self.amount)
        return suppose.earns(household, self.beneficiary_id._origin.id, kind.code, kind.nature, amount, self.date_from)

    def _suppose_moves(self, household, _newcomer):
        holder = household.housing and household.housing.supply_holder
        rent = rows.euros(self.rent) if self.rent else None
        return household._replace(housing=rows.Housing(self.housing, rent, self.contract_until or None, holder))

    def _suppose_says(self, household, _newcomer):
        person = self.beneficiary_id._origin.id if self.about == "person" else None
        return suppose.answers(household, person, self.question_id.code, self.answer == "yes")

    def _newcomers(self):
        """``{number of the supposed member: how she is called}``, as `_suppose` numbers them."""
        relations = dict(self._fields["relation"]._description_selection(self.env))
        return {
            -1 - number: self.env._("The child to be born") if line.what == "born" else relations.get(line.relation)
            for number, line in enumerate(self)
            if line.what in ("born", "comes")
        }
