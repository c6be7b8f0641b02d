"""Parts of the law tried on households on paper while they are written: nothing is saved, nobody is read."""

from odoo.exceptions import UserError
from odoo.tools import format_date

from ....tools.standing.conditions import holds
from ....tools.standing.scales import amount
from ....tools.standing.verdict import Criterion, Standing
from ..ruleset.kentro_ruleset_check import RESULTS
from . import paper_shape

MOST = 8  # examples looked at


def examples(env, rulesets):
    """Examples of ``rulesets``, or of any where these have none."""
    Example = env["kentro.ruleset.example"]
    order = "on_date desc, ruleset_id, sequence, id"
    found = Example.search([("ruleset_id", "in", rulesets.ids)], limit=MOST, order=order)
    return found or Example.search([], limit=MOST, order=order)


def of_rule(rule, example):
    """What ``rule`` finds of the household of ``example``: a row for it, or for each member whom it speaks of."""
    household = paper_shape.read(rule.env, example.household)
    test = rule._test(rule._parameters()._reader(example.on_date))
    people = [member.person for member in household.members] if test.of_member else [example.about or None]
    if test.of_member and example.about:
        people = [example.about]
    for person in people:
        standing = Standing(household, example.on_date, person)
        finding = standing.finding(Criterion(0, test))
        concerned = holds(test.when, standing.member if test.of_member else standing.facts)
        yield {
            **_place(rule.env, example),
            "who": person if test.of_member else False,
            "concerned": concerned is not False,
            **_explained(rule, finding, household),
        }


def _explained(rule, finding, household):
    Ruleset = rule.env["kentro.ruleset"]
    parts = {part.id: part.name for part in rule.point_ids.part_id}
    texts = {"rules": {0: rule.name, **parts}, "lacking": Ruleset._lacking_labels()}
    return Ruleset._explain_finding(texts, finding, {member.person: member.person for member in household.members})


def of_scale(scale, example):
    """What ``scale`` says of the household of ``example``."""
    household = paper_shape.read(scale.env, example.household)
    euros = amount(
        scale._read(scale._parameters()._reader(example.on_date)), Standing(household, example.on_date).facts
    )
    told = None if euros is None else scale.env["kentro.ruleset"]._euros(euros)
    yield {**_place(scale.env, example), "result": RESULTS[None] if euros is None else False, "euros": told}


def _place(env, example):
    return {"example": example.name, "on": format_date(env, example.on_date), "programme": example.ruleset_id.name}


def rows(part, rulesets, explain):
    """``{"rows": [...]}`` of ``explain(part, example)`` for each example, or ``{"fault": sentence}``."""
    try:
        return {"rows": [row for example in examples(part.env, rulesets) for row in explain(part, example)]}
    except UserError as error:
        return {"fault": str(error)}
    except (ValueError, SyntaxError, TypeError, KeyError) as error:  # a condition that is not whole yet
        return {"fault": part.env._("It cannot be tried yet: %s", error)}
