"""What PORT, MUNICIPALITY and DB ask for, checked before anything long begins."""

import os
import socket

from . import place, say


def port():
    text = os.environ.get("PORT") or "8069"
    if not text.isdigit() or not 1024 <= int(text) <= 65535:
        raise say.Stop(f"PORT={text} is no port: give a number from 1024 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError:
            raise say.Stop(
                f"Port {text} is taken by another program: choose a free one, for example make run PORT={int(text) + 1}"
            ) from None
    return int(text)


def municipality():
    """The name of a folder in data/."""
    name = os.environ.get("MUNICIPALITY") or "serres"
    known = sorted(path.name for path in (place.ROOT / "data").glob("*/") if any(path.glob("*.csv")))
    if name not in known:
        raise say.Stop(f"data/ has no municipality '{name}': set MUNICIPALITY to one of {', '.join(known)}.")
    return name


def database():
    """A demo database for each municipality, so that changing between them loses nothing."""
    return os.environ.get("DB") or f"kentro_demo_{municipality()}"
