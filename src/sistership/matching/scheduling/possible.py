"""Which meetings are possible at all, whatever else is held."""

from __future__ import annotations

from collections.abc import Iterator

from sistership.matching.scheduling.event import Candidate, Event, can_interpret, speak_alike


def possible_pairs(event: Event) -> Iterator[frozenset[str]]:
    """Pairs who share a slot and a language or interpreter, unless one refuses; and all fixed pairs."""
    fixed = {one.pair for one in event.fixed}
    yield from fixed
    for candidate in event.candidates:
        if candidate.pair not in fixed and not candidate.vetoed_by and common_slots(event, candidate):
            yield candidate.pair


def common_slots(event: Event, candidate: Candidate) -> list[str]:
    """Ids of the slots in which the two could meet, an interpreter included where they need one."""
    people = {person.id: person for person in event.people}
    a, b = people[candidate.a], people[candidate.b]
    limits = [one for one in (a.available, b.available, candidate.slots) if one is not None]
    slots = [slot.id for slot in event.slots if all(slot.id in limit for limit in limits)]
    if speak_alike(a, b):
        return slots
    serving = [one for one in event.interpreters if can_interpret(one.pairs, a, b)]
    return [slot for slot in slots if any(one.available is None or slot in one.available for one in serving)]
