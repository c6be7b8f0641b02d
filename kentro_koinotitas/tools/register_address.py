"""An address written in one cell, divided where its postal code says how; otherwise left as it is.

>>> split_address("Παπάφη 12, 54453 Θεσσαλονίκη")
{'street': 'Παπάφη 12', 'zip': '54453', 'city': 'Θεσσαλονίκη'}
>>> split_address("Λ. Κηφισίας 7Α, Τ.Κ. 115 23, Αθήνα") == split_address("Λ. Κηφισίας 7Α - Αθήνα, ΤΚ:11523")
True
>>> split_address("25ης Μαρτίου 3 62122 Σέρρες")
{'street': '25ης Μαρτίου 3', 'zip': '62122', 'city': 'Σέρρες'}
>>> split_address("Παπάφη 12, Θεσσαλονίκη")  # or a quarter, or the name on the bell
{'street': 'Παπάφη 12, Θεσσαλονίκη'}
>>> split_address("Οικισμός Α, 62122, παροχή 71234"), split_address("Σέρρες 62122"), split_address("Παπάφη 12, 54453")
({'street': 'Οικισμός Α, 62122, παροχή 71234'}, {'street': 'Σέρρες 62122'}, {'street': 'Παπάφη 12, 54453'})
"""

import re

_ZIP = re.compile(r"(?<![\w/])(?:[Ττ]\.?\s?[Κκ]\.?\s?:?\s*)?([1-8]\d\d ?\d\d)(?![\w/])")
_CITY = re.compile(r"[^\W\d_]+(?:[ .-]+[^\W\d_]+){0,3}\.?")
_EDGE = " ,·;-–"


def split_address(text):
    """Return ``{"street"}``, or ``{"street", "zip", "city"}`` where one postal code stands beside one place."""
    found = list(_ZIP.finditer(text))
    if len(found) == 1:
        before, after = text[: found[0].start()].strip(_EDGE), text[found[0].end() :].strip(_EDGE)
        if not after:  # the place stands before its code
            before, _comma, after = (part.strip(_EDGE) for part in _last_part(before))
        if before and _CITY.fullmatch(after):
            return {"street": before, "zip": found[0][1].replace(" ", ""), "city": after}
    return {"street": text}


def _last_part(text):
    before, mark, after = re.fullmatch(r"(?:(.*)(,| [-–] ))?(.*)", text).groups()
    return before or "", mark or "", after
