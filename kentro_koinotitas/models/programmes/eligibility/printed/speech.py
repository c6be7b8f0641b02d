"""The languages of what is handed to a citizen, whether or not the database has them switched on."""

from functools import lru_cache

import polib
from odoo.tools import file_path

LANGUAGES = [("el", "Greek"), ("en", "English"), ("ar", "Arabic")]
RIGHT_TO_LEFT = ("ar",)
# isolates of Unicode's bidirectional algorithm
FIRST_STRONG, LEFT_TO_RIGHT, TO_THE_LEFT, END = "\u2068", "\u2066", "\u2067", "\u2069"
COMMAS = {
    "ar": {",": "\N{ARABIC COMMA}", ";": "\N{ARABIC SEMICOLON}"},
    "el": {";": "\N{MIDDLE DOT}"},  # theirs asks a question
}
_ADDON = "kentro_koinotitas"


class Speech:
    """One language: ``env`` speaks it as far as the database does, `tell` says the rest by our own translations."""

    def __init__(self, env, language):
        codes = [code for code, _name in env["res.lang"].get_installed()]
        code = next((code for code in codes if code.split("_")[0] == language), "en_US")
        self.language = language
        self.env = env(context={**env.context, "lang": code})
        self.direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        self._terms = {} if language == "en" else terms(language)

    def tell(self, text):
        """``text`` in this language: English as the program has it, or what it is in this language already."""
        return text and self._terms.get(text, text)

    def say(self, word, **values):
        """One of the words of a print, with its ``values`` in their places."""
        text = self.tell(self.env._(word))
        return text % {name: self.apart(value) for name, value in values.items()} if values else text

    def listed(self, parts, comma=","):
        """Some words one after another."""
        return f"{COMMAS.get(self.language, {}).get(comma, comma)} ".join(parts)

    def apart(self, text):
        """A name, number or date within a line of the other direction: it keeps its own, and disturbs nothing.

        Not so an amount: the sign of the euro follows the number in the direction of the line (so CLDR for Arabic).
        """
        if not text or self.direction == "ltr":
            return text or ""
        if text.endswith(" €"):
            return f"{TO_THE_LEFT}{text[:-2]}\N{NO-BREAK SPACE}€{END}"
        begin = FIRST_STRONG if any(map(str.isalpha, text)) else LEFT_TO_RIGHT
        return f"{begin}{text}{END}"

    def day(self, date):
        return date.strftime("%d/%m/%Y")


@lru_cache(maxsize=4)
def terms(language):
    """``{English: text}`` of all terms of the addon in ``language``; nothing if it has none."""
    try:
        path = file_path(f"{_ADDON}/i18n/{language}.po")
    except FileNotFoundError:
        return {}
    return {entry.msgid: entry.msgstr for entry in polib.pofile(path) if entry.msgstr and not entry.obsolete}
