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
    def _find(self, query, limit=LIMIT):
        """The nearest people of the municipality: a list of dicts ``id``, ``score`` (0…1), ``reason``.

        By SQL over the whole municipality, whoever asks: callers decide what they show of it. First those in
        whom every typed word is at most a slip away; then, if none of them is good, by parts of names; and if
        there is nobody in whom all words are, those with some of them.
        """
        found = parse(query, fields.Date.context_today(self))
        found["dates"] = near_dates(found["birth_date"]) if found["birth_date"] else []
        tests, keys = self._exact_tests(found), found["keys"]
        if not (tests or keys or found["birth_date"]):
            return []
        self.env["kentro.beneficiary"].flush_model()
        hits = self._rows(found, tests, self._wanted(found, tests), limit)
        if keys and not (hits and hits[0]["score"] >= GOOD):
            self.env.cr.execute(SQL("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", str(NEAR)))
            for every_word in (True, False) if len(keys) > 1 else (True,):
                hits = self._rows(found, tests, self._wanted_parts(found, tests, every_word), limit)
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

    # --- how near somebody is -------------------------------------------------------------

    def _exact_tests(self, found):
        """(condition, score, reason) for each number that was typed."""
        wanted = [
            ("number", found["number"], "number"),
            ("external_ref", found["digits"], "external_ref"),
            ("amka", found["amka"], "amka"),
            ("afm", found["afm"], "afm"),
        ]
        tests = [
            (SQL("p.%s = %s", SQL.identifier(column), value), SQL("1.0"), reason)
            for column, value, reason in wanted
            if value
        ]
        if found["phone"]:
            # families share a telephone: with another name it is a hint, no more; sisters share the birth date too
            same = SQL("p.phone_key = %s", found["phone"])
            tests.append((SQL("%s AND n.score >= %s", same, NEAR), SQL("0.9 + n.score / 20"), "phone"))
            tests.append((same, SQL("0.6") if found["keys"] else SQL("0.85"), "phone"))
        return tests

    def _score(self, found, tests):
        """SQL: how sure it is that this is who was meant, 0…1; NULL for somebody else."""
        cases = [SQL("WHEN %s THEN %s", test, score) for test, score, _reason in tests]
        if found["birth_date"]:
            cases += [
                SQL("WHEN p.birth_date = %s AND n.score >= %s THEN 0.7 + n.score / 4", found["birth_date"], NEAR),
                SQL("WHEN p.birth_date = ANY(%s) AND n.score >= %s THEN 0.6 + n.score / 4", found["dates"], NEAR),
                SQL("WHEN p.birth_date IS NOT NULL AND n.score >= %s THEN n.score * 0.6", NEAR),
            ]
            if not found["keys"]:
                cases.append(SQL("WHEN p.birth_date = %s THEN 0.5", found["birth_date"]))
        cases.append(SQL("WHEN n.score >= %s THEN n.score * 0.85", NEAR))
        return SQL("CASE %s END::float", SQL(" ").join(cases))

    def _reason(self, found, tests):
        """SQL: what makes it likely, as one of the words of ``kentro.person.search._reasons``."""
        cases = [SQL("WHEN %s THEN %s", test, reason) for test, _score, reason in tests]
        if found["birth_date"]:
            named = SQL("n.score >= %s", NEAR) if found["keys"] else SQL("false")
            cases += [
                SQL("WHEN p.birth_date = %s AND %s THEN 'name_birth'", found["birth_date"], named),
                SQL("WHEN p.birth_date = ANY(%s) AND %s THEN 'name_birth_slip'", found["dates"], named),
                SQL("WHEN NOT %s THEN 'birth'", named),
            ]
        return SQL("CASE %s ELSE 'name' END", SQL(" ").join(cases)) if cases else SQL("'name'")

    def _name_score(self, keys):
        """SQL: how near the typed words are to a person's name, whatever their order."""
        if not keys:
            return SQL("0::float")
        words = [
            SQL("greatest(%s)", SQL(", ").join(self._likeness(key) for key in alternatives)) for alternatives in keys
        ]
        return SQL("(%s) / %s", SQL(" + ").join(words), SQL("%s::float", len(words)))

    def _whole_name(self, keys):
        """SQL: how near all that was typed is to all of the name; between equals the shorter name wins."""
        if not keys or not self.env.registry.has_trigram:
            return SQL("0::float")
        return SQL("similarity(%s, p.search_key)", " ".join(sorted(alternatives[0] for alternatives in keys)))

    def _likeness(self, key):
        if self.env.registry.has_trigram:
            return SQL("word_similarity(%s, p.search_key)", key)
        return SQL("(strpos(p.search_key, %s) > 0)::int::float", key)

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
