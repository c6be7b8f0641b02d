"""make lint: the checks that need no database. All of them run; one summary line at the end."""

import subprocess
import sys
import time
from pathlib import Path

from . import place, say

BIN = Path(sys.executable).parent
PYTHON = ["kentro_koinotitas", "kentro_roma_annex", "dev", "data", "tests"]
# What these checkers find that is no fault here, each with its reason.
NOT_OURS = [
    "manifest-required-author",  # this is no addon of the OCA
    "missing-readme",  # one README for the repository
    "attribute-string-redundant",  # the label is said even where it equals the field's name
    "consider-merging-classes-inherited",  # a mixin is divided by meaning into several files
    "method-required-super",  # the log refuses write and unlink, it does not extend them
    "no-raise-unlink",
    "missing-return",  # hooks return nothing
    "super-method-mismatch",  # the engine writes a stage past its own refusal to have it written
    "no-search-all",  # lists of codes are short
    "prefer-env-translation",  # it is not recognised under a short name: _ = self.env._
]
NOT_OUR_PO = ["po-pretty-format"]  # make i18n writes the layout
NOT_OUR_XML = ["xml-header-wrong", "xml-tag-position", "xml-field-numeric-without-eval"]


def main():
    begun = time.monotonic()
    failed = [name for name, command in checks().items() if not _passes(name, command)]
    verdict = f"FAILED: {', '.join(failed)}" if failed else "passed"
    say.line(f"make lint {verdict}, {time.monotonic() - begun:.0f} s")
    return bool(failed)


def checks():
    """The commands, by the name the summary uses."""
    addons = [str(path.parent) for path in sorted(_files("**/__manifest__.py"))]
    python = [name for name in PYTHON if (place.ROOT / name).exists()]
    pylint = ["--load-plugins=pylint_odoo", "--disable=all", "--enable=odoolint", "--score=n"]
    pylint += ["--ignore-paths=.*/tests/.*"]  # messages of tests are read by nobody
    pylint += ["--valid-odoo-versions=19.0", f"--disable={','.join(NOT_OURS)}"]
    oca = [f"--disable={','.join(NOT_OUR_XML)}"]
    found = {
        "ruff": [BIN / "ruff", "check", "--quiet", *python],
        "ruff-odoo": [BIN / "ruff-odoo", "check", "--quiet", "--select=OD", *addons],
        "pylint-odoo": [BIN / "pylint", *pylint, *addons],
        "oca-checks": [BIN / "oca-checks-odoo-module", *oca, *addons],
        "xml": [sys.executable, "-m", "dev.xml_format", *sorted(_files("**/*.xml"))],
    }
    translations = sorted(_files("**/i18n*/*.po"))
    if translations:
        found["oca-checks-po"] = [BIN / "oca-checks-po", f"--disable={','.join(NOT_OUR_PO)}", *translations]
    return found


def _files(pattern):
    """The files of the checkout, without those that the commands have put there."""
    for top in PYTHON:
        yield from (place.ROOT / top).glob(pattern)


def _passes(name, command):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=place.ROOT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        say.line(f"── {name}\n{done.stdout.strip()}\n")
    return not done.returncode


if __name__ == "__main__":
    say.run(main)
