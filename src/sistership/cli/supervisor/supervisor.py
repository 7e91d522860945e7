"""Keep the web server and the background worker running until somebody says stop."""

from __future__ import annotations

import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, connection

from sistership.cli.supervisor.groups import Group
from sistership.cli.supervisor.pulse import Pulse
from sistership.common.errors import OutsideError
from sistership.window.ground import heartbeat
from sistership.window.ground.schedules import queue_scheduled

LOOK_EVERY_S = 0.25
STOP_WITHIN_S = 8.0
"""After this long a group that was asked to stop is killed."""
TRIES_BEFORE_FIRST_ANSWER = 3


@dataclass(slots=True)
class Supervisor:
    """Starts both groups, restarts what ends or falls silent, stops both at SIGTERM, SIGINT or SIGHUP."""

    web: Group
    worker: Group
    health_url: str
    new_pulse: Callable[[], Pulse]
    announce: Callable[[], None]
    """Called once, when the window first answers."""
    has_answered: bool = False
    _must_stop: bool = False
    _pulse: Pulse | None = None

    def run(self) -> None:
        """Blocks until stopped. Raises OutsideError when the web server never comes up."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        try:
            while not self._must_stop:
                self._look_after(self.web)
                self._look_after(self.worker)
                self._feel_pulse()
                if not self.has_answered:
                    self._wait_for_first_answer()
                time.sleep(LOOK_EVERY_S)
        finally:
            self._end()

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        # No lock here, so no Event either: a second signal may arrive inside this handler (Ctrl-C reaches
        # both this process and a launcher that passes it on), and would wait for a lock of its own thread.
        self._must_stop = True

    def _look_after(self, group: Group) -> None:
        if group.is_running:
            return
        if group.leash is not None:
            group.bury()
            _say(f"The {group.name} has ended; it is started again")
        if time.monotonic() < group.not_before:
            return
        if group is self.worker:
            self._prepare_worker()
        group.start()

    def _prepare_worker(self) -> None:
        heartbeat.forget()
        self._pulse = self.new_pulse()
        try:
            # What a dead group had taken stays leased for a while; the sweeps find the work itself at once.
            queue_scheduled()
        except DatabaseError as error:
            _say(f"The database does not answer ({error})")
        finally:
            connection.close()

    def _feel_pulse(self) -> None:
        if self._pulse is None or not self.worker.is_running or not self._pulse.is_lost():
            return
        _say(f"The {self.worker.name} no longer answers; it is ended and started again")
        self.worker.bury()

    def _wait_for_first_answer(self) -> None:
        if self.web.early_ends >= TRIES_BEFORE_FIRST_ANSWER:
            raise OutsideError(
                f"The web server ended {self.web.early_ends} times before it answered",
                next_step="Read what it wrote above",
            )
        if answers(self.health_url):
            self.has_answered = True
            self.announce()

    def _end(self) -> None:
        groups = (self.web, self.worker)
        for group in groups:
            group.ask_to_stop()
        deadline = time.monotonic() + STOP_WITHIN_S
        while time.monotonic() < deadline and any(group.is_running for group in groups):
            time.sleep(0.05)
        for group in groups:
            group.kill()


def answers(url: str) -> bool:
    """Whether the window is well, asked at this address by a name to which it answers."""
    name = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    request = urllib.request.Request(url, headers={"Host": name})  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(request, timeout=2) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _say(line: str) -> None:
    print(f"sistership: {line}.", file=sys.stderr, flush=True)  # noqa: T201 - this is a command
