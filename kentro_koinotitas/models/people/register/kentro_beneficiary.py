from dateutil.relativedelta import relativedelta
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError

from ....tools.greek_latin import elot743
from ..contact.res_partner import REGISTERING
from .languages import LANGUAGES


class KentroBeneficiary(models.Model):
    """A person the municipality's Community Centre serves.

    She *is* a contact, one of her own that registration makes and hides; what must not lie on a
    contact (numbers, warnings, who serves her) lies here.
    """

    _name = "kentro.beneficiary"
    _description = "Beneficiary"
    _inherits = {"res.partner": "partner_id"}
    _order = "name_key, id"
    _kentro_file = True
    _rec_names_search = ["name", "number", "last_name_latin", "first_name_latin"]

    partner_id = fields.Many2one(
        "res.partner", "Own contact", required=True, readonly=True, ondelete="restrict", copy=False
    )
    # read by the rules of every row of a list: by itself, not with the forty columns of the file
    company_id = fields.Many2one(
        "res.company", "Municipality", required=True, readonly=True, prefetch="rules",
        default=lambda self: self.env.company,
    )  # fmt: skip
    active = fields.Boolean(default=True)
    number = fields.Char("Register number", readonly=True, copy=False, index=True)
    external_ref = fields.Char(
        "National reference number",
        index="btree_not_null",
        help="The unique number given by the national information system",
    )

    last_name = fields.Char(required=True)
    first_name = fields.Char()
    last_name_latin = fields.Char(
        "Last name (Latin)", compute="_compute_latin", store=True, readonly=False, help="Proposed by ELOT 743"
    )
    first_name_latin = fields.Char(
        "First name (Latin)", compute="_compute_latin", store=True, readonly=False, help="Proposed by ELOT 743"
    )
    father_name = fields.Char("Father's name")
    mother_name = fields.Char("Mother's name")
    birth_date = fields.Date(index=True)
    age = fields.Integer(compute="_compute_age")
    sex = fields.Selection([("female", "Female"), ("male", "Male"), ("other", "Other")])
    nationality = fields.Many2one("res.country", ondelete="restrict")
    language = fields.Selection(LANGUAGES, "Language spoken")
    interpreter_needed = fields.Boolean()
    safe_contact_only = fields.Boolean(
        help="Address and telephone appear nowhere but in this file: not in the household, not in relatives' files"
    )
    priority_group_ids = fields.Many2many(
        "kentro.priority.group", string="Priority groups", domain=[("is_special", "=", False)]
    )

    consent_ids = fields.One2many("kentro.consent", "beneficiary_id", "Consents")

    # lists count their rows in it, without a look at the table
    _listed_idx = models.Index("(company_id, id) WHERE active IS TRUE")
    _number_uniq = models.UniqueIndex("(company_id, number)", "This register number is already given.")
    _partner_uniq = models.UniqueIndex("(partner_id)", "Each beneficiary has a contact of her own.")
    _external_ref_uniq = models.UniqueIndex(
        "(company_id, external_ref) WHERE external_ref IS NOT NULL",
        "Another person of the municipality has this national reference number. Search for it before you register.",
    )

    # --- fields ---------------------------------------------------------------------------

    @api.depends("last_name", "first_name")
    def _compute_latin(self):
        for person in self:
            person.last_name_latin = elot743(person.last_name)
            person.first_name_latin = elot743(person.first_name)

    @api.depends("birth_date")
    def _compute_age(self):
        today = fields.Date.context_today(self)
        for person in self:
            person.age = person.birth_date and relativedelta(today, person.birth_date).years

    @api.depends_context("uid", "formatted_display_name")
    @api.depends("partner_id.name", "number")
    def _compute_display_name(self):
        """Records of others show her by sudo: those who may not read her file see the number."""
        seen = self if self.env.uid == SUPERUSER_ID else self.sudo(False)._filtered_access("read")
        with_number = self.env.context.get("formatted_display_name")
        for person in self:
            if person not in seen:
                person.display_name = person.sudo().number  # it says nothing of her
            else:
                person.display_name = f"{person.name} \t --{person.number}--" if with_number else person.name

    @api.constrains("priority_group_ids")
    def _check_priority_groups(self):
        if any(self.priority_group_ids.mapped("is_special")):
            raise ValidationError(
                self.env._(
                    "Origin, asylum, disability and the like are special categories: not noted among the priorities."
                )
            )

    # --- records --------------------------------------------------------------------------

    @api.model
    def _full_name(self, last_name, first_name):
        """The name as the contact carries it: «Επώνυμο Όνομα»."""
        return " ".join(filter(None, [(last_name or "").strip(), (first_name or "").strip()]))

    def copy_data(self, default=None):
        raise UserError(self.env._("A person is registered once. Search for her instead of copying."))

    @api.model
    def name_create(self, name):
        raise UserError(self.env._("Search for the person at Reception before you register a new one."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if self.env.context.get("kentro_registering") is REGISTERING:
            return  # made a moment ago, and taken back before anybody saw it
        raise UserError(self.env._("A registered person is not deleted. Archive the file instead."))
