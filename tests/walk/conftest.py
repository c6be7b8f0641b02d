"""The demo, served as `make run` serves it, and browsers in which its users are logged in."""

import itertools
import os
import re
import resource
import shutil
import socket
import subprocess
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from dev import chromium, databases, instance, place, run

PICTURES = place.ROOT / "views"
MUNICIPALITY = "serres"


@pytest.fixture(scope="session")
def demo():
    """Yield the address of a demo of Serres; afterwards nothing of it may have gone wrong."""
    name, number = f"{os.environ['KENTRO_TEST_DEMO']}_walk", _free_port()
    databases.drop(name)
    databases.clone(os.environ["KENTRO_TEST_DEMO"], name)
    configuration, log = instance.configure("walk", name, number), place.LOGS / "walk.log"
    run.load_municipality(configuration, name, MUNICIPALITY)
    run.invent_people(configuration, name)
    log.unlink(missing_ok=True)
    command = [*instance.ODOO, "-c", configuration, "-d", name, "--logfile", log, "--log-level=info"]
    server = subprocess.Popen([str(part) for part in command], start_new_session=True)
    try:
        yield _answering(f"http://127.0.0.1:{number}", server)
    finally:
        server.terminate()
        server.wait()
        databases.drop(name)
    wrong = [line for line in log.read_text().splitlines() if re.search(r" (ERROR|CRITICAL) |^Traceback", line)]
    assert not wrong, wrong


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _answering(address, server):
    """Wait until the server answers, and has built the files that the web client loads."""
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/web/login", timeout=60).close()
            return address
        except OSError:
            time.sleep(0.3)
    raise AssertionError("Odoo ended while it was starting")


@pytest.fixture(scope="module")
def browser():
    found = next(filter(None, map(shutil.which, chromium.NAMES)))
    # Odoo limits the memory of its process; Chromium reserves more addresses than that
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])


@pytest.fixture
def log_in(demo, browser):
    """Return a function that opens a window as a demo user; a JavaScript error in any fails the test."""
    errors = []

    def open_window(login, width=1366, height=850):
        context = browser.new_context(
            base_url=demo, locale="el-GR", timezone_id="Europe/Athens", viewport={"width": width, "height": height}
        )
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(f"{login}: {error}"))
        page.on("console", lambda m: errors.append(f"{login}: {m.text}") if m.type == "error" else None)
        page.goto("/web/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", login)
        page.click("button[type=submit]")
        page.wait_for_selector(".o_main_navbar")
        return page

    yield open_window
    assert not errors, errors


@pytest.fixture(scope="module")
def picture():
    """Return a function that leaves a numbered picture of a window in views/walk/."""
    folder, numbers = PICTURES / "walk", itertools.count(1)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def take(page, name):
        page.wait_for_timeout(500)  # what moves comes to rest
        page.screenshot(path=folder / f"{next(numbers):02d}-{name}.png")

    return take
