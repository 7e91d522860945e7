"""Listening sockets, opened by the supervisor and inherited by the web server.

So a taken port is known before anything starts, and while the web server restarts a visitor waits a
moment instead of being turned away.
"""

from __future__ import annotations

import contextlib
import errno
import socket

from sistership.common.errors import InputError, OutsideError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _listen(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((address, port))
        listening.listen(1024)
    except OSError:
        listening.close()
        raise
    return listening


def open_sockets(host: str, port: int) -> list[socket.socket]:
    """Listen on the host; on this machine's own names (and on all addresses) in IPv6 too where there is any.

    Raises OutsideError for a taken port and InputError for an address that is not this machine's.
    """
    if host in LOOPBACK:
        wanted = [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)]
    elif host == "0.0.0.0":  # noqa: S104 - asked for by name
        wanted = [("0.0.0.0", socket.AF_INET), ("::", socket.AF_INET6)]  # noqa: S104
    else:
        wanted = [(host, socket.AF_INET6 if ":" in host else socket.AF_INET)]
    opened: list[socket.socket] = []
    for address, family in wanted:
        try:
            opened.append(_listen(family, address, port))
        except OSError as error:
            is_taken = error.errno == errno.EADDRINUSE
            if opened and not is_taken:
                continue  # a machine without IPv6
            for listening in opened:
                listening.close()
            raise _explain(error, address, port) from error
    return opened


def _explain(error: OSError, address: str, port: int) -> InputError | OutsideError:
    if error.errno == errno.EADDRINUSE:
        return OutsideError(
            f"Port {port} is taken: another program already answers at {address}",
            where="--port",
            next_step=f"Stop it, or choose another port: sistership up --port {_free_port(port)}",
        )
    if error.errno == errno.EACCES:
        return InputError(
            f"This account may not open port {port}", where="--port", allowed="1024 to 65535, such as 8000"
        )
    return InputError(
        f"{address!r} is no address of this machine",
        where="--host",
        allowed="127.0.0.1 (this machine only), 0.0.0.0 (every address of it), or one of its addresses",
    )


def _free_port(port: int) -> int:
    for candidate in range(port + 1, min(port + 50, 65536)):
        with contextlib.suppress(OSError):
            _listen(socket.AF_INET, "127.0.0.1", candidate).close()
            return candidate
    return 8000
