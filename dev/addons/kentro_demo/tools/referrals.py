"""Which bodies were asked to help with a case, and what became of it."""

from datetime import timedelta
from itertools import cycle

from .texts import ANSWERS

PLANNED_REFERRALS = ("draft", "requested")
OPEN_REFERRALS = ("requested", "in_progress", "accepted", "received", "completed", "pending",
                  "not_accepted", "in_progress", "requested", "received", "no_answer", "accepted",
                  "pending")
ENDED_REFERRALS = ("completed", "not_accepted", "completed", "refused", "completed", "no_answer",
                   "completed", "cancelled", "completed", "error", "completed")
# How long after it was sent a referral came where it stands, in open days.
DELAYS = {"received": 2, "accepted": 5, "in_progress": 9, "pending": 12, "completed": 20,
          "not_accepted": 6, "refused": 8, "no_answer": 25, "cancelled": 4, "error": 1}
OUTCOMES = ("helped", "helped", "partly", "helped", "waiting_list")
# Who else can be asked the same, after a refusal.
ELSEWHERE = {"mental_health": "health_centre", "employment": "learning", "nursery": "creative",
             "grocery": "parish", "help_home": "parish", "creative": "learning", "housing": "parish"}


def refer(rng, stories, days):
    """Refer to the bodies that the goals need; an open case has open referrals, an ended one none."""
    stages = {"plan": cycle(PLANNED_REFERRALS), "support": cycle(OPEN_REFERRALS)}
    ended, outcomes = cycle(ENDED_REFERRALS), cycle(OUTCOMES)
    for story in stories:
        if story.stage in ("intake", "assessment"):
            continue
        for place, wanted in enumerate(story.situation.aims):
            if not wanted.body:
                continue
            stage = next(stages.get(story.stage, ended))
            sent = min(14 + 4 * place, story.ago)
            if story.stage == "support" and stage in ("requested", "received", "accepted"):
                sent = story.ago - rng.randint(4, 28)
            first = _referral(story, place, wanted.body, stage, max(1, story.ago - sent), days, outcomes)
            if stage == "not_accepted" and wanted.body in ELSEWHERE:
                again = "requested" if story.stage == "support" else "completed"
                ago = max(1, story.ago - sent - 9)
                _referral(story, place, ELSEWHERE[wanted.body], again, ago, days, outcomes, first)


def _referral(story, place, body, stage, ago, days, outcomes, rerouted_from=None):
    """Add a referral sent ``ago`` open days ago; return its place among those of the case."""
    since = max(0, ago - DELAYS.get(stage, 0))
    answered = stage in ("accepted", "in_progress", "pending", "completed", "not_accepted")
    outcome = {"completed": next(outcomes) if stage == "completed" else "",
               "not_accepted": "no_capacity"}.get(stage, "")
    story.referrals.append({
        "stage": stage,
        "since": days.ago(since),
        "date": days.ago(ago),
        "body": body,
        "goal": place,
        "purpose": story.situation.aims[place].purpose,
        "answer_by": False if stage == "draft" else days.near(days.ago(ago) + timedelta(days=21)),
        "answered_on": days.ago(max(since, ago - 5)) if answered else False,
        "answer": ANSWERS[outcome or "accepted"] if answered else "",
        "outcome": outcome,
        "by_phone": stage == "completed" and ago % 3 == 0,
        "duty": "prosecutor" if story.situation.aims[place].dimension == "safety" else False,
        "consented": stage != "draft" or ago % 2,
        "rerouted_from": rerouted_from,
    })
    if stage == "completed":
        _report(story.goals[place], outcome)
    return len(story.referrals) - 1


def _report(goal, outcome):
    """Carry the outcome back to the plan, as the process does."""
    goal["outcome"] = ANSWERS[outcome]
    goal["state"] = {"helped": "reached"}.get(outcome, "partly")
