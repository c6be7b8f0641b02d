"""Databases for the tests: Odoo's modules once, our addons once a change, a clone each run."""

import hashlib
import os
from contextlib import contextmanager
from pathlib import Path

from . import databases, instance, locks, odoo_source, place, say

# Two checkouts may share one server: each has names of its own.
PREFIX = f"kentro_{hashlib.sha256(str(place.LOCAL).encode()).hexdigest()[:6]}"


@contextmanager
def fresh():
    """Yield a database with our addons installed, and remove it afterwards.

    The variable KENTRO_TEST_BASE names the template with Odoo's modules only, for the tests that
    install, upgrade and uninstall.
    """
    name = f"{PREFIX}_run_{os.getpid()}"
    with locks.alone("templates"):
        _drop_leftovers()
        base, addons = _base(), _addons_on_base()
        databases.clone(addons, name)
    databases.claim(name)
    os.environ["KENTRO_TEST_BASE"], os.environ["KENTRO_TEST_ADDONS"] = base, addons
    try:
        yield name
    finally:
        databases.drop(name)


def _drop_leftovers():
    """Databases of runs that were killed before they could clean up."""
    for name in databases.named(f"{PREFIX}_run_"):
        if not Path(f"/proc/{name.split('_')[-1]}").exists():
            databases.drop(name)


def _base():
    modules = instance.base_modules()
    made_of = [str(odoo_source.get()), *modules, (place.ROOT / "dev/requirements.lock").read_text()]
    name = f"{PREFIX}_base_{hashlib.sha256(repr(made_of).encode()).hexdigest()[:10]}"
    return _template("base", name, lambda new: _install(new, modules), "Odoo's own modules")


def _addons_on_base():
    base = _base()
    name = f"{PREFIX}_addons_{base[-10:]}{instance.fingerprint(*instance.addons().values())}"

    def make(new):
        databases.clone(base, new)
        _install(new, instance.addons())

    return _template("addons", name, make, "our addons")


def _install(database, modules):
    instance.install(instance.configure("template", database), database, modules)


def _template(kind, name, make, what):
    if not databases.exists(name):
        for old in databases.named(f"{PREFIX}_{kind}_"):
            databases.drop(old)
        with say.step(f"Template database: installing {what}"):
            databases.make(name, make)
    return name
