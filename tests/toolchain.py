"""What the tests of dev/ share: running its commands as somebody else would, in a folder of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from dev import place

ROOT = place.ROOT
OF_THIS_RUN = re.compile("PG|KENTRO_|ODOO_|PYTHONPATH|PYTEST_|MAKE|PORT$|DB$|MUNICIPALITY$|T$")


def environment(local, **variables):
    """The variables of this process without those that make test has set, and with these."""
    plain = {key: value for key, value in os.environ.items() if not OF_THIS_RUN.match(key)}
    return {**plain, "KENTRO_LOCAL": str(local), **{k: str(v) for k, v in variables.items()}}


def equip(local, *parts):
    """Lend a folder these parts of the one that runs the tests, so that nothing is fetched again."""
    local.mkdir(exist_ok=True)
    for part in parts:
        (local / part).symlink_to(place.LOCAL / part)


def command(name, local, before="", **variables):
    """Run a command to its end; `before` is Python that prepares a fault."""
    program = f"{before}\nimport sys, runpy\nsys.argv[1:] = [{name!r}]\nrunpy.run_module('dev', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment(local, **variables),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def sentence_of(done):
    """The one sentence that a failed command ends with."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done.stderr.strip().splitlines()[-1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """A make run in the background; what it says is read until a word appears."""

    def __init__(self, local, log, **variables):
        self.log = Path(log)
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dev", "run"],
                cwd=ROOT,
                env=environment(local, **variables),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, word, seconds=240):
        until = time.monotonic() + seconds
        while word not in self.said():
            assert time.monotonic() < until and self.process.poll() is None, self.said()
            time.sleep(0.1)

    def said(self):
        return self.log.read_text()

    def stop(self, how=signal.SIGINT):
        """End it as Ctrl-C does; return what it said."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(60)
        return self.said()
