"""What can fail on a newcomer's machine ends with one sentence that says what to do."""

import socket
import subprocess
import sys

import pytest
from toolchain import ROOT, command, environment, equip, free_port, sentence_of

from dev import chromium, debian, place, say, wanted

NOWHERE = "http://127.0.0.1:9"


def test_taken_port_is_named_with_another_to_try(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        said = sentence_of(command("run", tmp_path, PORT=taken))
    assert f"Port {taken} is taken" in said and f"PORT={taken + 1}" in said


@pytest.mark.parametrize("text", ["abc", "80", "70000"])
def test_port_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(say.Stop, match="give a number from 1024 to 65535"):
        wanted.port()


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 14, 0)])
def test_wrong_python_is_named_with_the_right_ones(tmp_path, version):
    said = sentence_of(command("run", tmp_path, before=f"import sys; sys.version_info = {version}"))
    assert "3.11, 3.12 or 3.13" in said and f"{version[0]}.{version[1]}" in said


def test_python_that_is_not_installed_is_named():
    done = subprocess.run(["make", "run", "PYTHON=python3.99"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode and "python3.99 is not installed" in done.stderr


def test_full_disk_is_found_before_anything_is_fetched(tmp_path):
    df = "import shutil, types; shutil.disk_usage = lambda path: types.SimpleNamespace(free=2**29)"
    said = sentence_of(command("run", tmp_path, before=df, PORT=free_port()))
    assert "512 MB free and 1500 MB are needed" in said and "KENTRO_LOCAL" in said


def test_disk_that_fills_up_on_the_way_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(place, "LOGS", tmp_path)
    with pytest.raises(say.Stop, match="The disk is full"):
        say.quietly(["sh", "-c", "echo cp: No space left on device; false"], "log", "something else")


def test_no_network_for_odoo_is_said(tmp_path):
    said = sentence_of(command("run", tmp_path, PORT=free_port(), http_proxy=NOWHERE, https_proxy=NOWHERE))
    assert "check the network" in said


def test_no_network_for_the_packages_is_said(tmp_path):
    equip(tmp_path, "odoo", *(["pip"] if (place.LOCAL / "pip").exists() else []))
    proxies = {"http_proxy": NOWHERE, "https_proxy": NOWHERE, "PIP_RETRIES": 0, "PIP_NO_CACHE_DIR": 1}
    said = sentence_of(command("test", tmp_path, ODOO_SRC=_source(), PIP_CONFIG_FILE="/dev/null", **proxies))
    assert "Python packages could not be installed" in said and "network" in said


def test_machine_without_a_debian_mirror_is_told_of_the_other_way(monkeypatch):
    monkeypatch.setattr(debian, "sources", lambda: [("http://archive.example/ubuntu", "noble")])
    with pytest.raises(say.Stop, match="set ODOO_SRC"):
        debian.mirror()


def test_no_chromium_to_be_had_is_said(monkeypatch, tmp_path):
    def no_network(*_):
        raise say.Stop(debian.NO_NETWORK)

    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(chromium, "UNPACKED", tmp_path / "chromium")
    monkeypatch.setattr(place, "LOCAL", tmp_path)
    monkeypatch.setattr(debian, "fetch", lambda *_, **__: no_network())
    with pytest.raises(say.Stop, match="apt-get install chromium"):
        chromium.ensure()


def test_folder_that_holds_no_odoo_is_refused(tmp_path):
    said = sentence_of(command("test", tmp_path, ODOO_SRC=tmp_path))
    assert f"ODOO_SRC={tmp_path} holds no Odoo" in said


def test_another_version_of_odoo_is_refused(tmp_path):
    (tmp_path / "odoo").mkdir()
    (tmp_path / "odoo" / "release.py").write_text("version_info = (18, 0, 0, FINAL, 0, '')\n")
    assert "is Odoo 18.0" in sentence_of(command("test", tmp_path, ODOO_SRC=tmp_path))


def test_server_that_does_not_answer_is_said(tmp_path):
    equip(tmp_path, "venv-odoo", "packages-odoo.stamp")
    done = command("reset", tmp_path, ODOO_SRC=_source(), PGHOST="127.0.0.1", PGPORT=9)
    assert "PG* variables does not answer" in sentence_of(done)


def test_folder_without_postgresql_is_refused(tmp_path):
    equip(tmp_path, "venv-odoo", "packages-odoo.stamp")
    done = command("reset", tmp_path, ODOO_SRC=_source(), PG_BIN=tmp_path)
    assert "holds no PostgreSQL" in sentence_of(done)


def test_unknown_municipality_is_answered_with_those_there_are(tmp_path):
    said = sentence_of(command("run", tmp_path, MUNICIPALITY="atlantis"))
    assert "atlantis" in said and "serres" in said and "drama" in said


def test_unknown_make_target_is_answered_with_those_there_are():
    done = subprocess.run(["make", "tset"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode and "no 'make tset': make run, make test" in done.stderr


def test_folder_of_another_user_is_named(tmp_path):
    fault = "import pathlib, errno\ndef deny(self, *a, **k): raise PermissionError(errno.EACCES, 'no', str(self))\n"
    done = command("run", tmp_path / "x", before=fault + "pathlib.Path.mkdir = deny", PORT=free_port())
    assert "may not be written" in sentence_of(done)


@pytest.mark.parametrize("outcome, code", [("passed", 0), ("skipped", 1), ("may_skip", 0), ("failed", 1)])
def test_skipped_test_fails_the_run_unless_it_may_be_skipped(tmp_path, outcome, code):
    test = tmp_path / "test_it.py"
    test.write_text(
        f"import pytest, unittest\n"
        f"@pytest.mark.may_skip('on purpose')\n"
        f"def test_may(): {'pytest.skip()' if outcome == 'may_skip' else 'pass'}\n"
        f"class TestIt(unittest.TestCase):\n"
        f"    def test_it(self): {'self.skipTest(1)' if outcome == 'skipped' else 'assert 1'}\n"
        f"    def test_last(self): assert {outcome != 'failed'}\n"
    )
    options = ["-p", "dev.guard", "-p", "no:odoo", "-p", "no:cacheprovider", f"--rootdir={tmp_path}", "-q"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, test],
        cwd=ROOT,
        env=environment(tmp_path, PYTHONPATH=f"{ROOT}:{_source()}"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert ("a skipped test proves nothing" in done.stdout) == (outcome == "skipped")


def _source():
    import odoo.release

    return odoo.release.__file__.rsplit("/", 2)[0]
