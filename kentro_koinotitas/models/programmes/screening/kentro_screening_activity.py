from odoo import models
from odoo.fields import Domain


class KentroScreeningAct(models.TransientModel):
    """Activities: on the open case, for whoever is responsible; where there is none, in the list of the user.

    What a programme asks may tell something that only the case team knows: it is named on the case alone.
    """

    _inherit = "kentro.screening.act"

    def _do_activity(self, targets):
        cases = self._open_cases(targets)
        wanted = {target: self._assigned(cases.get(target)) for target in targets}
        left = self._not_to_be_given(targets, cases, wanted)
        given = [target for target in targets if target not in left]
        # nobody is mailed: whoever has an activity sees it
        quick = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quick.create([self._on_case(target, cases[target], wanted[target]) for target in given if target in cases])
        # sudo: who else's it is, is chosen here; it names a number, and she may read what stands behind it
        quick.sudo().create([self._on_nothing(target, wanted[target]) for target in given if target not in cases])
        return left

    def _open_cases(self, targets):
        """``{target: the case of the person, else of the household, that this user may write on}``."""
        people = self.env["kentro.beneficiary"].union(*(target.person for target in targets))
        households = self.env["kentro.household"].union(*(target.household for target in targets))
        cases = self.env["kentro.case"].search(
            Domain("stage_kind", "not in", ("done", "cancelled"))
            & (Domain("beneficiary_id", "in", people.ids) | Domain("household_id", "in", households.ids)),
            order="id",
        )
        cases = cases._filtered_access("write")._kentro_not_frozen()
        own, of_household = cases.grouped("beneficiary_id"), cases.grouped("household_id")
        found = {}
        for target in targets:
            case = own.get(target.person) or of_household.get(target.household)
            if case:
                found[target] = case[-1]
        return found

    def _assigned(self, case):
        return self.user_id or (case and case.user_id) or self.env.user

    def _not_to_be_given(self, targets, cases, wanted):
        """``{target: why}`` of those whom the one chosen may not read."""
        left = {}
        for user in self.env["res.users"].union(*wanted.values()):
            hers = [target for target in targets if wanted[target] == user]
            on_case = self.env["kentro.case"].union(*(cases[target] for target in hers if target in cases))
            others = self.env["kentro.household"].union(*(t.household for t in hers if t not in cases))
            read = {*on_case.with_user(user)._filtered_access("read"), *others.with_user(user)._filtered_access("read")}
            for target in hers:
                if (cases.get(target) or target.household) not in read:
                    left[target] = self.env._("%s may not read it: take them into the team first", user.name)
        return left

    def _on_case(self, target, case, user):
        programmes = ", ".join(
            target.rows.programme_id.sorted().mapped(lambda one: one.known_as.split(", ")[0] or one.name)
        )
        return {
            **self._to_do(user),
            "res_model_id": self.env["ir.model"]._get_id("kentro.case"),
            "res_id": case.id,
            "summary": " · ".join(filter(None, [self.summary, programmes])),
        }

    def _on_nothing(self, target, user):
        number = self.env._("household %s", target.household.number)
        return {**self._to_do(user), "summary": " · ".join(filter(None, [self.summary, number]))}

    def _to_do(self, user):
        kind = self.env["ir.model.data"]._xmlid_to_res_id("mail.mail_activity_data_todo")
        return {"activity_type_id": kind, "user_id": user.id, "date_deadline": self.date}
