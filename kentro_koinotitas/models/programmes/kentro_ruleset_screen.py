import ast

from odoo import models

from .screening.register_query import RegisterQuery


class KentroRuleset(models.Model):
    """A check of many households at once, in one query."""

    _inherit = "kentro.ruleset"

    def _screen(self, date, households):
        """Put these rules to ``households`` (ids, or a Query), as far as the user may read them.

        :return: ``{(household id, person id or None): True, False or None for not known}``
        """
        self.ensure_one()
        whom = ast.literal_eval(self.whom_domain) if self.about == "person" else None
        query = RegisterQuery(self.env, date, households, whom)
        sql = query.sql({"verdict": query.verdict(*self._compiled(date))})
        rows = self.env.execute_query(sql)
        return {(row[0], row[1] if whom is not None else None): row[-1] for row in rows}
