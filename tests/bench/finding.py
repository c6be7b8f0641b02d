"""Search before create among 100,000 people: how fast, and whether the right person is among the first three."""

import time
from random import Random
from statistics import median, quantiles

from .harness import Row, transaction
from .register_scene import load

ASKED = 1000


def rows(database, scene):
    register, loaded = load(database, scene.structure)
    with transaction(database) as env:
        known = list(_ask(env, register, loaded, True))
        unknown = list(_ask(env, register, loaded, False))
    ms = [seconds * 1e3 for seconds, _exact, _place in known + unknown]
    exact = median(seconds * 1e3 for _own, seconds, _place in known + unknown)
    slowest = quantiles(ms, n=20)[-1]
    detail = f"{slowest:.1f} ms, median {median(ms):.1f}; look-up {exact:.2f} ms"
    found = "first {:.1%}, {} asked"
    return [
        Row("a search, 95th percentile ÷ an exact look-up through the ORM", slowest / exact, 15, detail=detail),
        Row("the same: 95th percentile", slowest, 50, "ms"),
        Row("the right person among the first three, one or two slips", _share(known, 3), 99.5, "%", True,
            found.format(_share(known, 1) / 100, ASKED)),
        Row("the same, no number known", _share(unknown, 3), 99, "%", True,
            found.format(_share(unknown, 1) / 100, ASKED)),
    ]  # fmt: skip


def _ask(env, register, loaded, numbers):
    """Yield (seconds of the search, of a look-up by a number, place of the right person or None) for each question.

    Without a number only those are asked for whose birth date is known: of namesakes a name alone tells nothing.
    """
    register.rng = rng = Random(7 + numbers)
    Search, Person = env["kentro.person.search"], env["kentro.beneficiary"]
    Search._find("warm up")
    number_of = _numbers(env)
    ids = {person.who: id_ for id_, person in reversed(loaded.items())}
    for person in rng.sample([p for p in register.people if numbers or p.birth], ASKED):
        text, _slips = register.asked(person, numbers)
        begun = time.perf_counter()
        hits = Search._find(text)
        middle = time.perf_counter()
        env.invalidate_all()
        again = time.perf_counter()
        Person.search([("number", "=", number_of[ids[person.who]])], limit=1)
        places = [place for place, hit in enumerate(hits, 1) if loaded[hit["id"]].who == person.who]
        yield middle - begun, time.perf_counter() - again, places[0] if places else None


def _numbers(env):
    env.cr.execute("SELECT id, number FROM kentro_beneficiary")
    return dict(env.cr.fetchall())


def _share(asked, among):
    return 100 * sum(1 for *_times, place in asked if place and place <= among) / len(asked)
