"""Where things lie: everything the commands make is in one ignored folder of the checkout."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = Path(os.environ.get("KENTRO_LOCAL") or ROOT / ".local").absolute()
LOGS = LOCAL / "log"
DATA = Path(os.environ.get("KENTRO_DATA") or LOCAL / "data")  # Odoo's file store and sessions
ADDONS = [ROOT, ROOT / "dev" / "addons"]
# The benchmark's own addon, and the one that it is compared with and that is fetched for it alone.
PEERS = LOCAL / "peers"
BENCH = [ROOT, ROOT / "tests" / "bench" / "addons", PEERS / "odoo" / "addons"]

AT_FIRST = 1500  # MB: Odoo, the packages, the databases (README tells what was measured)
LATER = 300


def prepare():
    """Make the folder; stop early when the disk could not hold what will be put there."""
    LOGS.mkdir(parents=True, exist_ok=True)
    require(LATER if (LOCAL / "packages-odoo.stamp").exists() else AT_FIRST)


def require(megabytes):
    from . import say

    free = shutil.disk_usage(LOCAL).free // 2**20
    if free < megabytes:
        raise say.Stop(
            f"The disk has {free} MB free and {megabytes} MB are needed at {LOCAL}: "
            "free some space, or set KENTRO_LOCAL to a folder on a larger disk."
        )
