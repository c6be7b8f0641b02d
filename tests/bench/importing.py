"""The import of a register of 10,000 people with their households, beside as many contacts by Odoo's own load()."""

import base64
import csv
import io

from .harness import Contender, Row, alternate, ratio, transaction
from .population import Register
from .scene import user

SIZE, TURNS = 10_000, 3
HEADERS = (
    "Κωδικός", "Επώνυμο", "Όνομα", "Πατρώνυμο", "Μητρώνυμο", "Ημ/νία γέννησης", "Φύλο", "Κινητό", "Α.Φ.Μ.", "Α.Μ.Κ.Α.",
    "Νοικοκυριό", "Σχέση",
)  # fmt: skip
OF_CONTACTS = ["ref", "name", "phone", "function", "comment"]


def rows(database, scene):
    people = Register(SIZE, seed=3, again=0).people
    coordinator, accountant = _users(database, scene.structure)
    ours = Contender(coordinator, "kentro.register.import", lambda run: [], _importing(_file(people)))
    cells = [[str(n), f"{p.last} {p.first}", p.phone, "Ωφελούμενος", p.father] for n, p in enumerate(people)]
    plain = Contender(
        accountant, "res.partner", lambda run: [], lambda env, none: _check(none.load(OF_CONTACTS, cells)["ids"], SIZE)
    )
    alternate(database, ours, plain, runs=TURNS)
    detail = (
        f"{ours.middle('time'):.1f} and {plain.middle('time'):.1f} s, {ours.middle('time') / SIZE * 1e3:.2f} and "
        f"{plain.middle('time') / SIZE * 1e3:.2f} ms each, checked for being registered already"
    )
    beside = f"load(): {plain.middle('statements'):,.0f}"
    return [
        Row("importing 10,000 people with households ÷ as many contacts by load(): time", ratio(ours, plain, "time"),
            detail=detail),
        Row("the same: CPU", ratio(ours, plain, "cpu")),
        Row("the same: statements", ours.middle("statements"), unit="", detail=beside),
    ]  # fmt: skip


def _users(database, structure):
    with transaction(database) as env:
        coordinator = user(env, "bench_coordinator", "kentro_koinotitas.group_coordinator")
        specialty = env["kentro.specialty"].search([], limit=1)
        env["kentro.post"].create({"structure_id": structure, "specialty_id": specialty.id, "user_id": coordinator.id})
        accountant = user(env, "bench_importer", "base.group_partner_manager")
        ids = coordinator.id, accountant.id
        env.cr.commit()
    return ids


def _file(people):
    """The register as a file: those of one telephone live together."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADERS)
    heads = set()
    for number, person in enumerate(people):
        born = person.birth.strftime("%d/%m/%Y") if person.birth else ""
        relation = "" if person.phone in heads else "Αιτών"
        heads.add(person.phone)
        writer.writerow(
            [f"Μ{number}", person.last, person.first, person.father, person.mother, born, person.sex, person.phone,
             person.afm, person.amka, person.phone, relation]
        )  # fmt: skip
    return base64.b64encode(out.getvalue().encode())


def _importing(file):
    def work(env, none):
        register = none.create({"file": file, "filename": "register.csv"})
        register.action_read()
        register.action_import()
        _check(register.line_ids.filtered(lambda line: line.state == "created"), 0.9 * SIZE)

    return work


def _check(made, least):
    if not made or len(made) < least:
        raise RuntimeError(f"{len(made or ())} records were made: this measures nothing.")
