"""Run as a program: an SMTP server on loopback that refuses, delays and drops at random, and may be killed.

    python -m tests.faults.mail_server PORT FOLDER SEED

A letter lies in the folder, on the disk, before the server says that it took it; at times it drops the
connection in between, so that the sender cannot know. Once a file `calm` lies there it takes everything.
"""

from __future__ import annotations

import os
import random
import socketserver
import sys
import time
import uuid
from pathlib import Path

TROUBLES = ("refuse", "delay", "drop early", "drop late", "", "", "", "")
"""One is drawn for each connection; an empty one is none."""


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        trouble = self.server.next_trouble()
        if trouble == "drop early":
            return
        if trouble == "delay":
            time.sleep(0.5)
        self._say("220 loopback test server")
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            verb = line.split(maxsplit=1)[0].upper()
            if verb == "RCPT" and trouble == "refuse":
                self._say("451 try again later")
            elif verb == "DATA":
                self._say("354 go on")
                if not self._take() or trouble == "drop late":
                    return
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> bool:
        """Whether the letter came to its end and is kept."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.keep(b"".join(lines))
        return True


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps letters as files."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, folder: Path, seed: int) -> None:
        super().__init__(("127.0.0.1", port), _Session)
        self.folder = folder
        self.chance = random.Random(seed)

    def next_trouble(self) -> str:
        return "" if (self.folder / "calm").exists() else self.chance.choice(TROUBLES)

    def keep(self, letter: bytes) -> None:
        path = self.folder / f"{uuid.uuid4()}.part"
        with path.open("wb") as file:
            file.write(letter)
            file.flush()
            os.fsync(file.fileno())
        path.rename(path.with_suffix(".eml"))


def main() -> None:
    port, folder, seed = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    MailServer(port, folder, seed).serve_forever(0.1)


if __name__ == "__main__":
    main()
