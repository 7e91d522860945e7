"""Whether a plan keeps every rule, judged from the event alone and without any of the code that plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sistership.common.text import filled, gettext_noop, joined
from sistership.matching.scheduling.event import Event, Meeting, can_interpret, speak_alike
from sistership.matching.scheduling.possible import possible_pairs


def violations(event: Event, meetings: Iterable[Meeting]) -> tuple[str, ...]:
    """Every rule that the plan breaks, in words; empty for a plan that can be held."""
    held = tuple(meetings)
    strangers = _strangers(event, held)
    if strangers:
        return strangers
    return (
        *_twice(event, held),
        *_pairs(event, held),
        *_persons(event, held),
        *_languages(event, held),
        *_rooms(event, held),
    )


def standing_violations(event: Event) -> tuple[str, ...]:
    """What the fixed meetings break by themselves; an interpreter may still be found for them."""
    strangers = _strangers(event, event.fixed)
    named = tuple(one for one in event.fixed if one.interpreter is not None)
    return strangers or (
        *_twice(event, event.fixed),
        *_persons(event, event.fixed),
        *_languages(event, named),
        *_rooms(event, event.fixed),
    )


def _strangers(event: Event, held: tuple[Meeting, ...]) -> tuple[str, ...]:
    known = {person.id for person in event.people}
    slots = {slot.id for slot in event.slots}
    words = gettext_noop("%(meeting)s names somebody or a slot that is not part of the event")
    return tuple(
        filled(words, meeting=_name(one)) for one in held if {one.a, one.b} - known or one.slot not in slots
    )


def _name(meeting: Meeting) -> str:
    return filled("%(parts)s", parts=f"{meeting.a} – {meeting.b} ({meeting.slot})")


def _twice(event: Event, held: tuple[Meeting, ...]) -> Iterable[str]:
    for (who, slot), times in Counter((who, one.slot) for one in held for who in (one.a, one.b)).items():
        if times > 1:
            yield filled(
                gettext_noop("%(who)s has %(times)s meetings in %(slot)s"), who=who, times=times, slot=slot
            )
    for pair, times in Counter(one.pair for one in held).items():
        if times > 1 or len(pair) < 2:
            yield filled(gettext_noop("%(pair)s meet more than once"), pair=joined(*sorted(pair)))


def _pairs(event: Event, held: tuple[Meeting, ...]) -> Iterable[str]:
    candidates = {one.pair: one for one in event.candidates}
    fixed = {one.pair: one for one in event.fixed}
    for one in held:
        if one.pair in fixed:
            if one.slot != fixed[one.pair].slot:
                yield filled(gettext_noop("%(meeting)s was fixed at another time"), meeting=_name(one))
            continue
        candidate = candidates.get(one.pair)
        if candidate is None:
            yield filled(gettext_noop("%(meeting)s is not among the candidates"), meeting=_name(one))
        elif candidate.vetoed_by:
            yield filled(gettext_noop("%(meeting)s is vetoed"), meeting=_name(one))
        elif candidate.slots is not None and one.slot not in candidate.slots:
            yield filled(gettext_noop("%(meeting)s may not be held at that time"), meeting=_name(one))
    for pair in fixed.keys() - {one.pair for one in held}:
        yield filled(gettext_noop("%(meeting)s is fixed and left out"), meeting=_name(fixed[pair]))


def _persons(event: Event, held: tuple[Meeting, ...]) -> Iterable[str]:
    people = {person.id: person for person in event.people}
    for one in held:
        for who in sorted(one.pair):
            available = people[who].available
            if available is not None and one.slot not in available:
                yield filled(gettext_noop("%(who)s is not there in %(slot)s"), who=who, slot=one.slot)
        sides = [people[who].side for who in sorted(one.pair)]
        if event.rules.sides is not None and set(sides) != event.rules.sides:
            yield filled(gettext_noop("%(meeting)s does not join the two sides"), meeting=_name(one))
    for who, count in Counter(who for one in held for who in (one.a, one.b)).items():
        most = event.most_of(people[who])
        if count > most:
            yield filled(
                gettext_noop("%(who)s has %(count)s meetings, at most %(most)s are allowed"),
                who=who,
                count=count,
                most=most,
            )


def _languages(event: Event, held: tuple[Meeting, ...]) -> Iterable[str]:
    people = {person.id: person for person in event.people}
    interpreters = {one.id: one for one in event.interpreters}
    fixed = {one.pair for one in event.fixed}
    for (who, slot), times in Counter((one.interpreter, one.slot) for one in held if one.interpreter).items():
        if times > 1:
            yield filled(
                gettext_noop("%(who)s has %(times)s meetings in %(slot)s"), who=who, times=times, slot=slot
            )
    for one in held:
        a, b = people[one.a], people[one.b]
        if one.interpreter is None:
            if not speak_alike(a, b):
                yield filled(gettext_noop("%(meeting)s needs an interpreter"), meeting=_name(one))
            continue
        interpreter = interpreters.get(one.interpreter)
        if interpreter is None or (
            interpreter.available is not None and one.slot not in interpreter.available
        ):
            yield filled(gettext_noop("%(who)s is not there in %(slot)s"), who=one.interpreter, slot=one.slot)
        elif one.pair not in fixed and not can_interpret(interpreter.pairs, a, b):
            yield filled(
                gettext_noop("%(who)s cannot interpret in %(meeting)s"),
                who=one.interpreter,
                meeting=_name(one),
            )


def _rooms(event: Event, held: tuple[Meeting, ...]) -> Iterable[str]:
    tables = {slot.id: event.tables_in(slot) for slot in event.slots}
    for slot, count in Counter(one.slot for one in held).items():
        if count > tables[slot]:
            yield filled(
                gettext_noop("%(slot)s has %(count)s meetings at %(tables)s tables"),
                slot=slot,
                count=count,
                tables=tables[slot],
            )
    for (slot, table), times in Counter((one.slot, one.table) for one in held if one.table).items():
        if times > 1 or not 1 <= (table or 0) <= tables[slot]:
            yield filled(
                gettext_noop("Table %(table)s in %(slot)s is taken twice or does not exist"),
                table=table,
                slot=slot,
            )


def worth_of(event: Event, meetings: Iterable[Meeting]) -> float:
    """The value of the meetings less the penalties, counted from the event alone.

    The floor of a person is the event's, or the number of candidates with whom a meeting is possible at all.
    """
    held = tuple(meetings)
    value = {one.pair: one.value for one in event.candidates}
    possible = Counter(who for pair in possible_pairs(event) for who in pair)
    count = Counter(who for one in held for who in one.pair)
    short = 0
    for person in event.people:
        floor = min(event.rules.floor, possible[person.id], event.most_of(person))
        short += max(0, floor - count[person.id])
    return sum(value.get(one.pair, 0.0) for one in held) - event.rules.penalty * short
