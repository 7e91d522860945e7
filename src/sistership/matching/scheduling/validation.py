"""Whether an event makes sense, before anything is planned from it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import NoReturn
from zoneinfo import ZoneInfo

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined
from sistership.matching.scheduling.checker import standing_violations
from sistership.matching.scheduling.event import Candidate, Event

MOST_SLOTS, MOST_PEOPLE, MOST_CANDIDATES = 500, 5_000, 200_000


def check_event(event: Event) -> None:
    """Raise InputError, naming the place, for the first thing that contradicts itself."""
    _check_sizes(event)
    _check_slots(event)
    _check_rules(event)
    _check_people(event)
    _check_interpreters(event)
    _check_candidates(event)
    for violation in standing_violations(event):
        raise InputError(
            violation,
            where="fixed",
            next_step=gettext_noop("Take one of the fixed meetings away, or change what stands against it"),
        )


def _refuse(what: str, where: str, *, allowed: str = "", next_step: str = "") -> NoReturn:
    raise InputError(what, where=where, allowed=allowed, next_step=next_step)


def _check_sizes(event: Event) -> None:
    for where, found, most in (
        ("slots", len(event.slots), MOST_SLOTS),
        ("people", len(event.people), MOST_PEOPLE),
        ("candidates", len(event.candidates), MOST_CANDIDATES),
    ):
        if not found and where != "candidates":
            _refuse(gettext_noop("There are none"), where, allowed=gettext_noop("at least one"))
        if found > most:
            _refuse(
                filled(gettext_noop("There are %(count)s"), count=f"{found:,}"),
                where,
                allowed=filled(gettext_noop("at most %(count)s"), count=f"{most:,}"),
                next_step=gettext_noop("Divide the event, for example by day"),
            )


def _once(ids: Iterable[str], where: str) -> None:
    seen = set()
    for place, one in enumerate(ids):
        if not one or one != one.strip() or not one.isprintable():
            _refuse(
                gettext_noop("This is no id"),
                f"{where}[{place}]",
                allowed=gettext_noop("one line of text without blanks around it"),
            )
        if one in seen:
            _refuse(
                filled(gettext_noop("%(id)s stands there twice"), id=one),
                f"{where}[{place}]",
                next_step=gettext_noop("Give each an id of its own"),
            )
        seen.add(one)


def _check_slots(event: Event) -> None:
    _once((slot.id for slot in event.slots), "slots")
    spans = [(f"slots {slot.id}", slot.starts_at, slot.ends_at) for slot in event.slots]
    spans += [("breaks", pause.starts_at, pause.ends_at) for pause in event.breaks]
    for where, starts_at, ends_at in spans:
        for instant in (starts_at, ends_at):
            if instant.utcoffset() is None:
                _refuse(
                    filled(gettext_noop("The time %(time)s has no time zone"), time=instant.isoformat()),
                    where,
                    allowed=gettext_noop("a time with its offset, such as 2026-10-12T09:00+08:00"),
                )
        if ends_at <= starts_at:
            _refuse(
                filled(
                    gettext_noop("It ends (%(end)s) before it begins (%(start)s)"),
                    end=ends_at.isoformat(),
                    start=starts_at.isoformat(),
                ),
                where,
            )
    for first, second in pairwise(event.slots):
        if second.starts_at < first.ends_at:
            _refuse(
                filled(
                    gettext_noop("It begins before %(slot)s has ended, so that nobody could be in both"),
                    slot=first.id,
                ),
                f"slots {second.id}",
                next_step=gettext_noop("Give slots in order of time, one after another"),
            )
    for slot in event.slots:
        if slot.tables is not None and slot.tables < 0:
            _refuse_number(slot.tables, f"slots {slot.id}, tables")
        for pause in event.breaks:
            if slot.starts_at < pause.ends_at and pause.starts_at < slot.ends_at:
                _refuse(
                    filled(
                        gettext_noop("It runs into the break from %(start)s to %(end)s"),
                        start=pause.starts_at.isoformat(),
                        end=pause.ends_at.isoformat(),
                    ),
                    f"slots {slot.id}",
                    next_step=gettext_noop("Move the slot or the break"),
                )


def _refuse_number(number: float, where: str) -> NoReturn:
    _refuse(
        filled(gettext_noop("%(number)s is out of range"), number=number),
        where,
        allowed=gettext_noop("0 or more"),
    )


def _check_rules(event: Event) -> None:
    rules = event.rules
    for where, number in (
        ("tables", event.tables),
        ("rules, most_meetings", rules.most_meetings or 0),
        ("rules, floor", rules.floor),
        ("rules, penalty", rules.penalty),
        ("rules, gap_difference", rules.gap_difference or 0),
    ):
        if number < 0 or not math.isfinite(number):
            _refuse_number(number, where)
    if rules.sides is not None and len(rules.sides) != 2:
        _refuse(
            filled(gettext_noop("There are %(count)s sides"), count=len(rules.sides)),
            "rules, sides",
            allowed=gettext_noop("two different sides, or none for an open event"),
        )


def _known_slots(event: Event, given: frozenset[str] | None, where: str) -> None:
    if given is None:
        return
    known = [slot.id for slot in event.slots]
    if strangers := sorted(given - set(known)):
        _refuse(
            filled(gettext_noop("There is no slot %(slot)s"), slot=strangers[0]),
            where,
            allowed=joined(*known[:20]),
        )


def _check_people(event: Event) -> None:
    _once((person.id for person in event.people), "people")
    sides = event.rules.sides
    for person in event.people:
        where = f"people {person.id}"
        _known_slots(event, person.available, f"{where}, available")
        if person.available is not None and not person.available:
            _refuse(
                gettext_noop("The person is there in none of the slots"),
                f"{where}, available",
                next_step=gettext_noop(
                    "Leave the availability out for somebody who is there all the time, or the person"
                ),
            )
        if person.most_meetings is not None and person.most_meetings < 0:
            _refuse_number(person.most_meetings, f"{where}, most_meetings")
        if sides is not None and person.side not in sides:
            _refuse(
                filled(gettext_noop("The side is %(side)s"), side=repr(person.side)),
                f"{where}, side",
                allowed=joined(*sorted(sides)),
            )
        if person.zone is not None:
            check_zone(person.zone, f"{where}, zone")


def check_zone(name: str, where: str) -> ZoneInfo:
    """The zone of that IANA name; raises InputError for any other."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        _refuse(
            filled(gettext_noop("There is no time zone %(zone)s"), zone=name),
            where,
            allowed=gettext_noop("a name such as Asia/Taipei or Europe/Warsaw"),
        )


def _check_interpreters(event: Event) -> None:
    _once((one.id for one in event.interpreters), "interpreters")
    for one in event.interpreters:
        where = f"interpreters {one.id}"
        _known_slots(event, one.available, f"{where}, available")
        if not one.pairs or any(len(pair) != 2 for pair in one.pairs):
            _refuse(
                gettext_noop("The pairs of languages cannot be used"),
                f"{where}, pairs",
                allowed=gettext_noop("one pair or more of two different languages, such as pl and zh"),
            )


def _check_candidates(event: Event) -> None:
    people = {person.id: person for person in event.people}
    seen: set[frozenset[str]] = set()
    for place, one in enumerate(event.candidates):
        where = f"candidates[{place}] {one.a} – {one.b}"
        _check_candidate(one, where, people.keys())
        _known_slots(event, one.slots, f"{where}, slots")
        if one.pair in seen:
            _refuse(
                gettext_noop("The two stand there twice"),
                where,
                next_step=gettext_noop("Keep one line for the two, in either order"),
            )
        seen.add(one.pair)
        if event.rules.sides is not None and people[one.a].side == people[one.b].side:
            _refuse(
                filled(gettext_noop("Both are of the side %(side)s"), side=people[one.a].side),
                where,
                allowed=gettext_noop("one of each side, as the event is two-sided"),
                next_step=gettext_noop("Leave the sides out of the rules for an open event"),
            )


def _check_candidate(one: Candidate, where: str, known: Iterable[str]) -> None:
    for who in (one.a, one.b):
        if who not in known:
            _refuse(
                filled(gettext_noop("There is no person %(id)s"), id=who),
                where,
                next_step=gettext_noop("Add the person, or take the candidate away"),
            )
    if one.a == one.b:
        _refuse(gettext_noop("Nobody meets themselves"), where)
    if not math.isfinite(one.value) or one.value < 0:
        _refuse_number(one.value, f"{where}, value")
    if strangers := sorted((one.wished_by | one.vetoed_by) - one.pair):
        _refuse(
            filled(gettext_noop("%(id)s is not one of the two"), id=strangers[0]),
            where,
            allowed=joined(one.a, one.b),
        )
