from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.identity_numbers import compared

SHORTEST = 5  # characters of a number before anybody is found by it


class KentroIdentifier(models.Model):
    """Numbers as they are compared: who has one already, and who is found by one."""

    _inherit = "kentro.identifier"

    def _refuse_taken(self, keys):
        """Refuse numbers that another row has: ``keys`` are (municipality, kind, number as compared).

        The unique index refuses them too, but then the server's log would hold the number. Asked by
        sudo, and answered by the same sentence whether or not the user may see the other person.
        """
        kinds = self.env["kentro.identifier.kind"].browse({kind for _company, kind, _key in keys if kind})
        unique = set(kinds.filtered("is_unique").ids)
        keys = [key for key in keys if key[1] in unique and key[2]]
        held = self.sudo()._read_group(
            Domain("value_key", "in", [key for _company, _kind, key in keys])
            & Domain("status", "!=", "error")
            & Domain("id", "not in", self.ids),
            ["company_id", "kind_id", "value_key"],
        )
        taken = {(company.id, kind.id, key) for company, kind, key in held}
        if len(set(keys)) < len(keys) or not taken.isdisjoint(keys):
            raise ValidationError(
                self.env._(
                    "Another person of the municipality is registered with this number. "
                    "Search for it at Reception before you register."
                )
            )

    @api.model
    def _people_by_key(self, text):
        """The people of this municipality who have the number ``text``, however it is written.

        By sudo, whoever asks, as the search over the register is: callers decide what they show.
        Exact: whoever finds somebody by a number had the number. Returned without further rights.
        """
        return self.env["kentro.beneficiary"].browse(self._ids_by_keys([compared(text)]))

    @api.model
    def _ids_by_keys(self, keys):
        """The ids of the people of `_people_by_key`, for numbers as they are compared; one query."""
        keys = [key for key in keys if len(key) >= SHORTEST]
        if not keys:
            return []
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT beneficiary_id FROM kentro_identifier"
                " WHERE value_key = ANY(%s) AND company_id = %s AND status <> 'error' ORDER BY 1",
                keys,
                self.env.company.id,
            )
        )
        return [id_ for (id_,) in rows]
