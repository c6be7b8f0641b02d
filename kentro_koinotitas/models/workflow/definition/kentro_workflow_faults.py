from odoo import models

from ..engine import ENDS


def key(record):
    """Return what tells ``record`` from others, whether it is saved or a changed or new line of a form."""
    return record.ids[0] if record.ids else getattr(record.id, "ref", None) or id(record.id)


class KentroWorkflow(models.Model):
    """What is wrong with a definition, found before it is published.

    The form asks while it is being changed: then stages and steps may be lines that are not saved, of
    which the same stage is a different record here and there. They are compared by their ``key``.
    """

    _inherit = "kentro.workflow"

    def _faults(self):
        """Return every fault of this definition as a sentence that names stage and step."""
        self.ensure_one()
        if self.model_id and self.model not in self._process_models():
            return [self.env._("«%s» is no kind of record that has a process.", self.model_id.name)]
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
                _("It has more than one initial stage: %s.", ", ".join(initial.mapped(lambda s: s.name or "…")))
            )
        outgoing = {key(stage): {key(t.target_id) for t in self._steps_from(stage) if t.target_id} for stage in stages}
        reached = _closure({key(stage) for stage in initial}, outgoing)
        ends = {key(stage) for stage in stages if stage.kind in ENDS}
        if not ends:
            faults.append(_("It has no end: no stage of kind «Done» or «Cancelled»."))
        for stage in stages:
            this = key(stage)
            if initial and this not in reached:
                faults.append(_("Stage «%s» cannot be reached from the initial stage.", stage.name))
            if this in ends:
                continue
            if not outgoing[this] - {this}:
                faults.append(_("Stage «%s» has no way out.", stage.name))
            elif ends and not _closure({this}, outgoing) & ends:
                faults.append(_("No path leads from stage «%s» to an end.", stage.name))
            elif not any(key(t.target_id) != this and t._leaves_surely(self.model) for t in self._steps_from(stage)):
                faults.append(
                    _(
                        "Stage «%s» can be left by no role: the steps from it are nobody's, or are taken by "
                        "themselves only where a rule holds.",
                        stage.name,
                    )
                )
        return faults

    def _steps_from(self, stage):
        """Return the steps that lead from ``stage``."""
        this = key(stage)
        return self.transition_ids.filtered(lambda t: this in [key(source) for source in t.source_ids])


def _closure(start, outgoing):
    """Return ``start`` and all that can be reached from it along ``outgoing``."""
    reached, frontier = set(start), set(start)
    while frontier:
        frontier = set().union(*(outgoing.get(one, ()) for one in frontier)) - reached
        reached |= frontier
    return reached
