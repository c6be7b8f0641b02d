"""What the commands say: a line per long step with its seconds, and one sentence when they fail."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

from . import place

BEAT = 10  # seconds between two signs of life of a step
DISK_FULL = "The disk is full: free about 2 GB where this checkout lies, then give the same command again."


class Stop(Exception):
    """Ends a command; its text is the one sentence that says what to do."""


def line(text):
    print(text, flush=True)


@contextmanager
def step(name):
    """Say that a step has begun, that it is alive, and how long it took."""
    begun, over = time.monotonic(), threading.Event()

    def seconds():
        return f"{time.monotonic() - begun:.0f} s"

    def beat():
        while not over.wait(BEAT):
            line(f"  … {name}: {seconds()}")

    line(f"{name} …")
    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        over.set()
    line(f"  done in {seconds()}")


def quietly(command, log, sentence, **options):
    """Run a command with its output in the log folder; if it fails, show the end of it and stop."""
    path = place.LOGS / f"{log}.log"
    with path.open("w") as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **options,
        )
    if done.returncode:
        text = path.read_text(errors="replace")
        line("\n".join(f"  | {row}" for row in text.splitlines()[-15:]))
        raise Stop(DISK_FULL if "No space left on device" in text else sentence)
    return path


def run(main, *arguments):
    """Run a command; whatever goes wrong ends with one sentence and the right exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        sys.exit(main(*arguments))
    except Stop as stop:
        sys.exit(f"\n{stop}")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit(f"\n{DISK_FULL}")
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            who = f"user id {os.geteuid()}"
            sys.exit(
                f"\n{error.filename} may not be written by {who}: "
                "give this checkout to the user who runs the command (chown -R)."
            )
        raise


def _interrupt(_signal, _frame):
    raise KeyboardInterrupt
