"""Whether the background worker lives: beats through the real queue, and how long one may take."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from django.db import DatabaseError, connection

from sistership.window.ground import heartbeat

START_GRACE_S = 45.0
"""A new group loads the framework first; a slow machine takes this long at worst."""


@dataclass(slots=True)
class Pulse:
    """Beats sent to one incarnation of the worker group. All times on the monotonic clock, in seconds."""

    patience_s: float
    """How long a beat may stay without acknowledgement while no task runs."""
    task_limit_s: float
    """How long a task may run; a worker is waited for that much longer when it is busy."""
    started_at: float = field(default_factory=time.monotonic)
    sent: int = 0
    sent_at: float = 0.0
    is_acknowledged: bool = False
    acknowledged_once: bool = False

    def is_lost(self) -> bool:
        """Send a beat when one is due, and say whether the last one should have been answered by now.

        A database that does not answer says nothing about the worker: then nothing is lost.
        """
        now = time.monotonic()
        try:
            if not self.sent or (self.is_acknowledged and now - self.sent_at >= self.patience_s / 2):
                self._send(now)
        except DatabaseError:
            return False
        finally:
            connection.close()
        if not self.is_acknowledged and heartbeat.newest_acknowledged() >= self.sent:
            self.is_acknowledged = self.acknowledged_once = True
        return not self.is_acknowledged and now > self._deadline()

    def _send(self, now: float) -> None:
        # Milliseconds, so that numbers grow from one supervisor to the next.
        number = max(time.time_ns() // 1_000_000, self.sent + 1)
        heartbeat.queue_beat(number)
        self.sent, self.sent_at, self.is_acknowledged = number, now, False

    def _deadline(self) -> float:
        deadline = self.sent_at + self.patience_s
        if not self.acknowledged_once:
            deadline = max(deadline, self.started_at + START_GRACE_S)
        busy_since = heartbeat.working_since()
        if busy_since is not None:
            busy_for_s = time.time() - busy_since
            deadline = max(deadline, time.monotonic() - busy_for_s + self.task_limit_s + self.patience_s)
        return deadline
