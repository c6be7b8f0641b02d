import ast
from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from .lacking import LackingQuery
from .register_query import RegisterQuery


class KentroRuleset(models.Model):
    """A check of many households at once, in one query."""

    _inherit = "kentro.ruleset"

    def _screen(self, date, households):
        """Put these rules to ``households`` (ids, or a Query), as far as the user may read them.

        :return: ``{(household id, person id or None): True, False or None for not known}``
        """
        found = {}
        for query, day in self._register_queries(date, households):
            found |= self._screened(query, {"verdict": query.verdict(*self._compiled(day))})
        return found

    def _screen_amounts(self, date, households, instead=None):
        """The same with what would be paid: ``{(household id, person id or None): (result, euros, tier id)}``.

        Euros and tier are None where no tier pays, or nobody knows which; they mean something where the result is True.

        :param instead: {parameter: Decimal} to suppose other values
        """
        found = {}
        for query, day in self._register_queries(date, households):
            criteria, tiers = self._compile(self._reader(day, instead)) if instead else self._compiled(day)
            euros = SQL("(%s)::text", query.amount(tiers))  # Odoo reads numbers as floats
            columns = {"verdict": query.verdict(criteria, tiers), "euros": euros, "tier": query.tier(tiers)}
            found |= self._screened(query, columns)
        return {key: (holds, told and Decimal(told), tier) for key, (holds, told, tier) in found.items()}

    def _screen_sql(self, date, households):
        """The query of `_screen` with a further column, «lacking»: an array of the facts that would decide."""
        queries = self._register_queries(date, households)
        return SQL(" UNION ALL ").join(LackingQuery(query).sql(*self._compiled(day)) for query, day in queries)

    def _register_queries(self, date, households):
        """``[(RegisterQuery, day whose amounts and limits decide)]``: one, or one for all born under the same law."""
        self.ensure_one()
        whom, one_by_one = ast.literal_eval(self.whom_domain), self.about == "person"
        days = [day for day in self._law_days() if day <= date] if self.law_of == "birth" and one_by_one else []
        spans = zip([None, *days[1:]], [*days[1:], None], strict=True) if days else [None]
        return [
            (RegisterQuery(self.env, date, households, whom, one_by_one, span), day)
            for span, day in zip(spans, days or [date], strict=True)
        ]

    def _screened(self, query, columns):
        rows = self.env.execute_query(query.sql(columns))
        first = 2 if query.one_by_one else 1
        return {
            (row[0], row[1] if query.one_by_one else None): row[first:] if len(columns) > 1 else row[first]
            for row in rows
        }
