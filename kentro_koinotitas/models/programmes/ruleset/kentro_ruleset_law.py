from odoo import api, models
from odoo.tools import ormcache

from ....tools.standing.verdict import Criterion

# what of the law is read at once: {model: its lists}
PARTS = {
    "kentro.ruleset": ("criterion_ids", "tier_ids", "paper_rule_ids"),
    "kentro.ruleset.criterion": (),
    "kentro.ruleset.tier": ("rule_ids",),
    "kentro.rule": ("point_ids",),
    "kentro.rule.point": (),
    "kentro.scale": ("line_ids",),
    "kentro.scale.line": (),
    "kentro.head.count": (),
    "kentro.measure": ("share_ids",),
    "kentro.measure.share": (),
    "kentro.parameter": (),
}


class KentroRuleset(models.Model):
    """The law that a set of rules comes to on a day, as `tools/standing` takes it: read once until it changes."""

    _inherit = "kentro.ruleset"

    def _parameters(self):
        """The parameters whose values decide these rules and their amounts."""
        return self.criterion_ids.rule_id._parameters() | self.tier_ids._parameters()

    def _reader(self, date, instead=None):
        """Return the function that gives the Decimal of a parameter on ``date``; ``instead`` {parameter: Decimal}."""
        return self._parameters()._reader(date, instead)

    def _law(self):
        """These rules as superuser, to be read once for everybody: the law is everybody's to read."""
        self._read_at_once()
        return self.sudo()

    @api.model
    @ormcache()
    def _read_at_once(self):
        """Read all of the law into the cache of this transaction, a model a query: done anew when the law changes."""
        whole = []
        for name, lists in PARTS.items():
            Part = self.env[name].sudo().with_context(active_test=False)  # sudo: everybody's to read
            stored = [field.name for field in Part._fields.values() if field.store and field.column_type]
            whole.append((Part.search_fetch([], stored), lists))
        for parts, lists in whole:
            for of_it in lists:
                parts.mapped(of_it)
        return True

    def _law_day(self, on, recorded=None, person=None):
        """The day whose amounts and limits decide: of the check, or on which they began to hold before the birth.

        :param recorded: the `tools.standing.rows.Household` of the ``person`` whom the check is about
        """
        if self.law_of == "check" or person is None:
            return on
        born = next((member.birth_date for member in recorded.members if member.person == person), None)
        days = self._law_days() if self.id else self._changes()
        return max((day for day in days if day <= min(born or on, on)), default=days[0] if days else on)

    @ormcache("self.id")
    def _law_days(self):
        return self._law()._changes()

    def _changes(self):
        """The days on which an amount or limit changed, from the first on which all are known."""
        told = self.env["kentro.parameter"]._all_told()
        known = [[row.date_from for row in told.get(id_, ())] for id_ in self._parameters()._origin.ids]
        if not known or not all(known):
            return []
        first = max(map(min, known))
        return sorted({day for days in known for day in days if day >= first})

    @ormcache("self.id", "date")
    def _compiled(self, date):
        """Return ``(criteria, tiers)`` with the values of ``date``, read once until some part of the law changes."""
        law = self._law()
        return law._compile(law._reader(date))

    def _compile(self, value_of):
        """Return ``(criteria, tiers)`` as `tools/standing` takes them; ``value_of`` gives a parameter's Decimal."""
        self.ensure_one()
        criteria = [
            Criterion(criterion.rule_id.id, criterion.rule_id._test(value_of), criterion.alternative or "")
            for criterion in self.criterion_ids
        ]
        return tuple(criteria), tuple(tier._read(value_of) for tier in self.tier_ids)
