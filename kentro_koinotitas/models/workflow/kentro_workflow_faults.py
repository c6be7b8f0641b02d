from odoo import models

from .engine import ENDS


class KentroWorkflow(models.Model):
    """What is wrong with a definition, found before it is published."""

    _inherit = "kentro.workflow"

    def _faults(self):
        """Return every fault of this definition as a sentence that names stage and step."""
        self.ensure_one()
        return [
            *self._faults_of_stages(),
            *self._faults_of_transitions(),
            *self._faults_of_effects(),
            *self._faults_of_deadlines(),
        ]

    def _faults_of_stages(self):
        _, stages = self.env._, self.stage_ids
        if not stages:
            return [_("It has no stage.")]
        faults = []
        initial = stages.filtered("initial")
        if not initial:
            faults.append(_("It has no initial stage."))
        elif len(initial) > 1:
            faults.append(
                _("It has more than one initial stage: %s.", ", ".join(initial.mapped("name")))
            )
        outgoing = {
            stage: self.transition_ids.filtered(lambda t, s=stage: s in t.source_ids).target_id
            for stage in stages
        }
        reached = self._closure(initial, outgoing)
        ends = stages.filtered(lambda stage: stage.kind in ENDS)
        if not ends:
            faults.append(_("It has no end: no stage of kind «Done» or «Cancelled»."))
        for stage in stages:
            if initial and stage not in reached:
                faults.append(_("Stage «%s» cannot be reached from the initial stage.", stage.name))
            if stage in ends:
                continue
            if not outgoing[stage] - stage:
                faults.append(_("Stage «%s» has no way out.", stage.name))
            elif ends and not self._closure(stage, outgoing) & ends:
                faults.append(_("No path leads from stage «%s» to an end.", stage.name))
        return faults

    def _closure(self, stages, outgoing):
        """Return ``stages`` and all that can be reached from them along ``outgoing``."""
        reached, frontier = stages, stages
        while frontier:
            frontier = (
                self.env["kentro.stage"].union(*(outgoing[stage] for stage in frontier)) - reached
            )
            reached |= frontier
        return reached

    def _faults_of_transitions(self):
        _, faults = self.env._, []
        for transition in self.transition_ids:
            if not transition.group_ids and not transition.role_ids and transition.trigger == "person":
                faults.append(
                    _("Transition «%s» has no role: nobody could take it.", transition.name)
                )
            if not transition.source_ids:
                faults.append(_("Transition «%s» starts from no stage.", transition.name))
            foreign = (transition.source_ids | transition.target_id) - self.stage_ids
            if foreign:
                faults.append(
                    _(
                        "Transition «%(transition)s» names a stage of another workflow: "
                        "%(stages)s.",
                        transition=transition.name,
                        stages=", ".join(foreign.mapped("name")),
                    )
                )
            strange = transition.rule_ids.filtered(lambda rule: rule.model != self.model)
            if strange:
                faults.append(
                    _(
                        "Transition «%(transition)s»: rule «%(rule)s» speaks of other records.",
                        transition=transition.name,
                        rule=strange[0].name,
                    )
                )
        for stage in self.stage_ids:
            names = self.transition_ids.filtered(lambda t, s=stage: s in t.source_ids).mapped(
                "name"
            )
            for name in sorted({name for name in names if names.count(name) > 1}):
                faults.append(
                    _(
                        "Two transitions from stage «%(stage)s» are both called «%(name)s».",
                        stage=stage.name,
                        name=name,
                    )
                )
        return faults
