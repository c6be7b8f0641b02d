"""What a case holds, as far as it has come: assessments, goals, follow-ups; referrals.py has the rest.

Everything here obeys the rules of the processes: a closed case has nothing open, a low score has a
goal or a reason.
"""

from datetime import timedelta
from itertools import cycle

from .texts import ANSWERS, CONCLUSIONS, LAST_NOTE, NO_GOAL, NOTES, SEEN

DIMENSIONS = (
    "housing income work health mental_health education family safety legal_status social_ties"
).split()
OPEN_ASSESSMENTS = ("submitted", "in_progress", "draft", "returned", "submitted", "in_progress",
                    "submitted")
OPEN_FOLLOWUPS = ("today", "overdue", "tomorrow", "missed", "week", "month")
HOW = ("phone", "meeting", "phone", "visit")


def assess(rng, stories, days):
    """Give each case from stage «assessment» on its assessments, the second one an improvement."""
    under_way = cycle(OPEN_ASSESSMENTS)
    late = cycle(("approved", "submitted", "approved", "draft"))
    for story in stories:
        if story.stage == "intake":
            continue
        if story.stage == "assessment":
            _assessment(rng, story, next(under_way), days.ago(max(0, story.ago - 4)), 0)
            continue
        _assessment(rng, story, "approved", days.ago(story.ago - 9), 0)
        if story.stage == "support" and story.ago > 70 and not story.reopened:
            stage = next(late)
            ago = story.ago // 3 if stage == "approved" else rng.randint(0, 3)
            _assessment(rng, story, stage, days.ago(ago), 1)
        elif story.reopened or (story.stage in ("follow_up", "closed") and story.ago % 4):
            _assessment(rng, story, "approved", days.ago(story.ago * 2 // 5 + 2), 1)
    begun = [story for story in stories if story.stage == "assessment"]
    for story in begun[1::5]:
        _assessment(rng, story, "cancelled", story.since, 0, story.assessments)


def _assessment(rng, story, stage, day, improved, into=None):
    """Add an assessment; ``improved`` adds to what was low."""
    low = {aim.dimension for aim in story.situation.aims}
    complete = stage not in ("draft", "in_progress", "cancelled")
    scores = []
    for place, dimension in enumerate(DIMENSIONS):
        score = rng.randint(2, 4) + improved * rng.randint(2, 3) if dimension in low else rng.randint(5, 9)
        if not complete and place > (1 if stage == "draft" else 5):
            score = 0
        reason = ""
        if complete and dimension not in low and place == 9 - story.ago % 4 and story.ago % 3 == 0:
            score, reason = 4, NO_GOAL
        seen = "low" if 0 < score < 5 else "fair" if score < 7 else "good"
        scores.append((dimension, score, rng.choice(SEEN[seen]) if score else "", reason))
    story.assessments.append({
        "stage": stage,
        "date": day,
        "scores": scores,
        "note": rng.choice(CONCLUSIONS) if complete else "",
    })


def aim(rng, stories, days):
    """Set the goals of each case whose assessment was submitted, and say how far they were reached."""
    for story in stories:
        if not any(a["stage"] in ("submitted", "returned", "approved") for a in story.assessments):
            continue
        for place, goal in enumerate(story.situation.aims):
            state = {
                "support": ("open", "partly")[place and story.ago % 2],
                "follow_up": ("reached", "partly")[story.ago % 2],
                "closed": ("reached", "reached", "dropped")[(story.ago + place) % 3],
            }.get(story.stage, "open")
            if state == "dropped" and story.close_reason == "goals_reached":
                state = "reached"
            by = days.near(story.opened + timedelta(days=90 + 30 * place))
            outcome = {"reached": ANSWERS["helped"], "partly": ANSWERS["partly"]}.get(state, "")
            story.goals.append({
                "name": goal.goal,
                "dimension": goal.dimension,
                "state": state,
                "target_date": by,
                "outcome": outcome,
            })


def follow_up(rng, stories, days):
    """Plan, miss and do follow-ups; each worker has some due today, overdue and to come."""
    coming = {}
    for place, story in enumerate(stories):
        if story.stage not in ("support", "follow_up", "closed"):
            continue
        done = {"support": place % 3 + 2 * story.reopened, "follow_up": 2 + place % 3, "closed": 3}[story.stage]
        until = story.ago // 4 + 1 if story.stage == "closed" else rng.randint(6, 14)
        first = max(story.ago - 25, until)
        for number in range(done):
            ago = first - (first - until) * number // max(1, done - 1)
            last = story.stage == "closed" and number == done - 1
            stage = "closed" if last and story.close_reason == "no_contact" else "done"
            _followup(rng, story, stage, days.ago(ago), number, last)
        if story.stage != "closed":
            kind = next(coming.setdefault(story.owner, cycle(OPEN_FOLLOWUPS)))
            day = {"today": days.ago(0), "overdue": days.ago(4), "missed": days.ago(2),
                   "tomorrow": days.ahead(1), "week": days.ahead(5), "month": days.ahead(20)}[kind]
            stage = {"today": "due", "overdue": "due", "missed": "missed"}.get(kind, "planned")
            _followup(rng, story, stage, day, done)


def _followup(rng, story, stage, day, position, last=False):
    story.followups.append({
        "stage": stage,
        "planned_on": day,
        "since": day if stage != "planned" else story.since,
        "kind": HOW[(position + story.ago) % len(HOW)],
        "position": position,
        "done_on": day if stage == "done" else False,
        "note": (LAST_NOTE if last else rng.choice(NOTES)) if stage == "done" else "",
        "is_last": last,
    })
