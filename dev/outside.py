"""A place for a private server whose account cannot enter the checkout, such as one below /root."""

import os
import shutil
import signal
import time
from pathlib import Path

OUTSIDE = Path("/var/lib/kentro-postgres")


def move(home, tag, programs):
    """Put the server, its programs too, where its account reaches it; return both folders.

    Programs that PG_BIN names stay where they are. A server whose checkout was deleted goes.
    """
    _remove_orphans()
    state, package = OUTSIDE / tag, programs.parents[1]
    own = not os.environ.get("PG_BIN")
    if not state.exists():
        new = state.with_name(tag + ".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for folder in (package, package.with_name(package.name + ".libs")):
            if own and folder.exists():
                shutil.copytree(folder, new / folder.name, symlinks=True)
        (new / "of").write_text(str(home))
        new.rename(state)
    return state, state / programs.relative_to(package.parent) if own else programs


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
        os.kill(pid, signal.SIGQUIT)
        for _ in range(50):
            if not command.exists():
                return
            time.sleep(0.1)
