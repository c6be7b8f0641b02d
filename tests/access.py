"""What the tests about security/ share: the matrix, its roles, and sample records of any model at any distance."""

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from odoo.addons.kentro_koinotitas.models.workflow.engine import ENGINE
from odoo.fields import Command

MATRIX = Path(__file__).resolve().parents[1] / "security" / "access_matrix.csv"
MODULES = ("kentro_koinotitas", "kentro_roma_annex")
ROLES = {
    "reception": "kentro_koinotitas.group_reception",
    "case_worker": "kentro_koinotitas.group_case_worker",
    "psychologist": "kentro_koinotitas.group_psychologist",
    "special_categories": "kentro_koinotitas.group_special_categories",
    "coordinator": "kentro_koinotitas.group_coordinator",
    "annex": "kentro_roma_annex.group_annex",
    "director": "kentro_koinotitas.group_director",
    "volunteer_manager": "kentro_koinotitas.group_volunteer_manager",
    "dpo": "kentro_koinotitas.group_dpo",
    "rules_manager": "kentro_koinotitas.group_rules_manager",
    "settings_administrator": "base.group_system",
    "internal_user": "base.group_user",
    "portal": "base.group_portal",
    "public": "base.group_public",
}
# A role given to who has another already: the matrix writes out only what it adds.
BESIDES = {"special_categories": "case_worker"}
# Records that only the team of an open case of the person reaches.
OF_THE_TEAM = ("kentro.residence.title", "kentro.disability", "kentro.special.answer")
RIGHTS = {"create": "create", "read": "read", "update": "write", "delete": "unlink"}
ATTEMPTS = Counter()  # how often each file has tried; told at the end of the run
# From the nearest to the farthest; who may reach one of them may reach those before it.
SCOPES = ("own", "team", "structure", "municipality", "all")


class Row(NamedTuple):
    role: str
    model: str
    create: str
    read: str
    update: str
    delete: str
    scope: str
    reason: str

    @property
    def rights(self):
        return [right for right in RIGHTS if getattr(self, right) == "yes"]


@cache
def matrix():
    with MATRIX.open(newline="") as file:
        lines = list(csv.reader(file))
    assert tuple(lines[0]) == Row._fields, "the header of the matrix"
    rows = [Row(*line) for line in lines[1:]]
    return rows + [
        row._replace(role=role) for role, basis in BESIDES.items() for row in rows if row.role == basis
    ]


@cache
def granted():
    """Return ``{(role, model): {right: scope}}``; rows on one role and model add up."""
    found = defaultdict(dict)
    for row in matrix():
        for right in row.rights:
            found[row.role, row.model][right] = row.scope
    return dict(found)


def our_models(env):
    """Names of the models that our addons define, wizards included; abstract ones hold no records."""
    return sorted(
        name for name, model in env.registry.items() if model._original_module in MODULES and not model._abstract
    )


class Place(NamedTuple):
    """Where a sample lies, seen from one user: whose case, in which team, structure and municipality."""

    scope: str
    structure: object
    owner: object
    team: object


class Samples:
    """Makes records of any of our models at a place.

    Fields say most of what a record needs. A method ``_values_‹model›`` adds what they do not say,
    ``_make_‹model›`` finds a sample where a plain ``create`` makes none.
    """

    def __init__(self, env):
        self.env = env
        self.counter = 0

    def make(self, model, place):
        """Return a sample, made as superuser."""
        if self.env[model]._transient:
            values = getattr(self, f"_values_{model.replace('.', '_')}", lambda _place: {})(place)
            return self.env[model].with_user(place.owner).sudo().create(values).sudo(False)
        maker = getattr(self, f"_make_{model.replace('.', '_')}", None)
        if maker:
            return maker(place)
        return self.env[model].create(self.values(model, place))

    def values(self, model, place):
        """Return values for a new record."""
        Model = self.env[model]
        values = getattr(self, f"_values_{model.replace('.', '_')}", lambda _place: {})(place)
        defaults = Model.default_get(list(Model._fields))
        for name, field in Model._fields.items():
            made_with_it = name in ("id", "stage_id", "partner_id", "resource_id")
            if name in values or made_with_it or not field.store or field.related or field.inherited:
                continue
            placed = self._placed(model, field, place)
            if placed is not None:
                values[name] = placed
            elif field.required and not field.compute and not defaults.get(name):
                values[name] = self._any(field, place)
        return values

    def _placed(self, model, field, place):
        """What ties a record to its place, or None."""
        name = field.name
        if name in ("structure_id", "structure_ids"):
            return place.structure.id if field.type == "many2one" else [Command.set(place.structure.ids)]
        if name == "company_id" and not field.compute:
            return place.structure.company_id.id
        if name == "user_id" and model != "kentro.post":
            return place.owner.id
        if name == "team_ids":
            return [Command.set(place.team.ids)]
        if field.required and name in ("case_id", "workflow_id", "beneficiary_id"):
            return self.make(field.comodel_name, place).id
        return None

    def _any(self, field, place):
        self.counter += 1
        if field.type in ("many2one", "many2many"):
            sample = self.make(field.comodel_name, place)
            return sample.id if field.type == "many2one" else [Command.set(sample.ids)]
        if field.type == "selection":
            return field.get_values(self.env)[0]
        plain = {"date": "2026-03-02", "datetime": "2026-03-02 09:00:00", "boolean": True}
        plain |= dict.fromkeys(("integer", "float"), self.counter)
        return plain.get(field.type, f"sample {self.counter}")

    # --- what the fields do not say ---------------------------------------------------------

    def _values_res_partner(self, place):
        return {"name": "Φορέας", "is_kentro_body": True, "company_id": place.structure.company_id.id}

    def _values_kentro_beneficiary(self, place):
        self.counter += 1
        return {"last_name": f"Δείγμα{self.counter}"}

    def _values_kentro_beneficiary_taking(self, place):
        return {"reason": "She asked here for help today"}

    def _values_kentro_document(self, place):
        return {"beneficiary_id": self.make("kentro.beneficiary", place).id}

    def _values_kentro_residence_title(self, place):
        return {"beneficiary_id": self.make("kentro.case", place).beneficiary_id.id}

    def _values_kentro_disability(self, place):
        return {**self._values_kentro_residence_title(place), "degree": 67, "is_indefinite": True}

    def _values_kentro_special_answer(self, place):
        return {**self._values_kentro_residence_title(place), "basis": "law"}

    def _values_kentro_income(self, place):
        return {"beneficiary_id": self.make("kentro.beneficiary", place).id, "amount": 300}

    def _values_kentro_answer(self, place):
        return {"beneficiary_id": self.make("kentro.beneficiary", place).id}

    def _values_kentro_question(self, place):
        return {"about": "person"}

    def _values_kentro_parameter_value(self, place):
        return {"value": 5, "date_from": "2099-01-01"}  # what holds is not rewritten

    def _values_kentro_scale(self, place):
        return {"line_ids": [Command.create({"name": "Everybody", "number": 5})]}

    def _values_kentro_scale_line(self, place):
        return {"number": 5}

    def _values_kentro_measure(self, place):
        return {"of": "asset", "asset_kind": "vehicle"}

    def _values_kentro_rule_point(self, place):
        return {"part_id": self.env.ref("kentro_koinotitas.rule_luxury").id}

    def _values_kentro_ruleset_criterion(self, place):
        return {"rule_id": self.env.ref("kentro_koinotitas.rule_luxury").id}

    def _values_kentro_ruleset_example(self, place):
        return {"household": {"members": [{"person": "Anna", "relation": "applicant"}]}, "expected": "unknown"}

    def _values_kentro_screening(self, place):
        return {"programme_ids": [Command.set(self.env.ref("kentro_koinotitas.programme_gmi").ids)]}

    def _values_kentro_screening_fact(self, place):
        return {"screening_id": self.make("kentro.screening", place).id, "code": "age"}

    def _values_kentro_screening_row(self, place):
        programme, household = self.env.ref("kentro_koinotitas.programme_gmi"), self.make("kentro.household", place)
        found = {"finding": "qualifies", "programme_id": programme.id, "household_id": household.id}
        return {"screening_id": self.make("kentro.screening", place).id, **found}

    def _values_kentro_custody(self, place):
        child = self.make("kentro.beneficiary", place)
        return {"beneficiary_id": child.id, "holder_name": "Θεία του παιδιού"}

    def _values_kentro_emergency_access(self, place):
        # the number says which file it is; one of a case is that of one municipality
        number = self.make("kentro.case", place).name
        return {"reference": number, "beneficiary_id": False, "reason": "Nobody of the team can be reached"}

    def _values_kentro_lockout(self, place):
        # nobody keeps herself out
        return {**self._values_kentro_emergency_access(place), "user_id": self.env.ref("base.user_admin").id}

    def _values_kentro_retention_hold(self, place):
        return {**self._values_kentro_emergency_access(place), "reason": "Audit 12/2026"}

    def _values_kentro_retention_rule(self, place):
        self.counter += 1
        day = date(2030, 1, 1) + timedelta(days=self.counter)  # one period at a time
        return {"record_class": "absence", "counts_from": "ended", "valid_from": day, "valid_to": day}

    def _values_kentro_retention_batch(self, place):
        return {"proposed_by_id": place.owner.id}

    def _values_kentro_retention_due(self, place):
        return {"model": "kentro.beneficiary", "res_id": self.make("kentro.beneficiary", place).id}

    def _values_kentro_private_note(self, place):
        return {"beneficiary_id": self.make("kentro.beneficiary", place).id, "author_id": place.owner.id}

    def _values_kentro_review_item(self, place):
        return {"source_model": False}

    def _values_kentro_note_successor(self, place):
        company = place.structure.company_id.id
        workers = self.env.ref("kentro_koinotitas.group_case_worker").all_user_ids
        workers = workers.filtered(lambda user: company in user.company_ids.ids)
        self.counter += 1
        values = {"name": "x", "login": f"left{self.counter}", "company_id": company, "company_ids": [company]}
        left = self.env["res.users"].with_context(no_reset_password=True).create(values)
        return {"user_id": left.id, "successor_id": workers[0].id}

    def _values_kentro_deputy(self, place):
        self.counter += 1
        users = self.env["res.users"].with_context(no_reset_password=True)
        away = users.create({"name": "x", "login": f"away{self.counter}"})
        specialty = self.env["kentro.specialty"].search([], limit=1)
        self.env["kentro.post"].create(
            [
                {"structure_id": place.structure.id, "specialty_id": specialty.id, "user_id": user.id}
                for user in (away, place.owner)
                if place.structure not in user.kentro_structure_ids
            ]
        )
        return {"user_id": away.id, "deputy_id": place.owner.id}

    def _values_kentro_absence(self, place):
        return {**self._values_kentro_deputy(place), "date_from": "2026-03-02", "date_to": "2026-03-03"}

    def _values_kentro_application(self, place):
        member = self.make("kentro.household.member", place)
        return {"beneficiary_id": member.beneficiary_id.id, "household_id": member.household_id.id}

    def _values_kentro_application_query(self, place):
        return {"application_id": self.make("kentro.application", place).id, "text": "Lease", "asked_on": "2026-03-02"}

    def _values_kentro_application_instalment(self, place):
        return {"application_id": self.make("kentro.application", place).id, "due_on": "2026-03-31"}

    def _values_kentro_application_paper(self, place):
        kind = self.env["kentro.document.kind"].search([("is_special", "=", False)], limit=1)
        rule = self.env.ref("kentro_koinotitas.rule_luxury")
        return {"application_id": self.make("kentro.application", place).id, "rule_id": rule.id, "kind_id": kind.id}

    def _values_kentro_application_extension(self, place):
        dates = {"ends_from": "2026-03-01", "ends_to": "2026-03-31", "new_end": "2026-06-30"}
        return {**dates, "company_id": place.structure.company_id.id}

    def _values_kentro_application_extension_line(self, place):
        return {"application_id": self.make("kentro.application", place).id}

    def _values_kentro_household_member(self, place):
        return {"household_id": self.make("kentro.household", place).id}

    def _values_kentro_merge_line(self, place):
        return {"field_id": self.env["ir.model.fields"]._get("kentro.beneficiary", "father_name").id}

    def _values_kentro_structure(self, place):
        kind = self.env.ref("kentro_koinotitas.kind_central")
        return {"name": "Κέντρο", "kind_id": kind.id, "company_id": place.structure.company_id.id}

    def _values_kentro_holiday(self, place):
        return {"day": 1, "month": 7}

    def _values_kentro_workflow(self, place):
        self.counter += 1
        return {"code": f"sample{self.counter}", **self._values_kentro_rule(place)}

    def _values_kentro_rule(self, place):
        return {"model_id": self.env["ir.model"]._get_id("kentro.case")}

    def _values_kentro_transition(self, place):
        stage = self.make("kentro.stage", place)
        return {"workflow_id": stage.workflow_id.id, "target_id": stage.id}

    def _values_kentro_transition_field(self, place):
        return {"field_id": self.env["ir.model.fields"]._get("kentro.case", "summary").id}

    def _values_kentro_effect(self, place):
        return {"transition_id": self.make("kentro.transition", place).id, "kind": "value"}

    def _values_kentro_effect_value(self, place):
        field = self.env["ir.model.fields"]._get("kentro.case", "summary")
        return {"effect_id": self.make("kentro.effect", place).id, "field_id": field.id, "source": "empty"}

    def _values_kentro_webhook(self, place):
        return {"url": "https://protocol.example.org/", "secret": "a secret of both sides"}

    # --- samples that are found -------------------------------------------------------------

    def _make_kentro_structure(self, place):
        return place.structure

    def _make_kentro_opening(self, place):
        company = place.structure.company_id
        found = self.env["kentro.opening"].search([("company_id", "=", company.id)])
        return found or self.env["kentro.opening"].create({"company_id": company.id})

    def _make_kentro_transition_log(self, place):
        request = self.make("kentro.request", place)
        return self.env["kentro.transition.log"].search([("model", "=", request._name), ("res_id", "=", request.id)])

    def _make_kentro_read_log(self, place):
        person = self.make("kentro.beneficiary", place)
        log = self.env["kentro.read.log"]
        log._insert({(place.owner.id, place.structure.company_id.id): {(person._name, person.id, "file")}})
        return log.search([("model", "=", person._name), ("res_id", "=", person.id)])

    def _make_kentro_log_anchor(self, place):
        anchors = self.env["kentro.log.anchor"]
        return anchors._anchor(self.env["kentro.transition.log"].search([], order="id desc", limit=1).id)

    def _make_kentro_log_check(self, place):
        return self.env["kentro.log.check"]._verify_now()

    def _make_kentro_log_erasure(self, place):
        row = self._make_kentro_transition_log(place)
        vals = {"log_id": row.id, "date": "2026-03-02 09:00:00", "user_id": self.env.uid}
        return self.env["kentro.log.erasure"].with_context(kentro_engine=ENGINE).create(vals)

    def _make_kentro_eligibility(self, place):
        household = self.make("kentro.household", place)
        person = self.make("kentro.beneficiary", place)
        person.structure_ids = place.structure
        self.env["kentro.household.member"].create({"household_id": household.id, "beneficiary_id": person.id})
        return self.env["kentro.eligibility"]._keep(household, date(2026, 10, 15))[:1]

    def _make_kentro_override(self, place):
        case = self.make("kentro.case", place)
        role = self.env.ref("kentro_koinotitas.group_coordinator")
        return self.env["kentro.override"]._note([(case, self.env["kentro.rule"], role)], "sample")

    def _make_kentro_outbox(self, place):
        webhook = self.make("kentro.webhook", place)
        effect = self.env["kentro.effect"].create(
            self.values("kentro.effect", place) | {"kind": "webhook", "webhook_id": webhook.id}
        )
        return self.env["kentro.outbox"]._put(effect, self.make("kentro.case", place))

    def _make_kentro_working_time(self, place):
        return self.env["kentro.working.time"]._get_for(place.structure)[place.structure]

    def _make_kentro_working_day(self, place):
        time = self._make_kentro_working_time(place)
        time._cover()
        return time.day_ids[:1]

    def _make_kentro_statistics(self, place):
        self.make("kentro.case", place)
        self.env.flush_all()
        where = [("structure_id", "=", place.structure.id), ("process", "=", "case")]
        return self.env["kentro.statistics"].search(where, limit=1)

    def _make_kentro_waiting(self, place):
        self.make("kentro.case", place)
        self.env.flush_all()
        return self.env["kentro.waiting"].search([("structure_id", "=", place.structure.id)], limit=1)

    def _make_kentro_expiry(self, place):
        values = self.values("kentro.document", place)
        paper = self.env["kentro.document"].create({**values, "date_to": "2026-03-02"})
        return self.env["kentro.expiry"].search([("what", "=", "document"), ("res_id", "=", paper.id)])
