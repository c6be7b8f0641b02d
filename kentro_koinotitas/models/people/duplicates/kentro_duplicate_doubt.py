from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_datetime


class KentroDuplicateDoubt(models.TransientModel):
    """Somebody thinks that two entries are one person, or that an answer to that was wrong: with a reason, noted."""

    _name = "kentro.duplicate.doubt"
    _description = "Perhaps one person"

    person_id = fields.Many2one("kentro.beneficiary", "Person", ondelete="cascade")
    other_id = fields.Many2one(
        "kentro.beneficiary", "Other entry", ondelete="cascade", domain="[('id', '!=', person_id)]"
    )
    reason = fields.Char("Why", help="What tells you that it is one person, or that it is not")

    def _note(self):
        """Put the pair before who answers: a new one, or one whose answer is taken up again."""
        people = self.person_id | self.other_id
        people.check_access("read")
        if len(people) < 2 or len(people.company_id) > 1 or any(person.merged_into_id for person in people):
            raise UserError(self.env._("Choose two entries of the register; one that is merged already is no entry."))
        if len((self.reason or "").strip()) < 5:
            raise UserError(self.env._("Say in a few words why: who decides reads it."))
        ids = sorted(people.ids)
        # sudo: nobody writes a pair but by reporting and by answering it
        Duplicate = self.env["kentro.duplicate"].sudo()
        pair = Duplicate.search(Domain("person_id", "=", ids[0]) & Domain("other_id", "=", ids[1]))
        if pair.answer == "different":
            pair.sudo(False)._check_may_answer()
        pair = pair or Duplicate.create({"person_id": ids[0], "other_id": ids[1]})
        pair.write({"answer": "open", "answered_by": False, "answered_on": False, "remarks": self._remarks(pair)})

    def _remarks(self, pair):
        """The earlier answer stays on record, above what is said now."""
        lines = [pair.remarks or ""]
        if pair.answered_by:
            answers = dict(pair._fields["answer"]._description_selection(self.env))
            lines.append(self._line(pair.answered_on, pair.answered_by, answers[pair.answer]))
        lines.append(self._line(fields.Datetime.now(), self.env.user, self.reason.strip()))
        return "\n".join(filter(None, lines))

    def _line(self, when, user, text):
        return f"{format_datetime(self.env, when, dt_format='short')} {user.name}: {text}"

    def action_report(self):
        self.ensure_one()
        self._note()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Noted: the two are in the list «Perhaps registered twice»."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
