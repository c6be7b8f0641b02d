from collections import defaultdict
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError

ADULT = 18
MARKS = {"activity": "activity_on", "letter": "letter_on", "appointment": "appointment_on"}


class Target(NamedTuple):
    """Somebody to be reached for a household, and the rows for which."""

    household: Any
    person: Any  # kentro.beneficiary, perhaps empty
    rows: Any


class KentroScreeningAct(models.TransientModel):
    """What was found in the register, acted on in one go: activities, letters, or proposals of an appointment.

    One for each household and person, whatever number of programmes. The rows say afterwards what was done, or why
    they were left out; what was done once is not done again.
    """

    _name = "kentro.screening.act"
    _description = "Act on what was found"
    _rec_name = "what"

    what = fields.Selection(
        [("activity", "Plan activities"), ("letter", "Print letters"), ("appointment", "Propose appointments")],
        required=True,
        default="activity",
    )
    row_ids = fields.Many2many("kentro.screening.row", string="Chosen")
    row_count = fields.Integer("Rows chosen", compute="_compute_row_count")
    user_id = fields.Many2one(
        "res.users", "Who", domain="[('share', '=', False)]",
        help="Empty: whoever is responsible for the case; you, where there is none",
    )  # fmt: skip
    summary = fields.Char("What is to be done")
    date = fields.Date("Until", default=lambda self: fields.Date.add(fields.Date.context_today(self), days=7))
    text = fields.Text("What you add")
    begin = fields.Datetime("From", help="The first hour that may be proposed")
    minutes = fields.Integer("Minutes each", default=30)
    topic_ids = fields.Many2many("kentro.topic", string="Topics")
    state = fields.Selection([("draft", "To be done"), ("done", "Done")], default="draft", readonly=True)
    told = fields.Text("What was done", readonly=True)
    letter_row_ids = fields.Many2many(
        "kentro.screening.row", "kentro_screening_letter_rel", string="Letters for", readonly=True
    )

    _minutes = models.Constraint("CHECK (minutes BETWEEN 5 AND 240)", "An appointment lasts from 5 to 240 minutes.")

    @api.depends("row_ids")
    def _compute_row_count(self):
        for act in self:
            act.row_count = len(act.row_ids)

    def action_do(self):
        """Do it for whom it can be done, and say so."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "done":
            raise UserError(self.env._("This is done already."))
        rows = self.row_ids._filtered_access("read")
        if not rows:
            raise UserError(self.env._("Choose rows of the list first."))
        mark = MARKS[self.what]
        before = rows.filtered(mark)
        targets = self._targets(rows - before)
        left = getattr(self, f"_do_{self.what}")(targets)
        done = [target for target in targets if target not in left]
        self._note(mark, done, left)
        self.write({"state": "done", "told": self._tell(done, left, before)})
        return self._show()

    def _targets(self, rows):
        found = defaultdict(self.env["kentro.screening.row"].browse)
        for row in rows:
            found[row.household_id, row.beneficiary_id] |= row
        return [Target(*key, of_it) for key, of_it in found.items()]

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": dict(self._fields["what"]._description_selection(self.env))[self.what],
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # --- what was done ------------------------------------------------------------------------

    def _note(self, mark, done, left):
        """Note on the rows what was done, or why not."""
        # sudo: rows are written by looking and by acting alone
        rows = self.env["kentro.screening.row"].sudo()
        rows.browse(id_ for target in done for id_ in target.rows.ids).write(
            {mark: fields.Date.context_today(self), "remark": False}
        )
        for why, targets in self._by_reason(left).items():
            rows.browse(id_ for target in targets for id_ in target.rows.ids).write({"remark": why})

    def _by_reason(self, left):
        found = defaultdict(list)
        for target, why in left.items():
            found[why].append(target)
        return found

    def _tell(self, done, left, before):
        says = {
            "activity": self.env._("%s activities were planned.", len(done)),
            "letter": self.env._("%s letters are ready to be printed.", len(done)),
            "appointment": self.env._("%s appointments were proposed: they stand among the requests.", len(done)),
        }
        lines = [says[self.what]]
        if before:
            lines.append(self.env._("%s rows were left out: it was done for them before.", len(before)))
        for why, targets in self._by_reason(left).items():
            numbers = sorted({target.household.number for target in targets})
            lines.append(
                self.env._(
                    "%(count)s left out: %(why)s (households %(numbers)s)",
                    count=len(targets), why=why, numbers=", ".join(numbers[:30]) + (" …" if len(numbers) > 30 else ""),
                )
            )  # fmt: skip
        return "\n".join(lines)

    # --- who is reached -----------------------------------------------------------------------

    def _unreachable(self, targets):
        """``{target: why}`` of whom neither a letter nor an appointment reaches."""
        people = self.env["kentro.beneficiary"].union(*(target.person for target in targets))
        writable = people._kentro_not_frozen()
        left = {}
        for target in targets:
            person = target.person
            if not person:
                left[target] = self.env._("no person of the household whose file you may read asks for it")
            elif person.death_date:
                left[target] = self.env._("the person has died")
            elif person not in writable:
                left[target] = self.env._("the person has had the use of her data restricted")
            elif person.birth_date and person.age < ADULT:
                left[target] = self.env._("the person is a minor: turn to who brings her up")
        return left
