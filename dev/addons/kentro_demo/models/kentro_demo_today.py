from odoo import api, fields, models

from ..tools.texts import TO_DO

# What those who see no cases have on their list today.
ERRANDS = {
    "director": ("Έλεγχος στελέχωσης: θέσεις που προγραμματίζονται", "Υπογραφή μηνιαίας έκθεσης"),
    "volunteers": ("Τηλεφώνημα σε νέους εθελοντές", "Πρόγραμμα διανομής ειδών της εβδομάδας"),
    "dpo": ("Έλεγχος του μητρώου μετακινήσεων", "Έλεγχος προσώπων που ανέλαβε δεύτερη δομή"),
    "rules": ("Έλεγχος των κανόνων της αξιολόγησης", "Νέα έκδοση της διαδικασίας παραπομπής"),
    "reception": ("Τηλεφωνική επιβεβαίωση των ραντεβού",),
}
REASON = "Χρειάζεται και υπηρεσία της άλλης δομής."


class KentroDemo(models.AbstractModel):
    _inherit = "kentro.demo"

    @api.model
    def _make_today(self, cast):
        """Give every login something to do today."""
        deadlines = (cast.days.today, cast.days.ago(3), cast.days.ahead(1), cast.days.ahead(4))
        for login in ("worker", "worker2", "psychologist", "mediator"):
            mine = [case for story, case in cast.cases if story.owner == login and story.stage != "closed"]
            for case, summary, deadline in zip(mine, TO_DO, deadlines, strict=False):
                self._plan(cast, login, summary, deadline, case)
        submitted = self.env["kentro.assessment"].search([("stage_id.code", "=", "submitted")])
        for case in submitted.case_id:
            self._plan(cast, "coordinator", "Αξιολόγηση προς έγκριση", cast.days.today, case)
        for login, summaries in ERRANDS.items():
            for place, summary in enumerate(summaries):
                self._plan(cast, login, summary, deadlines[place * 2])
        self._take_on(cast)

    @api.model
    def _plan(self, cast, login, summary, deadline, record=None):
        """Put an activity on the list of ``login``; on ``record``, or on nothing."""
        kind = self.env.ref("mail.mail_activity_data_todo")
        target = {"res_model_id": self.env["ir.model"]._get_id(record._name), "res_id": record.id} if record else {}
        self._as(cast, login, "mail.activity").create(target | {
            "activity_type_id": kind.id, "summary": summary, "date_deadline": fields.Date.to_string(deadline),
            "user_id": cast.users[login].id})

    @api.model
    def _take_on(self, cast):
        """A few people of the central structure whom the second one serves too."""
        if cast.second == cast.main:
            return
        central = [case.beneficiary_id for story, case in cast.cases if not story.household.second]
        found = self._as(cast, "mediator", "kentro.person.search")
        self._as(cast, "mediator", "kentro.beneficiary.taking").create([
            {"beneficiary_id": person.id, "structure_id": cast.second.id, "reason": REASON,
             "proof": found._proof(person)}
            for person in central[10:13]])
