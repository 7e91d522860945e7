"""A small real IMAP server on loopback: as much of RFC 3501 as reading a box needs, and faults as told."""

from __future__ import annotations

import base64
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Stored:
    content: bytes
    flags: set[str] = field(default_factory=set)


class _Session(socketserver.StreamRequestHandler):
    server: ImapServer

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.server.connections += 1
        if self.server.behaviour == "silent":
            self.server.ended.wait(10)
            return
        self._say("* OK loopback test server")
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            tag, verb, *rest = line.split(" ", 2)
            verb, rest = verb.upper(), rest[0] if rest else ""
            self.server.commands.append(f"{verb} {rest}".strip())
            if verb == "UID":
                verb, _, rest = rest.partition(" ")
                if self.server.drop_after == 0:
                    self.server.drop_after = None
                    return
                if self.server.drop_after:
                    self.server.drop_after -= 1
                answer = getattr(self, f"_uid_{verb.lower()}")(rest)
            else:
                answer = getattr(self, f"_{verb.lower()}", lambda _: "BAD unknown")(rest)
            self._say(f"{tag} {answer} done")
            if verb == "LOGOUT":
                return

    def _capability(self, _: str) -> str:
        self._say(f"* CAPABILITY IMAP4rev1 {self.server.capabilities}".rstrip())
        return "OK"

    def _login(self, rest: str) -> str:
        return self._let_in(*[one.strip('"') for one in rest.split(" ", 1)])

    def _authenticate(self, _: str) -> str:
        self._say("+ ")
        _, name, secret = base64.b64decode(self.rfile.readline()).decode().split("\0")
        return self._let_in(name, secret)

    def _let_in(self, name: str, secret: str) -> str:
        return "OK" if (name, secret) == self.server.account else "NO wrong password"

    def _select(self, rest: str) -> str:
        if rest.strip('"') not in self.server.folders:
            return "NO no such folder"
        self._say(f"* {len(self.server.box)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self.server.validity}] numbers")
        return "OK [READ-WRITE]"

    def _create(self, rest: str) -> str:
        self.server.folders.setdefault(rest.strip('"'), {})
        return "OK"

    def _logout(self, _: str) -> str:
        self._say("* BYE")
        return "OK"

    def _uid_search(self, _: str) -> str:
        waiting = [n for n, one in self.server.box.items() if not one.flags & {"\\Seen", "\\Deleted"}]
        self._say(f"* SEARCH {' '.join(map(str, waiting))}".rstrip())
        return "OK"

    def _uid_fetch(self, rest: str) -> str:
        numbers, _, what = rest.partition(" ")
        for number in map(int, numbers.split(",")):
            one = self.server.box.get(number)
            if one is None:
                continue
            if "RFC822.SIZE" in what:
                self._say(f"* {number} FETCH (UID {number} RFC822.SIZE {len(one.content)})")
                continue
            part = re.search(r"<0\.(\d+)>", what)
            content = one.content[: int(part[1])] if part else one.content
            self._say(f"* {number} FETCH (UID {number} BODY[] {{{len(content)}}}")
            self.wfile.write(content + b")\r\n")
        return "OK"

    def _uid_store(self, rest: str) -> str:
        number, _, flags = rest.split(" ", 2)
        if int(number) in self.server.box:
            self.server.box[int(number)].flags |= set(flags.strip("()").split())
        return "OK"

    def _uid_copy(self, rest: str) -> str:
        number, folder = rest.split(" ", 1)
        name = folder.strip('"')
        if name not in self.server.folders:
            return "NO [TRYCREATE] no such folder"
        if int(number) in self.server.box:
            self.server.folders[name][int(number)] = Stored(self.server.box[int(number)].content)
        return "OK"

    def _uid_move(self, rest: str) -> str:
        answer = self._uid_copy(rest)
        if answer.startswith("OK"):
            self.server.box.pop(int(rest.split(" ", 1)[0]), None)
        return answer

    def _uid_expunge(self, rest: str) -> str:
        if "\\Deleted" in getattr(self.server.box.get(int(rest)), "flags", ()):
            del self.server.box[int(rest)]
        return "OK"


class ImapServer(socketserver.ThreadingTCPServer):
    """`box` is INBOX by number; `drop_after` commands by UID the line breaks once."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.folders: dict[str, dict[int, Stored]] = {"INBOX": {}}
        self.account = ("window", "a secret")
        self.capabilities = "UIDPLUS MOVE"
        self.validity = 7
        self.behaviour = "answer"
        self.drop_after: int | None = None
        self.connections = 0
        self.commands: list[str] = []
        self.ended = threading.Event()

    @property
    def box(self) -> dict[int, Stored]:
        return self.folders["INBOX"]

    @property
    def port(self) -> int:
        return self.server_address[1]

    def fill(self, *letters: bytes) -> None:
        for content in letters:
            self.box[len(self.box) + 1] = Stored(content)


@contextmanager
def running() -> Iterator[ImapServer]:
    """The server, listening until the block ends."""
    server = ImapServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
