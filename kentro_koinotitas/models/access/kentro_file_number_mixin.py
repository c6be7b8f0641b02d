from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class KentroFileNumberMixin(models.AbstractModel):
    """A record about a file that is named by its number: who makes it need not be able to see the file."""

    _name = "kentro.file.number.mixin"
    _description = "Names a file by its number"

    reference = fields.Char(
        "Number of the file", required=True, readonly=True, help="Register number of the person, or number of the case"
    )
    beneficiary_id = fields.Many2one(
        "kentro.beneficiary", "Person", required=True, readonly=True, index=True, ondelete="restrict"
    )
    case_id = fields.Many2one("kentro.case", "Case", readonly=True, index="btree_not_null", ondelete="restrict")
    company_id = fields.Many2one(related="beneficiary_id.company_id", store=True)

    @api.model_create_multi
    def create(self, vals_list):
        """The file follows from the number alone: no id is taken from whoever makes the record."""
        return super().create([{**vals, **self._file_of(vals.get("reference"))} for vals in vals_list])

    def _kentro_pointers(self):
        """The file is found by its number, whether or not the maker sees it."""
        return frozenset()

    def _file_of(self, reference):
        """Return the values that name the file with number ``reference``, in this user's municipality."""
        reference = (reference or "").strip()
        where = [("company_id", "in", self.env.companies.ids)]
        # sudo: found by a number that somebody told; nothing of the file is shown
        sudo = self.sudo().with_context(active_test=False)
        case = sudo.env["kentro.case"].search([("name", "=", reference), *where], limit=1)
        people = sudo.env["kentro.beneficiary"]
        person = case.beneficiary_id or people.search([("number", "=", reference), *where], limit=1)
        person = person._kept()  # the number of an entry that was merged stands on slips still
        if not reference or not person:
            raise UserError(self.env._("No file of the municipality has the number «%s».", reference))
        self._check_file(person.sudo(False), case.sudo(False))
        return {"reference": reference, "beneficiary_id": person.id, "case_id": case.id}

    @api.model
    def suggest_numbers(self, text):
        """Return up to eight numbers of files that begin with or hold ``text``: no name, and only what she may name."""
        text = (text or "").strip()
        if len(text) < 2 or not self.has_access("create"):
            return []
        where = [("company_id", "in", self.env.companies.ids)]
        files = ((self._named_files(model), field) for model, field in (
            ("kentro.beneficiary", "number"), ("kentro.case", "name")))  # fmt: skip
        found = [files.search([*where, (field, "ilike", text)], limit=8).mapped(field) for files, field in files]
        return sorted(number for numbers in found for number in numbers)[:8]

    @api.model
    def _named_files(self, model):
        """Hook: the files of ``model`` of which numbers are suggested: those she reads."""
        return self.env[model]

    def _check_file(self, person, case):
        """Hook: refuse files that this user may not name."""

    def _refuse_unseen(self, records):
        if not self.env.su and records._filtered_access("read") != records:
            raise AccessError(self.env._("This file is not available to you."))
