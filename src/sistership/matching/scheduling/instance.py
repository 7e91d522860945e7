"""An event as arrays: which meetings are possible when, and what each counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sistership.matching.scheduling.event import (
    Candidate,
    Event,
    Meeting,
    can_interpret,
    days_of,
    speak_alike,
)
from sistership.matching.scheduling.state import Flags, Ints, Problem

MEETING = 20.0
"""Worth of holding a meeting when all are to be held, in waits; no wait is worth leaving one out."""
SPREAD = 3.0
"""Cost of each wait by which two people differ more than is allowed, in waits."""


@dataclass(frozen=True, slots=True)
class Instance:
    """Arrays and what their indices stand for. ``start`` is the slot of each fixed meeting, -1 for others."""

    event: Event
    candidates: tuple[Candidate, ...]
    problem: Problem
    start: Ints
    impossible: dict[frozenset[str], str]
    """Pairs that can never meet, with `no_common_time`, `no_common_language` or `vetoed`."""


def instance_of(
    event: Event, *, earlier: Iterable[Meeting] = (), stay: float = 0.0, is_timing: bool = False
) -> Instance:
    """Arrays of a checked event.

    People, candidates and interpreters stand in the order of their ids, so that the order in which they were
    given never matters. A meeting of ``earlier`` is worth ``stay`` more in the slot that it had. With
    ``is_timing`` all candidates are to be held and waits count; without it, values and the floor do.
    """
    event = _in_order(event)
    slot_at = {slot.id: place for place, slot in enumerate(event.slots)}
    person_at = {person.id: place for place, person in enumerate(event.people)}
    fixed = {meeting.pair: meeting for meeting in event.fixed}
    known = {candidate.pair for candidate in event.candidates}
    everyone = [
        *event.candidates,
        *(Candidate(one.a, one.b, 0.0) for one in event.fixed if one.pair not in known),
    ]
    there = np.array([_there(person.available, slot_at) for person in event.people], dtype=np.bool_)
    free = np.array([_there(one.available, slot_at) for one in event.interpreters], dtype=np.bool_)
    free = free.reshape(len(event.interpreters), len(event.slots))
    kept: list[Candidate] = []
    rows: list[tuple[Flags, bool, Flags]] = []
    impossible: dict[frozenset[str], str] = {}
    for candidate in everyone:
        a, b = event.people[person_at[candidate.a]], event.people[person_at[candidate.b]]
        when = there[person_at[a.id]] & there[person_at[b.id]] & _there(candidate.slots, slot_at)
        needs = not speak_alike(a, b)
        serves = np.array([needs and can_interpret(one.pairs, a, b) for one in event.interpreters], np.bool_)
        can_talk = when & free[serves].any(axis=0) if needs else when
        meeting = fixed.get(candidate.pair)
        if meeting is not None:
            can_talk = np.zeros(len(event.slots), np.bool_)
            can_talk[slot_at[meeting.slot]] = True
            if meeting.interpreter is not None:
                needs = True
                serves = np.array([one.id == meeting.interpreter for one in event.interpreters], np.bool_)
        elif not when.any():
            impossible[candidate.pair] = "no_common_time"
        elif not can_talk.any():
            impossible[candidate.pair] = "no_common_language"
        elif candidate.vetoed_by:  # last, so that what is told does not depend on a veto
            impossible[candidate.pair] = "vetoed"
        if candidate.pair not in impossible:
            kept.append(candidate)
            rows.append((can_talk, needs, serves))
    prior = {meeting.pair: slot_at[meeting.slot] for meeting in earlier if meeting.slot in slot_at}
    problem = _problem(event, kept, rows, there, free, prior, stay, person_at, is_timing=is_timing)
    start = np.array([slot_at[fixed[one.pair].slot] if one.pair in fixed else -1 for one in kept], np.int64)
    return Instance(event, tuple(kept), problem._replace(fixed=start >= 0), start, impossible)


def _in_order(event: Event) -> Event:
    return replace(
        event,
        people=tuple(sorted(event.people, key=lambda one: one.id)),
        candidates=tuple(sorted(event.candidates, key=lambda one: sorted((one.a, one.b)))),
        interpreters=tuple(sorted(event.interpreters, key=lambda one: one.id)),
        fixed=tuple(sorted(event.fixed, key=lambda one: sorted((one.a, one.b)))),
    )


def _there(available: frozenset[str] | None, slot_at: dict[str, int]) -> Flags:
    return np.array([available is None or slot in available for slot in slot_at], dtype=np.bool_)


def _problem(
    event: Event,
    kept: list[Candidate],
    rows: list[tuple[Flags, bool, Flags]],
    there: Flags,
    free: Flags,
    prior: dict[frozenset[str], int],
    stay: float,
    person_at: dict[str, int],
    *,
    is_timing: bool,
) -> Problem:
    rules, count, people = event.rules, len(kept), len(event.people)
    a = np.array([person_at[one.a] for one in kept], dtype=np.int64)
    b = np.array([person_at[one.b] for one in kept], dtype=np.int64)
    degree = np.bincount(np.concatenate([a, b]), minlength=people)
    cap = np.array([event.most_of(one) for one in event.people], dtype=np.int64)
    floor = np.zeros(people, np.int64) if is_timing else np.minimum(np.minimum(rules.floor, degree), cap)
    days = np.array(days_of(event.slots), dtype=np.int64)
    left, right = _neighbours(there | rules.absence_is_wait, days)
    before = np.array([prior.get(one.pair, -1) for one in kept], dtype=np.int64)
    value = np.array([one.value for one in kept], dtype=np.float64)
    is_even = is_timing and rules.gap_difference is not None
    return Problem(
        a=a,
        b=b,
        value=np.full(count, MEETING) if is_timing else value,
        open=np.array([row[0] for row in rows], np.bool_).reshape(count, len(event.slots)),
        fixed=np.zeros(count, np.bool_),
        needs=np.array([row[1] for row in rows], np.bool_),
        serves=np.array([row[2] for row in rows], np.bool_).reshape(count, len(event.interpreters)),
        free=free,
        prior=before,
        stay=np.where(before >= 0, stay, 0.0),
        cap=cap,
        floor=floor,
        tables=np.array([event.tables_in(slot) for slot in event.slots], dtype=np.int64),
        left=left,
        right=right,
        day=days,
        penalty=0.0 if is_timing else rules.penalty,
        gap_weight=1.0 if is_timing else 0.0,
        spread_weight=SPREAD if is_even else 0.0,
        spread=rules.gap_difference or 0,
        wanted=np.ones(count, np.bool_),
    )


def _neighbours(there: Flags, days: Ints) -> tuple[Ints, Ints]:
    """For each person and slot the slots before and after on that day in which the person could wait."""
    people, slots = there.shape
    left = np.full((people, slots), -1, dtype=np.int64)
    right = left.copy()
    for p in range(people):
        present = np.flatnonzero(there[p])
        for first, second in pairwise(present):
            if days[first] == days[second]:
                right[p, first], left[p, second] = second, first
    return left, right
