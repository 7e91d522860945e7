"""A running `sistership up` and the processes under it, read from /proc."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.databases import environment
from tests.migrated import put_migrated_into


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_so: Callable[[], bool], what: str, *, within_s: float) -> None:
    """Look every 100 ms; fail by name when it takes longer."""
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, f"{what}: not within {within_s} s"
        time.sleep(0.1)


def children_of(pid: int) -> list[int]:
    """Living child processes, oldest first."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return sorted(int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return []


def family_of(pid: int) -> list[int]:
    """The process and everything below it."""
    return [pid, *(one for child in children_of(pid) for one in family_of(child))]


def is_alive(pid: int) -> bool:
    """Whether it runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@dataclass(frozen=True, slots=True)
class Running:
    """A window that was started by the command."""

    process: subprocess.Popen[str]
    port: int
    data_dir: Path

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as response:
                return response.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def has_sent(self, letter: object) -> bool:
        return (self.data_dir / "mail" / f"{letter}.eml").exists()

    def newest_beat(self) -> int:
        """When the newest acknowledged beat was sent, in milliseconds since 1970; 0 before the first."""
        path = self.data_dir / "run" / "beat"
        return int(path.read_text()) if path.exists() else 0

    @property
    def leashes(self) -> tuple[int, int]:
        """Leaders of the web group and of the worker group."""
        for pid in (led := children_of(self.process.pid)):
            if "qcluster" in Path(f"/proc/{pid}/cmdline").read_text():
                return next(other for other in led if other != pid), pid
        raise AssertionError(f"no worker group among {led}")

    def pid_of(self, kind: str) -> int:
        """A process by its part: web master, web worker, queue parent, sentinel, worker, monitor, pusher."""
        web, queue = self.leashes
        if kind == "web leash":
            return web
        if kind == "queue leash":
            return queue
        if kind.startswith("web"):
            (master,) = children_of(web)
            return master if kind == "web master" else children_of(master)[0]
        (parent,) = children_of(queue)
        if kind == "queue parent":
            return parent
        (sentinel,) = children_of(parent)
        below = dict(zip(("worker", "monitor", "pusher"), children_of(sentinel), strict=True))
        return sentinel if kind == "sentinel" else below[kind]

    def is_complete(self) -> bool:
        """Whether every kind of process is there."""
        try:
            return all(self.pid_of(kind) for kind in ("web worker", "pusher"))
        except (ValueError, IndexError, AssertionError, StopIteration, FileNotFoundError):
            return False


@contextlib.contextmanager
def running(data_dir: Path, *options: str, **variables: str) -> Iterator[Running]:
    """`sistership up --no-example` on a free port, complete and answering; killed with all it started."""
    port = free_port()
    if "DATABASE_URL" not in variables:
        put_migrated_into(data_dir)
    command = [sys.executable, "-m", "sistership.cli", "up", "--no-example", "--workers", "1"]
    command += ["--port", str(port), *options]
    with (data_dir.parent / f"{data_dir.name}.log").open("w+") as log:
        process = subprocess.Popen(
            command,
            env=environment(data_dir, None, **variables),
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        window = Running(process=process, port=port, data_dir=data_dir)
        try:
            wait_until(lambda: window.answers() and window.is_complete(), "the window opens", within_s=90)
            yield window
        finally:
            family = family_of(process.pid)
            for pid in family:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()
