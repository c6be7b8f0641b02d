from odoo import api, fields, models
from odoo.exceptions import UserError

DAYS = 14  # so long what was found is kept; then it is looked for again
NAMED = 3  # programmes that a title names
AT_ONCE = 3000  # households that are looked through while the user waits; more by the job


class KentroScreening(models.TransientModel):
    """The register looked through for programmes on a day: who probably qualifies, of whom something is lacking, whose
    approval ends, whose paper does.

    It belongs to whoever made it, reads what she may read, and goes with its rows ``DAYS`` after the last change.
    """

    _name = "kentro.screening"
    _description = "Look through the register"
    _order = "id desc"
    _rec_name = "on_date"
    _transient_max_hours = DAYS * 24
    _transient_max_count = 0

    on_date = fields.Date("On", required=True, default=fields.Date.context_today)
    programme_ids = fields.Many2many(
        "kentro.programme", string="Programmes", required=True, domain="[('id', 'in', offered_ids)]",
        default=lambda self: self._checked(),
    )  # fmt: skip
    offered_ids = fields.Many2many("kentro.programme", compute="_compute_offered_ids")
    paper_days = fields.Integer(
        "Papers that end within (days)", default=30, required=True, help="Counted from the day that is looked at"
    )
    state = fields.Selection(
        [("draft", "To begin"), ("running", "Looking"), ("stopped", "Stopped"), ("done", "Done")],
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    done_ids = fields.Many2many(
        "kentro.programme", "kentro_screening_done_rel", string="Looked through", readonly=True, copy=False
    )
    progress = fields.Integer("Progress (%)", compute="_compute_progress")
    remarks = fields.Text("What could not be looked at", readonly=True, copy=False)
    row_ids = fields.One2many("kentro.screening.row", "screening_id", "Found", readonly=True)
    fact_ids = fields.One2many("kentro.screening.fact", "screening_id", "To be asked", readonly=True)
    qualifies_count = fields.Integer("Probably qualify", compute="_compute_counts")
    lacking_count = fields.Integer("Something is lacking", compute="_compute_counts")
    renewal_count = fields.Integer("Approvals that end", compute="_compute_counts")
    paper_count = fields.Integer("Papers that end", compute="_compute_counts")
    kept_until = fields.Date("Kept until", compute="_compute_kept_until")

    _paper_days = models.Constraint("CHECK (paper_days BETWEEN 0 AND 365)", "Papers that end within 0 to 365 days.")

    @api.depends("on_date", "programme_ids")
    def _compute_display_name(self):
        for screening in self:
            names = [programme.known_as.split(", ")[0] or programme.name for programme in screening.programme_ids]
            told = " · ".join(names[:NAMED]) or self.env._("Look through the register")
            more = len(names) - NAMED
            if more > 0:
                told = self.env._("%(told)s and %(more)s more", told=told, more=more)
            screening.display_name = told

    def _checked(self):
        """The programmes with a pre-check today: of others the register says nothing but which approvals end."""
        today = fields.Date.context_today(self)
        rulesets = self.env["kentro.ruleset"]._in_force(today)
        return rulesets.filtered(lambda ruleset: ruleset._is_check(today)).programme_id

    @api.depends("on_date")
    def _compute_offered_ids(self):
        for screening in self:
            rulesets = self.env["kentro.ruleset"]._in_force(screening.on_date or fields.Date.context_today(self))
            screening.offered_ids = rulesets.programme_id

    @api.depends("done_ids", "programme_ids")
    def _compute_progress(self):
        for screening in self:
            screening.progress = 100 * len(screening.done_ids) // (len(screening.programme_ids) or 1)

    @api.depends("row_ids")
    def _compute_counts(self):
        rows = self.env["kentro.screening.row"]._read_group(
            [("screening_id", "in", self._origin.ids)], ["screening_id", "finding"], ["__count"]
        )
        counts = {(screening, finding): count for screening, finding, count in rows}
        for screening in self:
            for finding in ("qualifies", "lacking", "renewal", "paper"):
                screening[f"{finding}_count"] = counts.get((screening._origin, finding), 0)

    @api.depends("write_date")
    def _compute_kept_until(self):
        for screening in self:
            changed = screening.write_date or fields.Datetime.now()
            screening.kept_until = fields.Date.add(changed.date(), days=DAYS)

    def write(self, vals):
        if not self.env.su and vals.keys() - {"on_date", "programme_ids", "paper_days"}:
            raise UserError(self.env._("What was found is not written by hand: look again."))
        if not self.env.su and any(screening.state == "running" for screening in self):
            raise UserError(self.env._("Stop it before you change what is looked for."))
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        """Nobody makes one that has begun already."""
        kept = {"on_date", "programme_ids", "paper_days"}
        # explicit: no default of the context has a say
        fixed = {"state": "draft", "remarks": False, "done_ids": False, "row_ids": False, "fact_ids": False}
        return super().create([{name: vals[name] for name in kept & vals.keys()} | fixed for vals in vals_list])

    # --- buttons ------------------------------------------------------------------------------

    def action_rows(self):
        """What was found of one kind, as the button says."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_screening_row_action")
        finding = self.env.context.get("kentro_finding")
        names = dict(self.env["kentro.screening.row"]._fields["finding"]._description_selection(self.env))
        return {
            **action,
            "display_name": names.get(finding, action["name"]),
            "domain": [("screening_id", "=", self.id), ("finding", "=", finding)],
            "context": {"search_default_by_programme": len(self.programme_ids) > 1},
        }
