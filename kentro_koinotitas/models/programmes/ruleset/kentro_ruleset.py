from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

from ....tools.standing.verdict import Criterion

# what of the law is read at once: {model: its lists}
PARTS = {
    "kentro.ruleset": ("criterion_ids", "tier_ids", "paper_rule_ids"),
    "kentro.ruleset.criterion": (),
    "kentro.ruleset.tier": ("rule_ids",),
    "kentro.rule": ("point_ids",),
    "kentro.rule.point": (),
    "kentro.scale": ("line_ids",),
    "kentro.scale.line": (),
    "kentro.head.count": (),
    "kentro.measure": ("share_ids",),
    "kentro.measure.share": (),
    "kentro.parameter": (),
}


class KentroRuleset(models.Model):
    """What a programme asks, from a day to a day: criteria that must hold, and tiers, the first that holds pays.

    As a decision in DMN: criteria of one group are alternatives (hit policy Any), the tiers are tried in their order
    (First), points are summed up (Collect +). Published it is closed and followed by the next, never rewritten.
    """

    _name = "kentro.ruleset"
    _inherit = ["kentro.law.mixin"]
    _description = "Rules of a Programme"
    _order = "programme_id, date_from desc, id desc"

    name = fields.Char(required=True, translate=True)
    programme_id = fields.Many2one("kentro.programme", required=True, index=True, ondelete="restrict")
    about = fields.Selection(
        [("household", "The household"), ("person", "One of its people")], required=True, default="household"
    )
    whom_domain = fields.Char(
        "Of whom",
        default="[]",
        required=True,
        help="Which members are looked at, one by one; if it is about the household: one of its members is such",
    )
    law_of = fields.Selection(
        [("check", "The day of the check"), ("birth", "The day of birth of the person")],
        "Amounts and limits of",
        required=True,
        default="check",
    )
    only_informs = fields.Boolean("Only informs", help="There is neither a criterion nor a paper: say so, and where")
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")], required=True, default="draft", readonly=True, copy=False
    )
    date_from = fields.Date("In force from", required=True, default=fields.Date.context_today)
    date_to = fields.Date("In force until", copy=False)
    legal_act_id = fields.Many2one("kentro.legal.act", "Legal act", ondelete="restrict")
    criterion_ids = fields.One2many("kentro.ruleset.criterion", "ruleset_id", "Criteria", copy=True)
    tier_ids = fields.One2many("kentro.ruleset.tier", "ruleset_id", "Amounts", copy=True)
    paper_rule_ids = fields.Many2many(
        "kentro.rule",
        "kentro_ruleset_paper_rel",
        "ruleset_id",
        "rule_id",
        "Papers",
        domain=[("kind", "=", "document")],
        help="Papers that have to be brought with an application",
    )
    example_ids = fields.One2many("kentro.ruleset.example", "ruleset_id", "Examples", copy=True)
    note = fields.Text(translate=True, help="What the pre-check does not look at")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "Rules end on or after the day they began."
    )
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(programme_id, programme_id, '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (state = 'published')",
        "A programme has one set of rules at a time. Close the earlier one first, the day before.",
    )

    _LAW = frozenset(
        "programme_id about law_of whom_domain date_from criterion_ids tier_ids paper_rule_ids only_informs".split()
    )

    @api.constrains("whom_domain")
    def _check_whom_domain(self):
        for ruleset in self:
            self.env["kentro.rule"]._check_condition(ruleset.whom_domain, "kentro.person.facts", ruleset.name)

    @api.model_create_multi
    def create(self, vals_list):
        # explicit: no default of the context has a say
        return super().create([{**vals, "state": "draft"} for vals in vals_list])

    def write(self, vals):
        if any(ruleset.state != vals.get("state", ruleset.state) for ruleset in self):
            raise UserError(self.env._("Rules are put in force by the button «Publish», and stay so."))
        if "date_to" in vals:
            # what was found under them stays found under them, and rules that have ended do not come back
            today, end = fields.Date.context_today(self), fields.Date.to_date(vals["date_to"])
            ended = self.filtered(lambda ruleset: ruleset.date_to and ruleset.date_to < today)
            (self if end and end < today else ended)._refuse_if_in_force()
        return super().write(vals)

    def _refuse_if_in_force(self):
        super()._refuse_if_in_force()
        for ruleset in self:
            if ruleset.state == "published":
                raise UserError(
                    self.env._(
                        "«%s» is published and is not rewritten. Close it with its last day, and publish the next.",
                        ruleset.name,
                    )
                )

    def action_publish(self):
        """Put these rules in force, once they are whole; those before them end the day before, in one step."""
        self.check_access("write")
        for ruleset in self:
            faults = ruleset._faults()
            if faults:
                raise ValidationError("\n".join(faults))
        self._make_room()
        super().write({"state": "published"})

    def _make_room(self):
        """End what goes on into the time of these rules."""

    def _close(self, day):
        """End these rules with ``day``, for the next to begin."""
        super().write({"date_to": day})
        self.flush_recordset(["date_to"])

    @api.model
    def _publish_shipped(self):
        """Publish the rules that came with an addon, of programmes that never had any.

        Called by the data files at every update. Later ones of ours stay drafts: who keeps the rules looks at what
        would change, and publishes them.
        """
        ours = self.env["ir.model.data"].search([("model", "=", self._name), ("module", "=like", "kentro\\_%")])
        drafts = self.search([("id", "in", ours.mapped("res_id")), ("state", "=", "draft")])
        known = self.search([("state", "=", "published")]).programme_id
        for ruleset in drafts.sorted("date_from"):
            if ruleset.programme_id not in known:
                ruleset.action_publish()

    def _faults(self):
        """Sentences that say what is missing before these rules can be put in force."""
        self.ensure_one()
        faults = []
        if not self.criterion_ids and not self.paper_rule_ids and not self.only_informs:
            faults.append(self.env._("«%s» asks nothing: add a criterion, or a paper.", self.name))
        for rule in self.criterion_ids.rule_id.filtered(lambda rule: rule.kind == "document"):
            faults.append(self.env._("«%s» asks for a paper: it belongs to the papers.", rule.name))
        for rule in self.paper_rule_ids.filtered(lambda rule: rule.kind != "document"):
            faults.append(self.env._("«%s» asks for no paper: it belongs to the criteria.", rule.name))
        of_person = self.paper_rule_ids.filtered(lambda rule: rule.paper_of == "person")
        if self.about == "household" and of_person:
            faults.append(
                self.env._(
                    "«%s» is a paper of the person whom the check is about, and these rules are about the household.",
                    of_person[0].name,
                )
            )
        if self.about == "household" and (self.law_of == "birth" or any(self.tier_ids.mapped("by_place"))):
            faults.append(
                self.env._("«%s» is about the household: nobody's birth or place can decide the amount.", self.name)
            )
        for rule in self.criterion_ids.rule_id.filtered(lambda rule: rule.kind == "points" and not rule.point_ids):
            faults.append(self.env._("«%s» gives no points: add what they are given for.", rule.name))
        of_member = self.criterion_ids.rule_id.filtered(lambda rule: rule.model == "kentro.person.facts")
        if self.about == "household" and of_member:
            faults.append(
                self.env._("«%s» speaks of a member, and these rules are about the household.", of_member[0].name)
            )
        try:
            self._parameters()._values_on(self.date_from)
        except UserError as error:
            faults.append(str(error))
        return faults or [fault for example in self.example_ids if (fault := example._fault())]

    def _parameters(self):
        """The parameters whose values decide these rules and their amounts."""
        return self.criterion_ids.rule_id._parameters() | self.tier_ids._parameters()

    def _reader(self, date, instead=None):
        """Return the function that gives the Decimal of a parameter on ``date``; ``instead`` {parameter: Decimal}."""
        return self._parameters()._reader(date, instead)

    def _law(self):
        """These rules as superuser, to be read once for everybody: the law is everybody's to read."""
        self._read_at_once()
        return self.sudo()

    @api.model
    @ormcache()
    def _read_at_once(self):
        """Read all of the law into the cache of this transaction, a model a query: done anew when the law changes."""
        whole = []
        for name, lists in PARTS.items():
            Part = self.env[name].sudo().with_context(active_test=False)  # sudo: everybody's to read
            stored = [field.name for field in Part._fields.values() if field.store and field.column_type]
            whole.append((Part.search_fetch([], stored), lists))
        for parts, lists in whole:
            for of_it in lists:
                parts.mapped(of_it)
        return True

    def _law_day(self, on, recorded=None, person=None):
        """The day whose amounts and limits decide: of the check, or on which they began to hold before the birth.

        :param recorded: the `tools.standing.rows.Household` of the ``person`` whom the check is about
        """
        if self.law_of == "check" or person is None:
            return on
        born = next((member.birth_date for member in recorded.members if member.person == person), None)
        days = self._law_days() if self.id else self._changes()
        return max((day for day in days if day <= min(born or on, on)), default=days[0] if days else on)

    @ormcache("self.id")
    def _law_days(self):
        return self._law()._changes()

    def _changes(self):
        """The days on which an amount or limit changed, from the first on which all are known."""
        told = self.env["kentro.parameter"]._all_told()
        known = [[row.date_from for row in told.get(id_, ())] for id_ in self._parameters()._origin.ids]
        if not known or not all(known):
            return []
        first = max(map(min, known))
        return sorted({day for days in known for day in days if day >= first})

    @ormcache("self.id", "date")
    def _compiled(self, date):
        """Return ``(criteria, tiers)`` with the values of ``date``, read once until some part of the law changes."""
        law = self._law()
        return law._compile(law._reader(date))

    def _compile(self, value_of):
        """Return ``(criteria, tiers)`` as `tools/standing` takes them; ``value_of`` gives a parameter's Decimal."""
        self.ensure_one()
        criteria = [
            Criterion(criterion.rule_id.id, criterion.rule_id._test(value_of), criterion.alternative or "")
            for criterion in self.criterion_ids
        ]
        return tuple(criteria), tuple(tier._read(value_of) for tier in self.tier_ids)
