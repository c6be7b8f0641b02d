from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache


class KentroQuestion(models.Model):
    """A question to be answered by yes or no, which rules may depend on. Not asked is neither."""

    _name = "kentro.question"
    _inherit = ["kentro.law.mixin"]
    _description = "Question"
    _order = "sequence, id"

    name = fields.Char("Question", required=True, translate=True)
    code = fields.Char(required=True, help="A short Latin name, by which rules speak of it")
    about = fields.Selection(
        [("person", "A person"), ("household", "The household as a whole")], required=True, default="person"
    )
    hint = fields.Text(translate=True, help="What counts as yes, for who asks")
    is_special = fields.Boolean(
        "Case team alone", help="It tells of health or residence: the team of an open case alone asks and reads it"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "Another question has this code already.")

    @api.model
    @ormcache()
    def _by_code(self):
        """``{code: id}`` of the questions that are asked today."""
        # sudo: the text of a question is nobody's
        return {question.code: question.id for question in self.sudo().search([])}

    @api.model
    @ormcache()
    def _special_codes(self):
        """Codes of the questions whose answers the case team alone reads, as a frozenset."""
        every = self.sudo().with_context(active_test=False)  # sudo: as above
        return frozenset(every.search([("is_special", "=", True)]).mapped("code"))

    def write(self, vals):
        """What was answered keeps its meaning."""
        changed = self.filtered(
            lambda question: any(question[name] != vals[name] for name in {"code", "about"} & vals.keys())
            or (question.is_special and not vals.get("is_special", True))  # it was told to the team alone
        )
        # sudo: whether there is any answer, not whose
        answers = self.env["kentro.answer"].sudo().with_context(active_test=False)
        if changed and answers.search_count([("question_id", "in", changed.ids)], limit=1):
            raise UserError(self.env._("This question was answered already. Archive it and make another."))
        return super().write(vals)
