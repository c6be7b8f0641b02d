"""Every term of our addons has its Greek, and the Greek keeps what the code puts into it."""

from pathlib import Path

import polib
import pytest
from odoo import SUPERUSER_ID
from odoo.modules import get_module_path
from odoo.tools.translate import TranslationModuleReader

from dev import i18n, instance


@pytest.mark.parametrize("addon", ["kentro_koinotitas", "kentro_roma_annex"])
def test_every_term_has_its_greek(transaction, addon):
    env = transaction(SUPERUSER_ID)
    with env.cr:
        rows = list(TranslationModuleReader(env.cr, modules=[addon], lang="el_GR"))
    assert rows
    lacking, broken = i18n.faults(rows, i18n.translated(addon))
    assert not broken, broken
    assert not lacking, f"{len(lacking)} terms lack Greek (make i18n lists them): {lacking[:20]}"


def test_words_of_odoo_are_ours_only_while_odoo_has_none():
    """`i18n_extra/el.po`: a term that Odoo translates, or has no more, leaves the file."""
    extra = polib.pofile(instance.addons()["kentro_koinotitas"] / "i18n_extra" / "el.po")
    lacking, known = set(), set()
    for module in ("base", "base_import", "calendar", "mail", "resource", "web"):
        folder = Path(get_module_path(module)) / "i18n"
        terms = {term.msgid for term in polib.pofile(folder / f"{module}.pot")}
        known |= terms
        lacking |= terms - {term.msgid for term in polib.pofile(folder / "el.po").translated_entries()}
    assert extra
    assert not [term.msgid for term in extra if term.msgid not in known], "Odoo has these no more"
    assert not [term.msgid for term in extra if term.msgid not in lacking], "Odoo has Greek for these"
    rows = [("odoo", "code", "", 0, term.msgid, term.msgstr, ()) for term in extra]
    assert i18n.faults(rows, {term.msgid for term in extra}) == ([], [])


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
    lacking, broken = i18n.faults(rows, {row[4] for row in rows})
    assert len(lacking) == 1 and len(broken) == 2


def test_greek_of_former_english_is_lacking():
    rows = [("addon", "model", "name", 0, "Left on", "Ηλικία", ())]
    assert i18n.faults(rows, {"Age"}) == (["model name: 'Left on'"], [])


def test_a_label_of_new_english_waits_for_new_greek():
    here = [("model:ir.model.fields,field_description:addon.field_x", "")]
    former = [polib.POEntry(msgid="Age", msgstr="Ηλικία", occurrences=here)]
    kept = polib.POEntry(msgid="Age", msgstr="Ηλικία", occurrences=here)
    changed = polib.POEntry(msgid="Left on", msgstr="Ηλικία", occurrences=here)
    i18n.drop_greek_of_former_english([kept, changed], former)
    assert (kept.msgstr, changed.msgstr) == ("Ηλικία", "")
