"""A Chromium for the browser tests: the one on PATH, else Debian's, which root may install."""

import os
import shutil

from . import say

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")  # Odoo's own list
NONE = (
    "The browser tests need Chromium and it is not installed: "
    "as root say apt-get install chromium, then give the same command again."
)
NOT_FETCHED = (
    "Chromium could not be installed: check the network, "
    "or install it yourself (apt-get install chromium), then give the same command again."
)


def ensure():
    if any(shutil.which(name) for name in NAMES):
        return
    if os.geteuid() or not shutil.which("apt-get"):
        raise say.Stop(NONE)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with say.step("Chromium: installing it for the browser tests"):
        say.quietly(["apt-get", "update"], "chromium-update", NOT_FETCHED, env=quiet)
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        say.quietly([*install, "fonts-dejavu-core"], "chromium", NOT_FETCHED, env=quiet)
