"""The hash chain of the log: how a row is written down, and what its digest covers.

    digest = SHA-256( digest of the row before | position | content ),   in UTF-8, as hexadecimal

The first row of a record stands at position 1 and has nothing before it. The content is a JSON object of
the columns that have a value, by the order of their names, without spaces; a date is `YYYY-MM-DD HH:MM:SS`.
Of a free text it holds the digest only, SHA-256( salt | text ): text and salt can be erased together, and
the chain still holds while nobody can guess the text from its digest.
"""

import hashlib
import json

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def content(values):
    """Return the text of ``values`` ({name: text, number or None}) that a digest covers.

    >>> content({"target_id": 3, "origin": "user", "source_id": None, "date": "2026-03-02 08:00:00"})
    '{"date":"2026-03-02 08:00:00","origin":"user","target_id":3}'
    """
    return _encode({name: value for name, value in values.items() if value is not None})


def contents(columns, number):
    """Return the content of each of ``number`` rows, given as {name: value of all, or a list of one a row}.

    >>> contents({"res_id": [7, 8], "origin": "user", "reason_digest": [None, "ab"]}, 2)
    ['{"origin":"user","res_id":7}', '{"origin":"user","reason_digest":"ab","res_id":8}']
    """
    parts = []
    for name in sorted(columns):
        values = columns[name] if isinstance(columns[name], list) else [columns[name]]
        known = {value: "" if value is None else f",{_encode(name)}:{_encode(value)}" for value in set(values)}
        parts.append([known[value] for value in values] if len(known) > 1 else [*known.values()] * number)
    return [f"{{{''.join(row)[1:]}}}" for row in zip(*parts, strict=True)]


def digest(*parts):
    """Return the digest of ``parts``, joined by bars; nothing counts as empty.

    >>> digest(None, 1, "{}") == digest("", "1", "{}") != digest("", "2", "{}")
    True
    """
    text = "|".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()
