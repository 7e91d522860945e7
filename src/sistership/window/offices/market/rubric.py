"""What the points of an officer's check come to.

1. Four categories, 0 to 5 points each.
2. From 10 points a profile is published, unless a category has none: then it is on hold.
3. With 5 to 9 points it is on hold, below it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

HIGHEST = 5
PUBLISHED_FROM = 10
ON_HOLD_FROM = 5


def verdict_of(points: Mapping[str, int]) -> str:
    """The event that follows: published, held or refused."""
    total = sum(points.values())
    if total < ON_HOLD_FROM:
        return "refused"
    return "published" if total >= PUBLISHED_FROM and min(points.values()) > 0 else "held"
