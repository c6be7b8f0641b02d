from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.fields import Domain


class Exceptions(NamedTuple):
    """What lies outside the rules for one user: tuples of ids, those that end with their end."""

    people: tuple  # files closed to her
    cases: tuple
    households: tuple
    standing: tuple  # (user, structure, from, to) she stands in for
    opened: tuple  # (person, until, emergency access)


class ResUsers(models.Model):
    _inherit = "res.users"

    def _kentro_forget_exceptions(self):
        """To be called by what changes them: they are kept between requests, as the rules are."""
        self.env.registry.clear_cache()

    @tools.ormcache("self.id")
    def _kentro_exceptions(self):
        """Return the `Exceptions` of this user, ended ones not yet left out."""
        people, cases, households = self.env["kentro.lockout"]._closed_to(self)
        # sudo: rules are made of it, not shown
        opened = self.env["kentro.emergency.access"].sudo().search(
            Domain("user_id", "=", self.id) & Domain("date_to", ">", fields.Datetime.now()), order="id"
        )
        opened = tuple((row.beneficiary_id.id, row.date_to, row.id) for row in opened)
        yesterday = fields.Date.subtract(fields.Date.today(), days=1)  # a day may be later where the user is
        lasting = Domain("date_to", "=", False) | Domain("date_to", ">=", yesterday)
        away = self.env["kentro.absence"].sudo().search(Domain("deputy_id", "=", self.id) & lasting)
        standing = tuple((row.user_id.id, row.structure_id.id, row.date_from, row.date_to) for row in away)
        return Exceptions(people, cases, households, standing, opened)

    def _kentro_opened(self):
        """Return ``{person: emergency access}`` of those files that are open to this user now."""
        now = fields.Datetime.now()
        return {person: row for person, until, row in self._kentro_exceptions().opened if until > now}

    def _kentro_stands_in_for(self):
        """Return [(user, id of a structure where both work)] for which this user stands in today."""
        today, here = fields.Date.context_today(self), None
        found = []
        for absent, structure, date_from, date_to in self._kentro_exceptions().standing:
            if date_from <= today and (not date_to or today <= date_to):
                here = here or set(self.kentro_structure_ids.ids)
                if structure in here:
                    found.append((self.browse(absent), structure))
        return found

    @api.model
    def _kentro_officers(self, company):
        """Return the data protection officers of a municipality."""
        # sudo: they are told, not shown
        officers = self.sudo().search([("all_group_ids", "in", self.env.ref("kentro_koinotitas.group_dpo").id)])
        return officers.filtered(lambda user: company in user.company_ids)
