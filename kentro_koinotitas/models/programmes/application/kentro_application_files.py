"""What a checklist rests on, and follows: papers on file, and who belongs to the household."""

from odoo import api, models


class KentroDocument(models.Model):
    _inherit = "kentro.document"

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        papers._tell_applications()
        return papers

    def write(self, vals):
        before = self._whose() if vals.keys() & {"beneficiary_id", "household_id"} else None
        result = super().write(vals)
        if vals.keys() & {"kind_id", "issued_on", "date_from", "date_to", "active", "beneficiary_id", "household_id"}:
            self._tell_applications(before)
        return result

    def unlink(self):
        people, households = self._whose()
        result = super().unlink()
        self.env["kentro.application"]._follow_files(people, households)
        return result

    def _whose(self):
        papers = self.sudo()  # as superuser: only whose they are
        return papers.beneficiary_id, papers.household_id

    def _tell_applications(self, before=None):
        people, households = self._whose()
        if before:
            people, households = people | before[0], households | before[1]
        self.env["kentro.application"]._follow_files(people, households)


class KentroHouseholdMember(models.Model):
    _inherit = "kentro.household.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._tell_applications()
        return members

    def write(self, vals):
        result = super().write(vals)
        self._tell_applications()
        return result

    def unlink(self):
        households = self.sudo().household_id  # as superuser: only which
        result = super().unlink()
        self.env["kentro.application"]._follow_files(self.env["kentro.beneficiary"], households)
        return result

    def _tell_applications(self):
        households = self.sudo().household_id  # as superuser: only which
        self.env["kentro.application"]._follow_files(self.env["kentro.beneficiary"], households)
