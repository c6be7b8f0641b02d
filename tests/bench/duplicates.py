"""Duplicates in a register of 110,000, with twins, brothers and sisters and namesakes in it; two other tools beside."""

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from odoo.addons.kentro_koinotitas.tools.same_person import CERTAIN

from dev.place import PEERS

from .harness import Row, transaction
from .register_scene import load

COLUMNS = "id last first father mother birth sex phone afm amka".split()


def rows(database, scene):
    register, loaded = load(database, scene.structure)
    true = len(register.again)
    with transaction(database) as env:
        Duplicate = env["kentro.duplicate"]
        begun = time.perf_counter()
        pairs = Duplicate._pairs()
        seconds = time.perf_counter() - begun
        entries = Duplicate._entries(loaded)
    ours = [(one, other) for one, other, bits, _reasons in pairs if bits >= CERTAIN]
    precision, recall, twins = _judged(ours, loaded, true)
    made = [
        Row("almost certain duplicates: precision", precision, 0.99, "", True, f"{len(ours):,} pairs, twins {twins}"),
        Row("the same: recall", recall, 0.97, "", True, f"{true:,} people are there twice, the second time no number"),
        Row("the same: seconds for 110,000", seconds, 60, "s"),
    ]
    for name, (found, took) in _peers(entries).items():
        precision, recall, twins, level = _best(found, loaded, true)
        detail = f"recall {recall:.3f}, {took:.0f} s, twins {twins}, at its best level {level:.1f}"
        made.append(Row(f"{name}: precision", precision, unit="", detail=detail))
    return made


def _judged(pairs, loaded, true):
    right = [pair for pair in pairs if loaded[pair[0]].who == loaded[pair[1]].who]
    wrong = set(pairs) - set(right)
    twins = sum(loaded[one].trap == "twin" for one, _other in wrong)
    return len(right) / max(len(pairs), 1), len(right) / true, twins


def _best(found, loaded, true):
    """The level of a peer's score at which precision and recall are best together (F1)."""
    found, best = sorted(found, key=lambda pair: -pair[2]), None
    right = twins = 0
    for number, (one, other, score) in enumerate(found, 1):
        same = loaded[one].who == loaded[other].who
        right += same
        twins += not same and loaded[one].trap == "twin"
        value = 2 * right / (number + true)
        if best is None or value > best[0]:
            best = value, right / number, right / true, twins, score
    return best[1:]


def _peers(entries):
    """Return ``{name: (pairs with scores, seconds)}`` of the other tools, run beside Odoo on the same entries."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            for id_, entry in entries.items():
                writer.writerow({"id": id_, **{name: getattr(entry, name) or "" for name in COLUMNS[1:]}})
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("duplicates_peers.py"), path],
            env={**os.environ, "PYTHONPATH": str(PEERS)}, stdout=subprocess.PIPE, check=True, text=True,
        )  # fmt: skip
    said = json.loads(done.stdout)
    return {
        name: ([(int(one), int(other), score) for one, other, score in found["pairs"]], found["seconds"])
        for name, found in said.items()
    }
