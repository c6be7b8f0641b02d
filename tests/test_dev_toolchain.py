"""The commands on an Odoo source and a PostgreSQL server that were there before, from end to end."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import odoo.release
import psycopg2
import pytest
from toolchain import Running, command, environment, equip, free_port

from dev import instance, place, postgres

PASSWORD = "not the login"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """An Odoo source laid out as its git repository is: odoo-bin, odoo/ with the core, addons/."""
    given = Path(odoo.release.__file__).parents[1]
    top = place.LOCAL / f"checkout-{os.getpid()}"  # same disk, so that hard links do
    (top / "odoo" / "addons").mkdir(parents=True)
    (top / "addons").mkdir()
    (top / "odoo-bin").write_text("#!/usr/bin/env python3\nimport odoo.cli\nodoo.cli.main()\n")
    core = [path for path in (given / "odoo").iterdir() if path.name not in ("addons", "__pycache__")]
    _link(core, top / "odoo")
    _link([given / "odoo" / "addons" / "base"], top / "odoo" / "addons")
    found = {}
    for folder in (given / "addons", given / "odoo" / "addons"):
        found.update({path.name: path for path in folder.iterdir() if (path / "__manifest__.py").exists()})
    _link([path for name, path in found.items() if name != "base"], top / "addons")
    yield top
    subprocess.run(["rm", "-rf", top], check=True)


def _link(paths, folder):
    subprocess.run(["cp", "-rlL", *paths, folder], check=True)


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server with TCP and a password, as a municipality has; yields its variables."""
    cluster = postgres.Cluster(f"postgres-existing-{os.getpid()}", fast=True)
    cluster.start()
    number = free_port()
    socket = {"host": str(cluster.socket), "user": postgres.USER, "dbname": "postgres"}
    connection = psycopg2.connect(**socket)
    connection.autocommit = True
    connection.cursor().execute(f"CREATE ROLE kentro LOGIN CREATEDB PASSWORD '{PASSWORD}'")
    connection.cursor().execute("CREATE ROLE beginner LOGIN PASSWORD 'x'")
    connection.cursor().execute("ALTER SYSTEM SET listen_addresses = '127.0.0.1'")
    connection.cursor().execute(f"ALTER SYSTEM SET port = {number}")
    connection.close()
    access = cluster.data / "pg_hba.conf"
    access.write_text(access.read_text() + "host all all 127.0.0.1/32 scram-sha-256\n")
    cluster.stop()
    cluster._own(cluster.socket, 0o755)
    options = f"-k {cluster.socket} -c fsync=off"
    cluster._call("pg_ctl", "-D", cluster.data, "-l", cluster.state / "log", "-w", "-s", "-o", options, "start")
    yield {"PGHOST": "127.0.0.1", "PGPORT": number, "PGUSER": "kentro", "PGPASSWORD": PASSWORD}
    cluster.stop()
    subprocess.run(["rm", "-rf", cluster.state, cluster.home], check=True)


@pytest.fixture
def local(tmp_path):
    """A folder of its own, with the packages lent."""
    equip(tmp_path, "venv-odoo", "packages-odoo.stamp")
    return tmp_path


def databases_of(server):
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    connection = psycopg2.connect(dbname="postgres", **{key: server[name] for key, name in names.items()})
    cursor = connection.cursor()
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'kentro%'")
    found = {name for (name,) in cursor.fetchall()}
    connection.close()
    return found


def call(number, path, cookie="", **params):
    """Call Odoo's web client as a browser would; return the answer and the session's cookie."""
    body = json.dumps({"jsonrpc": "2.0", "params": params}).encode()
    headers = {"Content-Type": "application/json", "Cookie": cookie}
    with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{number}{path}", body, headers)) as reply:
        return json.load(reply), (reply.headers.get("Set-Cookie") or "").split(";")[0]


def log_in(number, database, login):
    params = {"db": database, "login": login, "password": login}
    answer, cookie = call(number, "/web/session/authenticate", **params)
    return answer.get("result"), cookie


def rpc(number, cookie, model, method, *args):
    params = {"model": model, "method": method, "args": list(args), "kwargs": {}}
    return call(number, f"/web/dataset/call_kw/{model}/{method}", cookie, **params)[0]["result"]


def test_demo_on_an_existing_source_and_server(checkout, server, local):
    database, number = "kentro_demo_drama", free_port()
    variables = {**server, "ODOO_SRC": checkout, "MUNICIPALITY": "drama", "PORT": number}

    # Interrupted while the database is being made: nothing that the next start takes for whole.
    first = Running(local, local / "first", **variables)
    first.wait_for("installing Odoo and the addons")
    while f"{database}_unfinished" not in databases_of(server):
        time.sleep(0.2)
    first.stop()
    assert database not in databases_of(server)

    second = Running(local, local / "second", **variables)
    second.wait_for("Ctrl-C stops it")
    assert f"http://localhost:{number}" in second.said() and "reception" in second.said()
    session, cookie = log_in(number, database, "worker")
    assert session["username"] == "worker" and session["user_context"]["lang"] == "el_GR"
    structures = rpc(number, cookie, "kentro.structure", "search_count", [])
    assert structures, "the municipality was not loaded"
    kept = rpc(number, log_in(number, database, "admin")[1], "res.partner", "create", [{"name": "Kept"}])

    # The port is taken now, and a second make run in this checkout is not let in.
    again = command("run", local, **{**variables, "PORT": free_port()})
    assert again.returncode == 1 and "end it with Ctrl-C first" in again.stderr
    assert "the data are kept" in second.stop()

    begun = time.monotonic()
    third = Running(local, local / "third", **variables)
    third.wait_for("Ctrl-C stops it")
    assert time.monotonic() - begun < 30, "the second start takes seconds"
    cookie = log_in(number, database, "admin")[1]
    assert rpc(number, cookie, "res.partner", "search_count", [["id", "in", kept], ["name", "=", "Kept"]])
    third.stop(signal.SIGTERM)

    assert "is gone" in command("reset", local, **variables).stdout
    assert not databases_of(server)


def test_tests_on_an_existing_source_and_server(checkout, server, local):
    one = "kentro_koinotitas/tests/workflow/test_definition.py"
    variables = {**server, "ODOO_SRC": checkout}
    done = command("test", local, **variables, T=one)
    assert not done.returncode, done.stdout + done.stderr
    assert done.stdout.strip().splitlines()[-1].startswith("make test passed: ")

    broken = local / "test_broken.py"
    broken.write_text("def test_it(): assert False\n")
    done = command("test", local, **variables, T=broken)
    assert done.returncode == 1 and "make test FAILED: 0 passed, 1 failed" in done.stdout
    assert "Template" not in done.stdout, "the second run makes no template"
    assert not any("_run_" in name for name in databases_of(server)), "the run's own database is left"


def test_server_where_the_user_may_not_create_databases_is_refused(checkout, server, local):
    may_not = {**server, "PGUSER": "beginner", "PGPASSWORD": "x", "ODOO_SRC": checkout}
    done = command("reset", local, **may_not)
    assert done.returncode == 1 and "grant it CREATEDB" in done.stderr


def test_database_of_somebody_else_is_left_alone(checkout, server, local):
    connection = psycopg2.connect(
        dbname="postgres", host=server["PGHOST"], port=server["PGPORT"], user="kentro", password=PASSWORD
    )
    connection.autocommit = True
    connection.cursor().execute("CREATE DATABASE kentro_theirs")
    for name in ("run", "reset"):
        variables = {**server, "ODOO_SRC": checkout, "DB": "kentro_theirs", "PORT": free_port()}
        done = command(name, local, **variables)
        assert done.returncode == 1 and "no demo of ours" in done.stderr
    connection.cursor().execute("DROP DATABASE kentro_theirs")
    connection.close()


@pytest.fixture
def programs():
    """PostgreSQL's programs where everybody may run them."""
    package = postgres.binaries().parents[1]
    with tempfile.TemporaryDirectory(dir="/tmp") as top:
        os.chmod(top, 0o755)
        for folder in (package, package.with_name(package.name + ".libs")):
            if folder.exists():
                shutil.copytree(folder, Path(top) / folder.name, symlinks=True)
        yield Path(top) / package.name / "pginstall" / "bin"


def test_programs_of_another_postgresql_are_used(local, programs):
    variables = {"ODOO_SRC": Path(odoo.release.__file__).parents[1], "PG_BIN": programs}
    assert "is gone" in command("reset", local, **variables).stdout
    started = (local / "log" / "postgres-call.log").exists()
    assert started and (os.geteuid() == 0 or list((local / "postgres").glob("data-*")))


def test_environment_of_the_children_is_clean(local):
    assert not [name for name in environment(local) if name.startswith("PG")]


def test_every_addon_of_the_checkout_is_known():
    assert set(instance.addons()) == {"kentro_koinotitas", "kentro_roma_annex", "kentro_demo"}
