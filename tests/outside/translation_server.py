"""A translation service on loopback that answers as told: well, wrongly, slowly, or not at all."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], Any]


@dataclass
class Service:
    """What it was asked, and how it answers."""

    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    languages: Any = field(default_factory=lambda: [{"code": code} for code in ("en", "pl", "ms", "zt")])
    answer: Answer = lambda body: {"translatedText": [f"[{text}]" for text in body["q"]]}
    status: int = 200
    wait_s: float = 0.0
    raw: bytes | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextlib.contextmanager
def running(**options: Any) -> Iterator[Service]:
    """The service, on a free port, until the block ends."""
    service = Service(**options)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(200, json.dumps(service.languages).encode())

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body["path"], body["authorization"] = self.path, self.headers.get("Authorization")
            service.asked.append(body)
            time.sleep(service.wait_s)
            answer = service.raw if service.raw is not None else json.dumps(service.answer(body)).encode()
            self.reply(service.status, answer)

        def reply(self, status: int, content: bytes) -> None:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def chat(items: Any) -> dict[str, Any]:
    """A chat completion whose content is these items."""
    content = items if isinstance(items, str) else json.dumps({"items": items})
    return {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}


def items_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    """What a language model was asked to translate."""
    found: list[dict[str, Any]] = json.loads(body["messages"][1]["content"])["items"]
    return found
