"""Enquiries and officers' writes by HTTP while web, worker and mail server are killed with SIGKILL."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from tests.faults.running import Running, free_port, wait_until

WRITERS = 3
MOST_S = 90.0
"""Within which an enquiry must be taken, however often its sender has to send it."""
LONGEST_MOMENT_S = 0.3
VICTIMS = ("mail server", "web worker", "worker", "mail server", "web master", "sentinel")
ALL_VICTIMS = (*VICTIMS, "web leash", "queue parent", "pusher", "monitor", "queue leash")


class MailProcess:
    """The mail server as a process that can be killed and started again on its port."""

    def __init__(self, folder: Path, *, seed: int) -> None:
        folder.mkdir()
        self.folder, self.port, self.seed = folder, free_port(), seed
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.faults.mail_server", str(self.port), str(self.folder)]
        return subprocess.Popen([*command, str(self.seed)])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def start_again(self) -> None:
        self.seed += 1
        self.process = self._start()

    def calm(self) -> None:
        """From now on it takes everything."""
        (self.folder / "calm").touch()

    def letters(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.folder.glob("*.eml"))]


@contextlib.contextmanager
def mail_process(folder: Path, *, seed: int) -> Iterator[MailProcess]:
    """The server until the block ends."""
    server = MailProcess(folder, seed=seed)
    try:
        yield server
    finally:
        server.kill()


@dataclass(slots=True)
class Sent:
    """What the senders know: which of their words the window said that it took."""

    enquiries: set[str] = field(default_factory=set)
    """Marks of enquiries that were taken; a sender sends again, under the same key, until one is."""
    writes: set[str] = field(default_factory=set)
    """Marks of letters to enquirers that were taken; each is sent once."""
    unsure: set[str] = field(default_factory=set)
    """Marks of letters and notes whose sender got no answer."""
    notes: set[str] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)


class _Storm:
    def __init__(self, window: Running, mail: MailProcess, token: str, *, operations: int, seed: int) -> None:
        self.window, self.mail, self.sent = window, mail, Sent()
        self.numbers = itertools.count()
        self.operations, self.chance = operations, random.Random(seed)
        self.numbers_taken: list[str] = []
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{window.port}/api/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=15,
        )
        self.done = threading.Condition()
        self.count = 0

    def post(self, path: str, data: dict[str, object], key: str = "") -> httpx.Response | None:
        """The answer; None where there was none, or the server broke."""
        headers = {"Idempotency-Key": key} if key else {}
        try:
            answer = self.client.post(path, json=data, headers=headers)
        except httpx.HTTPError:
            return None
        if answer.status_code in (502, 503, 504):
            return None
        if answer.status_code >= 400:
            self.sent.refusals.append(f"{path}: {answer.status_code} {answer.text[:200]}")
            return None
        return answer

    def enquire(self, mark: str) -> None:
        data = {
            "partnership": "kaohsiung-gdynia",
            "side": "kaohsiung",
            "service": "landing",
            "text": f"Szukamy biura. {mark}",
            "language": "pl",
            "name": "Anna",
            "email": f"{mark}@mail.example",
        }
        until = time.monotonic() + MOST_S
        while time.monotonic() < until:
            answer = self.post("/enquiries", data, key=mark)
            if answer is not None:
                self.sent.enquiries.add(mark)
                self.numbers_taken.append(answer.json()["number"])
                return
            time.sleep(0.2)

    def find_case(self) -> str:
        """Public id of a case that was taken, asked of the window as often as it takes."""
        number = self.chance.choice(self.numbers_taken)
        until = time.monotonic() + MOST_S
        while time.monotonic() < until:
            with contextlib.suppress(httpx.HTTPError):
                answer = self.client.get("/cases", params={"words": number})
                if answer.status_code == 200:
                    (found,) = answer.json()["items"]
                    return str(found["public_id"])
            time.sleep(0.2)
        raise AssertionError(f"{number} was not found within {MOST_S} s")

    def write(self, mark: str, kind: str) -> None:
        case = self.find_case()
        if kind == "note":
            done = self.post(f"/cases/{case}/notes", {"text": f"Notatka {mark}", "language": "pl"})
            (self.sent.notes if done is not None else self.sent.unsure).add(mark)
            return
        words = {"kind": kind, "text": f"Odpowiedź {mark}", "language": "pl"}
        done = self.post(f"/cases/{case}/messages", words)
        (self.sent.writes if done is not None else self.sent.unsure).add(mark)

    def operate(self, number: int) -> None:
        mark = f"mark{number:05d}"
        if number % 2 == 0 or not self.numbers_taken:
            self.enquire(mark)
        else:
            self.write(mark, ("replied", "asked", "note")[number // 2 % 3])

    def work(self) -> None:
        try:
            while (number := next(self.numbers)) < self.operations:
                self.operate(number)
                self._count(1)
        except BaseException:
            self._count(self.operations)  # the killer waits for nobody
            raise

    def _count(self, more: int) -> None:
        with self.done:
            self.count += more
            self.done.notify_all()

    def kill_now_and_then(self, every: int, victims: Sequence[str]) -> None:
        """Kill the next victim a moment after so many operations, in the middle of those that follow."""
        turn = itertools.cycle(victims)
        for due in range(every, self.operations, every):
            with self.done:
                self.done.wait_for(lambda due=due: self.count >= due)
            time.sleep(self.chance.uniform(0, LONGEST_MOMENT_S))
            self._kill(next(turn))

    def _kill(self, kind: str) -> None:
        self.sent.killed.append(kind)
        if kind == "mail server":
            self.mail.kill()
            time.sleep(self.chance.uniform(0, LONGEST_MOMENT_S))
            self.mail.start_again()
            return
        wait_until(lambda: self._is_killed(kind), f"there is a {kind} to kill", within_s=MOST_S)

    def _is_killed(self, kind: str) -> bool:
        """False where the last victim is not replaced yet."""
        with contextlib.suppress(ValueError, AssertionError, StopIteration, OSError, IndexError, KeyError):
            os.kill(self.window.pid_of(kind), signal.SIGKILL)
            return True
        return False


def blow(
    window: Running,
    mail: MailProcess,
    token: str,
    *,
    operations: int,
    every: int,
    victims: Sequence[str],
    seed: int,
) -> Sent:
    """Let several senders do so many operations; after every so many of them a process is killed."""
    storm = _Storm(window, mail, token, operations=operations, seed=seed)
    with storm.client, ThreadPoolExecutor(WRITERS + 1) as pool:
        tasks = [pool.submit(storm.work) for _ in range(WRITERS)]
        for task in [pool.submit(storm.kill_now_and_then, every, victims), *tasks]:
            task.result()
    return storm.sent
