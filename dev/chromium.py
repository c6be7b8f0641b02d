"""A Chromium for the browser tests: the one on PATH, else Debian's, unpacked here as Odoo is."""

import ctypes
import os
import shlex
import shutil
from xml.sax.saxutils import escape

from . import debian, place, say

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")  # Odoo's own list
UNPACKED = place.LOCAL / "chromium"
ATOMIC, LIBRARY = place.LOCAL / "libatomic", "libatomic.so.1"
# An unpacked program finds its libraries and fonts where these files say they are. Without a font
# Chromium ends at the first text that it draws itself, such as a drop-down list.
SCRIPT = """#!/bin/sh
export LD_LIBRARY_PATH={libraries} FONTCONFIG_FILE={root}/kentro/fonts.conf
exec {root}/usr/lib/chromium/chromium "$@"
"""
FONTS = """<?xml version="1.0"?>
<fontconfig>
    <dir>{root}/usr/share/fonts</dir>
    <dir>/usr/share/fonts</dir>
    <cachedir>{root}/kentro/fonts</cachedir>
    <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
"""
# Drivers of graphics cards, icons, manuals: 270 of 700 MB that a browser without a screen leaves.
NOT_NEEDED = ["usr/lib/*/dri", "usr/lib/*/libLLVM*", "usr/lib/*/libz3*", "usr/share/[!f]*"]
NONE = (
    "The browser tests need Chromium and it could not be fetched: check the network, "
    "or install it yourself (as root: apt-get install chromium), then give the same command again."
)


def ensure():
    """Make sure that PATH leads to a Chromium, and that the driver of the long walks starts."""
    _ensure_library()
    if any(shutil.which(name) for name in NAMES):
        return
    if not (UNPACKED / "kentro" / "fonts.conf").exists():
        with say.step("Chromium for the browser tests: fetching and unpacking (110 MB)"):
            _unpack()
    os.environ["PATH"] = f"{UNPACKED / 'kentro'}:{os.environ['PATH']}"


def _ensure_library():
    """Playwright's driver needs one library that a small Debian lacks."""
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        if not any(ATOMIC.rglob(LIBRARY)):
            with say.step("A library for the browser tests: fetching"):
                debian.fetch(ATOMIC, ["libatomic1"], [""])
        folders = [str(next(ATOMIC.rglob(LIBRARY)).parent), os.environ.get("LD_LIBRARY_PATH")]
        os.environ["LD_LIBRARY_PATH"] = ":".join(filter(None, folders))


def _unpack():
    place.require(900)
    new = UNPACKED.with_name("chromium.new")
    try:
        debian.fetch(new, ["chromium", "fonts-dejavu-core"], [""], dependencies=True)
    except say.Stop as stop:
        raise say.Stop(NONE) from stop
    for pattern in NOT_NEEDED:
        for path in new.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    folders = {path.parent.relative_to(new) for path in new.glob("**/lib*.so*")}
    script = new / "kentro" / "chromium"
    script.parent.mkdir()
    libraries = ":".join(shlex.quote(str(UNPACKED / folder)) for folder in sorted(folders))
    script.write_text(SCRIPT.format(root=shlex.quote(str(UNPACKED)), libraries=libraries))
    script.chmod(0o755)
    (script.parent / "fonts.conf").write_text(FONTS.format(root=escape(str(UNPACKED))))
    shutil.rmtree(UNPACKED, ignore_errors=True)
    new.rename(UNPACKED)
