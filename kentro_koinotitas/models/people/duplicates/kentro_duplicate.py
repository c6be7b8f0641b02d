from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ....tools.same_person import CERTAIN

ANSWERING = ("kentro_koinotitas.group_case_worker", "kentro_koinotitas.group_coordinator")


class KentroDuplicate(models.Model):
    """Two entries of the register that are perhaps one person, and what was answered to that. Answers stay."""

    _name = "kentro.duplicate"
    _description = "Perhaps registered twice"
    _order = "score desc, id"
    _kentro_file = True

    person_id = fields.Many2one("kentro.beneficiary", "Person", required=True, readonly=True, ondelete="cascade")
    other_id = fields.Many2one(
        "kentro.beneficiary", "Other entry", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="person_id.company_id", store=True)
    score = fields.Float(
        readonly=True, aggregator=None, help="Evidence for one person, in bits (tools/same_person.py says how)"
    )
    certain = fields.Boolean("Almost certain", compute="_compute_certain", store=True)
    reasons = fields.Char(readonly=True)
    why = fields.Char("Alike in", compute="_compute_why")
    person_summary = fields.Text("Registered as", compute="_compute_summaries")
    other_summary = fields.Text("And as", compute="_compute_summaries")
    answer = fields.Selection(
        [("open", "To be looked at"), ("different", "Two people"), ("same", "One person")],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    answered_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    answered_on = fields.Datetime(readonly=True)
    remarks = fields.Text(readonly=True, help="Who reported the two or took an answer up again, when and why")

    _pair_uniq = models.UniqueIndex("(person_id, other_id)", "These two are in the list already.")
    _in_order = models.Constraint("CHECK (person_id < other_id)", "A pair is noted once, the earlier entry first.")

    @api.depends("score")
    def _compute_certain(self):
        for pair in self:
            pair.certain = pair.score >= CERTAIN

    @api.depends("reasons")
    @api.depends_context("lang")
    def _compute_why(self):
        said = {
            "number": self.env._("ΑΦΜ or ΑΜΚΑ"),
            "name": self.env._("name"),
            "birth": self.env._("birth date"),
            "birth_slip": self.env._("birth date but for a slip"),
            "phone": self.env._("telephone"),
            "parents": self.env._("parents' names"),
        }
        for pair in self:
            pair.why = ", ".join(said[reason] for reason in (pair.reasons or "").split() if reason in said)

    @api.depends("person_id", "other_id")
    def _compute_summaries(self):
        for pair in self:
            pair.person_summary, pair.other_summary = pair.person_id._in_lines(), pair.other_id._in_lines()

    @api.depends("person_id", "other_id")
    def _compute_display_name(self):
        for pair in self:
            pair.display_name = f"{pair.person_id.display_name} / {pair.other_id.display_name}"

    # --- looking --------------------------------------------------------------------------

    @api.model
    def _cron_look(self):
        self._note(self._pairs())

    def action_look(self):
        """Compare the whole register, and open the list."""
        self._check_may_answer()
        # sudo: pairs are noted for the whole register; what is shown of them follows the rules
        self.sudo()._note(self._pairs())
        return self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_duplicate_action")

    @api.model
    def _note(self, pairs, people=None):
        """Keep ``pairs`` (as ``_pairs`` returns them): new ones are to be looked at, answered ones stay answered.

        :param people: whose pairs these are; of the whole register, if not given
        """
        of_them = self._of(people) if people is not None else Domain.TRUE
        known = {(pair.person_id.id, pair.other_id.id): pair for pair in self.search(of_them)}
        new = []
        for one, other, bits, reasons in pairs:
            values = {"score": bits, "reasons": " ".join(reasons)}
            if (one, other) not in known:
                new.append({"person_id": one, "other_id": other, **values})
            elif (pair := known[one, other]).answer == "open" and pair.score != bits:
                pair.write(values)
        still = {pair[:2] for pair in pairs}
        self.union(
            *(pair for key, pair in known.items() if pair.answer == "open" and key not in still)
        ).filtered(lambda pair: not pair.remarks).unlink()  # mended since; what somebody reported waits for an answer
        return self.create(new)

    # --- answering ------------------------------------------------------------------------

    def action_different(self):
        """They are two people: remembered, and never asked again."""
        self._check_may_answer()
        self._answer("different")

    def action_same(self):
        """They are one person: choose what is kept of each."""
        self.ensure_one()
        if self.answer != "open":
            self._answer("same")  # says by whom it is answered
        return self.env["kentro.merge"]._begin(self.person_id, self.other_id)._show()

    def action_reconsider(self):
        """Take an answer up again: it stays on record, and the pair is looked at anew."""
        self._check_may_answer()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_duplicate_doubt_action"),
            "name": self.env._("Take up again"),
            "context": {"default_person_id": self.person_id.id, "default_other_id": self.other_id.id},
        }

    def _check_may_answer(self):
        self.check_access("read")
        if not self.env.su and not any(map(self.env.user.has_group, ANSWERING)):
            raise AccessError(
                self.env._("Whether two entries are one person is for case workers and coordinators to answer.")
            )

    def _answer(self, answer):
        answered = self.filtered(lambda pair: pair.answer != "open")
        if answered:
            raise UserError(
                self.env._(
                    "«%(pair)s»: somebody has answered this already (%(user)s).",
                    pair=answered[0].display_name,
                    user=answered[0].answered_by.name,
                )
            )
        # sudo: nobody writes an answer but by giving it
        self.sudo().write({"answer": answer, "answered_by": self.env.uid, "answered_on": fields.Datetime.now()})

    @api.model
    def _of(self, people):
        """Domain of the pairs in which ``people`` are."""
        return Domain("person_id", "in", people.ids) | Domain("other_id", "in", people.ids)
