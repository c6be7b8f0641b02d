from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


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
        "programme_id about law_of whom_domain date_from criterion_ids tier_ids paper_rule_ids only_informs"
        " override_group_ids".split()
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
