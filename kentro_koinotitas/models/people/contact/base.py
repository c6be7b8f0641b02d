from odoo import api, models
from odoo.exceptions import AccessError
from psycopg2 import errors

# Where a contact of the Centre may never appear, whoever writes it: these records are seen, mailed
# or merged outside the Centre, and most store the name or show it by sudo.
NEVER = {
    "calendar.attendee",
    "calendar.event",
    "discuss.channel.member",
    "mail.followers",
    "mail.mail",
    "mail.message",
    "mail.notification",
    "res.company",
    "res.partner",
    "res.partner.bank",
    "res.users",
}


class Base(models.AbstractModel):
    """No record anywhere points at a hidden contact unless its writer may read that contact.

    Odoo checks no right on the target of a many2one and then shows its name, and every related
    field, by sudo: whoever guesses an id would read the register that way. Checked on what is
    stored and on what a form only tries out (`onchange`).
    """

    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self._kentro_contact_fields():
            records._kentro_check_contacts(self._kentro_contact_fields())
        return records

    def write(self, vals):
        result = super().write(vals)
        names = self._kentro_contact_fields()
        if names and not names.isdisjoint(vals):
            self._kentro_check_contacts(names.intersection(vals))
        return result

    def onchange(self, values, field_names, fields_spec):
        ids = {*self._kentro_contact_ids(values), *self._kentro_contact_ids(self._kentro_sent_defaults())}
        self._kentro_refuse_hidden(self.env["res.partner"].browse(ids))
        return super().onchange(values, field_names, fields_spec)

    def _kentro_sent_defaults(self):
        """Defaults that the context carries: a client may send any."""
        return {name[8:]: value for name, value in self.env.context.items() if name.startswith("default_")}

    def _kentro_contact_fields(self):
        """Names of the stored relations of this model to contacts, as a frozenset."""
        cls = self.env.registry[self._name]
        if "_kentro_contact_names" not in cls.__dict__:
            cls._kentro_contact_names = frozenset(
                name
                for name, field in self._fields.items()
                if field.store and field.type in ("many2one", "many2many") and field.comodel_name == "res.partner"
                if name != "commercial_partner_id"  # computed: the contact itself or the one of its parent
            )
        return cls._kentro_contact_names

    def _kentro_check_contacts(self, names):
        # sudo: the question is where the record points, not what the writer sees of it
        contacts = self.env["res.partner"].sudo().union(*(self.sudo()[name] for name in sorted(names)))
        self._kentro_refuse_hidden(contacts)

    def _kentro_refuse_hidden(self, contacts):
        """Refuse if hidden contacts are among ``contacts`` and this model or user may not have them."""
        hidden = contacts.sudo()._kentro_hidden_among()
        if not hidden:
            return
        if self._name in NEVER:
            raise AccessError(
                self.env._(
                    "The contact of a beneficiary can be no user, attendee, follower, author, recipient, "
                    "parent or bank account holder. Use the request or the case instead."
                )
            )
        if hidden.sudo(self.env.su)._filtered_access("read") != hidden.sudo(self.env.su):
            raise AccessError(self.env._("This contact is not available to you."))

    def _kentro_contact_ids(self, values):
        """Ids of contacts that form values name, those inside lines included."""
        for name, value in values.items():
            field = self._fields.get(name)
            if not value or not field or not field.relational:
                continue
            for inside in inner_values(value):
                yield from self.env[field.comodel_name]._kentro_contact_ids(inside)
            if field.comodel_name != "res.partner":
                continue
            if field.type == "many2one":
                yield from _ids(value)
            elif isinstance(value, list | tuple):
                for command in value:
                    if not isinstance(command, list | tuple):
                        command = (4, command)
                    if command[0] in (4, 6):
                        yield from _ids(command[2] if command[0] == 6 else command[1])

    def _sql_error_to_message_generic(self, exc):
        # PostgreSQL 18 has a class of its own for a refused deletion; the core knows the older one
        if isinstance(exc, errors.RestrictViolation):
            return self.env._("This record is used by others and cannot be deleted. Archive it instead.")
        return super()._sql_error_to_message_generic(exc)


def inner_values(value):
    """Values that a client sends inside that of a relation: of a record tried out, or of its lines."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list | tuple):
        for command in value:
            inside = command[2] if isinstance(command, list | tuple) and len(command) == 3 else command
            if isinstance(inside, dict):
                yield inside


def _ids(value):
    """Ids in a many2one value or list of ids, in any of the forms a client sends."""
    if isinstance(value, dict):
        value = value.get("id")
    if isinstance(value, list | tuple):
        return [one for item in value for one in _ids(item)]
    return [value] if isinstance(value, int) and not isinstance(value, bool) else []
