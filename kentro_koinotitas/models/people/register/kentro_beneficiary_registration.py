from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import clean_context

from ..contact.kentro_beneficiary_contact import CONTACT_FIELDS
from ..contact.res_partner import REGISTERING
from .number_series import TRIAL, next_numbers, trial_numbers


class KentroBeneficiary(models.Model):
    """Registration: a contact of her own, hidden from the start, and a number."""

    _inherit = "kentro.beneficiary"

    @api.model_create_multi
    def create(self, vals_list):
        self.check_access("create")
        self._refuse_given(vals_list)
        contacts, rows = [], []
        for vals in vals_list:
            contact, row = self._split(vals)
            structures = self._registration_structures(vals)
            contact["name"] = self._full_name(vals.get("last_name"), vals.get("first_name")) or "-"
            contact["active"] = vals.get("active", True)
            row["company_id"] = contact["company_id"] = structures.company_id.id
            row["structure_ids"] = [Command.set(structures.ids)]
            contacts.append(contact)
            rows.append(row)
        self._refuse_taken(rows)
        for row, partner, number in zip(rows, self._make_contacts(contacts), self._numbers(rows), strict=True):
            row.update(partner_id=partner.id, number=number)
        registering = self.with_context(kentro_registering=REGISTERING)
        return super(KentroBeneficiary, registering).create(rows).with_env(self.env)

    def _prepare_create_values(self, vals_list):
        # the contact is complete: what the ORM adds for it (precomputed fields) would be a second write
        contact = {name for name, field in self._fields.items() if field.inherited}
        prepared = super()._prepare_create_values(vals_list)
        return [{name: value for name, value in vals.items() if name not in contact} for vals in prepared]

    def write(self, vals):
        self._refuse_given([vals])
        contact, row = self._split(vals)
        self._refuse_taken([{"company_id": company.id, **row} for company in self.sudo().company_id])
        result = super().write(row)
        if "active" in row:
            contact["active"] = row["active"]
        # sudo: a contact belongs to its file, and who may write the file was just asked
        contacts = self.partner_id.sudo().with_context(kentro_registering=REGISTERING)
        if contact:
            contacts.write(contact)
        if not {"last_name", "first_name"}.isdisjoint(row):
            self._rename_contacts(contacts)
        return result

    def _rename_contacts(self, contacts):
        """Give each contact the name of its person; in the cache, so that they are written together, not one by one."""
        name = contacts._fields["name"]
        for person in self:
            name.write(person.partner_id.with_env(contacts.env), self._full_name(person.last_name, person.first_name))
        contacts.modified(["name"])

    def _refuse_given(self, vals_list):
        """Refuse what registration alone decides, wherever the values come from."""
        given = {name for vals in vals_list for name in ("partner_id", "number") if vals.get(name)}
        if "partner_id" in given:
            raise UserError(
                self.env._(
                    "A beneficiary gets a contact of her own and never takes over another. Leave the contact out."
                )
            )
        if given:
            raise UserError(self.env._("The register number is given at registration. Leave it out."))

    def _refuse_taken(self, rows):
        """Refuse numbers that another person of the municipality has.

        The unique indexes refuse them too, but then the server's log would hold the number. Asked by
        sudo, and answered by the same sentence whether or not the user may see the other person.
        """
        everybody = self.sudo().with_context(active_test=False)
        for name in ("afm", "amka", "external_ref"):
            given = [(row["company_id"], row[name]) for row in rows if row.get(name)]
            if not given:
                continue
            held = everybody._read_group(
                [(name, "in", [value for _company, value in given]), ("id", "not in", self.ids)], ["company_id", name]
            )
            taken = {(company.id, value) for company, value in held}
            if len(set(given)) < len(given) or len(self) > 1 or not taken.isdisjoint(given):
                raise ValidationError(
                    self.env._(
                        "Another person of the municipality is registered with this %s. "
                        "Search for the number at Reception before you register.",
                        self._fields[name]._description_string(self.env),
                    )
                )

    def _split(self, vals):
        """``vals`` as two dicts: what goes on the contact, and what stays in the file."""
        contact, row = {}, {}
        for name, value in vals.items():
            field = self._fields.get(name)
            if not field or not field.inherited:
                row[name] = value
            elif name in CONTACT_FIELDS:
                contact[name] = value
            elif value and name != "name":
                raise UserError(
                    self.env._("%s is not kept on the contact of a beneficiary.", field._description_string(self.env))
                )
        for name in ("partner_id", "number"):
            row.pop(name, None)
        return contact, row

    def _has_field_access(self, field, operation):
        # registration alone says which structure serves her first
        registering = self.env.context.get("kentro_registering") is REGISTERING
        return (registering and field.name == "structure_ids") or super()._has_field_access(field, operation)

    def _registration_structures(self, vals):
        """The structures that serve her from the start: given by the system, else where the user works today."""
        # sudo: a structure is read only for the municipality it belongs to
        structures = self.env.user.sudo().kentro_structure_id
        if vals.get("structure_ids"):
            self._check_field_access(self._fields["structure_ids"], "write")
            ids = [id_ for command in vals["structure_ids"] for id_ in _linked(command)]
            structures = structures.browse(ids)
        if not structures:
            raise UserError(
                self.env._(
                    "Nobody can be registered: you work in no structure today. "
                    "Ask the coordinator to give you a post, or choose the structure you work in."
                )
            )
        if len(structures.company_id) > 1:
            raise UserError(self.env._("A person is registered with the structures of one municipality."))
        return structures

    def _make_contacts(self, vals_list):
        # sudo: who may register a beneficiary may make this one contact, and no other
        Contact = self.env["res.partner"].sudo().with_context(**clean_context(self.env.context))
        quiet = Contact.with_context(
            kentro_registering=REGISTERING,
            tracking_disable=True,
            mail_create_nosubscribe=True,
            _partners_skip_fields_sync=True,  # no parent, no children: nothing to synchronise
        )
        return quiet.create(vals_list)

    def _unregister(self):
        """Take back people who were registered in this transaction, with their contacts."""
        # sudo: nobody deletes a registered person; these never were one to anybody
        people = self.sudo().with_context(kentro_registering=REGISTERING)
        contacts = people.partner_id
        people.unlink()
        contacts.unlink()

    def _numbers(self, rows):
        """A number for each row, in their order."""
        if self.env.context.get("kentro_trial") is TRIAL:
            return trial_numbers(len(rows))
        year = fields.Date.context_today(self).year
        series = {}
        for company_id in {row["company_id"] for row in rows}:
            count = sum(row["company_id"] == company_id for row in rows)
            series[company_id] = iter(next_numbers(self.env.cr, company_id, year, count))
        return [next(series[row["company_id"]]) for row in rows]


def _linked(command):
    """Ids an x2many command links."""
    if isinstance(command, int):
        return [command]
    if command[0] == Command.SET:
        return command[2]
    return [command[1]] if command[0] == Command.LINK else []
