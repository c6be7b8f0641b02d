from markupsafe import Markup
from odoo import api, fields, models

from . import words
from .speech import Speech

ORDER = ("met", "unknown", "none", "not_met")  # of cards
HINDERS = ("not_met", "unknown", "met")  # of the sentences on one
CSS = Markup("""
    @font-face { font-family: KentroArabic; src: url(/web/static/fonts/google/Tajawal/Tajawal-Regular.ttf); }
    @font-face { font-family: KentroArabic; font-weight: bold;
        src: url(/web/static/fonts/google/Tajawal/Tajawal-Bold.ttf); }
    @page { margin-top: 22mm;
        @top-left { content: "%(indicative)s"; width: 75%%; color: #8a2b06;
            font: bold 9pt Kentro, KentroArabic, sans-serif; }
        @top-right { content: "%(page)s " counter(page) " / " counter(pages);
            font: 9pt Kentro, KentroArabic, sans-serif; } }
    body { font-family: Kentro, KentroArabic, sans-serif; }
    .mark { border: 1.2pt solid #8a2b06; padding: 2.5mm 3.5mm; margin: 0 0 6mm; }
    .mark b { display: block; color: #8a2b06; }
    .card { border: .7pt solid #999; padding: 3mm 4mm; margin: 0 0 4.5mm; }
    .card h2 { font-size: 13pt; margin: 0; break-after: avoid; }
    .card h3 { font-size: 10.5pt; margin: 2.5mm 0 0; break-after: avoid; }
    .result { font-weight: bold; margin: .5mm 0 2mm; break-after: avoid; }
    .met .result { color: #14652f; } .not_met .result { color: #9c1c1c; } .unknown .result { color: #7a5200; }
    ul { margin: 1mm 0; padding: 0; list-style: none; }
    li { margin: 0 0 .6mm; break-inside: avoid; font-size: 10pt; line-height: 1.3; }
    .figures, .card .note { font-size: 9pt; line-height: 1.3; color: #333; }
    .rtl .figures { margin: 0 4mm 0 0; } .ltr .figures { margin: 0 0 0 4mm; }
""")


class ReportEntitlements(models.AbstractModel):
    """A pre-check told to the citizen, each line of it whole, so that it reads the same from either side."""

    _name = "report.kentro_koinotitas.entitlements"
    _description = "What a household is probably entitled to"

    @api.model
    def _get_report_values(self, docids, data=None):
        checks = self.env["kentro.eligibility.check"].browse(docids)
        checks.check_access("read")
        return {"docs": [self._told(check) for check in checks]}

    def _told(self, check):
        check._refuse_to_print()
        check.household_id._kentro_note("print")
        check.given_to_id._kentro_note("print")
        speech = Speech(self.env, check.language)
        say, today = speech.say, fields.Date.context_today(check)
        cards = [self._card(speech, card) for card in check._printed_cards(speech.env)]
        cards.sort(key=lambda card: ORDER.index(card["class"]))
        # sudo: what a print says of a structure is public; an annex would say what she is
        company = check.given_to_id.company_id.sudo()
        structure = company._kentro_central_structure() or self.env.user.sudo().kentro_structure_id
        return {
            "lang": check.language,
            "direction": speech.direction,
            "page": CSS % {"indicative": say(words.INDICATIVE), "page": say(words.PAGE)},
            "title": say(words.TITLE),
            "structure": structure,
            "indicative": say(words.INDICATIVE),
            "no_claim": say(words.NO_CLAIM),
            "head": [
                say(words.AS_OF, date=speech.day(check.on_date), number=check.household_id.number),
                say(words.FOR, name=check.given_to_id.display_name),
                say(words.PRINTED, date=speech.day(today)),
            ],
            "cards": cards,
            "contact": self._contact(speech, structure),
        }

    def _contact(self, speech, structure):
        contact = speech.listed(filter(None, [structure.phone, structure.street, structure.city]))
        return contact and speech.say(words.CONTACT, structure=structure.name, contact=contact)

    def _card(self, speech, card):
        say, tell = speech.say, speech.tell
        result = card["result"] if card["checked"] else "none"
        names = [tell(card["programme"]), speech.apart(card["known_as"]), speech.apart(card["person"])]
        rows = sorted(card["findings"], key=lambda row: HINDERS.index(row["result"]))
        if result == "not_met":
            rows = [row for row in rows if row["result"] == "not_met"] or rows
        lines = [self._line(speech, row) for row in rows]
        if card["condition_left_out"]:
            lines.append({"text": say(words.OTHERS_FILE), "more": []})
        return {
            "class": result,
            "title": " · ".join(filter(None, names)),
            "result": say(words.RESULTS[result]),
            "amount": self._amount(speech, card["amount"], result),
            "lines": lines,
            "papers_title": say(words.PAPERS),
            "papers": [] if result == "not_met" else self._papers(speech, card),
            "notes": self._notes(speech, card),
        }

    def _line(self, speech, finding):
        say, figures = speech.say, finding["figures"]
        more = []
        if figures:
            more.append(self._figures(speech, finding))
            more += [say(words.OVER, over=figures["over"])] if figures["over"] else []
        what = [
            speech.tell(row["what"]) + (f" ({speech.listed(map(speech.apart, row['who']))})" if row["who"] else "")
            for row in finding["lacking"]
        ]
        if what:
            more.append(say(words.TO_ASK, what=" · ".join(what)))
        return {"text": f"{say(words.HOLDS[finding['result']])} {speech.tell(finding['sentence'])}", "more": more}

    def _figures(self, speech, finding):
        figures = finding["figures"]
        if "points" in figures:
            least, most, limit = figures["points"]
            told = speech.say(words.POINTS, points=least if least == most else f"{least}–{most}")
            return f"{told} {speech.say(words.POINTS_LEAST, least=limit)}" if limit else told
        word = words.SO_FAR if finding["result"] == "unknown" else words.OF_LIMIT
        return speech.say(word, told=figures["told"], limit=figures["limit"])

    def _amount(self, speech, amount, result):
        if not amount or result not in ("met", "unknown"):
            return []
        if not amount["euros"]:
            return [speech.say(words.NO_AMOUNT)]
        about = words.ABOUT if result == "met" else words.IF_SO
        lines = [speech.say(about, euros=amount["euros"], each=speech.tell(amount["each"]))]
        steps = [speech.tell(amount["tier"])]
        if len(amount["steps"]) > 1:
            known = (step for step in amount["steps"] if step["euros"])
            steps += [f"{speech.tell(step['what'])}: {speech.apart(step['euros'])}" for step in known]
        return [*lines, speech.say(words.WORKED_OUT, steps=speech.listed(steps, ";"))]

    def _papers(self, speech, card):
        lines = []
        for row in card["papers"]:
            paper = speech.tell(row["paper"]).rstrip(".")
            who = f" ({speech.listed(map(speech.apart, row['who']))})" if row["who"] else ""
            text = f"{paper}{who}: {speech.say(words.STATES[row['state']])}."
            lines.append(speech.say(words.PERHAPS, paper=text) if row["perhaps"] else text)
        return [*lines, *([speech.say(words.OF_ANOTHER)] if card["paper_left_out"] else [])]

    def _notes(self, speech, card):
        say, where = speech.say, card["where"]
        place = speech.listed(filter(None, [speech.tell(where.get("platform")), speech.apart(where.get("apply_at"))]))
        return [
            *([say(words.WHERE, where=place)] if place else []),
            *([say(words.DECIDES, who=speech.tell(where["authority"]))] if where["authority"] else []),
            *([speech.tell(card["note"])] if card["note"] else []),
            *([say(words.WEAK)] if card["to_confirm"] else []),
            *([f"{speech.tell(card['act'][0])} {speech.apart(card['act'][1])}"] if card["act"] else []),
        ]
