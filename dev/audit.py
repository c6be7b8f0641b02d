"""make audit: does the log of a database stand as it was written? One sentence, and 1 as exit code if it does not."""

import os
import sys

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

from . import databases, instance, postgres, say, wanted


def main():
    database = wanted.database()
    with postgres.server("postgres"):
        if not databases.exists(database):
            raise say.Stop(f"There is no database '{database}': make run makes the demo, or set DB to another name.")
        config.parse_config(
            ["-c", str(instance.configure("audit", database)), "-d", database, "--log-level=error"], setup_logging=True
        )
        with Registry(database).cursor() as cr:
            return audit(api.Environment(cr, SUPERUSER_ID, {}))


def audit(env):
    """Say what was found; the digest of the last anchor is there to be compared with one noted down before."""
    anchor = env["kentro.log.anchor"].search([], limit=1)
    noted = os.environ.get("ANCHOR")
    fault, moves = env["kentro.transition.log"]._verify()
    if not fault and noted and not env["kentro.log.anchor"].search_count([("digest", "=", noted)]):
        fault = f"No anchor has the digest {noted} that was noted down: anchors were deleted or made anew."
    if fault:
        say.line(f"The log of {env.cr.dbname} does NOT stand as it was written. {fault}")
        return 1
    until = f"anchor {anchor.number} of {anchor.day} is {anchor.digest}" if anchor else "there is no anchor yet"
    say.line(f"The log of {env.cr.dbname} stands as it was written: {moves} moves; {until}")
    return 0


if __name__ == "__main__":
    sys.exit(say.run(main))
