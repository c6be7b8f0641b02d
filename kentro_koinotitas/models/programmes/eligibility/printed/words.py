"""What the print of a pre-check says besides the rules' own sentences."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TITLE = _lt("What you are probably entitled to")
INDICATIVE = _lt("Indicative pre-check: the authority decides.")
NO_CLAIM = _lt(
    "This is no decision and gives no claim. It rests on what was told to the Centre up to today; what is told "
    "otherwise, or changes, changes the answer."
)
AS_OF = _lt("As of %(date)s. Household %(number)s.")
FOR = _lt("Given to %(name)s.")
PRINTED = _lt("Printed on %(date)s.")
PAGE = _lt("Page")
RESULTS = {
    "met": _lt("You probably qualify"),
    "not_met": _lt("You probably do not qualify"),
    "unknown": _lt("Not known yet: something is missing"),
    "none": _lt("Without a pre-check: what to bring and where to apply"),
}
HOLDS = {"met": _lt("Holds:"), "not_met": _lt("Does not hold:"), "unknown": _lt("Not known:")}
OF_LIMIT = _lt("%(told)s, the limit is %(limit)s.")
SO_FAR = _lt("%(told)s so far, the limit is %(limit)s.")
POINTS = _lt("Points: %(points)s.")
POINTS_LEAST = _lt("At least %(least)s are asked for.")
OVER = _lt("Over by %(over)s.")
TO_ASK = _lt("To be told: %(what)s")
ABOUT = _lt("About %(euros)s %(each)s.")
IF_SO = _lt("If you qualify: about %(euros)s %(each)s.")
NO_AMOUNT = _lt("The amount cannot be worked out yet.")
WORKED_OUT = _lt("How it is worked out: %(steps)s.")
PAPERS = _lt("Papers to bring")
STATES = {
    "missing": _lt("to be brought"),
    "expired": _lt("has expired, to be renewed"),
    "expiring": _lt("ends soon"),
    "in_hand": _lt("the Centre has seen it"),
    "hidden": _lt("ask at the Centre"),
}
PERHAPS = _lt("Perhaps: %(paper)s")
OF_ANOTHER = _lt("A further paper, of another member: ask at the Centre which.")
OTHERS_FILE = _lt("A further condition depends on the file of another member.")
WHERE = _lt("Where to apply: %(where)s")
DECIDES = _lt("Who decides: %(who)s")
WEAK = _lt("Some amounts and limits are still to be confirmed.")
CONTACT = _lt("Questions: %(structure)s, %(contact)s")
# Shipped amounts are lines of their rules, without an id by which Odoo would translate them: their names stand here.
AMOUNTS = (
    _lt("Guaranteed amount less what the household has"),
    _lt("By the size of the household"),
    _lt("Category Α"),
    _lt("Category Β"),
    _lt("Category Γ"),
    _lt("By the order of the child"),
    _lt("Full amount less the pensions"),
    _lt("Up to the rent"),
    _lt("Tariff Α: as for the Guaranteed Minimum Income"),
    _lt("Tariff Β: low income"),
    _lt("Tariff Γ: large family"),
)
