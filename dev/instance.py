"""Odoo on one database: its configuration, and the commands that install, upgrade and serve."""

import ast
import hashlib
import sys

from . import place, postgres, say

ODOO = [sys.executable, "-m", "odoo"]
LANGUAGE = "el_GR"
FAILED = "Odoo could not {what}: the lines above say why, {log} says more."
UNSEEN = {"tests", "static", "__pycache__"}  # read from disk when needed, never put in a database


def addons(folders=tuple(place.ADDONS)):
    """The addons of this checkout, by name."""
    found = [path.parent for folder in folders for path in folder.glob("*/__manifest__.py")]
    return {path.name: path for path in sorted(found)}


def base_modules():
    """The modules of Odoo that ours build on, and the Import dialog."""
    manifests = [ast.literal_eval((p / "__manifest__.py").read_text()) for p in addons().values()]
    depends = {name for manifest in manifests for name in manifest["depends"]}
    return sorted((depends | {"base_import"}) - addons().keys())


def fingerprint(*folders):
    """A short hash of what these addons put into a database."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not UNSEEN.intersection(path.relative_to(folder).parts):
                digest.update(str(path.relative_to(folder.parent)).encode() + b"\0")
                digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def configure(name, database, port=8069, folders=tuple(place.ADDONS)):
    """Write a configuration for one database; return its path."""
    path = place.LOCAL / f"{name}.conf"
    options = {
        "addons_path": ",".join(str(folder) for folder in folders),
        "data_dir": place.DATA,
        "db_name": database,
        "dbfilter": f"^{database}$",
        "http_interface": "127.0.0.1",
        "http_port": port,
        "list_db": False,
        "pg_path": postgres.binaries(),
    }
    path.write_text("[options]\n" + "".join(f"{key} = {v}\n" for key, v in options.items()))
    return path


def install(configuration, database, modules):
    """Install in a new database, in Greek, nothing else that Odoo would add of its own accord."""
    _odoo(configuration, database, "install", "-i", ",".join(modules), f"--load-language={LANGUAGE}")


def upgrade(configuration, database, modules):
    _odoo(configuration, database, "upgrade", "-u", ",".join(modules))


def _odoo(configuration, database, what, *options):
    command = [*ODOO, "-c", configuration, "-d", database, *options]
    command += ["--skip-auto-install", "--stop-after-init", "--no-http", "--log-level=warn"]
    log = f"{what}-{database}"
    sentence = FAILED.format(what=f"{what} {options[1]}", log=place.LOGS / f"{log}.log")
    say.quietly(command, log, sentence)
