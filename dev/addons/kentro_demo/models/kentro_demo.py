from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import contacts, means, population, stories
from ..tools.days import Days
from ..tools.places import Places
from .cast import Cast

SEED = 2026
PAST, COMING = 380, 100  # days
# Nobody is told of what is only brought in.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_mail_to_attendees": True,
    "dont_notify": True,
}


class KentroDemo(models.AbstractModel):
    """Invented people with a year behind them, for the demo database of one municipality.

    ``tools/`` says who they are and what happened, from a seed and without a database; the models
    here bring it in: people as their staff would, the history through the opening import.
    """

    _name = "kentro.demo"
    _description = "Invented people and their history"

    @api.model
    def _generate(self, seed=SEED):
        """Make everything once, relative to today; the same seed makes the same people.

        :raise UserError: this is not the demo database, has no municipality, or has its people
        """
        self._refuse_elsewhere()
        cast = self._cast()
        self._place_staff(cast)
        opening = self._as(cast, "rules", "kentro.opening").create({})
        cast.days = self._days(cast)
        places = Places(cast.main.municipality_code, cast.main.city, cast.main.zip)
        households = population.households(seed, cast.days.today, places)
        told = stories.stories(seed, households, cast.days)
        self._make_bodies(cast)
        self._make_people(cast, households, seed)
        self._make_means(cast, means.means(seed, households, cast.days))
        self._make_cases(cast, told)
        self._make_papers(cast, households, seed)
        self._make_applications(cast, seed)
        self._make_requests(cast, contacts.contacts(seed, households, told, cast.days))
        self._make_today(cast)
        self._make_watch(cast)
        opening.action_close()

    @api.model
    def _refuse_elsewhere(self):
        if not self.env["res.users"]._is_demo_database():
            raise UserError(self.env._(
                "Invented people are made in the demo database only, and this is another one."))

    @api.model
    def _cast(self):
        """The municipality of this database: its central structure, and an annex or mobile unit if it has one."""
        Structure = self.env["kentro.structure"]
        main = Structure.search([("type", "=", "central")], limit=1)
        if not main:
            raise UserError(self.env._("Load a municipality first: there is no central structure."))
        if self.env["kentro.opening"].search_count([("company_id", "=", main.company_id.id)]):
            raise UserError(self.env._("«%s» has its people already.", main.company_id.name))
        others = Structure.search([("parent_id", "=", main.id)]).sorted(lambda s: s.type != "annex")
        users = self.env["res.users"].search([("kentro_demo", "=", True)])
        return Cast(main.company_id, main, others[:1] or main, {user.login: user for user in users})

    @api.model
    def _days(self, cast):
        """The days on which both structures are open; the central one's if they never open together."""
        today = fields.Date.context_today(self.with_context(tz="Europe/Athens"))
        opened = (cast.main | cast.second)._open_days(today - timedelta(days=PAST), today + timedelta(days=COMING))
        both = set(opened[cast.main]) & set(opened[cast.second])
        return Days(both if len(both) > PAST // 3 else opened[cast.main], today)

    @api.model
    def _as(self, cast, login, model):
        """``model`` in the hands of a demo user, who is who made what is made."""
        return self.env[model].with_user(cast.users[login]).with_company(cast.company).with_context(**QUIET)

    @api.model
    def _bring_in(self, cast, model, rows, date_field):
        """Bring ``rows`` in through the opening import, numbered in the order and year of ``date_field``.

        :return: records in the order of ``rows``
        """
        now = fields.Datetime.now()
        ids = [0] * len(rows)
        order = sorted(range(len(rows)), key=lambda place: str(rows[place][date_field]))
        years = {}
        for place in order:
            row = rows[place]
            row["since"] = min(fields.Datetime.to_datetime(row["since"]), now)
            years.setdefault(str(row[date_field])[:4], []).append(place)
        for year, places in years.items():
            Model = self._as(cast, "rules", model).with_context(ir_sequence_date=f"{year}-01-01")
            for place, id_ in zip(places, Model.opening_import([rows[p] for p in places]), strict=True):
                ids[place] = id_
        return self.env[model].with_context(**QUIET).browse(ids)
