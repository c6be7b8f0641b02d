from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

AT_MOST = 500  # letters in one PDF


class KentroScreeningAct(models.TransientModel):
    """Letters: one PDF, a page for each household and person, in the language she speaks if it is installed.

    To nobody who asked for safe contact only, nor to those she lives with. What they say is worked out when they are
    printed, of what may be read then.
    """

    _inherit = "kentro.screening.act"

    def _do_letter(self, targets):
        left = self._unwritable(targets)
        given = [target for target in targets if target not in left]
        for target in given[AT_MOST:]:
            left[target] = self.env._("%s letters are printed at a time: choose them again afterwards", AT_MOST)
        # sudo: of the chosen rows, those whose letters are printed
        self.sudo().letter_row_ids = self.env["kentro.screening.row"].union(*(t.rows for t in given[:AT_MOST]))
        return left

    def _unwritable(self, targets):
        left = self._unreachable(targets)
        people = self.env["kentro.beneficiary"].union(*(t.person for t in targets if t not in left))
        near = people._near_safe_contact()
        for target in targets:
            person = target.person
            if target in left:
                continue
            if any(target.rows.programme_id.mapped("is_special")):
                left[target] = self.env._("the programme tells of her health: speak with her")
            elif person.safe_contact_only or person in near:
                left[target] = self.env._("safe contact only: her own file says how")
            elif not (person.street and person.city):
                left[target] = self.env._("no address is known")
        return left

    def action_print(self):
        """The letters, as one PDF."""
        self.ensure_one()
        self.check_access("read")
        if not self._letters():
            raise UserError(self.env._("There is no letter to print."))
        return self.env.ref("kentro_koinotitas.screening_letters_report").report_action(self)

    # --- what they say --------------------------------------------------------------------------

    def _letters(self):
        """The letters, each a dict of texts in the language of the person, for the template."""
        rows = self.letter_row_ids._filtered_access("read")
        targets = self._targets(rows)
        left = self._unwritable(targets)
        return [self._letter(target) for target in targets if target not in left]

    def _letter(self, target):
        person = target.person
        lang = self._lang_of(person)
        letter = self.with_context(lang=lang)
        rows = target.rows.with_context(lang=lang)
        return {
            "lang": lang.split("_")[0],
            "to": [person.name, person.street, " ".join(filter(None, [person.zip, person.city]))],
            "date": format_date(letter.env, letter.env["kentro.screening"]._fields["on_date"].context_today(letter)),
            "title": letter.env._("Benefits and programmes"),
            "parts": letter._parts(rows),
            "text": self.text,
            "closing": letter.env._(
                "This is an indicative pre-check of ours: the authority decides. "
                "Call us or come by, and bring this letter."
            ),
        }

    def _lang_of(self, person):
        """The installed language of what she speaks, else that of her contact, else the user's."""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        spoken = [code for code in installed if person.language and code.split("_")[0] == person.language]
        known = [code for code in installed if code == person.lang and not person.language]
        return (spoken or known or ["el_GR" if "el_GR" in installed else self.env.lang or "en_US"])[0]

    def _parts(self, rows):
        """``[(sentence, [(programme, [details])])]``, one for each thing found."""
        says = {
            "qualifies": self.env._("From what you have told us, you are probably entitled to:"),
            "lacking": self.env._(
                "To tell whether you are entitled to the following, we have to ask you something more:"
            ),
            "renewal": self.env._("Your approval ends soon. Come to us in time to apply for its renewal:"),
            "paper": self.env._("A paper that is asked for the following ends soon. Please bring a new one:"),
        }
        labels = rows.env["kentro.ruleset"]._lacking_labels()
        found = defaultdict(list)
        for row in rows.sorted(lambda row: (row.programme_id.sequence, row.programme_id.id)):
            found[row.finding].append(self._line(row, labels))
        return [(says[finding], lines) for finding, lines in found.items()]

    def _line(self, row, labels):
        """``(programme, [details])``."""
        details = []
        if row.finding == "lacking":
            details = [labels.get(code, code) for code in row._codes()]
        elif row.finding == "renewal":
            details = [format_date(row.env, row.ends_on)]
        elif row.finding == "paper":
            # an envelope is opened by others too
            name = "" if row.document_id.is_special else row.document_id.kind_id.name
            details = [" · ".join(filter(None, [name, format_date(row.env, row.ends_on)]))]
        return row.programme_id.name, details


class ReportScreeningLetters(models.AbstractModel):
    _name = "report.kentro_koinotitas.screening_letters"
    _description = "Letters to those found in the register"

    @api.model
    def _get_report_values(self, docids, data=None):
        act = self.env["kentro.screening.act"].browse(docids)
        act.ensure_one()
        act.check_access("read")
        letters = act._letters()
        act.letter_row_ids.household_id._filtered_access("read")._kentro_note("print")
        people = act.letter_row_ids.beneficiary_id
        return {"letters": letters, "structure": people[:1]._slip_structure(), "lang": self.env.lang}
