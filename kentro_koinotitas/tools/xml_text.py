"""Text that XML can hold."""

import re

# XML 1.0 has no way at all to write these, not even as references.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text):
    """Return ``text`` with a mark in the place of each sign that no XML can hold.

    >>> writable("Call\\x0b back") == "Call\\ufffd back", writable("Κλήση")
    (True, 'Κλήση')
    """
    return _UNWRITABLE.sub("\ufffd", text)
