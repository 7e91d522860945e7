"""The slots of an event in JSON, and every list of slots that people, interpreters and candidates give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.matching.scheduling.event import Break, Slot
from sistership.matching.scheduling.instants import read_instant
from sistership.matching.scheduling.json_object import JsonObject, does_not_fit, is_id
from sistership.matching.scheduling.validation import MOST_SLOTS

PATTERN = ("first", "last", "minutes", "pause")
WITHOUT_TIMES = datetime(2000, 1, 1, tzinfo=UTC), timedelta(minutes=30)
"""First instant and length of slots that are only counted: they keep the order, and are never shown."""


@dataclass(frozen=True, slots=True)
class Times:
    """The slots, the names of groups of them, and the clock by which times without an offset are read."""

    slots: tuple[Slot, ...]
    sessions: Mapping[str, frozenset[str]]
    zone: str | None
    has_times: bool

    def named(self, one: JsonObject, name: str, zone: str | None = None) -> frozenset[str] | None:
        """Ids of slots, names of sessions, or times {from, to} that open the slots wholly inside."""
        given, where = one.value.get(name), f"{one.where}, {name}"
        if given is None:
            return None
        if is_id(given):
            given = [given]
        if not isinstance(given, list):
            raise does_not_fit(given, where, gettext_noop("a list of slots, or of times with from and to"))
        found: set[str] = set()
        for place, part in enumerate(given):
            if is_id(part):
                found |= self.sessions.get(str(part), {str(part)})
            else:
                found |= self._inside(JsonObject(part, f"{where}[{place}]", ("from", "to")), zone)
        return frozenset(found)

    def without(self, person: JsonObject, zone: str | None) -> frozenset[str] | None:
        """The slots in `available` (all where it is left out) that are not in `absent`."""
        there, absent = self.named(person, "available", zone), self.named(person, "absent", zone)
        if absent is None:
            return there
        known = frozenset(slot.id for slot in self.slots)
        if strangers := sorted(absent - known):
            raise InputError(
                filled(gettext_noop("There is no slot %(slot)s"), slot=strangers[0]),
                where=f"{person.where}, absent",
            )
        return (known if there is None else there) - absent

    def _inside(self, span: JsonObject, zone: str | None) -> set[str]:
        if not self.has_times:
            raise InputError(
                gettext_noop("The slots of this event have no times"),
                where=span.where,
                allowed=gettext_noop("ids of slots, or names of sessions"),
            )
        start = read_instant_of(span, "from", zone or self.zone)
        end = read_instant_of(span, "to", zone or self.zone)
        inside = {slot.id for slot in self.slots if start <= slot.starts_at and slot.ends_at <= end}
        if end <= start or not inside:
            raise InputError(
                filled(
                    gettext_noop("No slot lies between %(start)s and %(end)s"),
                    start=start.isoformat(),
                    end=end.isoformat(),
                ),
                where=span.where,
                next_step=gettext_noop("Compare the times, and their time zone, with those of the slots"),
            )
        return inside


def times_of(event: JsonObject, zone: str | None, breaks: tuple[Break, ...]) -> Times:
    """The slots and sessions of an event. Raises InputError naming the place of what cannot be used."""
    given: Any = event.value.get("slots")
    if isinstance(given, Mapping):
        given = [given]
    has_times = True
    if isinstance(given, int) and not isinstance(given, bool):
        given = list(range(1, min(max(given, 0), MOST_SLOTS + 1) + 1))
    if isinstance(given, list) and given and all(is_id(one) for one in given):
        has_times = False
        start, length = WITHOUT_TIMES
        slots = tuple(
            Slot(str(one), start + place * length, start + (place + 1) * length)
            for place, one in enumerate(given)
        )
        if breaks:
            raise InputError(gettext_noop("The slots of this event have no times"), where="breaks")
    else:
        slots = _timed({**event.value, "slots": given}, zone, breaks)
    return Times(slots, _sessions(event, slots), zone, has_times)


def _timed(event: Mapping[str, Any], zone: str | None, breaks: tuple[Break, ...]) -> tuple[Slot, ...]:
    """Slots one by one, or as patterns {first, last, minutes, pause}, which step over breaks."""
    found: list[Slot] = []
    for place, value in enumerate(JsonObject(event, "event", None).items("slots", is_needed=True)):
        if isinstance(value, Mapping) and "first" in value:
            where = f"slots[{place}]" if place else "slots"
            found += _pattern(JsonObject(value, where, PATTERN), zone, breaks, len(found))
            continue
        one = JsonObject(value, f"slots[{place}]", ("id", "from", "to", "tables"))
        found.append(
            Slot(
                one.id("id"),
                read_instant_of(one, "from", zone),
                read_instant_of(one, "to", zone),
                one.whole("tables", None),
            )
        )
    return tuple(found)


def _pattern(pattern: JsonObject, zone: str | None, breaks: tuple[Break, ...], before: int) -> list[Slot]:
    at, last = read_instant_of(pattern, "first", zone), read_instant_of(pattern, "last", zone)
    length, pause = timedelta(minutes=pattern.whole("minutes")), timedelta(minutes=pattern.whole("pause", 0))
    if length <= timedelta(0):
        allowed = gettext_noop("a whole number of minutes above 0")
        raise does_not_fit(pattern.value.get("minutes"), f"{pattern.where}, minutes", allowed)
    if pause < timedelta(0):
        raise does_not_fit(pattern.value.get("pause"), f"{pattern.where}, pause", gettext_noop("0 or more"))
    found: list[Slot] = []
    while at + length <= last and len(found) <= MOST_SLOTS:
        in_the_way = [one.ends_at for one in breaks if at < one.ends_at and one.starts_at < at + length]
        if in_the_way:
            at = max(in_the_way)
            continue
        found.append(Slot(f"s{before + len(found) + 1}", at, at + length))
        at += length + pause
    return found


def _sessions(event: JsonObject, slots: tuple[Slot, ...]) -> Mapping[str, frozenset[str]]:
    """Names for groups of slots, such as morning and afternoon."""
    if event.value.get("sessions") is None:
        return {}
    given = JsonObject(event.value["sessions"], "sessions", None)
    known = {slot.id for slot in slots}
    found: dict[str, frozenset[str]] = {}
    for name in given.value:
        ids = given.ids(name) or frozenset()
        where = f"sessions, {name}"
        if name in known:
            raise InputError(
                gettext_noop("A session has the name of a slot"),
                where=where,
                next_step=gettext_noop("Give each an id of its own"),
            )
        if strangers := sorted(ids - known):
            raise InputError(
                filled(gettext_noop("There is no slot %(slot)s"), slot=strangers[0]), where=where
            )
        found[name] = ids
    return found


def read_instant_of(one: JsonObject, name: str, zone: str | None) -> datetime:
    """The instant in that field."""
    return read_instant(one.value.get(name), zone, f"{one.where}, {name}")
