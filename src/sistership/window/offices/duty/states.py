"""Clocks of breaches and requests, and how transfers stand: pure functions of what is recorded.

1. A clock starts when the breach was noticed, or when the notice was made on which it hangs; hours are
   those of the calendar, so weekends, holidays and changes of the clock do not matter.
2. While the notice on which a clock hangs is not made, its end is reckoned from that one's own end.
3. A duty is owed when the risk reaches its least risk, or the persons its number. A risk that nobody has
   assessed, and a number that nobody knows, count as the highest.
4. The first notice made ends a clock, a reason why none is needed ends it too.
5. Letters go when half of the time is over and a day before its end, whichever the clock has reached.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sistership.window.offices.duty.law import (
    BREACH_DUTIES,
    EEA,
    RISK_ORDER,
    AnswerTerm,
    BreachDuty,
    answer_term,
    law_of,
)

DAY = timedelta(days=1)


class ClockState(StrEnum):
    """How a duty to tell somebody stands."""

    RUNNING = "running"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"
    WAIVED = "waived"
    """Not told, with a reason."""
    NOT_OWED = "not_owed"


class Stage(StrEnum):
    """When a letter reminds of a clock."""

    HALF = "half"
    LAST_DAY = "last_day"


@dataclass(frozen=True, slots=True)
class Told:
    """A notice, or the reason for none."""

    city: str
    duty: str
    at: datetime | None
    """None: nobody was told, with a reason."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a breach."""

    noticed_at: datetime
    risk: str = ""
    """Empty: not assessed yet."""
    persons: int | None = None
    """None: not known yet."""
    cities: tuple[tuple[str, str], ...] = ()
    """(key, country) of each city whose data are concerned."""
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """One duty of one city."""

    city: str
    duty: BreachDuty
    starts_at: datetime
    due_at: datetime
    is_owed: bool
    told_at: datetime | None
    is_waived: bool

    def state(self, now: datetime) -> ClockState:
        """How it stands at an instant; one that was told in time is done even where it was not owed."""
        if self.told_at:
            return ClockState.DONE if self.told_at <= self.due_at else ClockState.DONE_LATE
        if not self.is_owed:
            return ClockState.NOT_OWED
        if self.is_waived:
            return ClockState.WAIVED
        return ClockState.RUNNING if now < self.due_at else ClockState.OVERDUE

    @property
    def is_open(self) -> bool:
        """Whether somebody must still be told."""
        return self.is_owed and self.told_at is None and not self.is_waived

    def stage(self, now: datetime) -> Stage | None:
        """The latest reminder whose time has come; None for an ended clock, or before half of the time."""
        if not self.is_open:
            return None
        if now >= self.due_at - DAY:
            return Stage.LAST_DAY
        return Stage.HALF if now >= self.starts_at + (self.due_at - self.starts_at) / 2 else None


def _is_owed(duty: BreachDuty, facts: Facts) -> bool:
    if not facts.risk or RISK_ORDER.index(duty.least_risk) <= RISK_ORDER.index(facts.risk):
        return True
    most = duty.or_persons_above
    return most is not None and (facts.persons is None or facts.persons > most)


def breach_clocks(facts: Facts) -> list[Clock]:
    """Every duty of every city concerned, in the order of the cities and of the law."""
    clocks: list[Clock] = []
    for city, country in facts.cities:
        own: dict[str, Clock] = {}
        for duty in BREACH_DUTIES:
            if country not in duty.law.countries:
                continue
            told = [one for one in facts.told if (one.city, one.duty) == (city, duty.code)]
            first = own.get(duty.after)
            starts = (first.told_at or first.due_at) if first else facts.noticed_at
            own[duty.code] = Clock(
                city=city,
                duty=duty,
                starts_at=starts,
                due_at=starts + timedelta(hours=duty.hours),
                is_owed=_is_owed(duty, facts),
                told_at=min((one.at for one in told if one.at), default=None),
                is_waived=any(one.at is None for one in told),
            )
        clocks += own.values()
    return clocks


def next_due(clocks: Iterable[Clock]) -> datetime | None:
    """The earliest end of an open clock."""
    return min((clock.due_at for clock in clocks if clock.is_open), default=None)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def answer_due(country: str, kind: str, received_on: date, *, is_longer: bool = False) -> date:
    """The last day on which a person's request may be answered."""
    term: AnswerTerm = answer_term(country, kind)
    months = term.months + (term.longer_months if is_longer else 0)
    days = term.days + (term.longer_days if is_longer else 0)
    return _months_later(received_on, months) + timedelta(days=days)


class TransferState(StrEnum):
    """How the passing on of data from one city to another stands."""

    IN_FORCE = "in_force"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"
    """Both stand under one law."""


SOON = timedelta(days=60)


def needs_basis(sender: str, receiver: str) -> bool:
    """Whether data that pass between two countries need a basis of their own."""
    return sender != receiver and not ({sender, receiver} <= EEA)


def transfer_state(
    sender: str, receiver: str, *, has_basis: bool, valid_until: date | None, today: date
) -> TransferState:
    """How a transfer stands on a day; a basis without an end holds until somebody ends it."""
    if not needs_basis(sender, receiver):
        return TransferState.NOT_NEEDED
    if not has_basis:
        return TransferState.MISSING
    if valid_until is None:
        return TransferState.IN_FORCE
    if valid_until < today:
        return TransferState.ENDED
    return TransferState.ENDS_SOON if valid_until < today + SOON else TransferState.IN_FORCE


def has_known_law(country: str) -> bool:
    """Whether this program knows the clocks of a country's law."""
    return law_of(country) is not None
