"""Background work of duty: remind of clocks that run out, let go of what was kept long enough."""

from __future__ import annotations

from sistership.window.offices.duty.actions import run_retention
from sistership.window.offices.duty.letters import remind_of_all
from sistership.window.offices.journal.actions import SYSTEM


def remind() -> int:
    """Remind of breaches whose clocks have reached half or their last day. Runs every 10 minutes."""
    return remind_of_all()


def let_go() -> int:
    """Let go of every row whose time is over; returns how many. Runs once a day where the settings say so."""
    return sum(one.count for one in run_retention(actor=SYSTEM) if one.to_decide is None)
