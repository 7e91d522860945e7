"""From the arrays of a plan back to people, tables and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from sistership.matching.scheduling.event import Event, Meeting
from sistership.matching.scheduling.instance import Instance
from sistership.matching.scheduling.schedule import Detail, Unmet
from sistership.matching.scheduling.state import State


def meetings_of(instance: Instance, state: State) -> tuple[Meeting, ...]:
    """The meetings of a plan, each with a table and, where needed, an interpreter."""
    event, fixed = instance.event, {one.pair: one for one in instance.event.fixed}
    found = []
    for m in np.flatnonzero(state.slot >= 0):
        candidate, s = instance.candidates[m], int(state.slot[m])
        by = int(state.by[m])
        stands = fixed.get(candidate.pair)
        found.append(
            Meeting(
                candidate.a,
                candidate.b,
                event.slots[s].id,
                table=stands.table if stands else None,
                interpreter=event.interpreters[by].id if by >= 0 else None,
                is_confirmed=stands.is_confirmed if stands else False,
            )
        )
    return seated(event, found)


def seated(event: Event, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Give tables: fixed ones stay, then who sat at a table before stays there, then the lowest free one."""
    by_slot: dict[str, list[Meeting]] = {}
    for one in meetings:
        by_slot.setdefault(one.slot, []).append(one)
    last: dict[str, int] = {}
    done = []
    for slot in event.slots:
        here = sorted(by_slot.get(slot.id, ()), key=lambda one: (one.table is None, one.a, one.b))
        free = [True] * event.tables_in(slot)
        tables: dict[frozenset[str], int] = {}
        for wish in ("own", "before", "any"):
            for one in here:
                if one.pair in tables:
                    continue
                asked = {"own": [one.table], "before": [last.get(one.a), last.get(one.b)]}.get(wish)
                if asked is None:
                    asked = [free.index(True) + 1]
                for table in asked:
                    if table is not None and table <= len(free) and free[table - 1]:
                        tables[one.pair] = table
                        free[table - 1] = False
                        break
        for one in here:
            last[one.a] = last[one.b] = tables[one.pair]
        placed = [
            Meeting(one.a, one.b, one.slot, tables[one.pair], one.interpreter, one.is_confirmed)
            for one in here
        ]
        done += sorted(placed, key=lambda one: one.table or 0)
    return tuple(done)


def unmet_of(instance: Instance, state: State) -> tuple[Unmet, ...]:
    """Every wish that is not granted, with what may be told and what the organiser may know."""
    at = {candidate.pair: m for m, candidate in enumerate(instance.candidates)}
    found = []
    for candidate in instance.event.candidates:
        m = at.get(candidate.pair)
        if m is not None and state.slot[m] >= 0:
            continue
        detail = _why(instance, state, m, instance.impossible.get(candidate.pair))
        told = detail if detail in ("no_common_time", "no_common_language") else "not_chosen"
        for asked_by in sorted(candidate.wished_by):
            other = candidate.b if asked_by == candidate.a else candidate.a
            found.append(Unmet(asked_by, other, told, detail))
    return tuple(found)


def _why(instance: Instance, state: State, m: int | None, impossible: str | None) -> Detail:
    """What stands in the way of one more meeting in this plan."""
    if m is None:
        return impossible  # type: ignore[return-value]
    problem = instance.problem
    a, b = problem.a[m], problem.b[m]
    if state.held[a] >= problem.cap[a] or state.held[b] >= problem.cap[b]:
        return "full"
    slots = np.flatnonzero(problem.open[m] & (state.occupied[a] < 0) & (state.occupied[b] < 0))
    if slots.size == 0:
        return "busy"
    slots = slots[state.used[slots] < problem.tables[slots]]
    if slots.size == 0:
        return "tables"
    if problem.needs[m]:
        serving = problem.serves[m][:, None] & problem.free[:, slots] & (state.busy[:, slots] < 0)
        if not serving.any():
            return "interpreters"
    return "outweighed"


def short_of_floor(instance: Instance, meetings: tuple[Meeting, ...]) -> int:
    """How many people have fewer meetings than the floor."""
    count = Counter(who for one in meetings for who in one.pair)
    floors = zip(instance.event.people, instance.problem.floor.tolist(), strict=True)
    return sum(count[person.id] < floor for person, floor in floors)
