from odoo import api, models
from odoo.exceptions import AccessError

from ..contact.base import inner_values


class Base(models.AbstractModel):
    """No record of ours points at a file that its writer may not read, nor is moved to where she may not write.

    Odoo checks no right on the target of a many2one, and record rules only before a write: whoever
    guesses an id could put a score into another's assessment, join a household, or read by related
    fields (computed by sudo) what the rules keep from her. A model whose records are files says so.
    """

    _inherit = "base"

    _kentro_file = False

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and (names := self._kentro_pointers()):
            said = set.intersection(*(set(vals) for vals in vals_list)) if vals_list else set()
            own = {name: value for name, value in self._kentro_own_defaults().items() if name not in said}
            self._kentro_check_pointers(names, [*vals_list, self._kentro_sent_defaults(), own])
        return super().create(vals_list)

    def write(self, vals):
        names = not self.env.su and self._kentro_pointers().intersection(vals)
        if names:
            self._kentro_check_pointers(names, [vals])
        result = super().write(vals)
        if names:
            self.check_access("write")  # a rule may speak of where the record points now
        return result

    def onchange(self, values, field_names, fields_spec):
        if not self.env.su:
            self._kentro_check_form(values)
            self._kentro_check_form(self._kentro_sent_defaults())
            if not field_names:  # the form is opened: what nothing is said of gets its default
                self._kentro_check_form(self._kentro_own_defaults())
        return super().onchange(values, field_names, fields_spec)

    def _kentro_check_form(self, values):
        """Refuse values of a form that point at a file that this user may not read, however deep in their lines.

        A line that is only tried out shows what follows from where it points, which is computed by sudo.
        """
        if names := self._kentro_pointers().intersection(values):
            self._kentro_check_pointers(names, [values])
        for name, value in values.items():
            field = self._fields.get(name)
            if value and field and field.relational:
                for inside in inner_values(value):
                    self.env[field.comodel_name]._kentro_check_form(inside)

    @api.model
    def _kentro_pointers(self):
        """Names of the stored many2one fields of this model to files and structures, as a frozenset.

        What is computed from another field follows it. A model that reaches further on purpose
        overrides this.
        """
        cls = self.env.registry[self._name]
        if "_kentro_pointer_names" not in cls.__dict__:
            cls._kentro_pointer_names = frozenset(
                name
                for name, field in self._fields.items()
                if cls._name.startswith("kentro.") and field.store and field.type == "many2one" and not field.related
                if field.comodel_name == "kentro.structure" or self.env.registry[field.comodel_name]._kentro_file
            )
        return cls._kentro_pointer_names

    def _kentro_own_defaults(self):
        """Defaults that are set for this user: everybody may set any for herself."""
        return self.env["ir.default"]._get_model_defaults(self._name)

    def _kentro_check_pointers(self, names, vals_list):
        """Refuse values of fields ``names`` that this user may not read."""
        for name in sorted(names):
            values = [vals.get(name) for vals in vals_list]
            ids = {value.get("id") if isinstance(value, dict) else value for value in values}
            targets = self.env[self._fields[name].comodel_name].browse(id_ for id_ in ids if id_)
            if targets._filtered_access("read") != targets:
                raise AccessError(
                    self.env._(
                        "«%s»: what you chose is not among what you may see. Choose from the list.",
                        self._fields[name]._description_string(self.env),
                    )
                )

    def _read_group_groupby(self, alias, groupby_spec, query):
        # Odoo asks whether a field may be read where it compiles its column; many2many have none
        if field := self._fields.get(groupby_spec.split(":")[0].split(".")[0]):
            self._check_field_access(field, "read")
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _kentro_strangers(self, partners):
        """Return those of ``partners`` behind whom no user may read this record."""
        return partners.filtered(
            # sudo: who a contact's user is says nothing of the record
            lambda partner: not any(self.with_user(user).has_access("read") for user in partner.sudo().user_ids)
        )
