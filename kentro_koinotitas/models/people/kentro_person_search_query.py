from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.person_query import parse

LIMIT = 10
NEAR = 0.55  # words less alike than this are other names


class KentroPersonSearchQuery(models.AbstractModel):
    """Reception's search over the register: numbers exactly, names by their sound, one query."""

    _name = "kentro.person.search.query"
    _description = "Query for a person"

    @api.model
    def _find(self, query, limit=LIMIT):
        """The nearest people of the municipality: a list of dicts ``id``, ``score`` (0…1), ``reason``.

        By SQL over the whole municipality, whoever asks: callers decide what they show of it. People
        in whose name every typed word is near; only if there is none, those with some of the words.
        """
        found = parse(query, fields.Date.context_today(self))
        tests, keys = self._exact_tests(found), found["keys"]
        if not (tests or keys or found["birth_date"]):
            return []
        self.env["kentro.beneficiary"].flush_model()
        self.env.cr.execute(SQL("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", str(NEAR)))
        hits = []
        for every_word in (True, False) if len(keys) > 1 else (True,):
            if not hits:
                self.env.cr.execute(self._find_sql(found, tests, every_word, limit))
                hits = self.env.cr.dictfetchall()
        return hits

    def _find_sql(self, found, tests, every_word, limit):
        birth = SQL("p.birth_date = %s", found["birth_date"]) if found["birth_date"] else SQL("false")
        return SQL(
            """
            SELECT id, score, reason FROM (
                SELECT p.id, p.name_key, %(whole_name)s AS whole_name,
                       CASE %(scores)s WHEN %(birth)s AND n.score >= %(near)s THEN 0.7 + n.score / 4
                            WHEN n.score >= %(near)s THEN n.score * 0.85
                            WHEN %(birth)s AND %(birth_only)s THEN 0.5 END AS score,
                       CASE %(reasons)s WHEN %(birth)s AND n.score >= %(near)s THEN 'name_birth'
                            WHEN n.score >= %(near)s THEN 'name' ELSE 'birth' END AS reason
                  FROM kentro_beneficiary p, LATERAL (SELECT %(name_score)s AS score) n
                 WHERE p.company_id = %(company)s AND (%(wanted)s)
            ) hit
            WHERE score IS NOT NULL
            ORDER BY score DESC, whole_name DESC, name_key, id LIMIT %(limit)s
            """,
            scores=SQL(" ").join(SQL("WHEN %s THEN %s::float", test, score) for test, score, _reason in tests),
            reasons=SQL(" ").join(SQL("WHEN %s THEN %s", test, reason) for test, _score, reason in tests),
            birth=birth,
            birth_only=SQL("false") if found["keys"] else SQL("true"),
            near=NEAR,
            name_score=self._name_score(found["keys"]),
            whole_name=self._whole_name(found["keys"]),
            company=self.env.company.id,
            wanted=self._wanted(tests, birth, found["keys"], every_word),
            limit=limit,
        )

    def _exact_tests(self, found):
        """(condition, score, reason) for each number that was typed."""
        wanted = [
            ("number", found["number"], 1.0, "number"),
            ("external_ref", found["digits"], 1.0, "external_ref"),
            ("amka", found["amka"], 1.0, "amka"),
            ("afm", found["afm"], 1.0, "afm"),
        ]
        tests = [
            (SQL("p.%s = %s", SQL.identifier(column), value), score, reason)
            for column, value, score, reason in wanted
            if value
        ]
        if found["phone"]:
            # families share a telephone: with another name it is a hint, no more
            same = SQL("p.phone_key = %s", found["phone"])
            tests.append((SQL("%s AND n.score >= %s", same, NEAR), 0.95, "phone"))
            tests.append((same, 0.6 if found["keys"] else 0.85, "phone"))
        return tests

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

    def _wanted(self, tests, birth, keys, every_word):
        """Which rows to look at: the indexes answer each part."""
        parts = [SQL("(%s)", test) for test, _score, _reason in tests] + [birth]
        words = [SQL("(%s)", SQL(" OR ").join(map(self._is_near, alternatives))) for alternatives in keys]
        if words:
            parts.append(SQL("(%s)", SQL(" AND " if every_word else " OR ").join(words)))
        return SQL(" OR ").join(parts)

    def _is_near(self, key):
        if self.env.registry.has_trigram:
            return SQL("%s <%% p.search_key", key)
        return SQL("p.search_key LIKE %s", f"%{key}%")
