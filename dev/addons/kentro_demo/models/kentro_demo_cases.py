from datetime import timedelta

from odoo import Command, api, models

from ..tools.days import moment

REOPENED = " Είχε κλείσει και επανήλθε με νέο αίτημα."


class KentroDemo(models.AbstractModel):
    _inherit = "kentro.demo"

    @api.model
    def _make_cases(self, cast, stories):
        topics = {topic.code: topic.id for topic in self.env["kentro.topic"].search([])}
        reasons = {reason.code: reason.id for reason in self.env["kentro.close.reason"].search([])}
        recurrences = self.env["kentro.recurrence"].search([], limit=3).ids
        cases = self._bring_in(cast, "kentro.case", [{
            "beneficiary_id": cast.applicant(story.household).id,
            "structure_id": cast.structure(story.household.second).id,
            "user_id": cast.users[story.owner].id,
            "team_ids": [Command.set([cast.users[login].id for login in story.team])],
            "topic_ids": [Command.set([topics[code] for code in story.situation.topics])],
            "opened_on": story.opened,
            "summary": story.situation.summary + (REOPENED if story.reopened else ""),
            "closed_on": story.closed_on,
            "close_reason_id": reasons.get(story.close_reason),
            "recurrence_id": story.stage in ("follow_up", "closed") and recurrences[story.ago % len(recurrences)],
            "stage": story.stage,
            "since": moment(story.since, 10, story.ago % 60),
            "by": cast.users[story.owner].id,
        } for story in stories], "opened_on")
        cast.cases = list(zip(stories, cases, strict=True))
        self._make_assessments(cast)
        self._make_goals(cast)
        self._make_referrals(cast)
        self._make_followups(cast)

    @api.model
    def _make_assessments(self, cast):
        dimensions = {dimension.code: dimension.id for dimension in self.env["kentro.dimension"].search([])}
        judged = ("approved", "returned")
        self._bring_in(cast, "kentro.assessment", [{
            "case_id": case.id,
            "user_id": case.user_id.id,
            "date": assessment["date"],
            "note": assessment["note"],
            "score_ids": [Command.create({
                "dimension_id": dimensions[code], "score": score, "comment": seen, "no_goal_reason": reason})
                for code, score, seen, reason in assessment["scores"] if code in dimensions],
            "stage": assessment["stage"],
            "since": moment(assessment["date"], 13),
            "by": (cast.users["coordinator"] if assessment["stage"] in judged else case.user_id).id,
        } for story, case in cast.cases for assessment in story.assessments], "date")

    @api.model
    def _make_goals(self, cast):
        dimensions = {dimension.code: dimension.id for dimension in self.env["kentro.dimension"].search([])}
        self._as(cast, "rules", "kentro.goal").sudo().create([{
            "case_id": case.id,
            "user_id": case.user_id.id,
            "dimension_id": dimensions.get(goal["dimension"]),
            **{name: goal[name] for name in ("name", "state", "target_date", "outcome")},
        } for story, case in cast.cases for goal in story.goals])

    @api.model
    def _make_followups(self, cast):
        self._bring_in(cast, "kentro.followup", [followup | {
            "case_id": case.id,
            "user_id": case.user_id.id,
            "since": moment(followup["since"], 8),
            "by": case.user_id.id,
        } for story, case in cast.cases for followup in story.followups], "planned_on")

    @api.model
    def _make_referrals(self, cast):
        """First those that others are rerouted from, then those."""
        consents = self._make_consents(cast)
        done = {}
        wanted = [(case, number, referral) for story, case in cast.cases
                  for number, referral in enumerate(story.referrals)]
        for rerouted in (False, True):
            mine = [one for one in wanted if (one[2]["rerouted_from"] is not None) == rerouted]
            rows = [self._referral_values(cast, case, referral, consents.get((case, number)),
                                          done.get((case, referral["rerouted_from"])))
                    for case, number, referral in mine]
            records = self._bring_in(cast, "kentro.referral", rows, "date")
            done.update({(case, number): record
                         for (case, number, _referral), record in zip(mine, records, strict=True)})

    @api.model
    def _referral_values(self, cast, case, referral, consent, rerouted_from):
        body = cast.bodies[referral["body"]]
        spoken = moment(referral["date"], 11, 20) if referral["by_phone"] else False
        return {
            "case_id": case.id,
            "user_id": case.user_id.id,
            "body_id": body.id,
            "service_id": body.sudo().kentro_service_ids[:1].id,
            "goal_id": case.goal_ids.sorted("id")[referral["goal"]].id,
            "legal_basis": "duty" if referral["duty"] else "consent",
            "consent_id": consent.id if consent else False,
            "spoke_with": "Γραμματεία του φορέα" if spoken else False,
            "spoken_on": spoken,
            "rerouted_from_id": rerouted_from.id if rerouted_from else False,
            "since": moment(referral["since"], 12),
            "by": case.user_id.id,
            **{name: referral[name] for name in ("stage", "date", "purpose", "duty", "answer_by", "answered_on",
                                                 "answer", "outcome")},
        }

    @api.model
    def _make_consents(self, cast):
        """A consent for each referral that rests on one: some have expired since, some were withdrawn."""
        categories = self.env["kentro.data.category"].search([], limit=5)
        keys, rows = [], []
        for story, case in cast.cases:
            for number, referral in enumerate(story.referrals):
                if referral["duty"] or not referral["consented"]:
                    continue
                months = 4 if story.stage == "closed" else 12
                withdrawn = referral["stage"] == "refused"
                keys.append((case, number))
                rows.append({
                    "beneficiary_id": case.beneficiary_id.id,
                    "receiver_id": cast.bodies[referral["body"]].id,
                    "data_ids": [Command.set(categories[:2 + number].ids)],
                    "date": referral["date"],
                    "valid_until": referral["date"] + timedelta(days=30 * months),
                    "withdrawn_on": referral["since"] if withdrawn else False,
                    "withdrawal_reason": "Δεν επιθυμεί πλέον την παραπομπή." if withdrawn else False,
                })
        return dict(zip(keys, self._as(cast, "rules", "kentro.consent").sudo().create(rows), strict=True))
