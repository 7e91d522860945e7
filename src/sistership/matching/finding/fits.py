"""Structured fits: what two profiles state in fields, as far as both state it.

1. A fit is a number 0–1, and None where either side did not say it: what is not said counts neither way.
2. The mean of the fits that are there moves the score of the texts by at most SWING up or down.
3. Who supplies and who uses shows in how a profile says what it wants (see `text.roles`). Two who are surely
   of one role lose ROLES of the score, a supplier and a user win as much; where it does not show, nothing
   moves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log10
from typing import Final

from sistership.matching.finding.features import Features
from sistership.matching.finding.gates import do_meet

SWING = 0.15
ROLES = 0.5
STAGES = ("idea", "seed", "early", "growth", "mature")
MONEY_KINDS = frozenset(("investor",))


def fits_of(one: Features, other: Features) -> Mapping[str, float]:
    """Name of a fit → 0–1, for those that both sides state."""
    found = {}
    for name, field, fit in _FITS:
        if getattr(one, field) and (value := fit(one, other)) is not None:
            found[name] = value
    return found


def moved(score: float, fits: Mapping[str, float]) -> float:
    """The score of the texts, moved by the fits; never above 1."""
    if not fits:
        return score
    mean = sum(fits.values()) / len(fits)
    return min(1.0, score * (1 + SWING * (2 * mean - 1)))


def role_factor(one: Features, other: Features) -> float:
    """By what the score is multiplied: below 1 for two suppliers or two users, above for one of each."""
    if one.role is None or other.role is None:
        return 1.0
    return 1 - ROLES * one.role * other.role


def _sector(one: Features, other: Features) -> float | None:
    ours, theirs = set(one.sectors), set(other.sectors)
    if not ours or not theirs:
        return None
    return len(ours & theirs) / min(len(ours), len(theirs))


def _stage(one: Features, other: Features) -> float | None:
    """Of an investor and whom it may fund: the stage next to it is half a fit. Between others: None."""
    if (one.kind in MONEY_KINDS) == (other.kind in MONEY_KINDS):
        return None
    if one.stage not in STAGES or other.stage not in STAGES:
        return None
    return max(0.0, 1 - abs(STAGES.index(one.stage) - STAGES.index(other.stage)) / 2)


def _size(one: Features, other: Features) -> float | None:
    """A partner a hundred times as large or as small fits least."""
    if not one.size or not other.size or one.size < 0 or other.size < 0:
        return None
    return max(0.0, 1 - abs(log10(one.size / other.size)) / 2)


def _ticket(one: Features, other: Features) -> float | None:
    if one.ticket is None or other.ticket is None:
        return None
    return float(_overlap(one.ticket, other.ticket))


def _trl(one: Features, other: Features) -> float | None:
    if one.trl is None or other.trl is None:
        return None
    return float(_overlap(one.trl, other.trl))


def _dates(one: Features, other: Features) -> float | None:
    if one.available is None or other.available is None:
        return None
    return float(do_meet(one.available, other.available))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


_FITS: Final[Sequence[tuple[str, str, Callable[[Features, Features], float | None]]]] = (
    ("sector", "sectors", _sector),
    ("stage", "stage", _stage),
    ("size", "size", _size),
    ("ticket", "ticket", _ticket),
    ("trl", "trl", _trl),
    ("dates", "available", _dates),
)
"""Name, what both must state, the fit."""
