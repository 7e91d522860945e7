"""A small real chat-completions server on loopback: it answers well, wrongly, slowly or not, as told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def completion(content: str, *, finish_reason: str = "stop") -> bytes:
    """The body of a chat completion that says `content`."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"choices": [{"message": message, "finish_reason": finish_reason}]}).encode()


def fields(*found: dict[str, Any]) -> str:
    """The answer that the instruction asks for."""
    return json.dumps({"fields": list(found)}, ensure_ascii=False)


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        self.server.asked.append(json.loads(self.rfile.read(length)))
        self.server.paths.append(self.path)
        self.server.keys.append(self.headers.get("Authorization"))
        behaviour = self.server.behaviour
        if behaviour == "close":
            self.close_connection = True
            return
        if behaviour == "silent":
            self.server.released.wait(20)
            return
        if behaviour == "drip":
            self._drip()
            return
        if behaviour == "redirect":
            self.send_response(307)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = b"x" * 3_000_000 if behaviour == "huge" else self.server.body
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        """A byte now and then, for ever: no single wait is long."""
        self.send_response(200)
        self.end_headers()
        while not self.server.released.wait(0.05):
            self.wfile.write(b" ")
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


class ModelServer(ThreadingHTTPServer):
    """`asked` holds the requests; set `behaviour`, `status` and `body` for what comes back."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = "answer"
        self.status = 200
        self.body = completion(fields())
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what some tests do."""


@contextmanager
def running() -> Iterator[ModelServer]:
    """The server, listening until the block ends."""
    server = ModelServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
