"""Databases for the tests: Odoo's modules once, our addons once a change, a clone each run."""

import hashlib
import os
from contextlib import contextmanager
from pathlib import Path

from . import databases, instance, locks, odoo_source, place, say

# Two checkouts may share one server: each has names of its own.
PREFIX = f"kentro_{hashlib.sha256(str(place.LOCAL).encode()).hexdigest()[:6]}"


# Each layer is a clone of those before it, with more installed.
LAYERS = {"addons": ("base", "addons"), "demo": ("base", "addons", "demo"), "bench": ("base", "addons", "bench")}


@contextmanager
def fresh(layer):
    """Yield a database cloned from the template of that layer, and remove it afterwards.

    KENTRO_TEST_BASE and KENTRO_TEST_ADDONS name templates, for the tests that make databases of
    their own: with Odoo's modules only, and with our two addons.
    """
    name = f"{PREFIX}_run_{os.getpid()}"
    with locks.alone("templates"):
        _drop_leftovers()
        made = _templates(layer)
        databases.clone(made[layer], name)
    databases.claim(name)
    os.environ.update({f"KENTRO_TEST_{kind.upper()}": template for kind, template in made.items()})
    try:
        yield name
    finally:
        databases.drop(name)


def _drop_leftovers():
    """Databases of runs that were killed before they could clean up."""
    for name in databases.named(f"{PREFIX}_run_"):
        if not Path(f"/proc/{name.split('_')[-1]}").exists():
            databases.drop(name)


def _templates(last):
    """Make the templates that are missing or out of date, up to that layer; return their names."""
    made, below = {}, None
    addons = instance.addons(place.BENCH if last == "bench" else place.ADDONS)
    ours = [name for name, path in addons.items() if path.parent == place.ROOT]
    further = sorted(addons.keys() - set(ours))
    modules = {"base": instance.base_modules(), "addons": ours, "demo": further, "bench": further}
    files = [place.ROOT / "dev" / name for name in ("requirements.lock", "instance.py")]
    lineage = str(odoo_source.get()) + "".join(path.read_text() for path in files)
    for layer in LAYERS[last]:
        folders = [addons[name] for name in modules[layer] if name in addons]
        made_of = [lineage, *modules[layer], instance.fingerprint(*folders)]
        lineage = hashlib.sha256(repr(made_of).encode()).hexdigest()[:12]
        made[layer] = f"{PREFIX}_{layer}_{lineage}"
        if not databases.exists(made[layer]):
            _make(layer, made[layer], below, modules[layer])
        below = made[layer]
    return made


def _make(layer, name, below, modules):
    """Make one template, in place of the last one of its layer."""
    for old in databases.named(f"{PREFIX}_{layer}_"):
        databases.drop(old)

    def maker(new):
        if below:
            databases.clone(below, new)
        folders = place.BENCH if layer == "bench" else place.ADDONS
        instance.install(instance.configure("template", new, folders=folders), new, modules)

    with say.step(f"Template database {layer}: installing {len(modules)} modules"):
        databases.make(name, maker)
