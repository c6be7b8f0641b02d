"""Databases together with their file store: made whole or not at all."""

import shutil

import psycopg2
from psycopg2 import sql

from . import place

OWNER = "kentro_demo.database"  # the parameter that says which database the demo was made in


def exists(name):
    return bool(_query("postgres", "SELECT 1 FROM pg_database WHERE datname = %s", name))


def named(prefix):
    """The names of all databases that begin so."""
    rows = _query("postgres", "SELECT datname FROM pg_database ORDER BY 1")
    return [name for (name,) in rows if name.startswith(prefix)]


def clone(template, name):
    _query("postgres", sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*_names(name, template)))
    if _files(template).exists():
        shutil.copytree(_files(template), _files(name))


def drop(name):
    _query("postgres", sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(*_names(name)))
    shutil.rmtree(_files(name), ignore_errors=True)


def make(name, maker):
    """Let `maker(temporary name)` build the database; it bears its name only when it is whole."""
    temporary = f"{name}_unfinished"
    drop(temporary)
    maker(temporary)
    shutil.rmtree(_files(name), ignore_errors=True)
    if _files(temporary).exists():
        _files(temporary).rename(_files(name))
    _query("postgres", sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*_names(temporary, name)))


def parameter(name, key):
    """The value of a system parameter of that Odoo database, or None (also when it is no Odoo)."""
    try:
        rows = _query(name, "SELECT value FROM ir_config_parameter WHERE key = %s", key)
    except psycopg2.errors.UndefinedTable:
        return None
    return rows[0][0] if rows else None


def set_parameter(name, key, value):
    _query(name, "DELETE FROM ir_config_parameter WHERE key = %s", key)
    _query(name, "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)", key, value)


def claim(name, final=None):
    """Say in the database that the demo was made in it: only there are the demo logins accepted."""
    set_parameter(name, OWNER, f"{final or name} {parameter(name, 'database.uuid')}")


def _files(name):
    return place.DATA / "filestore" / name


def _names(*names):
    return [sql.Identifier(name) for name in names]


def _query(database, statement, *values):
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
