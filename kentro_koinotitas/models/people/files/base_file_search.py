from odoo import models
from odoo.fields import Domain


class Base(models.AbstractModel):
    """No file is found by records of it that the user may not read.

    Odoo asks the rules of lines only where a condition is on their fields; whether there are any, or
    whether a certain one is among them, it answers by sudo. «Has she a residence title?» is the secret.
    """

    _inherit = "base"

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not self.env.su and not bypass_access and (names := self._kentro_lines_of_files()):
            domain = Domain(domain).map_conditions(
                lambda leaf: _by_rules(leaf) if leaf.field_expr in names and "any" not in leaf.operator else leaf
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _kentro_lines_of_files(self):
        """Names of the stored x2many fields of this model to files, as a frozenset."""
        cls = self.env.registry[self._name]
        if "_kentro_line_names" not in cls.__dict__:
            cls._kentro_line_names = frozenset(
                name
                for name, field in self._fields.items()
                if field.store and field.type in ("one2many", "many2many") and not field.related
                if self.env.registry[field.comodel_name]._kentro_file
            )
        return cls._kentro_line_names


def _by_rules(leaf):
    """The condition as one on the lines' own fields, which their rules answer."""
    operator, value = leaf.operator, leaf.value
    if operator == "=?" and not value:
        return Domain.TRUE
    if operator.endswith("like"):
        if value:
            return leaf  # by name, which the rules of the lines answer
        operator = "=" if ("=" in operator) != operator.startswith("not ") else "!="  # as the ORM reads it
        value = False
    values = value if isinstance(value, list | tuple | set | frozenset) else [value]
    wanted = Domain.FALSE
    if not all(values):
        wanted |= Domain(leaf.field_expr, "not any", Domain.TRUE)
    # no file is part of another of its kind: its «children» are itself
    for field, kept in (("display_name", str), ("id", int)):
        if some := [one for one in values if one and isinstance(one, kept)]:
            wanted |= Domain(leaf.field_expr, "any", Domain(field, "in", some))
    return ~wanted if operator in ("!=", "not in") else wanted
