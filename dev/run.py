"""make run: the demo of one municipality, made once, served until Ctrl-C."""

import subprocess
import sys
import time
import urllib.request

from . import databases, instance, locks, place, postgres, say, wanted

MADE_OF = "kentro_demo.fingerprint"
LOGINS = {
    "reception": "reception desk",
    "worker": "case worker",
    "worker2": "case worker",
    "psychologist": "psychologist",
    "coordinator": "coordinator of the centre",
    "director": "head of Directorate",
    "volunteers": "volunteer manager",
    "mediator": "mediator of the Roma annex",
    "dpo": "data protection officer",
    "rules": "workflows and rules",
    "admin": "Odoo's administrator",
}


def main():
    number, database = wanted.port(), wanted.database()
    already = say.Stop("make run is at work in this checkout already: end it with Ctrl-C first.")
    with locks.alone("run", already), postgres.server("postgres"):
        configuration = instance.configure("run", database, number)
        if not databases.exists(database):
            databases.make(database, lambda name: create(configuration, name))
        check_ours(database)
        bring_up_to_date(configuration, database)
        return serve(configuration, database, number)


def create(configuration, database):
    """Install the addons, load the municipality's own data, then the invented people."""
    with say.step(f"Database {wanted.database()}: installing Odoo and the addons in Greek"):
        modules = [*instance.base_modules(), *instance.addons()]
        instance.install(configuration, database, modules)
    load_municipality(configuration, database, wanted.municipality())
    invent_people(configuration, database)
    databases.claim(database, wanted.database())
    databases.set_parameter(database, MADE_OF, _fingerprint())


def load_municipality(configuration, database, municipality):
    with say.step(f"Municipality: loading data/{municipality}"):
        say.quietly(
            [sys.executable, place.ROOT / "data" / "load.py", "-c", configuration, "-d", database, municipality],
            "load",
            f"data/{municipality} could not be loaded: the lines above name the file to correct.",
        )


def invent_people(configuration, database):
    """Nowhere but in a demo database does the addon invent people: for now this name is the demo's."""
    databases.claim(database)
    with say.step("People: inventing them and a year of their requests and cases"):
        say.quietly(
            [sys.executable, "-m", "dev.people", configuration, database],
            "people",
            "The invented people could not be made: the lines above say why.",
            cwd=place.ROOT,
        )


def check_ours(database):
    """Never touch a database that somebody else made under the same name."""
    if not (databases.parameter(database, databases.OWNER) or "").startswith(f"{database} "):
        raise say.Stop(
            f"The server has a database '{database}' that is no demo of ours: set DB to a name that is free."
        )


def bring_up_to_date(configuration, database):
    if databases.parameter(database, MADE_OF) != _fingerprint():
        with say.step("The addons have changed: upgrading the database"):
            instance.upgrade(configuration, database, instance.addons())
        databases.set_parameter(database, MADE_OF, _fingerprint())


def serve(configuration, database, number):
    """Serve until Ctrl-C; Odoo's own log goes to a file."""
    log = place.LOGS / "odoo.log"
    command = [*instance.ODOO, "-c", configuration, "-d", database, "--logfile", log]
    # In a session of its own: Ctrl-C reaches this process, which then ends Odoo in order.
    odoo = subprocess.Popen([str(part) for part in command], stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        with say.step("Odoo: starting"):
            _wait_until_it_answers(odoo, number, log)
        say.line(_welcome(number, log))
        return odoo.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        odoo.terminate()
        odoo.wait()
        say.line("\nStopped; the data are kept. make run goes on, make reset starts over.")


def _wait_until_it_answers(odoo, number, log):
    while odoo.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{number}/web/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise say.Stop(f"Odoo ended while starting: the end of {log} says why.")


def _welcome(number, log):
    rows = "\n".join(f"    {login:<13}{role}" for login, role in LOGINS.items())
    return (
        f"\nKentro is at   http://localhost:{number}\n\n"
        f"Log in as one of these; the password is the login:\n{rows}\n\n"
        f"Log: {log}\nCtrl-C stops it."
    )


def _fingerprint():
    return instance.fingerprint(*instance.addons().values())


if __name__ == "__main__":
    say.run(main)
