"""The engine on a page of plain Python, for test_model_based.py to compare with."""

from dataclasses import dataclass, field

ENDS = {"done", "cancelled"}


class Refused(Exception):
    """The engine says so with a sentence."""


@dataclass(frozen=True)
class Step:
    name: str
    sources: frozenset
    target: str
    who: str = "worker"  # or "responsible", or "" for nobody
    guarded: bool = False
    reason: bool = False

    def hinders(self, record, user, reason=""):
        mine = self.who == "worker" or user == record.responsible
        return record.stage not in self.sources or not mine or self.guarded > record.fact or self.reason > bool(reason)


@dataclass
class Definition:
    kinds: dict  # kind of each stage by its code
    initial: set
    steps: dict

    def reached(self, stages):
        more = stages | {step.target for step in self.steps.values() if step.sources & stages}
        return stages if more == stages else self.reached(more)

    def sound(self):
        ends = {code for code, kind in self.kinds.items() if kind in ENDS}
        on = {
            code: {step.target for step in self.steps.values() if code in step.sources} - {code} for code in self.kinds
        }
        names = [(code, step.name) for step in self.steps.values() for code in step.sources]
        paths = len(self.initial) == 1 and self.reached(self.initial) == set(self.kinds) and ends
        out = all(code in ends or (on[code] and self.reached({code}) & ends) for code in self.kinds)
        taken = all(step.sources and step.who for step in self.steps.values())
        return bool(paths and out and taken and len(names) == len(set(names)))


@dataclass
class Record:
    definition: Definition
    stage: str
    responsible: str
    fact: bool = False
    log: list = field(default_factory=list)  # (source, code of the step, target)
    clicks: set = field(default_factory=set)

    def move(self, code, target):
        self.log.append((self.stage, code, target))
        self.stage = target


def take_step(records, code, user, reason, seen, click):
    records = [record for record in records if click not in record.clicks]
    for record in records:
        step = record.definition.steps.get(code)
        if seen not in (None, (id(record.definition), record.stage)) or not step or step.hinders(record, user, reason):
            raise Refused
    for record in records:
        record.clicks.add(click)
        record.move(code, record.definition.steps[code].target)


def drag(record, target, user):
    """A plain write of the stage: the only step that leads there, if it asks for nothing."""
    if target == record.stage:
        return
    steps = record.definition.steps.items()
    leading = [(code, s) for code, s in steps if s.target == target and record.stage in s.sources]
    mine = [(code, s) for code, s in leading if s.who == "worker" or user == record.responsible]
    if len(mine) != 1 or mine[0][1].hinders(record, user):
        raise Refused
    record.move(mine[0][0], target)


def map_to(records, old, new, targets):
    """Move what stands on the old version to the new one; an end is neither left nor reached by it. Return how many."""
    moved = 0
    for record in records:
        target = targets.get(record.stage)
        if record.definition is old and target:
            kinds = {old.kinds[record.stage], new.kinds[target]}
            if len(kinds) == 1 or not kinds & ENDS:
                record.move(None, target)
                record.definition = new
                moved += 1
    return moved
