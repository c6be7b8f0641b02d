from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .kentro_retention_due import PROPOSERS


class KentroDataRequest(models.Model):
    """A request for erasure is answered by anonymising the file, which two people have to want, or refused."""

    _inherit = "kentro.data.request"

    erasure_ids = fields.One2many("kentro.retention.batch", "data_request_id", "Proposed erasure", readonly=True)

    def action_propose_erasure(self):
        """Propose to anonymise her file; a second person confirms, and the step «Note the answer» carries it out."""
        self.ensure_one()
        self.check_access("read")
        due = self.env["kentro.retention.due"]
        due._check_group(PROPOSERS)
        if self.kind != "erasure" or self.stage_kind != "ongoing":
            raise UserError(self.env._("An erasure is proposed while a request for it is being answered."))
        # sudo: numbers of files that who proposes need not see; proposals are made by this button alone
        request = self.sudo()
        request._refuse_kept()
        if request.erasure_ids.filtered(lambda batch: batch.state in ("proposed", "confirmed")):
            raise UserError(self.env._("It is proposed already."))
        person = request.beneficiary_id
        batch = request.erasure_ids.create(
            {"data_request_id": self.id, "company_id": person.company_id.id, "proposed_by_id": self.env.uid}
        )
        due.sudo().create(
            {"company_id": person.company_id.id, "model": person._name, "res_id": person.id, "state": "proposed",
             "reference": person.number, "due_on": fields.Date.context_today(self), "batch_id": batch.id}
        )  # fmt: skip
        return batch.sudo(False)._show()

    def _refuse_kept(self):
        """Raise if the file has to be kept, with what keeps it: the reason to refuse the request with."""
        for request in self:
            rules = request.env["kentro.retention.rule"]
            person = request.beneficiary_id
            query = SQL("SELECT %s FROM kentro_beneficiary p WHERE p.id = %s", rules._held(request), person.id)
            self.env.flush_all()
            kept = self.env["kentro.retention.due"]._held_words(self.env.execute_query(query)[0][0])
            rule = rules._in_force(person.company_id).filtered(lambda one: one.record_class == "person_file")
            if not kept and rule and not self.env.execute_query(rule._over(person.company_id, person.ids)):
                kept = self.env._("kept for %(period)s by %(act)s", period=rule.period, act=rule.source)
            if kept:
                raise UserError(
                    self.env._(
                        "%(number)s: the file has to be kept (%(why)s). Refuse the request with this reason, or answer "
                        "it when nothing keeps it any more.",
                        number=person.number,
                        why=kept,
                    )
                )

    def _after_step(self, transition):
        super()._after_step(transition)
        if transition.code == "answer":
            for request in self.filtered(lambda request: request.kind == "erasure"):
                request.sudo()._erase()  # sudo: who takes the step need not see the file

    def _erase(self):
        batch = self.erasure_ids.filtered(lambda batch: batch.state == "confirmed")[:1]
        if not batch:
            raise UserError(
                self.env._(
                    "An erasure is answered by carrying it out: one person proposes it, a second one confirms. "
                    "Otherwise refuse the request, with the reason."
                )
            )
        self._refuse_kept()
        self.beneficiary_id.lock_for_update(allow_referencing=True)
        self.env.flush_all()
        self.env["kentro.anonymise"]._people(self.beneficiary_id)
        batch.due_ids.write({"state": "done"})
        batch.write({"state": "done", "count": 1})
