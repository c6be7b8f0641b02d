from odoo import models
from odoo.tools import ormcache

from ....tools.standing.amounts import asks


class KentroRuleset(models.Model):
    """What a card says besides the answer: where to apply, for how long, and what there is to know without a check."""

    _inherit = "kentro.ruleset"

    def _explain_programme(self, on):
        """``{"checked": whether there is a pre-check, "where": {…}, "amounts": those that are known without one}``."""
        checked = self._is_check(on)
        return {
            "checked": checked,
            "where": self._where(self.env.lang),
            "amounts": [] if checked else self._explain_amounts(on),
        }

    def _is_check(self, on):
        """Whether anything decides: rules that ask for papers alone, or only inform, check nothing."""
        return asks(*self._compiled(on))

    @ormcache("self.id", "lang")
    def _where(self, lang):
        """Who decides, where one applies, how long an approval holds: as the programme says it."""
        programme = self._law().programme_id
        return {
            "authority": programme.authority or None,
            "platform": programme.platform or None,
            "code": programme.platform_code or None,
            "url": programme.apply_at or None,
            "months": programme.validity_months or None,
            "days": programme.renewal_days or None,
            "to_confirm": programme.to_confirm,
        }

    def _explain_amounts(self, on):
        """Amounts that do not depend on who asks, of all tiers."""
        texts = self._texts(self.env.lang)
        found = []
        for tier in self._compiled(on)[1]:
            if tier.number is not None and not tier.scale and not tier.less:
                name, each, _less = texts["tiers"][tier.key]
                found.append({"tier": name, "each": each, "euros": self._euros(tier.number)})
        return found
