"""What a check finds, and the list of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    level: Level
    what: str
    next_step: str = ""
    """What to do about it; empty when all is well."""


Check = Callable[[], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A check by the name under which the report shows it."""

    name: str
    check: Check
    needs_database: bool
    is_outside: bool
    """Whether it asks another machine."""


CHECKS: list[Entry] = []
"""In the order of the report; filled by the modules of this package."""


def check(name: str, *, needs_database: bool = False, is_outside: bool = False) -> Callable[[Check], Check]:
    """Add a check to the report."""

    def add(function: Check) -> Check:
        CHECKS.append(Entry(name, function, needs_database, is_outside))
        return function

    return add


def ok(what: str) -> Finding:
    """All is well."""
    return Finding(Level.OK, what)


def warn(what: str, next_step: str) -> Finding:
    """Works, but should be mended."""
    return Finding(Level.WARN, what, next_step)


def fail(what: str, next_step: str) -> Finding:
    """Does not work, or is not safe."""
    return Finding(Level.FAIL, what, next_step)
