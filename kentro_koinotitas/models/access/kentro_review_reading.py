from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from .ir_rule import TEAM

# What is read of a person at the desk: {model: fields that lead to her, or to her household}.
PEOPLE = {
    "kentro.beneficiary": ("id",),
    "kentro.household": ("id",),
    "kentro.household.member": ("household_id",),
    "kentro.housing": ("household_id",),
    **dict.fromkeys(
        ("kentro.income", "kentro.answer", "kentro.document", "kentro.eligibility"), ("beneficiary_id", "household_id")
    ),
    **dict.fromkeys(
        (
            "kentro.household.away",
            "kentro.custody",
            "kentro.asset",
            "kentro.identifier",
            "kentro.consent",
            "kentro.disability",
            "kentro.residence.title",
            "kentro.special.answer",
        ),
        ("beneficiary_id",),
    ),
}
DAYS = 30


class KentroReviewItem(models.Model):
    """Readings to look at: of cases by somebody outside the team, of people with whom the reader had nothing to do."""

    _inherit = "kentro.review.item"

    @api.model
    def _collect_readings(self):
        """A line for each user and each file, since the last time: the newest reading names it.

        It looks a day further back than the last time, for what was still being written then.
        """
        Log, last = self.env["kentro.read.log"], self.env.ref("kentro_koinotitas.cron_review").lastcall
        since = Domain("date", ">=", fields.Datetime.subtract(last, days=1)) if last else Domain.TRUE
        listed = self.search(since & Domain("source_model", "=", Log._name))
        listed = {(item.user_id.id, item.reference) for item in listed}
        where = since & Domain("emergency_id", "=", False)
        where &= Domain("model", "in", sorted({*TEAM, *PEOPLE}))
        read = self._newest_of_files(Log._read_group(where, ["user_id", "model", "res_id"], ["id:max"]))
        found = [
            (newest, user, file)
            for user, files in read.items()
            for hers in [self._had_to_do(user, files)]
            for file, newest in files.items()
            if file not in hers and (user.id, self._file_values(file)["reference"]) not in listed
        ]
        dates = {row.id: row.date for row in Log.browse(newest for newest, *_rest in found)}
        self.create(
            [
                {**self._file_values(file), "standing": self._standing(user, file), "date": dates[newest],
                 "user_id": user.id, "source_model": Log._name, "source_id": newest}
                for newest, user, file in found
            ]
        )  # fmt: skip

    def _standing(self, user, file):
        """Return how near the file is to what ``user`` works at: in a structure that serves it, or nowhere."""
        if file._name == "kentro.case":
            structures = file.structure_id
        elif file._name == "kentro.household":
            structures = file.structure_id | file.member_ids.beneficiary_id.structure_ids
        else:
            structures = file.structure_ids
        if not structures & user.kentro_structure_ids:
            return "none"
        return "supervision" if user.has_group("kentro_koinotitas.group_coordinator") else "post"

    def _file_values(self, file):
        if file._name == "kentro.case":
            return {"kind": "reading", "company_id": file.company_id.id, "reference": file.name}
        company = file.structure_id.company_id if file._name == "kentro.household" else file.company_id
        return {"kind": "file", "company_id": company.id, "reference": file.number}

    def _newest_of_files(self, rows):
        """Return ``{user: {case, person or household: id of the newest reading}}``."""
        ids = defaultdict(list)
        for _user, model, res_id, _newest in rows:
            ids[model].append(res_id)
        there = {name: self.env[name].with_context(active_test=False).browse(found).exists()
                 for name, found in ids.items()}  # fmt: skip
        records = {(record._name, record.id): record for found in there.values() for record in found}
        read = defaultdict(dict)
        for user, model, res_id, newest in rows:
            if (record := records.get((model, res_id))) is not None and (file := self._file_read(record)):
                read[user][file] = max(newest, read[user].get(file, 0))
        return read

    def _file_read(self, record):
        if record._name in TEAM:
            return record if record._name == "kentro.case" else record.case_id
        ways = PEOPLE[record._name]
        return record if ways == ("id",) else next(filter(None, (record[way] for way in ways)), None)

    def _had_to_do(self, user, files):
        """Return those of ``files`` in which this user had something to do; the same few queries however many."""
        of = {file: file.member_ids.beneficiary_id if file._name == "kentro.household" else file
              for file in files if file._name != "kentro.case"}  # fmt: skip
        people = self.env["kentro.beneficiary"].union(*of.values())
        since = fields.Datetime.subtract(fields.Datetime.now(), days=DAYS)
        cases = self.env["kentro.case"].with_context(active_test=False).search([("beneficiary_id", "in", people.ids)])
        known = cases._with_role("team", user).beneficiary_id
        known |= people.filtered(lambda person: person.create_uid == user and person.create_date >= since)
        known |= self.env["kentro.request"].search(
            [("beneficiary_id", "in", people.ids), ("create_date", ">=", since),
             ("structure_id", "in", user.kentro_structure_ids.ids)]).beneficiary_id  # fmt: skip
        hers = {file for file, of_it in of.items() if of_it & known}
        read = self.env["kentro.case"].union(*(file for file in files if file._name == "kentro.case"))
        return hers | set(read._with_role("team", user))
