"""make reset: delete the demo database of one municipality, so that make run makes it anew."""

from . import databases, locks, postgres, run, say, wanted


def main():
    database = wanted.database()
    running = say.Stop("make run is at work in this checkout: end it with Ctrl-C first.")
    with locks.alone("run", running), postgres.server("postgres"):
        if databases.exists(database):
            run.check_ours(database)
        databases.drop(database)
        databases.drop(f"{database}_unfinished")
    say.line(f"The demo database {database} is gone; make run makes a new one.")


if __name__ == "__main__":
    say.run(main)
