"""Every term of our addons has its Greek, and the Greek keeps what the code puts into it."""

import pytest
from odoo import SUPERUSER_ID
from odoo.tools.translate import TranslationModuleReader

from dev import i18n


@pytest.mark.parametrize("addon", ["kentro_koinotitas", "kentro_roma_annex"])
def test_every_term_has_its_greek(transaction, addon):
    env = transaction(SUPERUSER_ID)
    with env.cr:
        rows = list(TranslationModuleReader(env.cr, modules=[addon], lang="el_GR"))
    assert rows
    lacking, broken = i18n.faults(rows)
    assert not broken, broken
    assert not lacking, f"{len(lacking)} terms lack Greek (make i18n lists them): {lacking[:20]}"


def test_only_terms_with_words_need_greek():
    assert i18n.needs_greek("%(count)s posts")
    for term in ("%(records)s: %(rule)s", "ΑΜΚΑ", "in-progress"):
        assert not i18n.needs_greek(term)


def test_lost_placeholders_tags_and_greek_are_found():
    rows = [
        ("addon", "code", "here", 0, "%s of %s", "%s", ()),
        ("addon", "model_terms", "view", 0, '<b title="Age">Old</b>', '<b title="Ηλικία">Παλιό</b>', ()),
        ("addon", "model_terms", "view", 0, "<b>Old</b>", "<i>Παλιό</i>", ()),
        ("addon", "model", "name", 0, "Age", "Age", ()),
    ]
    lacking, broken = i18n.faults(rows)
    assert len(lacking) == 1 and len(broken) == 2
