from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

# Only who holds this object registers a hidden contact: an RPC client cannot send it.
REGISTERING = object()
# Changed in the file of the beneficiary only; the contact follows.
_KEPT_BY_FILE = {"name", "active", "company_id", "is_company", "type"}
_NEVER_SET = ("parent_id", "vat", "company_registry", "user_id", "category_id", "barcode", "ref")


class ResPartner(models.Model):
    """Contacts of beneficiaries: made hidden at registration, and hidden for good."""

    _inherit = "res.partner"

    kentro_hidden = fields.Boolean(
        "Contact of the Centre",
        readonly=True,
        copy=False,
        help="Set when a beneficiary is registered and never changed: invisible outside the Centre.",
    )
    kentro_beneficiary_ids = fields.One2many(
        "kentro.beneficiary",
        "partner_id",
        context={"active_test": False},
        groups="kentro_koinotitas.group_reception",
        copy=False,
    )

    # The list of contacts, as everybody outside the Centre asks for it, skips no hidden rows.
    _kentro_visible_idx = models.Index("(complete_name, id DESC) WHERE kentro_hidden IS NOT TRUE")

    @api.constrains("kentro_hidden", "child_ids", *_NEVER_SET)
    def _check_hidden(self):
        hidden = self.sudo().filtered("kentro_hidden")
        if any(any(hidden.mapped(name)) for name in ("child_ids", *_NEVER_SET)):
            raise ValidationError(
                self.env._(
                    "The contact of a beneficiary carries only the name, address, telephone and e-mail. "
                    "Numbers, notes and relatives belong in the beneficiary's file."
                )
            )

    @api.depends_context("uid")
    @api.depends("kentro_hidden")
    def _compute_display_name(self):
        """Other records show the name of their contact by sudo: those who may not read it see the number."""
        super()._compute_display_name()
        if self.env.uid == SUPERUSER_ID:
            return
        hidden = self.sudo().filtered(lambda contact: contact.id and contact.kentro_hidden)
        unseen = hidden - hidden.sudo(False)._filtered_access("read").sudo()
        for contact in unseen:
            contact.display_name = contact.kentro_beneficiary_ids[:1].number or self.env._("Beneficiary")

    @api.model_create_multi
    def create(self, vals_list):
        registering = self.env.context.get("kentro_registering") is REGISTERING
        if not registering and any(vals.get("kentro_hidden") for vals in vals_list):
            raise UserError(self.env._("A contact becomes a hidden one only by registering a beneficiary."))
        # explicit in every row: no default, of the context or of ir.default, has a say
        vals_list = [{**vals, "kentro_hidden": registering} for vals in vals_list]
        return super(ResPartner, self.with_context(kentro_registering=None)).create(vals_list)

    def write(self, vals):
        by_file = self.env.context.get("kentro_registering") is REGISTERING
        hidden = self._kentro_hidden_among()
        if "kentro_hidden" in vals:
            raise UserError(self.env._("A contact is made hidden at registration and stays so."))
        if hidden and not by_file and not _KEPT_BY_FILE.isdisjoint(vals):
            raise UserError(self.env._("Change the name or archive in the beneficiary's file; the contact follows."))
        # tracked values would be readable to every settings administrator
        quiet = hidden.with_env(self.env).with_context(tracking_disable=True, kentro_registering=None)
        result = super(ResPartner, self - hidden).write(vals) if self - hidden or not self else True
        return super(ResPartner, quiet).write(vals) and result if hidden else result

    def copy_data(self, default=None):
        if self._kentro_hidden_among():
            raise UserError(self.env._("The contact of a beneficiary cannot be copied."))
        return super().copy_data(default)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_hidden(self):
        if self._kentro_hidden_among() and self.env.context.get("kentro_registering") is not REGISTERING:
            raise UserError(self.env._("The contact of a beneficiary cannot be deleted. Archive the beneficiary."))

    def _kentro_hidden_among(self):
        """Those of ``self`` that are hidden, whoever asks; without a query if the cache knows."""
        field = self._fields["kentro_hidden"]
        ids = [id_ for id_ in self._ids if id_]
        cache = field._get_cache(self.env)
        unknown = [id_ for id_ in ids if id_ not in cache]
        found = {id_ for id_ in ids if cache.get(id_)}
        if unknown:
            # the flag is written by INSERT alone, so there is nothing to flush
            self.env.cr.execute("SELECT id FROM res_partner WHERE kentro_hidden AND id = ANY(%s)", [unknown])
            found.update(id_ for (id_,) in self.env.cr.fetchall())
        return self.browse([id_ for id_ in ids if id_ in found])

    # --- out of mail and merge ------------------------------------------------------------

    @api.model
    def find_or_create(self, email, assert_valid_email=False):
        partner = super().find_or_create(email, assert_valid_email)
        if not partner._kentro_hidden_among():
            return partner
        name, address = tools.parse_contact_from_email(email)
        return self.create({"name": name or address, "email": address})

    @api.model
    def _find_or_create_from_emails(self, emails, ban_emails=None, filter_found=None, **kwargs):
        """A letter from a beneficiary's address does not reveal that she is one."""

        def visible(partner):
            return not partner._kentro_hidden_among() and (not filter_found or filter_found(partner))

        return super()._find_or_create_from_emails(emails, ban_emails, visible, **kwargs)
