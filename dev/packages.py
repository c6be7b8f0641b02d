"""The Python packages: one virtual environment a lock file, every package checked by its hash."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import debian, place, say

SETS = {"odoo": "requirements.lock", "lint": "requirements-lint.lock"}
FAILED = (
    "The Python packages could not be installed: check the network (and pip's settings, if you "
    "use an index of your own), then give the same command again; nothing is lost."
)


def install(name):
    """Make or bring up to date the environment of that set; return its Python."""
    lock = place.ROOT / "dev" / SETS[name]
    folder, stamp = place.LOCAL / f"venv-{name}", place.LOCAL / f"packages-{name}.stamp"
    python = folder / "bin" / "python"
    wanted = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version}"
    if stamp.exists() and stamp.read_text() == wanted and python.exists():
        return python
    stamp.unlink(missing_ok=True)
    with say.step(f"Python packages ({name}): fetching and installing"):
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        command = [python, _pip(), "install", "--require-hashes", "--no-deps", "--no-compile"]
        options = ["--quiet", "--disable-pip-version-check", "--requirement", lock]
        # The user's own folder and a PYTHONPATH must not make a package look installed.
        clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        say.quietly([*command, *options], f"pip-{name}", FAILED, env=clean)
    stamp.write_text(wanted)
    return python


def fetch_peers():
    """Fetch the addons that the benchmark compares ours with; no product and no test needs them."""
    lock, stamp = place.ROOT / "dev" / "requirements-bench.lock", place.LOCAL / "packages-bench.stamp"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted and place.PEERS.exists():
        return
    with say.step("The addons to compare with: fetching"):
        shutil.rmtree(place.PEERS, ignore_errors=True)
        command = [sys.executable, _pip(), "install", "--require-hashes", "--no-deps", "--no-compile"]
        options = ["--quiet", "--disable-pip-version-check", "--target", place.PEERS, "--requirement", lock]
        say.quietly([*command, *options], "pip-bench", FAILED)
    stamp.write_text(wanted)


def _pip():
    """A pip that runs from its wheel, so that neither python3-venv nor pip need be installed."""
    cached = place.LOCAL / "pip"
    wheels = [*Path("/usr/share/python-wheels").glob("pip-*.whl"), *_bundled()]
    if not wheels:
        folder = cached / "usr/share/python-wheels"
        if not folder.exists():
            debian.fetch(cached, [f"python3-pip-whl/{debian.release()}"])
        wheels = list(folder.glob("pip-*.whl"))
    return wheels[0] / "pip"


def _bundled():
    """The wheel that Python itself carries (Debian moves it to a package of its own)."""
    try:
        import ensurepip
    except ImportError:
        return []
    return Path(ensurepip.__file__).parent.glob("_bundled/pip-*.whl")
