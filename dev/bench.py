"""make bench: the engine beside Odoo's own ways, on one database of its own; the table of ratios.

The scripts are in tests/bench/, and what they are compared with is fetched for them alone.
"""

import os
import shlex
import subprocess
import sys

from . import instance, packages, place, postgres, say, templates


def main():
    packages.fetch_peers()
    with postgres.server("postgres-test", fast=True), templates.fresh("bench") as database:
        configuration = instance.configure(database, database, folders=place.BENCH)
        command = [sys.executable, "-m", "tests.bench", configuration, database]
        try:
            command += shlex.split(os.environ.get("B", ""))
            return subprocess.run(command, cwd=place.ROOT, check=False).returncode
        finally:
            configuration.unlink()


if __name__ == "__main__":
    say.run(main)
