"""Which papers a household has to bring on a day, and which of them are there."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta

from .conditions import holds

HOUSEHOLD, MEMBER, PERSON = "household", "member", "person"
ENDLESS = date.max


class Call(NamedTuple):
    """A paper that rules ask for. ``of``: "household", one is enough; "member", of each member of whom ``when``
    holds; "person", of the one whom the check is about. Not older than ``months``, where it says so.
    """

    key: Any
    kind: Any
    of: str = HOUSEHOLD
    when: list = ()
    months: int = 0


class Asked(NamedTuple):
    """``person`` has to bring it (None: the household); ``perhaps``: nobody knows yet whether.

    ``about`` is the one whom the check is about, if it is asked for the sake of that check alone.
    """

    call: Call
    person: Any
    perhaps: bool
    about: Any = None


class Held(NamedTuple):
    """A paper that there is; ``person`` None: of the household."""

    key: Any
    kind: Any
    person: Any
    issued_on: date | None = None
    date_from: date | None = None
    date_to: date | None = None


def asked(calls, facts, subjects=(None,)):
    """Return the list of Asked of a household with these ``facts``; ``subjects`` are whom the check is about.

    >>> family = {"member_ids": [{"person": who, "age": age} for who, age in (("Ana", 40), ("Leo", None), ("Eva", 3))]}
    >>> consent, lease = Call(1, "consent", MEMBER, [("age", ">=", 18)]), Call(2, "lease")
    >>> [(one.call.kind, one.person, one.perhaps) for one in asked([consent, lease], family)]
    [('consent', 'Ana', False), ('consent', 'Leo', True), ('lease', None, False)]
    >>> asked([lease], family, subjects=())
    []
    """
    found = []
    by_person = {member["person"]: member for member in facts["member_ids"]}
    for call in calls if subjects else ():
        if call.of == HOUSEHOLD:
            whom = [(None, facts, None)]
        elif call.of == MEMBER:
            whom = [(person, member, None) for person, member in by_person.items()]
        else:
            whom = [(person, by_person[person], person) for person in subjects]
        for person, of_it, about in whom:
            wanted = holds(list(call.when), of_it)
            if wanted is not False:
                found.append(Asked(call, person, wanted is None, about))
    return found


def found(asked, held, on, soon=30):
    """Return ``(state, Held or None, last day or None)`` of an Asked: the best paper of all that were ``held``.

    States: "in_hand", "expiring" within ``soon`` days, "expired", "missing". A paper that must not be older than
    some months and does not say of when it is, is "expired": nobody knows that it still holds.

    >>> slip = Call(1, "slip", MEMBER, months=3)
    >>> papers = [Held(place, "slip", "Ana", date(2026, month, 1)) for place, month in enumerate((5, 2))]
    >>> papers.append(Held(2, "slip", "Leo"))
    >>> ana, leo, eva = (Asked(slip, who, False) for who in ("Ana", "Leo", "Eva"))
    >>> [found(ana, papers, date(2026, *day))[0] for day in ((6, 1), (7, 20), (8, 1), (8, 2))]
    ['in_hand', 'expiring', 'expiring', 'expired']
    >>> found(leo, papers, date(2026, 6, 1))[0], found(eva, papers, date(2026, 6, 1))
    ('expired', ('missing', None, None))
    """
    best = None
    for paper in held:
        if paper.kind == asked.call.kind and asked.person in (None, paper.person) and not _to_come(paper, on):
            last = _last_day(asked.call, paper)
            if best is None or last > best[1]:
                best = (paper, last)
    if best is None:
        return "missing", None, None
    paper, last = best
    state = "expired" if last < on else "expiring" if last <= on + timedelta(days=soon) else "in_hand"
    return state, paper, last if date.min < last < ENDLESS else None


def _to_come(paper, on):
    return any(day and day > on for day in (paper.issued_on, paper.date_from))


def _last_day(call, paper):
    last = paper.date_to or ENDLESS
    if call.months:
        since = paper.issued_on or paper.date_from
        last = min(last, since + relativedelta(months=call.months)) if since else date.min
    return last
