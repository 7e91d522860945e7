"""A new plan after late arrivals and cancellations, with few changes to the one that people already have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sistership.matching.scheduling.choosing import ROUNDS, STEPS, choose_meetings
from sistership.matching.scheduling.event import Event, Meeting
from sistership.matching.scheduling.possible import common_slots
from sistership.matching.scheduling.schedule import Change, Schedule, Watch

STAY = 0.5
"""Worth of leaving a meeting where it was, as a share of the mean value of a candidate."""


def replan(
    event: Event,
    earlier: Iterable[Meeting],
    *,
    seed: int,
    stay: float = STAY,
    rounds: int = ROUNDS,
    steps: int = STEPS,
    watch: Watch | None = None,
) -> Schedule:
    """The best plan for the event as it is now, beside the plan as it was.

    Confirmed meetings stay where they are unless one of the two has left, is not there any more or refuses.
    Each other meeting counts ``stay`` times the mean value more where it was, so that it moves or goes only
    for something better. ``changes`` lists what becomes of meetings that do not stay.
    """
    before = tuple(earlier)
    values = [one.value for one in event.candidates]
    mean = sum(values) / len(values) if values else 0.0
    schedule = choose_meetings(
        with_confirmed(event, before),
        seed=seed,
        rounds=rounds,
        steps=steps,
        earlier=before,
        stay=stay * mean,
        watch=watch,
    )
    held = {one.pair: one for one in schedule.meetings}
    changes = (_change(event, one, held.get(one.pair)) for one in before)
    return replace(schedule, changes=tuple(change for change in changes if change is not None))


def with_confirmed(event: Event, earlier: Iterable[Meeting]) -> Event:
    """The event with those confirmed meetings of an earlier plan that can still be held fixed."""
    given = {one.pair for one in event.fixed}
    standing = (
        _at_a_table(event, one)
        for one in earlier
        if one.is_confirmed and one.pair not in given and _stands(event, one)
    )
    return replace(event, fixed=(*event.fixed, *standing))


def _is_cancelled(event: Event, meeting: Meeting) -> bool:
    """Whether one of the two has left, or refuses."""
    people = {person.id for person in event.people}
    refusing = any(one.vetoed_by for one in event.candidates if one.pair == meeting.pair)
    return bool(meeting.pair - people) or refusing


def _stands(event: Event, meeting: Meeting) -> bool:
    """Whether a confirmed meeting can still be held: the two are there, and so is its interpreter."""
    if _is_cancelled(event, meeting) or meeting.slot not in {slot.id for slot in event.slots}:
        return False
    interpreters = {one.id: one.available for one in event.interpreters}
    if meeting.interpreter is not None and meeting.interpreter not in interpreters:
        return False
    there = [person.available for person in event.people if person.id in meeting.pair]
    there.append(interpreters.get(meeting.interpreter or ""))
    return all(available is None or meeting.slot in available for available in there)


def _at_a_table(event: Event, meeting: Meeting) -> Meeting:
    """The meeting, without its table if that is no longer there."""
    most = next(event.tables_in(slot) for slot in event.slots if slot.id == meeting.slot)
    return replace(meeting, table=None) if (meeting.table or 0) > most else meeting


def _change(event: Event, before: Meeting, now: Meeting | None) -> Change | None:
    if now is not None:
        return None if now.slot == before.slot else Change(before, now, "moved")
    if _is_cancelled(event, before):
        return Change(before, None, "cancelled")
    candidates = [one for one in event.candidates if one.pair == before.pair]
    if not any(before.slot in common_slots(event, one) for one in candidates):
        return Change(before, None, "no_longer_possible")
    return Change(before, None, "not_chosen")
