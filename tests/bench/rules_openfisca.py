"""GMI as openfisca-core computes it (AGPL-3, fetched for this purpose alone): the same three answers, from arrays.

Every variable is an array over people or households; what is not known is -1, and euros are whole cents.
"""

import time

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026-10"
PERSON = build_entity(key="person", plural="persons", label="", is_person=True)
HOUSEHOLD = build_entity(
    key="household", plural="households", label="", roles=[{"key": "member", "plural": "members", "label": ""}]
)
READ = """
SELECT m.household_id, CASE m.relation WHEN 'applicant' THEN 0 WHEN 'child' THEN 2 ELSE 1 END,
       COALESCE(date_part('year', age(%(on)s::date, b.birth_date))::int, -1),
       CASE b.employment WHEN 'unemployed_unregistered' THEN 1 ELSE COALESCE(length(b.employment) * 0, -1) END,
       COALESCE(i.told, -1), COALESCE(a.property, -1), COALESCE(a.vehicle, -1), COALESCE(a.deposits, -1),
       COALESCE(s.school, -1), COALESCE(s.legal, -1), COALESCE(l.luxury, -1)
  FROM kentro_household_member m
  JOIN kentro_beneficiary b ON b.id = m.beneficiary_id
  LEFT JOIN (SELECT beneficiary_id, sum(round(100 * amount * CASE k.code WHEN 'wage' THEN 0.8 ELSE 1 END
                    * CASE WHEN period = 'month' THEN 6
                           ELSE (least(date_to, %(on)s::date - 1)
                                 - greatest(date_from, (%(on)s::date - '6 month'::interval)::date) + 1)::numeric
                                / (date_to - date_from + 1) END))::int AS told
               FROM kentro_income JOIN kentro_income_kind k ON k.id = kind_id GROUP BY 1) i USING (beneficiary_id)
  LEFT JOIN (SELECT beneficiary_id, (100 * sum(value) FILTER (WHERE kind = 'property'))::int AS property,
                    (100 * sum(value) FILTER (WHERE kind = 'vehicle'))::int AS vehicle,
                    (100 * sum(value) FILTER (WHERE kind = 'deposits'))::int AS deposits
               FROM kentro_asset GROUP BY 1) a USING (beneficiary_id)
  LEFT JOIN (SELECT beneficiary_id, max((answer = 'yes')::int) FILTER (WHERE q.code = 'in_school') AS school,
                    max((answer = 'yes')::int) FILTER (WHERE q.code = 'legal_residence') AS legal
               FROM kentro_answer JOIN kentro_question q ON q.id = question_id GROUP BY 1) s USING (beneficiary_id)
  LEFT JOIN (SELECT household_id, max((answer = 'yes')::int) AS luxury FROM kentro_answer
              WHERE household_id IS NOT NULL GROUP BY 1) l ON l.household_id = m.household_id
 WHERE m.household_id >= %(first)s
 ORDER BY m.household_id, m.id
"""
OF_PEOPLE = "role age employment told property vehicle deposits school legal".split()


def read(env, first, on):
    """Return ``(households, {name: array}, seconds)`` for `screen`."""
    begun = time.perf_counter()
    env.cr.execute(READ, {"first": first, "on": on})
    columns = np.array(env.cr.fetchall(), dtype=np.int64).T
    arrays = dict(zip(["household", *OF_PEOPLE, "luxury"], columns, strict=True))
    households, at = np.unique(arrays["household"], return_index=True)
    arrays["luxury"] = arrays["luxury"][at]
    return households, arrays, time.perf_counter() - begun


def screen(households, arrays, _seconds):
    """Return ``{household: True, False or None}``."""
    builder = SimulationBuilder()
    builder.create_entities(SYSTEM)
    builder.declare_person_entity("person", np.arange(len(arrays["age"])))
    group = builder.declare_entity("household", households)
    builder.join_with_persons(group, arrays["household"], np.full(len(arrays["age"]), "member"))
    simulation = builder.build(SYSTEM)
    for name in (*OF_PEOPLE, "luxury"):
        simulation.set_input(name, PERIOD, arrays[name].astype(np.int32))
    verdict = simulation.calculate("verdict", PERIOD)
    answers = {1: True, 0: False, -1: None}
    return {household: answers[value] for household, value in zip(households.tolist(), verdict.tolist(), strict=True)}


def _input(name, entity):
    return type(name, (Variable,), {"value_type": int, "entity": entity, "definition_period": DateUnit.MONTH,
                                    "label": name, "default_value": -1})  # fmt: skip


class lone_parent(Variable):
    """1, 0, or -1 for not known."""

    value_type, entity, definition_period, label = int, HOUSEHOLD, DateUnit.MONTH, ""

    def formula(household, period):
        role, age = (household.members(name, period) for name in ("role", "age"))
        children = household.sum(role == 2)
        others = household.nb_persons() - children
        minor = household.sum((role == 2) & (age >= 0) & (age < 18))
        grown = household.sum((role == 2) & (age >= 18))
        no = (others != 1) | (household.sum(role == 1) > 0) | (children == 0) | (grown == children)
        no |= household.any((role != 2) & (age >= 0) & (age < 18))
        return np.where(no, 0, np.where((minor > 0) & ~household.any((role != 2) & (age < 0)), 1, -1))


class guaranteed(Variable):
    """Cents a month, -1 where it is not known."""

    value_type, entity, definition_period, label = int, HOUSEHOLD, DateUnit.MONTH, ""

    def formula(household, period):
        age, lone = household.members("age", period), household("lone_parent", period)
        adults, minors = household.sum(age >= 18), household.sum((age >= 0) & (age < 18))
        euros = 216 * np.minimum(adults, 1) + 108 * np.maximum(adults - 1, 0) + 54 * minors
        euros += np.where((lone == 1) & (minors > 0), 54, 0)
        return np.where(household.any(age < 0) | (lone < 0), -1, 100 * np.minimum(euros, 972))


class verdict(Variable):
    """1, 0, or -1 for not known."""

    value_type, entity, definition_period, label = int, HOUSEHOLD, DateUnit.MONTH, ""

    def formula(household, period):
        age, employment, school, legal = (
            household.members(name, period) for name in ("age", "employment", "school", "legal")
        )
        adults, minors = household.sum(age >= 18), household.sum((age >= 0) & (age < 18))
        deposits = 4800 * np.minimum(adults, 1) + 2400 * np.maximum(adults - 1, 0) + 1200 * minors
        known = ~household.any(age < 0)
        guaranteed = household("guaranteed", period)
        limits = {
            "told": np.where(guaranteed < 0, -1, 6 * guaranteed),
            "property": 100 * np.minimum(150_000, 90_000 + 15_000 * (household.nb_persons() - 1)),
            "vehicle": np.full(len(known), 600_000),
            "deposits": np.where(known, 100 * np.minimum(deposits, 14_400), -1),
        }
        over = np.zeros(len(known), dtype=bool)
        within = np.ones(len(known), dtype=bool)
        of_age = (age < 0) | (age >= 18)
        for name, limit in limits.items():
            row = household.members(name, period)
            total = household.sum(np.maximum(row, 0))
            over |= (limit >= 0) & (total > limit)
            within &= (limit >= 0) & (total <= limit) & ~household.any(of_age & (row < 0))
        luxury = household("luxury", period)
        pupil = (age >= 6) & (age < 16)
        over |= (luxury == 1) | household.any(pupil & (school == 0)) | household.any(legal == 0)
        over |= household.any((age >= 18) & (employment == 1))
        within &= (luxury == 0) & ~household.any((pupil | (age < 0)) & (school != 1))
        within &= ~household.any(legal != 1) & ~household.any(of_age & (employment != 0))
        return np.where(over, 0, np.where(within, 1, -1))


SYSTEM = TaxBenefitSystem([PERSON, HOUSEHOLD])
SYSTEM.add_variables(
    *(_input(name, PERSON) for name in OF_PEOPLE), _input("luxury", HOUSEHOLD), lone_parent, guaranteed, verdict
)
