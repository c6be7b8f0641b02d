from math import log2

from odoo import api, models
from odoo.tools import SQL

from ....tools.greek_sound import name_key
from ....tools.same_person import LIKELY, Entry, weight

CROWD = 12  # a telephone that more people have is a shelter's or an office's, and says nothing of who they are
FEW = 100  # people whose like are looked up one by one; those of more by reading the whole register
FEWEST = 50_000  # people among whom names are as rare as in the country

# Two entries worth comparing, as conditions on `a` and `b`: alike in something that few people share.
BLOCKS = (
    "a.phone_key = b.phone_key AND a.phone_key NOT IN (SELECT phone_key FROM crowd)",
    "a.birth_date = b.birth_date",
    "a.last_key = b.last_key AND a.first_key = b.first_key",
    "a.last_key = b.first_key AND a.first_key = b.last_key",
    "a.last_key = b.last_key AND to_char(a.birth_date, 'YYYYMM') = to_char(b.birth_date, 'YYYYMM')",
    "a.last_key = b.last_key AND to_char(a.birth_date, 'MMDD') = to_char(b.birth_date, 'MMDD')",
    "a.amka = b.amka",
    "a.afm = b.afm",
)


class KentroDuplicate(models.Model):
    """Comparing entries of the register: SQL picks the pairs, `tools/same_person.py` weighs them."""

    _inherit = "kentro.duplicate"

    @api.model
    def _pairs(self, people=None):
        """Return ``[(id, other id, bits, reasons)]`` of the pairs that are likely one person, ids ascending.

        :param people: only pairs with one of these; all of the register, if not given. By SQL over whole
            municipalities, whoever asks: callers decide what they tell of it.
        """
        self.env["kentro.beneficiary"].flush_model()
        # whatever the planner believes of the table's size (nothing, of a register just imported), for many it is
        # no loop within a loop
        few = people is not None and len(people) <= FEW
        self.env.cr.execute("SET LOCAL enable_nestloop = %s", ["on" if few else "off"])
        pairs = self.env.execute_query(self._sql_pairs(people))
        self.env.cr.execute("SET LOCAL enable_nestloop = on")
        entries = self._entries({id_ for pair in pairs for id_ in pair})
        if not pairs:
            return []
        worth, found = self._worth({name for entry in entries.values() for name in (entry.last, entry.first)}), []
        for one, other in pairs:
            weighed = weight(entries[one], entries[other], worth)
            if weighed.bits >= LIKELY:
                found.append((one, other, weighed.bits, weighed.reasons))
        return found

    def _sql_pairs(self, people):
        mine = SQL(" AND a.id = ANY(%s)", people.ids) if people is not None else SQL(" AND a.id < b.id")
        alike = SQL(" UNION ").join(
            SQL(
                "SELECT least(a.id, b.id), greatest(a.id, b.id) FROM kentro_beneficiary a JOIN kentro_beneficiary b"
                " ON a.company_id = b.company_id AND a.id <> b.id AND %s%s"
                # who was merged is found, and answered for, as the entry that was kept
                " AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL",
                SQL(block),
                mine,
            )
            for block in BLOCKS
        )
        return SQL(
            """WITH crowd AS (SELECT phone_key FROM kentro_beneficiary WHERE phone_key IS NOT NULL
                                GROUP BY phone_key HAVING count(*) > %s) %s""",
            CROWD,
            alike,
        )

    def _entries(self, ids):
        """Return ``{id: Entry}``."""
        rows = self.env.execute_query(
            SQL(
                """SELECT id, last_key, first_key, birth_date, sex, phone_key, father_name, mother_name, afm, amka
                     FROM kentro_beneficiary WHERE id = ANY(%s)""",
                list(ids),
            )
        )
        parents = {name: name_key(name, first=True) for row in rows for name in row[6:8] if name}
        return {
            id_: Entry(
                last or "", first or "", birth, sex or "", phone or "",
                parents.get(father, ""), parents.get(mother, ""), afm or "", amka or "",
            )
            for id_, last, first, birth, sex, phone, father, mother, afm, amka in rows
        }  # fmt: skip

    def _worth(self, names):
        """Return the function that says how many bits it tells that two people have one of ``names``."""
        counts = {}
        for column in ("last_key", "first_key"):
            for key, count in self.env.execute_query(
                SQL(
                    "SELECT %s, count(*) FROM kentro_beneficiary WHERE %s = ANY(%s) GROUP BY 1",
                    SQL.identifier(column), SQL.identifier(column), sorted(names),
                )
            ):  # fmt: skip
                counts[key] = counts.get(key, 0) + count
        ((total,),) = self.env.execute_query(
            SQL("SELECT reltuples FROM pg_class WHERE oid = 'kentro_beneficiary'::regclass")
        )
        # in a small register a name seen once is not rarer than in the country
        most = log2(max(total, FEWEST))
        return lambda key: max(most - log2(counts.get(key, 1)), 0)

