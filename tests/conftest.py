"""What the root tests share: databases of their own, cloned from the templates of the run."""

import os
import sys

import pytest
from odoo.api import Environment
from odoo.modules.registry import Registry
from odoo.tools import config

from dev import databases


@pytest.fixture(scope="module")
def addons_database():
    """Yield the name of a database with both addons, in which a test may commit."""
    name = f"{os.environ['KENTRO_TEST_ADDONS']}_own_{os.getpid()}"
    databases.clone(os.environ["KENTRO_TEST_ADDONS"], name)
    config["test_enable"] = False  # else loading it would look for tests to run by itself
    Registry(name)
    config["test_enable"] = True
    yield name
    Registry.delete(name)
    databases.drop(name)


@pytest.fixture
def transaction(addons_database):
    """Return a function that opens a transaction of its own as a user, to be committed or not."""

    def begin(uid):
        cursor = Registry(addons_database).cursor()
        return Environment(cursor, uid, {"lang": "en_US"})

    return begin


def pytest_terminal_summary(terminalreporter):
    """Say how much was tried, where a test counts its attempts."""
    for what, times in getattr(sys.modules.get("access"), "ATTEMPTS", {}).items():
        terminalreporter.write_line(f"{what}: {times} attempts")
