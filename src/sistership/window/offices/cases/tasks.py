"""Background work of cases."""

from __future__ import annotations

from sistership.window.offices.cases.actions import handover


def expire_offers() -> int:
    """End offers that nobody answered in time. Runs every five minutes."""
    return handover.expire_due()
