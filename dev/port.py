"""The port Odoo answers on: PORT, checked before anything long begins."""

import os
import socket

from . import say


def wanted():
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
