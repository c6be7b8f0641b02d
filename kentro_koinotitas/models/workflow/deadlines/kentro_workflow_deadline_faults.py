import ast
from itertools import combinations

from odoo import models

WRITTEN = {"many2one": int, "integer": int, "boolean": bool, "selection": str, "char": str}


class KentroWorkflow(models.Model):
    """What is wrong with deadlines and with the steps that are taken at them, found before publishing."""

    _inherit = "kentro.workflow"

    def _faults_of_deadlines(self):
        _, faults = self.env._, []
        for stage in self.stage_ids:
            automatic = self.transition_ids.filtered(
                lambda t, s=stage: s in t.source_ids and t.trigger == "deadline"
            )
            faults += self._faults_of_automatic(stage, automatic)
            leaves = any(not transition.rule_ids for transition in automatic)
            if stage.deadline_unit and not stage.escalate_role_id and not leaves:
                faults.append(
                    _("Stage «%s» has a deadline, but nobody to whom it is passed on when it is missed.", stage.name)
                )
        for transition in self.transition_ids.filtered(lambda t: t.trigger == "deadline"):
            if transition.reason == "required" or transition.field_line_ids.filtered("required"):
                faults.append(
                    _(
                        "Transition «%s» is taken by itself, but asks something that must be answered: nobody "
                        "would be there to answer.",
                        transition.name,
                    )
                )
        return faults

    def _faults_of_automatic(self, stage, automatic):
        _, faults = self.env._, []
        if automatic and not stage.deadline_unit:
            faults.append(
                _(
                    "Transition «%(step)s» is taken at the deadline of stage «%(stage)s», which has none.",
                    step=automatic[0].name,
                    stage=stage.name,
                )
            )
        for one, other in combinations(automatic, 2):
            if not _exclusive(one.rule_ids, other.rule_ids):
                faults.append(
                    _(
                        "Transitions «%(one)s» and «%(other)s» are both taken at the deadline of stage «%(stage)s», "
                        "and their rules do not exclude each other: let each have a rule on the same field, with "
                        "other values.",
                        one=one.name,
                        other=other.name,
                        stage=stage.name,
                    )
                )
        return faults


def _exclusive(rules, others):
    """Return whether it is plain to see that ``rules`` and ``others`` never hold at once.

    They exclude each other if some field is bound by both to values (``=`` or ``in``) of which none is
    the same. Only what every rule demands without condition counts: rules with a «when», with an end or
    a beginning, and whatever stands under an «or» or a «not», prove nothing.
    """
    ours, theirs = _bound_values(rules), _bound_values(others)
    return any(ours[field].isdisjoint(theirs[field]) for field in ours.keys() & theirs.keys())


def _bound_values(rules):
    """Return ``{field: values}`` that records must have for all of ``rules`` to hold."""
    bound = {}
    for rule in rules:
        domain = ast.literal_eval(rule.must_domain)
        conditional = ast.literal_eval(rule.when_domain) or rule.valid_from or rule.valid_to or not rule.active
        if conditional or any(term in ("|", "!") for term in domain):
            continue
        for term in domain:
            if len(term) != 3 or term[1] not in ("=", "in"):
                continue
            values = {value or False for value in (term[2] if term[1] == "in" else [term[2]])}
            if not _has_one_of(rule, term[0], values):
                continue
            bound[term[0]] = bound.get(term[0], values) & values
    return bound


def _has_one_of(rule, path, values):
    """Return whether a record has one value at ``path``, and ``values`` are written in the one way it can be written.

    A list may hold values of both rules, a name be that of an id, «today» be a date.
    """
    fields = rule._path(path) if isinstance(path, str) else []
    kind = WRITTEN.get(fields[-1].type) if fields else None
    return (
        kind is not None
        and all(field.type == "many2one" for field in fields[:-1])
        and all(value is False or isinstance(value, kind) for value in values)
    )
