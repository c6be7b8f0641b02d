from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class KentroBeneficiary(models.Model):
    """Nobody is registered twice by oversight: who is almost certainly there already has to be answered for."""

    _inherit = "kentro.beneficiary"

    # A form carries it from the search to the registration; the answer itself is kept as a kentro.duplicate.
    other_people = fields.Json(
        "Other people", store=False, help="Ids of people found by the search who are not the one being registered"
    )
    duplicate_count = fields.Integer("Perhaps registered twice", compute="_compute_duplicate_count")

    def _compute_duplicate_count(self):
        Duplicate = self.env["kentro.duplicate"]
        pairs = Duplicate.search(Duplicate._of(self) & Domain("answer", "=", "open"))
        counts = Counter([*pairs.person_id.ids, *pairs.other_id.ids])
        for person in self:
            person.duplicate_count = counts[person._origin.id]

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        told = [vals.pop("other_people", None) or [] for vals in vals_list]
        people = super().create(vals_list)
        if not self.env.su:  # what the system loads is looked at afterwards
            others = self.browse({id_ for ids in told for id_ in ids if isinstance(id_, int)})
            self.env["kentro.duplicate"]._refuse_certain(people, others)
        return people

    def _in_short(self):
        """Return who this is, in a line that tells her from a namesake."""
        self.ensure_one()
        born = self.birth_date and format_date(self.env, self.birth_date)
        father = self.father_name and self.env._("of %s", self.father_name)
        return " · ".join(filter(None, [self.display_name, born, father, self.number]))

    def _in_lines(self):
        """Return the same in lines, the number in one of its own, for a list of pairs."""
        self.ensure_one()
        name, *rest, number = self._in_short().split(" · ")
        return "\n".join(filter(None, [name, number, " · ".join(rest)]))

    def action_duplicates(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_duplicate_action")
        return {**action, "domain": list(self.env["kentro.duplicate"]._of(self))}
