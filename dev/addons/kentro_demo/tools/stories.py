"""The cases of a year, from a seed: whose, why, since when, and how far they have come."""

import random
from dataclasses import dataclass, field
from datetime import date
from itertools import count, cycle

from . import parts, referrals
from .situations import OF_KIND, SITUATIONS, Situation

# How far, how many, and how many open days ago they were opened.
STAGES = (
    ("intake", 5, (0, 6)),
    ("assessment", 7, (6, 25)),
    ("plan", 4, (20, 40)),
    ("support", 8, (45, 160)),
    ("reopened", 2, (200, 230)),
    ("follow_up", 6, (100, 200)),
    ("closed", 8, (130, 246)),
)
OWNERS = ("worker", "worker2", "mediator", "worker", "psychologist",
          "worker2", "mediator", "worker", "worker2", "psychologist")
TEAM = ("worker2", "psychologist", "worker")
CLOSE_REASONS = ("goals_reached", "goals_reached", "partly_reached", "moved", "referred", "own_wish",
                 "goals_reached", "no_contact")


@dataclass
class Story:
    """One case. Days are open days; ``ago`` is how many open days ago it was opened."""

    stage: str
    owner: str
    household: object
    situation: Situation
    ago: int
    opened: date
    since: date
    reopened: bool = False
    team: tuple = ()
    closed_on: date | None = None
    close_reason: str | None = None
    from_request: bool = True
    assessments: list = field(default_factory=list)
    goals: list = field(default_factory=list)
    referrals: list = field(default_factory=list)
    followups: list = field(default_factory=list)


def stories(seed, households, days):
    """Return 40 cases of 40 of the households, earliest first."""
    rng = random.Random(f"{seed} cases")  # noqa: S311 invented cases, no secret
    pools = {False: iter(_in_order(households)), True: iter([h for h in households if h.second])}
    owners, places, teams = cycle(OWNERS), count(), cycle(TEAM)
    kinds = {(owner, kind): cycle(choices if owner == "mediator" else choices[::-1])
             for owner in set(OWNERS) for kind, choices in OF_KIND.items()}
    found = []
    for stage, number, span in STAGES:
        for _ in range(number):
            owner, place = next(owners), next(places)
            household = next(pools[owner == "mediator"])
            situation = SITUATIONS[_situation(household, owner, kinds, place)]
            story = _begin(rng, stage, span, owner, household, situation, days)
            helper = next(teams)
            story.team = (helper,) if place % 3 == 0 and helper != owner else ()
            story.from_request = place % 7 != 3
            found.append(story)
    for make in (parts.assess, parts.aim, referrals.refer, parts.follow_up):
        make(rng, found, days)
    return sorted(found, key=lambda story: -story.ago)


def _in_order(households):
    """Those of the first structure, with the ones in need of safety spread over all stages."""
    found = [h for h in households if not h.second and not h.safe_contact]
    for place, household in enumerate(h for h in households if not h.second and h.safe_contact):
        found.insert((3, 9, 18, 28)[place % 4], household)
    return found


def _situation(household, owner, kinds, place):
    if household.safe_contact:
        return "safety"
    if household.origin in ("SY", "UA"):
        return "new_start"
    return "strain" if owner == "psychologist" and place % 3 else next(kinds[owner, household.kind])


def _begin(rng, stage, span, owner, household, situation, days):
    """A story with its dates: when it was opened, and since when it stands where it stands."""
    ago = rng.randint(*span)
    since = {
        "intake": ago,
        "assessment": max(0, ago - 3),
        "plan": ago - 12,
        "support": ago - 16,
        "reopened": 18,
        "follow_up": ago * 2 // 5,
        "closed": ago // 4,
    }[stage]
    story = Story("support" if stage == "reopened" else stage, owner, household, situation, ago,
                  days.ago(ago), days.ago(since), reopened=stage == "reopened")
    if stage == "closed":
        story.closed_on = story.since
        story.close_reason = CLOSE_REASONS[ago % len(CLOSE_REASONS)]
    return story
