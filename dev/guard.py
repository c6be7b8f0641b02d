"""A pytest plugin: a skipped test fails the run, and the numbers are left for the summary line.

Odoo skips its browser tests in silence when there is no Chromium, when Chromium does not start,
or without --odoo-http; a green run would then prove nothing. A test that may be skipped says so
with @pytest.mark.may_skip("reason").
"""

import json
import os

import pytest


def pytest_configure(config):
    config.addinivalue_line("markers", "may_skip(reason): this test may be skipped")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and not item.get_closest_marker("may_skip"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and a skipped test proves nothing: {reason}"
    return report


def pytest_terminal_summary(terminalreporter):
    stats = terminalreporter.stats
    counts = {what: len(stats[what]) for what in ("passed", "failed", "error") if stats.get(what)}
    counts["skipped"] = len(stats.get("skipped", ()))
    if os.environ.get("KENTRO_TEST_OUTCOME"):
        with open(os.environ["KENTRO_TEST_OUTCOME"], "w") as file:
            json.dump(counts, file)
