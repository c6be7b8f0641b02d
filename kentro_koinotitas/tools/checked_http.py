"""A POST to an address that is checked when it is connected to: no redirects, no proxies, no body read.

The name is resolved once, and the very address that was checked is connected to: a name that
answers differently the second time gains nothing.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from urllib.parse import urlsplit

TIMEOUT = 10  # seconds for connecting and for each answer of the socket
DEADLINE = 30  # seconds for the whole call


def split(url, inside=False):
    """Return ``(scheme, host, port, target)`` of a URL that may be called.

    >>> split("https://example.org/hook?a=1")
    ('https', 'example.org', 443, '/hook?a=1')
    >>> split("http://esb.local:8080", inside=True)
    ('http', 'esb.local', 8080, '/')
    >>> split("http://example.org/")
    Traceback (most recent call last):
    ValueError: http
    >>> split("https://user:word@example.org/")
    Traceback (most recent call last):
    ValueError: user
    """
    if any(ord(sign) <= 32 or ord(sign) > 126 for sign in url):
        raise ValueError("signs")
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and inside):
        raise ValueError(parts.scheme)
    if not parts.hostname:
        raise ValueError("host")
    if "@" in parts.netloc:
        raise ValueError("user")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80), target


def is_allowed(address, inside=False):
    """Return whether ``address`` (text) may be connected to.

    >>> [is_allowed(a) for a in ("8.8.8.8", "10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1")]
    [True, False, False, False, False, False]
    >>> [is_allowed(a, inside=True) for a in ("8.8.8.8", "10.0.0.1", "127.0.0.1", "169.254.169.254", "224.0.0.1")]
    [True, True, True, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    for name in ("ipv4_mapped", "sixtofour"):
        ip = getattr(ip, name, None) or ip
    if getattr(ip, "teredo", None) or ip in _NAT64:
        return False
    if ip.is_multicast or ip.is_link_local or ip.is_unspecified:
        return False
    return ip.is_global or (inside and (ip.is_private or ip.is_loopback))


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def post(url, data, headers, inside=False):
    """Send ``data`` (bytes) and return the HTTP status.

    :raise ValueError: the URL or every address behind it is not allowed
    :raise OSError, http.client.HTTPException: it could not be reached or did not answer in time
    """
    scheme, host, port, target = split(url, inside)
    connection = _Connection(host, port, timeout=TIMEOUT)
    connection.default_port = 443 if scheme == "https" else 80  # left out of the header Host
    connection.sock = _connect(host, port, inside)
    watch = threading.Timer(DEADLINE, _cut, [connection])
    watch.daemon = True
    watch.start()
    try:
        if scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
        connection.request("POST", target, data, {"Connection": "close", **headers})
        return connection.getresponse().status
    finally:
        watch.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection over a socket that is there already, and that is never opened again."""

    auto_open = 0


def _connect(host, port, inside):
    """Connect to the first address behind ``host`` that is allowed and answers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    allowed = [entry for entry in found if is_allowed(entry[4][0], inside)]
    if not allowed:
        raise ValueError("address")
    failure = None
    for _family, _kind, _protocol, _name, address in allowed:
        try:
            return socket.create_connection(address[:2], TIMEOUT)
        except OSError as error:
            failure = error
    raise failure


def _cut(connection):
    """End a call that lasts too long: whoever waits at its socket is told so."""
    with contextlib.suppress(OSError, AttributeError):  # it has ended by itself
        connection.sock.shutdown(socket.SHUT_RDWR)
