"""make test: every test on clones of template databases; one summary line, right exit code.

Two runs of pytest: the two addons and the root tests without the demo users, whose logins are
those of the tests' own users; then the demo.
"""

import json
import os
import shlex
import subprocess
import sys
import time
from collections import Counter

from . import instance, place, postgres, say, templates

ADDONS = [*sorted(place.ROOT.glob("kentro_*")), place.ROOT / "tests"]
WALK = place.ROOT / "tests" / "walk"
DEMO = [place.ROOT / "dev" / "addons", WALK]


def main():
    begun, counts, failed = time.monotonic(), Counter(), False
    with postgres.server("postgres-test", fast=True):
        for layer, tests in wanted(shlex.split(os.environ.get("T", ""))):
            code, counted = _run(layer, tests)
            counts.update(counted)
            failed = failed or code != 0
    said = ", ".join(f"{counts[what]} {what}" for what in ("passed", "failed", "error", "skipped"))
    seconds = time.monotonic() - begun
    say.line(f"make test {'FAILED' if failed else 'passed'}: {said}, {seconds:.0f} s")
    return int(failed)


def wanted(chosen):
    """Return (layer, arguments for pytest) of each run; all tests, or those the caller chose."""
    if not chosen:
        return [("addons", [*ADDONS, f"--ignore={WALK}"]), ("demo", DEMO)]
    demo = any(str(folder) in os.path.abspath(part) for part in chosen for folder in DEMO)
    return [("demo" if demo else "addons", chosen)]


def _run(layer, tests):
    """Run pytest once; return its exit code and the numbers of tests by outcome."""
    with templates.fresh(layer) as database:
        outcome = place.LOGS / f"outcome-{database}.json"
        configuration = instance.configure(database, database)
        try:
            code = _pytest(configuration, database, outcome, tests)
            return code, json.loads(outcome.read_text()) if outcome.exists() else {}
        finally:
            configuration.unlink()
            outcome.unlink(missing_ok=True)


def _pytest(configuration, database, outcome, tests):
    """Run pytest with Odoo's HTTP server (it takes a free port) and the guard against skips."""
    command = [sys.executable, "-m", "pytest", "-p", "dev.guard", "-p", "no:cacheprovider", "-q"]
    command += [f"--odoo-config={configuration}", f"--odoo-database={database}", "--odoo-http"]
    environment = {
        **os.environ,
        "KENTRO_TEST_OUTCOME": str(outcome),
        "PATH": f"{postgres.binaries()}:{os.environ['PATH']}",
    }
    done = subprocess.run([*map(str, command), *map(str, tests)], cwd=place.ROOT, env=environment, check=False)
    return done.returncode


if __name__ == "__main__":
    say.run(main)
