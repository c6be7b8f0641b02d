from odoo import models
from odoo.tools import split_every

BATCH = 250  # households put together by one set of statements


class KentroRegisterImport(models.Model):
    """Who shares a code in the file lives together; a corrected row joins the household of its first file."""

    _inherit = "kentro.register.import"

    def _make_households(self, rows):
        for some in split_every(BATCH, self._household_groups(rows), list):
            for group, error in self._isolate(some, self._put_together):
                for row in group:
                    row.household = None
                    row.faults.append(("household", self._header("household", rows), error))

    def _household_groups(self, rows):
        """Return lists of rows that live together and of whom one at least is new; earlier households are found."""
        groups = {}
        for row in rows:
            if row.said.get("household") and row.state in ("created", "known") and row.person:
                groups.setdefault(row.said["household"], []).append(row)
        groups = [group for group in groups.values() if any(row.state == "created" for row in group)]
        self._join_earlier(groups)
        return groups

    def _join_earlier(self, groups):
        """A corrected row joins the household that the rest of its file was put into."""
        ids = [int(row.said["report_line"]) for group in groups for row in group if row.said.get("report_line")]
        lines = self.env["kentro.register.import.line"].sudo().browse(ids)  # sudo: of one's own reports, checked above
        siblings = lines.search([("import_id", "in", lines.import_id.ids), ("household_id", "!=", False)])
        earlier = {(line.import_id, line.household_code): line.household_id for line in siblings}
        origin = {str(line.id): line.import_id for line in lines}
        for group in groups:
            for row in group:
                of = origin.get(row.said.get("report_line"))
                row.household = row.household or earlier.get((of, row.said["household"]))

    def _put_together(self, groups):
        # sudo: the people were just registered for this structure, their households are its own
        Household = self.env["kentro.household"].sudo()
        new = [group for group in groups if not any(row.household for row in group)]
        made = Household.create([{"structure_id": self.structure_id.id} for _group in new])
        for group, household in zip(new, made, strict=True):
            group[0].household = household
        members = []
        for group in groups:
            household = next(row.household for row in group if row.household)
            begun = household not in made
            for row in group:
                row.household = household
                if row.state == "created":
                    relation = row.said.get("relation") or ("relative" if begun else "applicant")
                    begun = True
                    member = {"household_id": household.id, "beneficiary_id": row.person.id, "relation": relation}
                    members.append(member)
                    if since := row.said.get("household_from"):
                        member["date_from"] = since
        self.env["kentro.household.member"].sudo().create(members)
