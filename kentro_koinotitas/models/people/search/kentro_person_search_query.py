from odoo import api, fields, models
from odoo.tools import SQL

from ....tools.date_slips import near_dates
from ....tools.greek_sound import near_codes
from ....tools.person_query import parse

LIMIT = 10
NEAR = 0.55  # words less alike than this are other names
GOOD = 0.6  # whoever is found above this is worth showing without looking for names that are less alike
SHORT = 2  # a word of so few letters ("Al", "de") does not have to be there


class KentroPersonSearchQuery(models.AbstractModel):
    """Reception's search over the register: numbers exactly, names by their sound, dates with a slip."""

    _name = "kentro.person.search.query"
    _description = "Query for a person"

    @api.model
    def _find(self, query, limit=LIMIT, among=None):
        """The nearest people of the municipality: a list of dicts ``id``, ``score`` (0…1), ``reason``.

        :param among: SQL that selects the ids of those who may be found. Without it the whole municipality is
            looked through, whoever asks: callers decide what they show of it.

        First those in whom every typed word is at most a slip away; then, if none of them is good, by parts of
        names; and if there is nobody in whom all words are, those with some of them.
        """
        found = parse(query, fields.Date.context_today(self))
        found["dates"] = near_dates(found["birth_date"]) if found["birth_date"] else []
        tests, keys = self._exact_tests(found), found["keys"]
        if not (tests or keys or found["birth_date"]):
            return []
        self.env["kentro.beneficiary"].flush_model()
        allowed = SQL("p.id IN (%s)", among) if among else SQL("TRUE")
        hits = self._rows(found, tests, SQL("(%s) AND %s", self._wanted(found, tests), allowed), limit)
        if keys and not (hits and hits[0]["score"] >= GOOD):
            self.env.cr.execute(SQL("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", str(NEAR)))
            for every_word in (True, False) if len(keys) > 1 else (True,):
                wanted = SQL("(%s) AND %s", self._wanted_parts(found, tests, every_word), allowed)
                hits = self._rows(found, tests, wanted, limit)
                if hits:
                    break
        return hits

    def _rows(self, found, tests, wanted, limit):
        keys = found["keys"]
        self.env.cr.execute(
            SQL(
                """
                SELECT id, score, reason FROM (
                    SELECT p.id, p.name_key, %(whole_name)s AS whole_name, %(score)s AS score, %(reason)s AS reason
                      FROM kentro_beneficiary p, LATERAL (SELECT %(name_score)s AS score) n
                     WHERE p.company_id = %(company)s AND (%(wanted)s)
                ) hit
                WHERE score IS NOT NULL
                ORDER BY score DESC, whole_name DESC, name_key, id LIMIT %(limit)s
                """,
                whole_name=self._whole_name(keys),
                score=self._score(found, tests),
                reason=self._reason(found, tests),
                name_score=self._name_score(keys),
                company=self.env.company.id,
                wanted=wanted,
                limit=limit,
            )
        )
        return self.env.cr.dictfetchall()

    # --- whom to look at: the indexes answer each part -----------------------------------------

    def _wanted(self, found, tests):
        """SQL: people with a number that was typed, with every word a slip away, or with one and near the date."""
        parts = [SQL("(%s)", test) for test, _score, _reason in tests]
        words = [
            SQL("string_to_array(p.sound_codes, ' ') && %s", sorted({code for key in keys for code in near_codes(key)}))
            for keys in found["keys"]
            if len(keys[0]) > SHORT or len(found["keys"]) == 1
        ]
        if words:
            parts.append(SQL("(%s)", SQL(" AND ").join(words)))
        if found["birth_date"]:
            one = SQL(" AND (%s)", SQL(" OR ").join(words)) if words else SQL("")
            dates = found["dates"] if words else [found["birth_date"]]
            parts.append(SQL("(p.birth_date = ANY(%s)%s)", dates, one))
        return SQL(" OR ").join(parts)

    def _wanted_parts(self, found, tests, every_word):
        """SQL: people in whose name something is like every (or any) typed word."""
        parts = [SQL("(%s)", test) for test, _score, _reason in tests]
        if found["birth_date"]:
            parts.append(SQL("p.birth_date = %s", found["birth_date"]))
        words = [SQL("(%s)", SQL(" OR ").join(map(self._is_near, alternatives))) for alternatives in found["keys"]]
        parts.append(SQL("(%s)", SQL(" AND " if every_word else " OR ").join(words)))
        return SQL(" OR ").join(parts)

    def _is_near(self, key):
        if self.env.registry.has_trigram:
            return SQL("%s <%% p.search_key", key)
        return SQL("p.search_key LIKE %s", f"%{key}%")
