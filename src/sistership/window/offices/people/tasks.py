"""Background work of people: let go of what was kept long enough."""

from __future__ import annotations

from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people import retention


def let_go() -> int:
    """Let go of every row whose time is over; returns how many. Runs once a day."""
    return sum(one.count for one in retention.let_go(actor=SYSTEM) if one.to_decide is None)
