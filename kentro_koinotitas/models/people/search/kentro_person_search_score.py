from odoo import models
from odoo.tools import SQL

from .kentro_person_search_query import NEAR

OTHER_PHONE = 0.55  # of the likeness of a name, if part of a telephone was typed that she does not have


class KentroPersonSearchQuery(models.AbstractModel):
    """How near somebody is to what was typed, and in what."""

    _inherit = "kentro.person.search.query"

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

    def _has_part(self, found):
        """SQL: somebody of the name that was typed, in whose telephone the few digits typed beside it are; or None."""
        if found["part"] and found["keys"]:
            return SQL("(p.phone_key LIKE %s AND n.score >= %s)", f"%{found['part']}%", NEAR)

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
        if part := self._has_part(found):
            cases += [
                SQL("WHEN %s THEN 0.65 + n.score / 10", part),
                SQL("WHEN n.score >= %s THEN n.score * %s", NEAR, OTHER_PHONE),
            ]
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
        if part := self._has_part(found):
            cases.append(SQL("WHEN %s THEN 'phone_part'", part))
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
