import ast
from functools import lru_cache

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.standing.contradiction import can_hold


class KentroRule(models.Model):
    """One sentence about records of one model; its name is what the user reads when it does not
    hold.

    «When» picks the records that the rule speaks of, «must» says what holds for them. Both are
    domains, never code: whoever may edit a rule gets no more rights by it.
    """

    _name = "kentro.rule"
    _inherit = ["kentro.law.mixin"]
    _description = "Rule"
    _order = "model, name, id"

    name = fields.Char(
        "Sentence",
        required=True,
        translate=True,
        help="The sentence that the user reads when the rule does not hold.",
    )
    model_id = fields.Many2one(
        "ir.model",
        "Speaks of",
        required=True,
        ondelete="cascade",
        domain=[("model", "=like", "kentro.%")],
    )
    model = fields.Char(related="model_id.model", store=True, index=True)
    when_domain = fields.Char(
        "When", default="[]", required=True, help="The records that the rule speaks of; empty: all."
    )
    must_domain = fields.Char("Must", default="[]", required=True, help="What must hold for them.")
    valid_from = fields.Date()
    valid_to = fields.Date()
    active = fields.Boolean(default=True)

    _dates = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to)",
        "A rule cannot end before it begins.",
    )

    @api.constrains("model_id", "when_domain", "must_domain")
    def _check_domains(self):
        for rule in self:
            for label, text in (("when", rule.when_domain), ("must", rule.must_domain)):
                error = self._fault_of_domain(text, rule.model)
                if error:
                    raise ValidationError(
                        self.env._(
                            "Rule «%(rule)s»: its part «%(part)s» cannot be read: %(error)s. "
                            "Correct the condition; fields must exist on «%(model)s».",
                            rule=rule.name,
                            part=label,
                            error=error,
                            model=rule.model_id.name,
                        )
                    ) from (error if isinstance(error, Exception) else None)
            rule._check_no_contradiction()

    def _check_no_contradiction(self):
        """Refuse what nobody of whom it speaks can meet."""
        when, must = ast.literal_eval(self.when_domain), ast.literal_eval(self.must_domain)
        Model = self.env[self.model]
        is_facts = hasattr(Model, "_fault_of_condition")

        def is_single(name):
            return is_facts or (name in Model._fields and Model._fields[name].type == "selection")

        if can_hold(when, is_single) and can_hold(must, is_single) and not can_hold([*when, *must], is_single):
            raise ValidationError(
                self.env._(
                    "Rule «%s»: whatever «when» speaks of cannot meet «must», so it would never hold. Change one of "
                    "the two. To rule something out, leave «when» empty and say its opposite under «must».",
                    self.name,
                )
            )

    @api.model
    def _check_condition(self, text, model, name):
        """Refuse ``text`` of the record called ``name`` unless it is a condition on ``model``."""
        if error := self._fault_of_domain(text, model):
            raise ValidationError(
                self.env._(
                    "«%(name)s»: the condition cannot be read: %(error)s. Choose what it asks from the list of facts.",
                    name=name,
                    error=error,
                )
            ) from (error if isinstance(error, Exception) else None)

    @api.model
    def condition_fault(self, model, text):
        """Say why ``text`` is no condition on ``model``, or nothing: for whoever is writing it."""
        self.check_access("write")
        fault = model in self.env and self._fault_of_domain(text, model)
        return str(fault) if fault else False

    @api.model
    def _fault_of_domain(self, text, model):
        """Return what makes ``text`` no domain over the records of ``model``, or None."""
        try:
            if hasattr(self.env[model], "_fault_of_condition"):  # facts: three values, and set-wise
                fault = self.env[model]._fault_of_condition(_domain(text))
                return fault and self.env._("«%s» is no fact, or cannot be asked so", fault)
            # as superuser: whether the fields exist, not what they hold
            _domain(text).validate(self.env[model].sudo())
        except Exception as error:  # whatever a broken text makes Python say
            return error

    def _domains(self):
        """Return the two conditions of this rule: of which records it speaks, and what must hold for them."""
        return _domain(self.when_domain), _domain(self.must_domain)

    def _violations(self, records, date=None):
        """Return ``{rule: records that break it}`` for the rules of ``self`` in force on ``date``.

        Set-wise: one pass per rule over all ``records``. Facts are read as superuser, so that
        the answer does not depend on who asks; only the sentence leaves this method.
        """
        facts, found = records.sudo(), {}
        for rule in self.sudo()._in_force(date):
            when, must = rule._domains()
            concerned = facts.filtered_domain(when)
            broken = concerned - concerned.filtered_domain(must)
            if broken:
                found[rule] = broken.with_env(records.env)
        return found

    def _in_force(self, date=None):
        """Return those of ``self`` that are in force on ``date`` (today for this user, if not given)."""
        if any(rule.valid_from or rule.valid_to for rule in self):
            date = date or fields.Date.context_today(self)
        return self.filtered(
            lambda r: (not r.valid_from or r.valid_from <= date) and (not r.valid_to or date <= r.valid_to)
        )


@lru_cache(maxsize=1024)
def _domain(text):
    """Return the domain that ``text`` writes down: parsed once, a rule is asked at every move."""
    return Domain(ast.literal_eval(text))
