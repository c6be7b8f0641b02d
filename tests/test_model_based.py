"""Random definitions, moves, versions and mappings: the engine does what a page of plain Python does.

The examples are the same in every run. KENTRO_MODEL_SEED=7 tries others (KENTRO_MODEL_EXAMPLES says how
many); what fails is printed as a program of few steps, with the seed.
"""

import os
import uuid
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import crowd
import pytest
import reference
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from odoo.exceptions import UserError
from odoo.fields import Command
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

SEED = os.environ.get("KENTRO_MODEL_SEED")
EXAMPLES = int(os.environ.get("KENTRO_MODEL_EXAMPLES", "25"))
USERS = ("one", "two")
CODES = "abcd"
COUNTS = Counter()
GUARD = "[('summary', '!=', False)]"

kinds = st.sampled_from(["new", "ongoing", "waiting", "done", "cancelled"])
names = st.sampled_from(["Go", "Come", "Stay"])


@st.composite
def steps(draw, stages):
    sources = draw(st.frozensets(st.sampled_from(stages), min_size=0, max_size=2))
    who = draw(st.sampled_from(["worker", "worker", "worker", "responsible", "responsible", ""]))
    return reference.Step(
        draw(names), sources, draw(st.sampled_from(stages)), who, draw(st.booleans()), draw(st.booleans())
    )


@st.composite
def definitions(draw):
    """A path from a first stage to an end, and further steps, some of which spoil it."""
    stages = CODES[: draw(st.integers(2, 4))]
    path = {
        f"to_{target}": reference.Step(f"To {target}", frozenset({source}), target)
        for source, target in pairwise(stages)
    }
    kind = {code: draw(kinds) for code in stages} | {stages[-1]: "done"}
    kind = {code: "ongoing" if draw(st.integers(0, 9)) and code != stages[-1] else kind[code] for code in stages}
    more = {f"step_{number}": draw(steps(stages)) for number in range(draw(st.integers(0, 3)))}
    initial = {stages[0]} if draw(st.integers(0, 9)) else draw(st.sets(st.sampled_from(stages)))
    return reference.Definition(kind, initial, path | more)


class Engine(RuleBasedStateMachine):
    """Does everything twice: with the engine in a transaction that is taken back, and with the reference."""

    begin = scene = None  # set by the fixture

    def __init__(self):
        super().__init__()
        self.env = self.begin()
        self.users = dict(zip(USERS, self.env["res.users"].browse(self.scene["users"]), strict=True))
        self.records, self.versions = {}, []  # {case: reference}, [(workflow, reference)]

    def teardown(self):
        try:
            if self.env.cr.connection.get_transaction_status() != TRANSACTION_STATUS_INERROR:
                assert not crowd.fault_of_log(self.env)
        finally:
            self.env.cr.close()

    # -- both together ---------------------------------------------------------------------

    def both(self, act, expect):
        """Both go through, or both refuse and nothing has changed."""
        try:
            expected = expect()
        except reference.Refused:
            COUNTS["refused"] += 1
            with pytest.raises(UserError) as refusal, self.env.cr.savepoint():
                act()
            assert refusal.value.args[0].strip()
            return None
        COUNTS["done"] += 1
        with self.env.cr.savepoint():
            return act(), expected

    @invariant()
    def all_stand_where_the_reference_says(self):
        self.env.invalidate_all()
        log = self.env["kentro.transition.log"].search([("model", "=", "kentro.case"), ("res_id", "in", self.ids())])
        rows = log.sorted("position").grouped("res_id")
        for case, known in self.records.items():
            assert case.stage_id.code == known.stage
            moves = [(row.source_id.code, row.transition_id.code or None, row.target_id.code) for row in rows[case.id]]
            assert moves == [(False, None, moves[0][2]), *known.log]

    def ids(self):
        return [case.id for case in self.records]

    def some(self, data, most=1):
        """Draw some of the cases, in the order of their creation."""
        known = list(self.records)
        picked = data.draw(st.lists(st.integers(0, len(known) - 1), min_size=1, max_size=most, unique=True))
        return [known[number] for number in picked]

    # -- definitions and versions ----------------------------------------------------------

    def publish(self, workflow, definition):
        """Publish it if the reference finds it sound; refused otherwise, with every fault in a sentence."""

        def expect():
            if not definition.sound():
                raise reference.Refused

        if self.both(workflow.action_publish, expect):
            self.versions.append((workflow, definition))

    def make(self, definition):
        of_model = {"model_id": self.env["ir.model"]._get("kentro.case").id}
        vals = {"name": "Random", "code": "random", "company_id": self.env.company.id, **of_model}
        workflow = self.env["kentro.workflow"].create(vals)
        for code, kind in definition.kinds.items():
            initial = code in definition.initial
            self.env["kentro.stage"].create(
                {"workflow_id": workflow.id, "name": code, "code": code, "kind": kind, "initial": initial}
            )
        for code, step in definition.steps.items():
            self.add(workflow, code, step)
        return workflow

    def add(self, workflow, code, step):
        stages = {stage.code: stage.id for stage in workflow.stage_ids}
        role = self.env.ref("kentro_koinotitas.role_responsible") if step.who == "responsible" else None
        group = self.env.ref("kentro_koinotitas.group_case_worker") if step.who == "worker" else None
        self.env["kentro.transition"].create(
            {
                "workflow_id": workflow.id,
                "name": step.name,
                "code": code,
                "source_ids": [Command.set([stages[source] for source in step.sources])],
                "target_id": stages[step.target],
                "role_ids": [Command.set(role.ids if role else [])],
                "group_ids": [Command.set(group.ids if group else [])],
                "rule_ids": [Command.set([self.scene["rule"]] if step.guarded else [])],
                "reason": "required" if step.reason else "none",
            }
        )

    @initialize(definition=definitions().filter(lambda definition: definition.sound()))
    def first_version(self, definition):
        self.publish(self.make(definition), definition)
        self.create("one")

    @rule(definition=definitions())
    def another_definition(self, definition):
        self.publish(self.make(definition), definition)

    @rule(data=st.data(), drop=st.booleans())
    def next_version(self, data, drop):
        """A copy of the version in force with one step less or one more."""
        workflow, definition = self.versions[-1]
        draft = workflow.browse(workflow.action_new_version()["res_id"])
        code = data.draw(st.sampled_from(sorted(definition.steps)))
        if drop:
            draft.transition_ids.filtered(lambda step: step.code == code).unlink()
            changed = {name: step for name, step in definition.steps.items() if name != code}
        else:
            more, step = f"more_{workflow.version}", data.draw(steps(sorted(definition.kinds)))
            self.add(draft, more, step)
            changed = definition.steps | {more: step}
        self.publish(draft, replace(definition, steps=changed))

    @rule(data=st.data())
    def a_published_version_stays(self, data):
        workflow, _definition = data.draw(st.sampled_from(self.versions))
        step = workflow.transition_ids[:1]
        for change in (
            lambda: step.write({"target_id": workflow.stage_ids[:1].id, "reason": "optional"}),
            lambda: step.unlink(),
            lambda: workflow.stage_ids[-1:].write({"kind": "waiting"}),
            lambda: self.add(workflow, "late", reference.Step("Late", frozenset(), "a")),
        ):
            with pytest.raises(UserError), self.env.cr.savepoint():
                change()

    @rule(data=st.data())
    def map_to_the_version_in_force(self, data):
        (old, before), (new, after) = data.draw(st.sampled_from(self.versions)), self.versions[-1]
        if old == new:
            return
        targets = {code: data.draw(st.sampled_from([None, *after.kinds])) for code in before.kinds}
        stages = {stage.code: stage.id for stage in new.stage_ids}
        mapping = self.env["kentro.workflow.mapping"].create({"from_id": old.id, "to_id": new.id})
        for line in mapping.line_ids:
            line.target_id = stages.get(targets[line.source_id.code], False)
        mapping.action_move()
        COUNTS["mapped"] += reference.map_to(self.records.values(), before, after, targets)

    # -- records and moves -----------------------------------------------------------------

    @rule(responsible=st.sampled_from(USERS))
    def create(self, responsible):
        vals = {**self.scene["vals"], "user_id": self.users[responsible].id}
        case = self.env["kentro.case"].create({**vals, "team_ids": [Command.set(self.scene["users"])]})
        definition = self.versions[-1][1]
        self.records[case] = reference.Record(definition, next(iter(definition.initial)), responsible)

    @rule(data=st.data(), fact=st.booleans())
    def write_a_fact(self, data, fact):
        (case,) = self.some(data)
        case.write({"summary": "Known" if fact else False})
        self.records[case].fact = fact

    @rule(data=st.data(), user=st.sampled_from(USERS), reason=st.sampled_from(["", "Because"]), stale=st.booleans())
    def take_a_step(self, data, user, reason, stale):
        """Of one case or several, with the stage that was seen or another one; then the same click again."""
        cases = self.some(data, most=3)
        known = [self.records[case] for case in cases]
        code = data.draw(st.sampled_from(sorted(known[0].definition.steps)))
        seen = data.draw(st.sampled_from(list(cases[0].workflow_id.stage_ids))) if stale else cases[0].stage_id
        told = (id(known[0].definition), seen.code)
        click = uuid.uuid4().hex
        together = self.env["kentro.case"].with_user(self.users[user]).concat(*cases).with_user(self.users[user])
        for _time in range(2):
            done = self.both(
                lambda: together.take_step(code, reason=reason, seen_stage_id=seen.id, request_id=click),
                lambda: reference.take_step(known, code, user, reason, told, click),
            )
            if not done:
                break

    @rule(data=st.data(), user=st.sampled_from(USERS))
    def drag_to_a_stage(self, data, user):
        (case,) = self.some(data)
        known = self.records[case]
        target = data.draw(st.sampled_from(sorted(known.definition.kinds)))
        stage = case.workflow_id.stage_ids.filtered(lambda stage: stage.code == target)
        self.both(
            lambda: case.with_user(self.users[user]).write({"stage_id": stage.id}),
            lambda: reference.drag(known, target, user),
        )


@pytest.fixture
def machine(addons_database):
    env = crowd.transaction(addons_database)
    with env.cr:
        structure, users, person = crowd.centre(env, "model_one", "model_two")
        of_model = {"model_id": env["ir.model"]._get("kentro.case").id}
        guard = env["kentro.rule"].create({"name": "Nothing is known.", "must_domain": GUARD, **of_model})
        env.cr.commit()
        Engine.scene = {
            "users": users.ids,
            "rule": guard.id,
            "vals": {"beneficiary_id": person.id, "structure_id": structure.id},
        }
    Engine.begin = staticmethod(lambda: crowd.transaction(addons_database))
    return seed(int(SEED))(Engine) if SEED else Engine


def test_the_engine_does_what_the_reference_does(machine):
    print(f"\nseed {SEED or 'fixed'}, {EXAMPLES} examples")
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            derandomize=not SEED,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink] if SEED else [Phase.generate],  # to shrink takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(dict(COUNTS))
    assert COUNTS["done"] > EXAMPLES and COUNTS["refused"] > EXAMPLES and COUNTS["mapped"]
