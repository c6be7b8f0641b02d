"""Odoo 19 Community: the source named by ODOO_SRC, else Debian's package unpacked here."""

import os
import re
import shutil
from pathlib import Path

from . import debian, place, say

UNPACKED = place.LOCAL / "odoo"
TESTED = "odoo-19_19.0.0+dfsg-1_all.deb"
# Odoo, and the packages that its links to scripts and fonts point into. Fonts that moved within
# the unstable suite come from the stable one.
PACKAGES = (
    "odoo-19 libjs-jquery libjs-jquery-form libjs-underscore fonts-montserrat "
    "fonts-roboto-unhinted fonts-ocr-b fonts-font-awesome/{release} fonts-inconsolata/{release}"
)
LANGUAGES = ("el",)  # 820 of 1143 MB are translations


def get():
    """The folder to put on Python's path so that `import odoo` and all its addons are found."""
    if os.environ.get("ODOO_SRC"):
        return _checked(Path(os.environ["ODOO_SRC"]).expanduser().absolute())
    path = UNPACKED / "usr/lib/python3/dist-packages"
    if not path.exists():
        with say.step("Odoo 19: fetching and unpacking (130 MB)"):
            _unpack()
    return _checked(path)


def _checked(path):
    """Refuse what is no Odoo 19: a clear word now is better than an import error later."""
    release = path / "odoo" / "release.py"
    if not release.is_file():
        raise say.Stop(
            f"ODOO_SRC={path} holds no Odoo: give the folder that holds odoo/ and addons/, "
            "such as a checkout of branch 19.0."
        )
    found = re.search(r"^version_info = \((\d+), (\d+)", release.read_text(), re.M)
    if not found or (found[1], found[2]) != ("19", "0"):
        version = ".".join(found.groups()) if found else "an unknown version"
        raise say.Stop(f"ODOO_SRC={path} is Odoo {version}: these addons need Odoo 19.0.")
    return path


def _unpack():
    new = UNPACKED.with_name("odoo.new")
    versions = debian.fetch(new, PACKAGES.format(release=debian.release()).split())
    if TESTED not in versions:
        odoo = next(name for name in versions if name.startswith("odoo-19_"))
        say.line(f"  note: {odoo} is newer than the tested {TESTED}")
    packages = new / "usr/lib/python3/dist-packages"
    _mend(packages)
    _drop_translations(packages)
    shutil.rmtree(UNPACKED, ignore_errors=True)
    new.rename(UNPACKED)


def _mend(packages):
    """Debian leaves out one prebuilt script (the blurred background of calls).

    Each bundle that names it would then carry a console error, which fails every browser test:
    an empty file restores the bundles.
    """
    script = packages / "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    if not script.exists():
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text("/* not in the Debian package */\n")


def _drop_translations(packages):
    for path in packages.rglob("i18n*/*.po"):
        if path.stem.split("_")[0] not in LANGUAGES:
            path.unlink()
