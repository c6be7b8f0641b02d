from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class KentroApplicationQuery(models.Model):
    """What the authority asked after the submission, and by when it is answered."""

    _name = "kentro.application.query"
    _description = "Query of the authority"
    _order = "asked_on desc, id desc"
    _rec_name = "asked_on"
    _kentro_file = True

    application_id = fields.Many2one("kentro.application", required=True, index=True, ondelete="restrict")
    text = fields.Text("What is asked", required=True)
    asked_on = fields.Date("Asked on", required=True)
    days = fields.Integer("Within working days", aggregator=None)
    answer_by = fields.Date("Answer by")
    answered_on = fields.Date("Answered on")
    answer = fields.Text("What was answered")

    _in_order = models.Constraint(
        "CHECK (answered_on IS NULL OR answered_on >= asked_on)", "A query is not answered before it was asked."
    )

    _BY_HAND = frozenset({"text", "answer_by", "answer"})

    def write(self, vals):
        if not self.env.su:
            if vals.keys() - self._BY_HAND:
                raise UserError(self.env._("A query begins and ends by a step of its application."))
            self.application_id._refuse_if_ended()
        result = super().write(vals)
        if "answer_by" in vals:
            self.application_id._follow_queries()
        return result


class KentroApplication(models.Model):
    """The queries of an application: the dialogs of two steps ask and answer one."""

    _inherit = "kentro.application"

    query_ids = fields.One2many("kentro.application.query", "application_id", "Queries")
    answer_by = fields.Date("Answer by", copy=False, index="btree_not_null")
    # Asked by the dialogs; they go on to the query.
    query_text = fields.Text("What is asked", copy=False)
    query_asked_on = fields.Date("Asked on", copy=False)
    query_days = fields.Integer("Within working days", copy=False, aggregator=None)
    query_answered_on = fields.Date("Answered on", copy=False)
    query_answer = fields.Text("What was answered", copy=False)

    _query_days = models.Constraint(
        "CHECK (query_days IS NULL OR query_days BETWEEN 0 AND 250)", "Within 1 to 250 working days."
    )

    def _after_ask_papers(self):
        dates = self._count_working_days()
        self.env["kentro.application.query"].create(
            [
                {
                    "application_id": application.id,
                    "text": application.query_text,
                    "asked_on": application.query_asked_on,
                    "days": application.query_days,
                    "answer_by": application.answer_by or dates[application],
                }
                for application in self
            ]
        )
        self.write({"query_text": False, "query_asked_on": False, "query_days": 0})
        self._follow_queries()

    def _after_answer(self):
        for (day, text), applications in self.grouped(lambda a: (a.query_answered_on, a.query_answer)).items():
            applications.query_ids.filtered(lambda q: not q.answered_on).write({"answered_on": day, "answer": text})
        self.write({"query_answered_on": False, "query_answer": False, "answer_by": False})

    def _count_working_days(self):
        """Return ``{application: date}``: so many open days of its structure after the query, or False."""
        asked = self.filtered("query_days")
        if not asked:
            return dict.fromkeys(self, False)
        since = asked.mapped("query_asked_on")
        until = max(since) + timedelta(days=2 * max(asked.mapped("query_days")) + 60)
        opened = asked.structure_id._open_days(min(since), until)
        found = dict.fromkeys(self, False)
        for application in asked:
            after = [day for day in opened[application.structure_id] if day > application.query_asked_on]
            found[application] = after[application.query_days - 1] if len(after) >= application.query_days else False
        return found

    def _follow_queries(self):
        """The deadline of an application is that of the query to be answered first."""
        # as superuser: it follows from the queries
        for application in self.sudo():
            open_ = application.query_ids.filtered(lambda q: not q.answered_on and q.answer_by)
            first = min(open_.mapped("answer_by"), default=False)
            if application.answer_by != first:
                application.write({"answer_by": first})

    @api.constrains("query_asked_on", "query_answered_on")
    def _check_query_dates(self):
        today = fields.Date.context_today(self)
        for application in self:
            asked, submitted = application.query_asked_on, application.submitted_on
            if asked and submitted and asked < submitted:
                raise UserError(
                    self.env._(
                        "%(application)s was submitted on %(day)s: nothing was asked before.",
                        application=application.name,
                        day=format_date(self.env, submitted),
                    )
                )
            if max(filter(None, (application.query_asked_on, application.query_answered_on)), default=today) > today:
                raise UserError(self.env._("%s: that is a day to come.", application.name))
