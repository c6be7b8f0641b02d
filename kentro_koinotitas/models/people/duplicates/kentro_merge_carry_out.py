from odoo import fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import format_date, format_datetime


class KentroMerge(models.Model):
    """A merge carried out and undone, once each, whatever others did since it was begun."""

    _inherit = "kentro.merge"

    def action_merge(self):
        """Carry it out: values as chosen, every linked record moved, the other entry archived."""
        self._refuse_unless("draft")
        self._check_may_merge(self.kept_id | self.merged_id)
        # sudo: what is linked may belong to structures and cases that the coordinator does not see
        merge = self.sudo()
        merge._lock_people()
        self._refuse_merged(merge.kept_id | merge.merged_id)
        merge._refuse_different()
        if changed := merge._refresh_lines():
            return self._ask_again(changed)
        moved, left = merge._move_links(merge.merged_id, merge.kept_id)
        before = merge._write_choices()
        merge.merged_id.write({"active": False})
        merge.merged_id._set_merged_into(merge.kept_id)
        merge.write(
            {"state": "done", "user_id": self.env.uid, "date": fields.Datetime.now(), "moved": moved, "before": before,
             "left": "\n".join(left)}
        )  # fmt: skip
        merge._answer_pair("same")
        merge._look_for_pairs()
        return self.env["kentro.person.search"].action_open(self.kept_id.id)

    def action_undo(self):
        """Make two entries of them again; what has been changed since stays as it is, and is told."""
        self._refuse_unless("done")
        self._check_may_merge(self.kept_id)
        self._refuse_late()
        merge = self.sudo()  # as above
        merge._lock_people()
        merge._refuse_out_of_order()
        merge.merged_id._set_merged_into(merge.merged_id.browse())
        merge.merged_id.write({"active": True})
        left = merge._move_back() + merge._write_back()
        merge.write(
            {"state": "undone", "undone_by": self.env.uid, "undone_on": fields.Datetime.now(), "left": "\n".join(left)}
        )
        merge._answer_pair("different")
        merge._look_for_pairs()
        return self._show()

    def _lock_people(self):
        """Of two who change these entries at once, one does; nor is anything linked to them meanwhile."""
        try:
            (self.kept_id | self.merged_id).lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody is working with one of these two entries just now. Try again in a moment.")
            ) from error
        self.env.invalidate_all()

    def _ask_again(self, changed):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": self.env._(
                    "Changed since you began: %s. Look at the choices again; nothing is merged yet.",
                    ", ".join(changed.mapped("label")),
                ),
                "next": {"type": "ir.actions.act_window_close"},  # the form reads its lines anew
            },
        }

    # --- refusals -------------------------------------------------------------------------------

    def _refuse_late(self):
        if fields.Date.context_today(self) > self.undo_until:
            raise UserError(
                self.env._(
                    "This was merged on %s: after 30 days it is not undone any more. Correct the entries by hand.",
                    format_date(self.env, self.date),
                )
            )

    def _refuse_out_of_order(self):
        if into := self.kept_id.merged_into_id:
            raise UserError(
                self.env._(
                    "%(kept)s was merged into %(into)s since: undo that merge first, and this one after it.",
                    kept=self.kept_id.number,
                    into=into.number,
                )
            )

    def _refuse_different(self):
        """An answer that a colleague gave stands; it is not overwritten by a merge that was begun before it."""
        pair = self._pair()
        if pair.answer == "different":
            raise UserError(
                self.env._(
                    "%(user)s answered on %(date)s that these are two people. Whoever may answer can take it up again, "
                    "with a reason: «Perhaps registered twice», filter «Answered», button «Take up again».",
                    user=pair.answered_by.name,
                    date=format_datetime(self.env, pair.answered_on),
                )
            )

    # --- the list of who is perhaps registered twice -----------------------------------------------

    def _pair(self):
        ids = sorted((self.kept_id | self.merged_id).ids)
        return self.env["kentro.duplicate"].search([("person_id", "=", ids[0]), ("other_id", "=", ids[1])])

    def _answer_pair(self, answer):
        ids = sorted((self.kept_id | self.merged_id).ids)
        pair = self._pair() or self.env["kentro.duplicate"].create({"person_id": ids[0], "other_id": ids[1]})
        pair.write({"answer": answer, "answered_by": self.env.uid, "answered_on": fields.Datetime.now()})

    def _look_for_pairs(self):
        """Close the open pairs of an entry that is no more, and open those of one that is there again."""
        people, Duplicate = self.kept_id | self.merged_id, self.env["kentro.duplicate"]
        Duplicate._note(Duplicate._pairs(people), people)
