"""The library that draws the letters of our PDFs: the machine's, else Debian's, unpacked here as Odoo is."""

import ctypes
import os
from xml.sax.saxutils import escape

from . import debian, place, say

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]
UNPACKED = place.LOCAL / "pango"
FONTS = """<?xml version="1.0"?>
<fontconfig>
    <dir>{root}/usr/share/fonts</dir>
    <dir>/usr/share/fonts</dir>
    <cachedir>{root}/kentro/cache</cachedir>
</fontconfig>
"""
NONE = (
    "The library for PDFs could not be fetched: check the network, or install it yourself "
    f"(as root: apt-get install {' '.join(PACKAGES)}), then give the same command again."
)


def ensure():
    """Make sure that the programs started from here find pango."""
    if all(map(_loads, LIBRARIES)):
        return
    if not (UNPACKED / "kentro" / "fonts.conf").exists():
        with say.step("The library for PDFs: fetching and unpacking (4 MB)"):
            _unpack()
    folders = sorted({str(path.parent) for path in UNPACKED.glob("**/lib*.so*")})
    os.environ["LD_LIBRARY_PATH"] = ":".join(filter(None, [os.environ.get("LD_LIBRARY_PATH"), *folders]))
    if not os.path.exists("/etc/fonts/fonts.conf"):
        os.environ["FONTCONFIG_FILE"] = str(UNPACKED / "kentro" / "fonts.conf")


def _loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _unpack():
    place.require(100)
    try:
        debian.fetch(UNPACKED, PACKAGES, [""], dependencies=True)
    except say.Stop as stop:
        raise say.Stop(NONE) from stop
    folder = UNPACKED / "kentro"
    folder.mkdir()
    (folder / "fonts.conf").write_text(FONTS.format(root=escape(str(UNPACKED))))
