"""The database server: a private one of this checkout, or the one the PG* variables name.

The private server has no TCP port and no password: a Unix socket, and only the account that
started it is let in. It runs while a command needs it and stops with the last one.
"""

import os
from contextlib import contextmanager

import psycopg2

from . import locks, say
from .cluster import USER, Cluster, binaries

NAMED = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGSERVICE")
__all__ = ["USER", "Cluster", "binaries", "server"]


@contextmanager
def server(name, fast=False):
    """Set the PG* variables to a server that answers; `fast` is for data that may be lost."""
    if any(os.environ.get(variable) for variable in NAMED):
        _check_existing()
        yield
        return
    cluster = Cluster(name, fast)
    with locks.shared(name, last=cluster.stop):
        with locks.alone(f"{name}-start"):
            cluster.start()
        os.environ.update(PGHOST=str(cluster.socket), PGPORT="5432", PGUSER=USER)
        yield


def _check_existing():
    """Say now, in one sentence, what Odoo would say later in many."""
    try:
        with psycopg2.connect(dbname="postgres", connect_timeout=10).cursor() as cursor:
            cursor.execute(
                "SELECT rolname, rolcreatedb OR rolsuper, current_setting('server_version_num')"
                " FROM pg_roles WHERE rolname = current_user"
            )
            user, may_create, version = cursor.fetchone()
    except psycopg2.OperationalError as error:
        raise say.Stop(
            f"The PostgreSQL server named by the PG* variables does not answer: "
            f"{str(error).strip().splitlines()[-1]} (unset them to use a private server)"
        ) from None
    if user == "postgres":
        raise say.Stop("Odoo refuses the database user 'postgres': set PGUSER to another one.")
    if not may_create:
        raise say.Stop(f"The database user '{user}' may not create databases: grant it CREATEDB.")
    if int(version) < 130000:
        raise say.Stop("Odoo 19 needs PostgreSQL 13 or later: name another server in PGHOST.")
