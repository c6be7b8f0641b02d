"""make test: every test on a clone of a template database; one summary line, right exit code."""

import json
import os
import shlex
import subprocess
import sys
import time

from . import instance, place, postgres, say, templates

TESTS = [*sorted(place.ROOT.glob("kentro_*")), place.ROOT / "dev/addons", place.ROOT / "tests"]


def main():
    begun = time.monotonic()
    place.DATA = place.LOCAL / "data-test"
    with postgres.server("postgres-test", fast=True), templates.fresh() as database:
        outcome = place.LOGS / f"outcome-{database}.json"
        configuration = instance.configure(database, database)
        try:
            code = _pytest(configuration, database, outcome)
            counts = json.loads(outcome.read_text()) if outcome.exists() else {}
        finally:
            configuration.unlink()
            outcome.unlink(missing_ok=True)
    said = ", ".join(f"{number} {what}" for what, number in counts.items()) or "no test was run"
    verdict = "FAILED" if code else "passed"
    say.line(f"make test {verdict}: {said}, {time.monotonic() - begun:.0f} s")
    return code


def _pytest(configuration, database, outcome):
    """Run pytest with Odoo's HTTP server (it takes a free port) and the guard against skips."""
    chosen = shlex.split(os.environ.get("T", "")) or [path for path in TESTS if path.exists()]
    command = [sys.executable, "-m", "pytest", "-p", "dev.guard", "-p", "no:cacheprovider", "-q"]
    command += [f"--odoo-config={configuration}", f"--odoo-database={database}", "--odoo-http"]
    environment = {
        **os.environ,
        "KENTRO_TEST_OUTCOME": str(outcome),
        "PATH": f"{postgres.binaries()}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        [*map(str, command), *map(str, chosen)], cwd=place.ROOT, env=environment, check=False
    )
    return done.returncode


if __name__ == "__main__":
    say.run(main)
