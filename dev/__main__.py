"""The way into every command: get what it needs, then hand over to its module."""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        "Odoo 19 and its packages need Python 3.11, 3.12 or 3.13 and this one is %s.%s: "
        "install one of them and name it, for example make run PYTHON=python3.11" % sys.version_info[:2]
    )

import os

from . import chromium, odoo_source, packages, pango, place, say, wanted

COMMANDS = ("run", "reset", "test", "lint", "i18n", "bench", "audit")


def main(command="", *arguments):
    if command not in COMMANDS:
        raise say.Stop(f"'{command}' is no command: one of {', '.join(COMMANDS)}.")
    if command in ("run", "reset"):
        wanted.municipality()
    if command == "run":
        wanted.port()
    place.prepare()
    if command == "lint":
        python = packages.install("lint")
    else:
        os.environ["PYTHONPATH"] = str(odoo_source.get())
        python = packages.install("odoo")
        pango.ensure()
    if command == "test":
        chromium.ensure()
    if command in ("test", "i18n", "bench", "audit"):
        os.environ["KENTRO_DATA"] = str(place.LOCAL / "data-test")
    # From here on with the packages, in the same process, so that Ctrl-C is simple.
    os.execv(python, [str(python), "-m", f"dev.{command}", *arguments])


if __name__ == "__main__":
    say.run(main, *sys.argv[1:])
