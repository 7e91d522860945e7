"""What a matchmaking day is made of: people, slots, tables, interpreters, and who could meet whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

NIGHT = timedelta(hours=4)
"""After so long a pause between two slots a new day begins: nobody waits through it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time for one meeting; instants are aware. ``tables`` is None where the event's number holds."""

    id: str
    starts_at: datetime
    ends_at: datetime
    tables: int | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A pause in which nobody meets; no slot runs into it."""

    starts_at: datetime
    ends_at: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One who meets others. ``available`` holds ids of slots, None means all of them.

    ``languages`` are codes; empty means that any meeting can be held without an interpreter.
    ``most_meetings`` is None where the event's number holds; ``zone`` is an IANA name for showing times.
    """

    id: str
    name: str = ""
    side: str | None = None
    languages: frozenset[str] = frozenset()
    available: frozenset[str] | None = None
    most_meetings: int | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Interpreter:
    """One who serves one meeting at a time, between the two languages of any of ``pairs``."""

    id: str
    pairs: frozenset[frozenset[str]]
    available: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two people who could meet, and what that would be worth (≥ 0).

    ``wished_by`` are those of the two who asked for it, ``vetoed_by`` those who refuse it; a veto is kept
    and told to nobody. ``slots`` restricts when they may meet; None leaves it open.
    """

    a: str
    b: str
    value: float = 1.0
    wished_by: frozenset[str] = frozenset()
    vetoed_by: frozenset[str] = frozenset()
    slots: frozenset[str] | None = None

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.a, self.b))


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two people in a slot. ``table`` counts from 1; a confirmed meeting is never moved."""

    a: str
    b: str
    slot: str
    table: int | None = None
    interpreter: str | None = None
    is_confirmed: bool = False

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.a, self.b))


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as a good day. Values are in the unit of `Candidate.value`."""

    most_meetings: int | None = 12
    """At most so many meetings for one person; None for no limit."""
    floor: int = 3
    """Everybody should have so many, or as many as the person has candidates where those are fewer."""
    penalty: float = 1.5
    """Taken off for each meeting that somebody is short of the floor."""
    gap_difference: int | None = 2
    """When all meetings are given: how far the waits of two people may lie apart; None for no limit."""
    absence_is_wait: bool = False
    """Whether a pause in which a person is away counts as a wait, as in the published instances."""
    sides: frozenset[str] | None = None
    """The two sides of a two-sided event, on which meetings join one of each; None for an open event."""


@dataclass(frozen=True, slots=True)
class Event:
    """All that a plan is made from. Slots are in order of time and do not overlap."""

    slots: tuple[Slot, ...]
    people: tuple[Person, ...]
    candidates: tuple[Candidate, ...]
    tables: int
    interpreters: tuple[Interpreter, ...] = ()
    fixed: tuple[Meeting, ...] = ()
    """Meetings that stand as they are; they need not be among the candidates (their value is then 0)."""
    breaks: tuple[Break, ...] = ()
    rules: Rules = field(default_factory=Rules)
    zone: str | None = None
    """IANA name of the zone by whose clock the organiser reads times."""
    has_times: bool = True
    """False where slots are only counted: their instants keep the order and are not shown."""

    def tables_in(self, slot: Slot) -> int:
        """How many meetings there is room for in the slot."""
        return self.tables if slot.tables is None else slot.tables

    def most_of(self, person: Person) -> int:
        """How many meetings the person may have; never more than slots."""
        most = self.rules.most_meetings if person.most_meetings is None else person.most_meetings
        return len(self.slots) if most is None else min(most, len(self.slots))


def can_interpret(pairs: frozenset[frozenset[str]], a: Person, b: Person) -> bool:
    """Whether somebody with these pairs of languages can stand between the two."""
    return any(
        (first in a.languages and second in b.languages) or (second in a.languages and first in b.languages)
        for first, second in (tuple(sorted(pair)) for pair in pairs)
    )


def speak_alike(a: Person, b: Person) -> bool:
    """Whether the two need no interpreter: a common language, or languages that were not given."""
    return not a.languages or not b.languages or bool(a.languages & b.languages)


def days_of(slots: tuple[Slot, ...]) -> list[int]:
    """The number of the day, from 0, of each slot: a pause of `NIGHT` or more begins the next."""
    days = [0] * len(slots)
    for place in range(1, len(slots)):
        is_night = slots[place].starts_at - slots[place - 1].ends_at >= NIGHT
        days[place] = days[place - 1] + is_night
    return days
