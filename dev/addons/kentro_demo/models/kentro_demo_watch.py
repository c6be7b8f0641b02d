from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.days import moment
from ..tools.rights import ASKED, EMERGENCIES, NOTICE, READINGS


class KentroDemo(models.AbstractModel):
    """Who was away, who opened what, and what people asked of their data: something for every screen of the officer."""

    _inherit = "kentro.demo"

    @api.model
    def _make_watch(self, cast):
        known = [case for story, case in cast.cases if story.owner == "worker" and not story.household.second]
        people = self.env["kentro.beneficiary"].union(*(case.beneficiary_id for case in known))
        self._make_absences(cast)
        self._make_notice(cast)
        self._make_readings(cast, known, self._make_emergencies(cast, known))
        self._make_data_requests(cast, people[:len(ASKED)])
        self._make_holds(cast, people[-2:])
        self._make_retention(cast)

    @api.model
    def _make_absences(self, cast):
        """Deputies named ahead, one absence that is over, one that lasts today and one to come."""
        deputies, days = {"worker": "worker2", "worker2": "worker", "reception": "worker2"}, cast.days
        where = {"structure_id": cast.main.id}
        self._as(cast, "coordinator", "kentro.deputy").create([
            {**where, "user_id": cast.users[of].id, "deputy_id": cast.users[deputy].id}
            for of, deputy in deputies.items()])
        self._as(cast, "coordinator", "kentro.absence").create([
            {**where, "user_id": cast.users[of].id, "deputy_id": cast.users[deputies[of]].id, "date_from": begins,
             "date_to": ends}
            for of, begins, ends in (("worker", days.ago(34), days.ago(30)), ("reception", days.ago(1), days.ahead(2)),
                                     ("worker2", days.ahead(15), days.ahead(24)))])

    @api.model
    def _make_notice(self, cast):
        """What people are told, and that two in three were told it."""
        begins = cast.days.ago(200)
        notice = self._as(cast, "dpo", "kentro.notice").create(
            {"version": "2026/1", "date_from": begins, "text": NOTICE})
        told = [person for place, person in enumerate(cast.people.values()) if place % 3]
        # as superuser in the name of reception: staff of two structures gave it
        self._as(cast, "reception", "kentro.notice.given").sudo().create([
            {"beneficiary_id": person.id, "notice_id": notice.id, "user_id": cast.users["reception"].id,
             "date": max(begins, min(person.create_date.date(), cast.days.today)), "how": "copy"} for person in told])

    @api.model
    def _make_emergencies(self, cast, cases):
        """Files opened for four hours, some days ago; who coordinates and the officer have it on their lists."""
        # as superuser: to say when
        rows, Access = [], self._as(cast, "mediator", "kentro.emergency.access").sudo()
        for (ago, hour, reason), case in zip(EMERGENCIES, cases, strict=False):
            begins = moment(cast.days.ago(ago), hour, 12)
            rows.append({"reference": case.name, "reason": reason, "user_id": cast.users["mediator"].id,
                         "date_from": begins, "date_to": begins + timedelta(hours=4)})  # fmt: skip
        return Access.create(rows)

    @api.model
    def _make_readings(self, cast, cases, emergencies):
        """Readings of some weeks, of which the ordinary ones and some others are to be reviewed."""
        Log, company = self.env["kentro.read.log"], cast.company.id
        rows = [("mediator", "kentro.case", access.case_id.id, access.date_from, access.id) for access in emergencies]
        # of those who came with somebody: no request, no case of their own
        others = [home.member_ids.beneficiary_id[-1:] for household, home in cast.homes
                  if not household.second and len(household.people) > 1]  # fmt: skip
        for login, whats, ago in READINGS:
            for place, record in enumerate((cases if whats == "case" else others)[ago % 4:ago % 4 + 3]):
                when = moment(cast.days.ago(ago + place), 9 + place, 7 * place)
                rows.append((login, record._name, record.id, when, None))
        for login, model, res_id, when, access in rows:
            user = cast.users[login]
            Log._insert({(user.id, company): {(model, res_id, "file")}})
            # nobody may write when something was read
            self.env.cr.execute(SQL(
                "UPDATE kentro_read_log SET date = %(on)s, quarter = date_bin('15 minutes', %(on)s, '2000-01-01'),"
                " emergency_id = %(access)s WHERE id = (SELECT max(id) FROM kentro_read_log)", on=when, access=access))
        self.env.invalidate_all()
        self.env["kentro.review.item"]._cron_collect()
        old = fields.Datetime.subtract(fields.Datetime.now(), days=25)
        looked = self._as(cast, "dpo", "kentro.review.item").search([("date", "<", old)])
        looked.write({"is_reviewed": True, "remark": "Εξηγήθηκε από τον συντονιστή."})

    @api.model
    def _make_data_requests(self, cast, people):
        """Requests over personal data in each of their stages; the last person has the use of her data restricted."""
        Request = self._as(cast, "reception", "kentro.data.request")
        for (kind, ago, details, steps), person in zip(ASKED, people, strict=False):
            asked = Request.sudo().create({
                "beneficiary_id": person.id, "kind": kind, "date": cast.days.ago(ago), "details": details,
                "identity_checked": True, "user_id": cast.users["reception"].id})  # fmt: skip
            for code, answer, reason in steps:
                values = {"answered_on": cast.days.ago(max(0, ago - 9)), "answer": answer} if answer else {}
                asked.with_user(cast.users["coordinator"]).take_step(code, values=values, reason=reason)

    @api.model
    def _make_holds(self, cast, people):
        """One file that a trial needs, and one hold that has to be looked at again."""
        self._as(cast, "dpo", "kentro.retention.hold").create([
            {"reference": person.number, "reason": reason, "review_on": on}
            for person, reason, on in zip(people, ("ΑΒΜ 1184/2026", "Έλεγχος ΕΔΕΛ 27/2026"),
                                          (cast.days.ahead(40), cast.days.ago(2)), strict=False)])
        self._as(cast, "coordinator", "kentro.lockout").create(
            {"reference": people[0].number, "user_id": cast.users["worker2"].id, "reason": "Συγγένεια"})

    @api.model
    def _make_retention(self, cast):
        """The municipality keeps requests without a person for half a year: some were emptied, some wait for a yes."""
        self._as(cast, "director", "kentro.retention.rule").create({
            "record_class": "request", "company_id": cast.company.id, "counts_from": "ended", "months": 6,
            "source": "Απόφαση Δημοτικής Επιτροπής 31/2026 (δείγμα)", "confidence": "practice"})
        Due = self._as(cast, "dpo", "kentro.retention.due")
        Due.action_look()
        due = Due.search([("record_class", "=", "request")])
        for lines, confirmed in ((due[:1], True), (due[1:2], False)):
            if lines:
                batch = self.env["kentro.retention.batch"].browse(lines.action_propose()["res_id"])
                if confirmed:
                    batch.with_user(cast.users["coordinator"]).action_confirm()
