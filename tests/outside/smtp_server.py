"""A small real SMTP server on loopback that accepts, refuses, drops or stays silent, as told."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Session(socketserver.StreamRequestHandler):
    server: SmtpServer

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        if self.server.behaviour == "drop":
            return
        self._say("220 loopback test server")
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            verb = line.split(maxsplit=1)[0].upper()
            if verb in ("EHLO", "HELO"):
                self._say("250 loopback")
            elif verb == "RCPT" and self.server.behaviour == "refuse":
                self._say("550 no such mailbox")
            elif verb == "DATA":
                self._say("354 go on")
                lines = []
                while (data := self.rfile.readline()) != b".\r\n" and data:
                    lines.append(data)
                self.server.letters.append(b"".join(lines))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")


class SmtpServer(socketserver.ThreadingTCPServer):
    """`letters` holds what was accepted; set `behaviour` to accept, refuse or drop."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.behaviour = "accept"
        self.letters: list[bytes] = []

    @property
    def port(self) -> int:
        return self.server_address[1]


@contextmanager
def running() -> Iterator[SmtpServer]:
    """The server, listening until the block ends."""
    server = SmtpServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
