"""A history in the manner of Jepsen: clients that move, read, crash and reconnect; then what the log must say.

Every client notes each click before it is made and each answer after it came. The checker compares
these notes with the log: see ``anomalies``. The negative control takes the lock and the question for
the seen stage away and must find anomalies; else the test would prove nothing.

KENTRO_HISTORY_SECONDS says for how long (15; a minute is a good measure of a change to the engine).
"""

import os
import random
import signal
import time
import uuid
from collections import Counter

import crowd
import psycopg2
import pytest
from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.service import model as service
from odoo.tools import SQL

SECONDS = float(os.environ.get("KENTRO_HISTORY_SECONDS", "15"))
STAGES = {"a": "new", "b": "ongoing", "c": "waiting", "z": "done"}
STEPS = [
    ("ab", "a", "b", None),
    ("bc", "b", "c", None),
    ("cb", "c", "b", None),
    ("reset", "bc", "a", None),
    ("end", "abc", "z", None),
    ("again", "z", "a", None),
]
FATES = {"": 80, "repeated": 8, "killed before": 4, "dropped": 4, "killed after": 4}


# -- the clients -------------------------------------------------------------------------------


def wander(me, say, database, records, users, blind):
    """Look at a record, think, click a step; sometimes die of it, sometimes click twice."""
    service.random.uniform = lambda low, high: random.random() * high / 50  # replay sooner than Odoo does
    if blind:
        mixin = crowd.Registry(database)["kentro.workflow.mixin"]
        mixin._lock_roots = mixin._check_seen = lambda self, *arguments: None
        mixin._sql_lock = lambda self: SQL()
    record, uid = random.choice(records), random.choice(users)
    say("looks", record=record)
    seen, stage = look(database, uid, record)
    say("saw", record=record, stage=stage)
    time.sleep(random.random() / 200)
    legal = [code for code, sources, _target, _must in STEPS if stage in sources]
    code = random.choice(legal if random.random() < 0.9 else [step[0] for step in STEPS])
    click, fate = uuid.uuid4().hex, random.choices(list(FATES), FATES.values())[0]
    say("clicks", click=click, record=record, code=code, stage=stage, fate=fate)
    for _time in range(2 if fate == "repeated" else 1):
        answer = move(database, uid, record, code, seen, click, fate)
        say(answer[0], click=click, record=record, text=answer[1])


def look(database, uid, record):
    env = crowd.transaction(database, uid)
    with env.cr:
        stage = env["kentro.case"].browse(record).stage_id
        return stage.id, stage.code


def move(database, uid, record, code, seen, click, fate):
    """Click as the web client does, by way of Odoo's own replay; return ("moved" | "refused" | …, sentence)."""
    env = crowd.transaction(database, uid)

    def work():
        env["kentro.case"].browse(record).take_step(code, seen_stage_id=seen, request_id=click)
        env.cr.flush()
        if fate == "killed before":
            os.kill(os.getpid(), signal.SIGKILL)
        if fate == "dropped":
            env.cr.connection.close()

    try:
        with env.cr:
            service.retrying(work, env)
    except UserError as error:
        return "refused", str(error)
    except psycopg2.InterfaceError as error:
        return "lost", str(error)
    except Exception as error:
        return "failed", repr(error)
    if fate == "killed after":
        os.kill(os.getpid(), signal.SIGKILL)
    return "moved", ""


# -- the checker -------------------------------------------------------------------------------


def anomalies(history, rows, present):
    """Return what is wrong, each as a sentence; nothing if the log is what the clients were told.

    :param list rows: of the log, in its order: dicts of record, click, code, source, target
    :param dict present: the stage of each record at the end
    """
    clicks = {word["click"]: word for word in history if word["what"] == "clicks"}
    answers = {}
    for word in history:
        if word["what"] == "moved" and answers.get(word["click"], word)["what"] != "moved":
            answers[word["click"]] = word  # the first click was refused, its repetition went through
        elif word["what"] in ("moved", "refused", "lost", "failed"):
            answers.setdefault(word["click"], word)
    times = Counter(row["click"] for row in rows if row["click"])
    found = [f"{click}: in the log and never clicked" for click in times.keys() - clicks.keys()]
    for click, word in clicks.items():
        answer = answers.get(click, {"what": ""})["what"]
        least, most = {"moved": (1, 1), "": (0, int(word["fate"] != "killed before"))}.get(answer, (0, 0))
        if not least <= times[click] <= most:
            found.append(f"{click}: answer «{answer or word['fate']}», {times[click]} rows in the log")
    for record in present:
        of_record = [row for row in rows if row["record"] == record]
        found += _path(record, of_record, present[record], clicks)
        found += _order([word for word in history if word.get("record") == record], of_record, answers)
    return found


def _path(record, rows, present, clicks):
    """The rows are a path of the definition, from the initial stage to where the record stands."""
    stage, legal = None, {(s, code, target) for code, sources, target, _must in STEPS for s in sources}
    for row in rows:
        step = (row["source"], row["code"], row["target"])
        if row["source"] != stage:
            yield f"record {record}: «{row['code']}» leaves {row['source']}, and it stood in {stage}"
        if stage is None and row["target"] != next(iter(STAGES)):
            yield f"record {record}: begins in {row['target']}"
        if stage is not None and step not in legal:
            yield f"record {record}: {step} is no step of the process"
        if row["click"] in clicks and clicks[row["click"]]["stage"] != row["source"]:
            yield f"record {record}: «{row['code']}» from {row['source']}, its user saw {clicks[row['click']]['stage']}"
        stage = row["target"]
    if stage != present:
        yield f"record {record}: its log ends in {stage} and it stands in {present}"


def _order(words, rows, answers):
    """What was answered before something else began comes before it; a read sees no older stage."""
    place = {row["click"]: position for position, row in enumerate(rows)}
    done = last = 0  # the latest move that is known to be over; the latest that has begun
    begun, looked = {}, {}
    for word in words:
        if word["what"] == "looks":
            looked[word["client"]] = done
        elif word["what"] == "clicks":
            begun[word["click"]] = done
            last = max(last, place.get(word["click"], 0))
        elif word["what"] == "moved" and word is answers[word["click"]]:
            position = place.get(word["click"], len(rows))
            if position <= begun[word["click"]]:
                yield f"{word['click']}: before a move that was over when it began"
            done = max(done, position)
        elif word["what"] == "saw":
            window = {row["target"] for row in rows[looked[word["client"]] : last + 1]}
            if word["stage"] not in window:
                yield f"record {word['record']}: {word['stage']} was seen, it was one of {window}"


# -- the tests ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scene(addons_database):
    env = crowd.transaction(addons_database)
    with env.cr:
        crowd.publish(env, "kentro.case", "history", STAGES, STEPS)
        structure, users, person = crowd.centre(env, "jepsen_one", "jepsen_two")
        env.cr.commit()
        yield lambda: (crowd.cases(env, 3, structure, users, person).ids, users.ids, env.cr.commit())[:2]


def experience(database, scene, folder, seconds, blind):
    records, users = scene()
    history = crowd.send(database, "test_history:wander", folder, 5, seconds, records=records, users=users, blind=blind)
    env = crowd.transaction(database, SUPERUSER_ID)
    with env.cr:
        log = env["kentro.transition.log"].search([("model", "=", "kentro.case"), ("res_id", "in", records)])
        rows = [
            {
                "record": row.res_id,
                "click": row.request_id,
                "code": row.transition_id.code,
                "source": row.source_id.code or None,
                "target": row.target_id.code,
            }
            for row in log.sorted("id")
        ]
        present = {case.id: case.stage_id.code for case in env["kentro.case"].browse(records)}
        fault = crowd.fault_of_log(env)
    return history, rows, present, Counter(word["what"] for word in history), fault


def test_the_log_is_what_the_clients_were_told(addons_database, scene, tmp_path):
    history, rows, present, said, fault = experience(addons_database, scene, tmp_path, SECONDS, blind=False)
    killed = sum(word["what"] == "clicks" and word["fate"].startswith("killed") for word in history)
    print(f"\n{dict(said)}, {killed} to be killed, {len(rows)} rows")
    assert anomalies(history, rows, present) == []
    assert not fault
    assert said["moved"] > SECONDS and said["refused"] and said["lost"] and killed, said
    assert not [word for word in history if word["what"] == "failed"]
    assert all("\n" not in word["text"] for word in history if word["what"] == "refused")


def test_without_the_lock_and_the_seen_stage_there_are_anomalies(addons_database, scene, tmp_path):
    history, rows, present, _said, _fault = experience(addons_database, scene, tmp_path, 5, blind=True)
    assert [text for text in anomalies(history, rows, present) if "its user saw" in text]


@pytest.fixture
def told():
    """A small history that is as it should be: seen, clicked, moved."""
    words = [
        {"what": "looks", "record": 1, "client": 0},
        {"what": "saw", "record": 1, "client": 0, "stage": "a"},
        {"what": "clicks", "record": 1, "client": 0, "click": "x", "code": "ab", "stage": "a", "fate": ""},
        {"what": "moved", "record": 1, "client": 0, "click": "x"},
        {"what": "looks", "record": 1, "client": 1},
        {"what": "saw", "record": 1, "client": 1, "stage": "b"},
    ]
    rows = [
        {"record": 1, "click": False, "code": False, "source": None, "target": "a"},
        {"record": 1, "click": "x", "code": "ab", "source": "a", "target": "b"},
    ]
    return words, rows


def test_the_checker_finds_what_it_is_for(told):
    words, rows = told
    assert anomalies(words, rows, {1: "b"}) == []
    assert anomalies(words, rows[:1], {1: "a"}), "an acknowledged move is missing"
    assert anomalies(words, [*rows, rows[1]], {1: "b"}), "a move twice"
    assert anomalies(words, rows, {1: "c"}), "the record stands elsewhere"
    assert anomalies([*words[:-1], {**words[-1], "stage": "a"}], rows, {1: "b"}), "an old stage was read"
    assert anomalies(words, [rows[0], {**rows[1], "click": "y"}], {1: "b"}), "a move that nobody clicked"
    assert anomalies(words, [rows[0], {**rows[1], "code": "bc"}], {1: "b"}), "no step of the process"
    assert anomalies([{**words[2], "stage": "c"}, words[3]], rows, {1: "b"}), "taken from a stage not seen"
    refused = [*words[:3], {**words[3], "what": "refused"}]
    assert anomalies(refused, rows, {1: "b"}), "refused and moved all the same"
    killed = [{**words[2], "fate": "killed before"}]
    assert anomalies(killed, rows, {1: "b"}), "killed before the commit and moved all the same"
    assert anomalies([{**words[2], "fate": "killed after"}], rows, {1: "b"}) == [], "an answer that never came"
