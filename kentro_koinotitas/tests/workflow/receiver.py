import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Call(NamedTuple):
    headers: dict
    body: bytes


class Receiver:
    """A real HTTP server in a thread, as a context manager: keeps the calls it gets.

    Answers with ``statuses`` in turn, the last again and again; None answers never, "drip" a byte at
    a time.
    """

    def __init__(self, *statuses, certificate=None):
        self.statuses, self.calls, receiver = list(statuses or [200]), [], self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                receiver.calls.append(Call(self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
                statuses = receiver.statuses
                status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
                if status is None:
                    time.sleep(1)
                elif status == "drip":
                    for _byte in range(30):
                        time.sleep(0.1)
                        self.wfile.write(b"H")
                else:
                    self.send_response(status)
                    self.send_header("Location", receiver.url)
                    self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_a: None  # who hangs up on it is no news
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        self.certificate = certificate
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            self.url = f"https://localhost:{self.server.server_port}/hook"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_exc):
        self.server.shutdown()
        self.server.server_close()
