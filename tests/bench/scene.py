"""What the benchmark works on: a municipality with cases in plan, and the peers' records, committed once."""

from datetime import date, timedelta
from types import SimpleNamespace

from odoo.fields import Command

from .harness import transaction

CASES = 1000
PEERS = 60
DATE = "2026-01-12 08:00:00"


def build(database):
    """Return the ids of users and records that the scripts share."""
    with transaction(database) as env:
        env = env(context={"tracking_disable": True, "no_reset_password": True, "lang": "el_GR"})
        made = SimpleNamespace(**_centre(env), **_bare(env), **_leads(env), **_leaves(env), **_tiers(env))
        env.cr.commit()
        env.cr.execute("ANALYZE")
        env.cr.commit()
    return made


def user(env, login, *groups):
    ids = [env.ref(group).id for group in ("base.group_user", *groups)]
    return env["res.users"].create(
        {"name": login, "login": login, "email": f"{login}@example.com", "group_ids": [Command.set(ids)]}
    )


def _centre(env):
    """A structure with one case worker, twenty people, and the cases."""
    kind = env["kentro.structure.kind"].search([("type", "=", "central")], limit=1)
    structure = env["kentro.structure"].create({"name": "Κέντρο", "kind_id": kind.id})
    worker = user(env, "bench_worker", "kentro_koinotitas.group_case_worker")
    specialty = env["kentro.specialty"].search([], limit=1)
    env["kentro.post"].create({"structure_id": structure.id, "specialty_id": specialty.id, "user_id": worker.id})
    people = env["kentro.beneficiary"].create(
        [
            {"last_name": "Ράλλης", "first_name": f"Νίκος {n}", "structure_ids": [Command.set(structure.ids)]}
            for n in range(20)
        ]
    )
    env["kentro.opening"].create({"company_id": structure.company_id.id})
    place = SimpleNamespace(worker=worker.id, structure=structure.id, people=people.ids)
    return {**vars(place), "cases": more_cases(env, place, CASES)}


def more_cases(env, place, number):
    """Make cases in stage «plan», each with the goal that the guard of «support» asks; return their ids."""
    rows = [
        {
            "beneficiary_id": place.people[n % len(place.people)],
            "structure_id": place.structure,
            "user_id": place.worker,
            "team_ids": [Command.set([place.worker])],
            "stage": "plan",
            "since": DATE,
            "by": place.worker,
        }
        for n in range(number)
    ]
    cases = env["kentro.case"].opening_import(rows)
    env["kentro.goal"].create([{"case_id": case, "name": "Στόχος", "user_id": place.worker} for case in cases])
    return cases


def _bare(env):
    bare = env["bench.bare"].create([{"name": f"Bare {n}", "state": "plan"} for n in range(CASES)])
    return {"bare": bare.ids}


def _leads(env):
    seller = user(env, "bench_seller", "sales_team.group_sale_salesman_all_leads")
    stages = env["crm.stage"].search([("is_won", "=", False)], limit=2)
    partners = env["res.partner"].create([{"name": f"Πελάτης {n}"} for n in range(20)])
    leads = env["crm.lead"].create(
        [
            {
                "name": f"Lead {n}",
                "type": "opportunity",
                "user_id": seller.id,
                "partner_id": partners[n % len(partners)].id,
                "stage_id": stages[0].id,
            }
            for n in range(CASES)
        ]
    )
    return {"seller": seller.id, "leads": leads.ids, "next_stage": stages[1].id}


def _leaves(env):
    """Requests of leave of one day, none overlapping another of the same employee."""
    officer = user(env, "bench_officer", "hr_holidays.group_hr_holidays_manager")
    kind = env["hr.leave.type"].create(
        {"name": "Leave", "requires_allocation": False, "leave_validation_type": "hr", "request_unit": "day"}
    )
    employees = env["hr.employee"].create([{"name": f"Employee {n}"} for n in range(PEERS)])
    monday = date(2026, 3, 2)
    leaves = env["hr.leave"].create(
        [
            {
                "name": "Leave",
                "employee_id": employee.id,
                "holiday_status_id": kind.id,
                "request_date_from": monday + timedelta(days=n % 5),
                "request_date_to": monday + timedelta(days=n % 5),
            }
            for n, employee in enumerate(employees)
        ]
    )
    return {"officer": officer.id, "leaves": leaves.ids}


def _tiers(env):
    reviewer = user(env, "bench_reviewer")
    env["tier.definition"].create(
        {
            "name": "One approval",
            "model_id": env["ir.model"]._get("bench.tier").id,
            "review_type": "individual",
            "reviewer_id": reviewer.id,
            "definition_domain": "[]",
        }
    )
    tiers = env["bench.tier"].create([{"name": f"Tier {n}"} for n in range(PEERS)])
    return {"reviewer": reviewer.id, "tiers": tiers.ids}
