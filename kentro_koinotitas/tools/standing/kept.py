"""A verdict written down as JSON takes it, in codes and figures: it is put in words when it is read."""

from decimal import Decimal
from hashlib import sha256

from .amounts import Amount, Verdict
from .points import Score
from .verdict import Finding


def write_verdict(verdict):
    """Return ``verdict`` as a dict that JSON can hold; `read_verdict` reads it again.

    >>> finding = Finding(7, None, Decimal("1.50"), None, (("Leo", "age"),))
    >>> scored = Finding(8, True, score=Score(Decimal(5), Decimal(8), ((9, Decimal(3), None),)))
    >>> found = Verdict(None, (finding, scored), Amount(3, None, (("full", None),)))
    >>> read_verdict(write_verdict(found)) == found
    True
    >>> write_verdict(found)["findings"][0]
    [7, None, '1.50', None, [['Leo', 'age']], None]
    """
    findings = [
        [row.key, row.holds, _write(row.told), _write(row.limit), list(map(list, row.lacking)), _write_score(row.score)]
        for row in verdict.findings
    ]
    paid = verdict.amount
    amount = paid and [paid.tier, _write(paid.euros), [[what, _write(value)] for what, value in paid.steps]]
    return {"holds": verdict.holds, "findings": findings, "amount": amount}


def read_verdict(written):
    findings = tuple(
        Finding(key, holds, _read(told), _read(limit), tuple(map(tuple, lacking)), _read_score(score))
        for key, holds, told, limit, lacking, score in written["findings"]
    )
    amount = None
    if written["amount"]:
        tier, euros, steps = written["amount"]
        amount = Amount(tier, _read(euros), tuple((what, _read(value)) for what, value in steps))
    return Verdict(written["holds"], findings, amount)


def digest(criteria, tiers):
    """Return a text that changes whenever a rule, a scale or a number of the law that was asked does."""
    return sha256(repr((criteria, tiers)).encode()).hexdigest()


def _write_score(score):
    parts = score and [[key, _write(number), value] for key, number, value in score.parts]
    return score and [_write(score.told), _write(score.most), parts]


def _read_score(written):
    if not written:
        return None
    told, most, parts = written
    return Score(_read(told), _read(most), tuple((key, _read(number), value) for key, number, value in parts))


def _write(value):
    return None if value is None else str(value)


def _read(text):
    return None if text is None else Decimal(text)
