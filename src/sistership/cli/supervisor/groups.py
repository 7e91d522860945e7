"""A supervised process group: start it, see whether it lives, stop it, restart it with growing patience."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 30.0
STEADY_AFTER_S = 20.0
"""A group that lived this long is restarted at once; one that did not waits longer each time."""


@dataclass(slots=True)
class Group:
    """A command in a process group of its own, led by a leash that ends it with the supervisor."""

    name: str
    command: Sequence[str]
    sockets: Sequence[int] = ()
    """Descriptors of listening sockets that the command inherits."""
    leash: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    """On the monotonic clock, in seconds."""
    starts: int = 0
    early_ends: int = 0
    """How often in a row it ended before it was steady."""
    not_before: float = 0.0
    _pipe: int = field(default=-1, repr=False)

    def start(self) -> None:
        """Start the command behind a new leash."""
        reading, self._pipe = os.pipe()
        environment = os.environ | {"SISTERSHIP_SOCKETS": ",".join(map(str, self.sockets))}
        leash = [sys.executable, "-m", "sistership.cli.supervisor.leash", str(reading)]
        self.leash = subprocess.Popen(  # noqa: S603 - our own module and command
            [*leash, *self.command],
            pass_fds=(reading, *self.sockets),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            env=environment,
        )
        os.close(reading)
        self.started_at = time.monotonic()
        self.starts += 1

    @property
    def is_running(self) -> bool:
        return self.leash is not None and self.leash.poll() is None

    def ask_to_stop(self) -> None:
        """SIGTERM to the command, which ends in good order."""
        if self.leash is not None and self.is_running:
            self.leash.terminate()

    def kill(self) -> None:
        """SIGKILL to the whole group, leash included; also to what a dead leash left behind."""
        if self.leash is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.leash.pid, signal.SIGKILL)
        self.leash.wait()
        os.close(self._pipe)
        self.leash = None

    def bury(self) -> None:
        """After an unwanted end: clear what is left, and say when it may start again."""
        lived_s = time.monotonic() - self.started_at
        self.kill()
        self.early_ends = 0 if lived_s >= STEADY_AFTER_S else self.early_ends + 1
        wait_s = min(FIRST_WAIT_S * 2 ** max(self.early_ends - 1, 0), LONGEST_WAIT_S)
        self.not_before = time.monotonic() + (wait_s if self.early_ends else 0.0)
