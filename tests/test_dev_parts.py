"""Parts of the tool chain that decide something: sources of apt, the layout of XML, templates, locks."""

import threading

import pytest

from dev import debian, guard, instance, locks, place, templates, wanted, xml_format

XML = '<?xml version="1.0" encoding="utf-8"?>\n<odoo>\n{}</odoo>\n'


def test_both_formats_of_apts_sources_are_read(tmp_path):
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list").write_text(
        "# deb http://old.example buster main\ndeb [arch=amd64] http://one.example/debian bookworm main\n"
        "deb-src http://one.example/debian bookworm main\n"
    )
    (tmp_path / "sources.list.d" / "a.list").write_text("deb http://two.example bookworm-updates main\n")
    (tmp_path / "sources.list.d" / "b.sources").write_text(
        "Types: deb deb-src\nURIs: http://three.example/debian\nSuites: bookworm bookworm-security\n\n"
        "Types: deb\nURIs: http://four.example\nSuites: bookworm\nEnabled: no\n"
    )
    assert list(debian.sources(tmp_path)) == [
        ("http://one.example/debian", "bookworm"),
        ("http://two.example", "bookworm-updates"),
        ("http://three.example/debian", "bookworm"),
        ("http://three.example/debian", "bookworm-security"),
    ]


def test_mirror_is_that_of_the_release_and_not_of_its_security_suite(monkeypatch):
    monkeypatch.setattr(debian, "KEYRING", place.ROOT)
    monkeypatch.setattr(debian, "release", lambda: "bookworm")
    offered = [("http://security.example/debian-security", "bookworm"), ("http://deb.example", "bookworm")]
    monkeypatch.setattr(debian, "sources", lambda: iter(offered))
    assert debian.mirror() == "http://deb.example"


@pytest.mark.parametrize(
    "body, fault",
    [
        ("    <record>\n        <field/>\n    </record>\n", None),
        ("    <p>\n      Text <b>in</b>\n      lines\n    </p>\n", None),
        ("    <!-- why -->\n    <record/>\n", None),
        ("   <record/>\n", ":3: <record> stands at 3 spaces, not 4"),
        ("    <a>\n    <b/>\n    </a>\n", ":4: <b> stands at 4 spaces, not 8"),
        ("\t<record/>\n", ":3: a tab"),
        ("    <record/> \n", ":3: spaces at the end of the line"),
        ("    <record>\n", "not well-formed"),
    ],
)
def test_layout_of_xml(tmp_path, body, fault):
    path = tmp_path / "it.xml"
    path.write_text(XML.format(body))
    faults = list(xml_format.faults_of(path))
    assert any(fault in found for found in faults) if fault else not faults, faults


def test_fingerprint_follows_what_an_addon_puts_into_a_database(tmp_path):
    addon = tmp_path / "addon"
    for name in ("models/a.py", "tests/test_a.py", "static/src/a.js"):
        (addon / name).parent.mkdir(parents=True)
        (addon / name).write_text("1")
    before = instance.fingerprint(addon)
    (addon / "tests/test_a.py").write_text("2")
    (addon / "static/src/a.js").write_text("2")
    assert instance.fingerprint(addon) == before
    (addon / "models/a.py").write_text("2")
    assert instance.fingerprint(addon) != before


def test_base_modules_are_what_ours_depend_on_and_the_import_dialog():
    modules = instance.base_modules()
    assert {"base", "mail", "contacts", "calendar", "base_import"} <= set(modules)
    assert not set(modules) & set(instance.addons())


def test_names_of_template_databases_fit_into_postgresql():
    longest = f"{templates.PREFIX}_addons_{'x' * 12}_unfinished"
    assert len(longest) <= 63


def test_last_to_leave_a_shared_lock_is_the_one_who_cleans_up(tmp_path, monkeypatch):
    monkeypatch.setattr(place, "LOCAL", tmp_path)
    cleaned, entered, leave = [], threading.Event(), threading.Event()

    def other():
        with locks.shared("it", last=lambda: cleaned.append("other")):
            entered.set()
            leave.wait(10)

    thread = threading.Thread(target=other)
    with locks.shared("it", last=lambda: cleaned.append("first")):
        thread.start()
        entered.wait(10)
    assert not cleaned
    leave.set()
    thread.join()
    assert cleaned == ["other"]


def test_each_municipality_has_a_demo_database_of_its_own(monkeypatch):
    monkeypatch.delenv("DB", raising=False)
    monkeypatch.setenv("MUNICIPALITY", "drama")
    assert wanted.database() == "kentro_demo_drama"
    monkeypatch.setenv("MUNICIPALITY", "")
    assert wanted.database() == "kentro_demo_serres"


def test_guard_is_at_work_in_this_run(pytestconfig):
    assert pytestconfig.pluginmanager.has_plugin("dev.guard") and guard.__doc__
