from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..people.register.languages import LANGUAGES


class KentroNotice(models.Model):
    """What people are told of their data (GDPR 13, 14): a version in one language, from a day on.

    What somebody was told stays as she was told it: a version that was given is not rewritten.
    """

    _name = "kentro.notice"
    _description = "Information notice"
    _order = "date_from desc, version desc, language, id desc"
    _rec_name = "version"

    company_id = fields.Many2one(
        "res.company", "Municipality", required=True, index=True, default=lambda self: self.env.company
    )
    version = fields.Char(required=True)
    language = fields.Selection(LANGUAGES, required=True, default="el")
    date_from = fields.Date("In force from", required=True, default=fields.Date.context_today)
    text = fields.Text("What is told", required=True)
    given_count = fields.Integer("Given to", compute="_compute_given_count")

    _version_uniq = models.UniqueIndex(
        "(company_id, version, language)", "There is this version in this language already. Give the new one its own."
    )

    @api.depends("version", "language")
    def _compute_display_name(self):
        languages = dict(self._fields["language"]._description_selection(self.env))
        for notice in self:
            notice.display_name = " · ".join(filter(None, [notice.version, languages.get(notice.language)]))

    def _compute_given_count(self):
        # sudo: how many were told is a number; whom, is read with each person
        given = self.env["kentro.notice.given"].sudo()
        counts = dict(given._read_group([("notice_id", "in", self.ids)], ["notice_id"], ["__count"]))
        for notice in self:
            notice.given_count = counts.get(notice._origin, 0)

    def write(self, vals):
        self.check_access("write")
        # sudo: that somebody was told it is asked, not who
        given = self.env["kentro.notice.given"].sudo().search([("notice_id", "in", self.ids)], limit=1).notice_id
        if given:
            raise UserError(
                self.env._(
                    "«%s» was given to people already, and stays as they were told. Make a new version.",
                    given.display_name,
                )
            )
        return super().write(vals)

    @api.model
    def _in_force(self, person):
        """The notice to give to ``person`` today: in her language, or else in Greek; the last that began."""
        found = self.search(
            Domain("company_id", "=", person.company_id.id)
            & Domain("date_from", "<=", fields.Date.context_today(self))
            & Domain("language", "in", (person.language, "el"))
        )
        return found.filtered(lambda notice: notice.language == person.language)[:1] or found[:1]
