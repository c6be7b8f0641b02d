import re

from odoo import api, models

from ....tools.greek_latin import elot743


def proposed_code(name, taken, fallback):
    """Return a code for ``name`` in Latin letters that is none of ``taken``, and add it to them."""
    plain = re.sub(r"[^a-z0-9]+", "_", elot743(name or "").lower()).strip("_")[:40].strip("_")
    plain = plain if plain[:1].isalpha() else f"{fallback}_{plain}".rstrip("_")
    code, number = plain, 1
    while code in taken:
        number += 1
        code = f"{plain}_{number}"
    taken.add(code)
    return code


class KentroWorkflow(models.Model):
    """Nobody has to type a code: left out, it is made of the name."""

    _inherit = "kentro.workflow"

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        empty = [vals for vals in vals_list if not vals.get("code")]
        if empty:
            # as superuser: a code of another municipality would make this a version of its process
            taken = set(self.sudo().search([]).mapped("code")) | {vals.get("code") for vals in vals_list}
            for vals in empty:
                vals["code"] = proposed_code(vals.get("name"), taken, "process")
        return super().create(vals_list)

    def write(self, vals):
        return super().write(_kept(vals))


class KentroStage(models.Model):
    _inherit = "kentro.stage"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(_with_codes(self, vals_list, "stage"))

    def write(self, vals):
        return super().write(_kept(vals))


class KentroTransition(models.Model):
    _inherit = "kentro.transition"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(_with_codes(self, vals_list, "step"))

    def write(self, vals):
        return super().write(_kept(vals))


def _kept(vals):
    """Return ``vals`` without an emptied code: the one before it stays."""
    return {name: value for name, value in vals.items() if name != "code" or value}


def _with_codes(model, vals_list, fallback):
    """Return ``vals_list`` with a code in each, unlike the others of its workflow."""
    vals_list = [dict(vals) for vals in vals_list]
    default = model.env.context.get("default_workflow_id")
    workflows = {vals.get("workflow_id", default) for vals in vals_list if not vals.get("code")}
    taken = {workflow: set() for workflow in workflows}
    if workflows:
        for part in model.search([("workflow_id", "in", list(workflows))]):
            taken[part.workflow_id.id].add(part.code)
    for vals in vals_list:
        taken.setdefault(vals.get("workflow_id", default), set()).add(vals.get("code"))
    for vals in vals_list:
        if not vals.get("code"):
            vals["code"] = proposed_code(vals.get("name"), taken[vals.get("workflow_id", default)], fallback)
    return vals_list
