"""A plan as it is handed back, and what each person is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sistership.matching.scheduling.event import Event, Meeting, Slot, days_of

Told: TypeAlias = Literal["no_common_time", "no_common_language", "not_chosen"]
Detail: TypeAlias = Literal[
    "no_common_time",
    "no_common_language",
    "vetoed",
    "full",
    "busy",
    "tables",
    "interpreters",
    "outweighed",
]


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish that the plan does not grant.

    ``told`` may be shown to the one who asked: it is the same whether or not the other refused. ``detail`` is
    for the organiser only.
    """

    asked_by: str
    other: str
    told: Told
    detail: Detail


@dataclass(frozen=True, slots=True)
class Change:
    """What a new plan does to a meeting of an earlier one: ``now`` is None where it is no longer held."""

    before: Meeting
    now: Meeting | None
    reason: Literal["moved", "cancelled", "no_longer_possible", "not_chosen"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A plan, how good it is, and what no plan could exceed.

    Worth is the value of the meetings less the penalties for people short of the floor (and, after an earlier
    plan, with what keeping its slots is worth). A wait is a run of slots that a person spends waiting between
    two meetings of one day.
    """

    meetings: tuple[Meeting, ...]
    """By slot and table."""
    worth: float
    bound: float
    """No plan is worth more."""
    waits: int
    most_waits: int
    least_waits: int
    """The most and fewest waits of one person who has a meeting."""
    waits_bound: int | None
    """With these meetings no plan has fewer waits; None where it was not asked."""
    short_of_floor: int
    """People who have fewer meetings than the floor, or than candidates where those are fewer."""
    unmet: tuple[Unmet, ...]
    left_out: tuple[frozenset[str], ...] = ()
    """When all meetings were to be held: those that found no place."""
    is_impossible: bool = False
    """When all meetings were to be held: it is proved that they cannot be, under the rules."""
    changes: tuple[Change, ...] = ()
    steps: int = 0

    @property
    def share(self) -> float | None:
        """Worth as a share of the bound; None where nothing good is possible at all."""
        return self.worth / self.bound if self.bound > 0 else None

    @property
    def is_best(self) -> bool:
        """Whether no plan is worth more."""
        return self.worth >= self.bound - 1e-6

    @property
    def has_fewest_waits(self) -> bool:
        return self.waits_bound is not None and self.waits <= self.waits_bound


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting as one of the two sees it."""

    slot: Slot
    other: str
    table: int | None
    interpreter: str | None
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class PersonalPlan:
    """The day of one person; ``unmet`` are pairs of the other's id and what may be told."""

    person: str
    appointments: tuple[Appointment, ...]
    waits: int
    unmet: tuple[tuple[str, Told], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the work stands, for whoever waits for it."""

    stage: Literal["choosing", "timing", "proving"]
    done: int
    of: int
    worth: float
    bound: float


Watch: TypeAlias = Callable[[Progress], bool]
"""Told after each round; answers whether to go on."""


def plan_of(event: Event, schedule: Schedule, person: str) -> PersonalPlan:
    """What one person is given; nothing in it tells of a veto."""
    slots = {slot.id: slot for slot in event.slots}
    mine = [one for one in schedule.meetings if person in (one.a, one.b)]
    appointments = tuple(
        Appointment(
            slots[one.slot], one.b if one.a == person else one.a, one.table, one.interpreter, one.is_confirmed
        )
        for one in sorted(mine, key=lambda one: slots[one.slot].starts_at)
    )
    unmet = tuple((one.other, one.told) for one in schedule.unmet if one.asked_by == person)
    return PersonalPlan(person, appointments, waits_of(event, schedule.meetings).get(person, 0), unmet)


def waits_of(event: Event, meetings: tuple[Meeting, ...]) -> dict[str, int]:
    """How many waits each person with a meeting has."""
    days = days_of(event.slots)
    available = {person.id: person.available for person in event.people}
    held: dict[str, set[str]] = {}
    for one in meetings:
        held.setdefault(one.a, set()).add(one.slot)
        held.setdefault(one.b, set()).add(one.slot)
    waits = {}
    for person, mine in held.items():
        there = available[person]
        total, day, was_waiting = 0, -1, False
        for slot, its_day in zip(event.slots, days, strict=True):
            if slot.id in mine:
                total += was_waiting and its_day == day
                day, was_waiting = its_day, False
            elif there is None or slot.id in there or event.rules.absence_is_wait:
                was_waiting = True
        waits[person] = total
    return waits
