"""The requests of a year, from a seed: those that became a case, and those that ended at the desk."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle

from .days import moment
from .texts import ASKED

INFORMATION = ("benefits", "application", "health", "unemployment", "other", "goods", "disability", "youth")
ANSWERED = ("application", "goods", "guidance", "health", "learning", "legal", "parents", "financial", "disability")
WAITING = ("benefits", "shelter", "unemployment", "application", "school", "financial")
MEETING = ("psychosocial", "application", "guidance", "family", "shelter", "legal", "registry", "benefits")
CHANNELS = ("desk", "desk", "phone", "desk", "email", "phone", "desk", "outreach")
STAFF = ("worker", "worker2", "psychologist", "mediator")


@dataclass
class Contact:
    stage: str
    received: datetime
    topics: tuple
    user: str = "reception"
    by: str | None = None
    second: bool = False
    story: object = None
    household: object = None
    information_only: bool = False
    channel: str = "desk"
    origin: str = "citizen"
    concerns: str = "self"
    protocol: str | None = None
    deadline: date | None = None
    description: str = ""
    outcome: str = ""
    since: datetime | None = None
    appointment: datetime | None = None
    extra: dict = field(default_factory=dict)


def contacts(seed, households, stories, days):
    """Return 80 requests in the order in which they came."""
    rng = random.Random(f"{seed} requests")  # noqa: S311 invented requests, no secret
    with_case = [story.household for story in stories]
    free = cycle([h for h in households if h not in with_case])
    channels = cycle(CHANNELS)
    found = [_of_story(rng, story, days, next(channels)) for story in stories if story.from_request]
    found += [_information(rng, days, place, next(channels)) for place in range(16)]
    for make, topics in ((_answered, ANSWERED), (_waiting, WAITING), (_appointment, MEETING),
                         (_referred, ANSWERED[:4]), (_withdrawn, WAITING[:3])):
        found += [make(rng, days, place, topic, next(free), next(channels)) for place, topic in enumerate(topics)]
    return sorted(found, key=lambda contact: contact.received)


def _contact(rng, day, topic, household=None, **values):
    """A request about ``topic``; whoever works where the household is served takes it down."""
    asked, told = rng.choice(ASKED[topic])
    second = household is not None and household.second
    contact = Contact(values.pop("stage"), moment(day, rng.randint(8, 12), rng.choice((0, 10, 25, 40, 50))), (topic,),
                      household=household, second=second, description=asked,
                      user="mediator" if second else "reception")
    if contact.stage in ("answered", "referred"):
        contact.outcome = told
    for name, value in values.items():
        setattr(contact, name, value)
    contact.since = contact.since or contact.received + timedelta(minutes=20)
    if household and len(household.people) > 1 and contact.received.minute % 3 == 0:
        contact.concerns = "family"
    return contact


def _of_story(rng, story, days, channel):
    """The request that became a case: at once, or at an appointment that had been given for it."""
    by_order = story.household.kind == "family" and story.ago % 3 == 0
    met = story.ago > 0 and (story.ago % 2 == 0 or story.ago < 8) and not by_order
    day = days.ago(story.ago + rng.randint(2, 4)) if met else story.opened
    contact = _contact(rng, day, story.situation.topics[0], story.household, stage="case", story=story,
                       by=story.owner, channel="document" if by_order else channel)
    contact.topics = story.situation.topics
    if met:
        contact.user = story.owner
        contact.appointment = moment(story.opened, 9 + story.ago % 4, 30 * (story.ago % 3 == 0))
        contact.since = contact.appointment + timedelta(minutes=40)
    if by_order:
        _on_paper(contact, "directorate" if story.ago % 2 else "prosecutor", days)
    return contact


def _on_paper(contact, origin, days):
    contact.channel, contact.origin = "document", origin
    number = 12000 + 7 * days.opened.index(days.near(contact.received.date()))
    contact.protocol = f"{number}/{contact.received:%d.%m.%Y}"
    contact.deadline = days.near(contact.received.date() + timedelta(days=15))


def _today(days, channel, outside):
    """Today, and how one reaches the centre today: ``outside`` where its doors are closed."""
    return (days.today, channel if days.is_open else outside)


def _information(rng, days, place, channel):
    day = days.ago(rng.randint(1, 246))
    if place < 2:
        day, channel = _today(days, channel, "outreach")
    topic = INFORMATION[place % len(INFORMATION)]
    contact = _contact(rng, day, topic, stage="answered", information_only=True, channel=channel)
    contact.second = place % 5 == 4
    contact.user = "mediator" if contact.second else "reception"
    contact.since, contact.description = contact.received, contact.description if place % 2 else ""
    contact.concerns = ("self", "family", "other")[place % 3]
    contact.extra = {"information_result": ("informed", "papers", "form", "elsewhere")[place % 4]}
    return contact


def _answered(rng, days, place, topic, household, channel):
    by = STAFF[place % 2]
    return _contact(rng, days.ago(rng.randint(3, 246)), topic, household, stage="answered", by=by, channel=channel)


def _waiting(rng, days, place, topic, household, channel):
    """Recorded and not dealt with: today's, yesterday's, one by order in time and one overdue."""
    day = days.ago((0, 0, 0, 1, 2, 14)[place])
    if place < 3:
        day, channel = _today(days, channel, "email")
    contact = _contact(rng, day, topic, household, stage="recorded", channel=channel)
    contact.since = contact.received
    if place >= 4:
        _on_paper(contact, ("prosecutor", "directorate")[place - 4], days)
    return contact


def _appointment(rng, days, place, topic, household, channel):
    """Appointments of the staff: two today, the others on the next days, one past and still open."""
    on = days.ago(3) if place == 7 else days.ahead((0, 0, 1, 1, 2, 3, 5)[place])
    user = "mediator" if household.second else STAFF[place % 3]
    contact = _contact(rng, days.ago(6 if place == 7 else place + 1), topic, household, stage="appointment",
                       channel=channel)
    contact.user = contact.by = user
    contact.appointment = moment(on, 9 + place % 5, 30 * (place % 2))
    if place == 6:  # found among those who probably qualify, and invited
        contact.origin = "centre"
    return contact


def _referred(rng, days, place, topic, household, channel):
    contact = _contact(rng, days.ago(rng.randint(5, 200)), topic, household, stage="referred", channel=channel)
    contact.outcome = "Δόθηκαν τα στοιχεία της αρμόδιας υπηρεσίας και έγινε ενημέρωση."
    contact.origin = ("relative", "body", "citizen", "relative")[place]
    contact.concerns = "family" if contact.origin == "relative" else contact.concerns
    return contact


def _withdrawn(rng, days, place, topic, household, channel):
    return _contact(rng, days.ago(rng.randint(20, 180)), topic, household, stage="withdrawn", channel=channel)
