from odoo import models
from odoo.exceptions import UserError


class _Chain(frozenset):
    """The moves that led here, as (transition, record). Made in this process only: nothing sent as a
    context can be one.
    """


class KentroWorkflowMixin(models.AbstractModel):
    """What a move sets off, and what the effects may ask of a model."""

    _inherit = "kentro.workflow.mixin"

    def _run_effects(self, transition):
        """Carry out the effects of ``transition`` on all of ``self``, which has just moved."""
        # as superuser: what a step sets off does not depend on who takes it
        effects = transition.sudo().effect_ids
        if not effects:
            return
        chain = self.env.context.get("kentro_chain")
        chain = chain if isinstance(chain, _Chain) else _Chain()
        moves = {(transition.id, record.id) for record in self}
        if moves & chain:
            raise UserError(
                self.env._(
                    "%(records)s: the effects go round in a circle and come back to the step «%(step)s».",
                    records=self._names(),
                    step=transition.name,
                )
            )
        records = self.with_context(kentro_chain=_Chain(chain | moves), kentro_engine=None)
        for effect in effects:
            effect.with_env(records.env)._run(records)

    # -- hooks of the model ------------------------------------------------------------------

    def _neutral_names(self):
        """Return ``{record: name}`` that may leave the centre: it says nothing of a person."""
        return {record: f"{record._name},{record.id}" for record in self}

    def _filter_recipients(self, partners):
        """Return those of ``partners`` whom a letter about this record may reach: staff who may read it."""
        # as superuser: who a contact's user is says nothing of the record
        staff = partners.sudo().filtered(lambda partner: any(not user.share for user in partner.user_ids))
        readers = staff.filtered(
            lambda partner: any(self.with_user(user).has_access("read") for user in partner.user_ids)
        )
        return readers.with_env(partners.env)
