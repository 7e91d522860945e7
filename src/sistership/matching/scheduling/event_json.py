"""An event as JSON says it: the form that docs/guide/match-events.md describes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined
from sistership.matching.scheduling.event import (
    Break,
    Candidate,
    Event,
    Interpreter,
    Meeting,
    Person,
    Rules,
    Slot,
)
from sistership.matching.scheduling.instants import read_instant
from sistership.matching.scheduling.validation import check_event, check_zone

T = TypeVar("T")
FORM = gettext_noop("Give the event in the form that the guide on matchmaking days describes")
EVENT = (
    "slots",
    "people",
    "candidates",
    "tables",
    "interpreters",
    "fixed",
    "breaks",
    "rules",
    "zone",
    "task",
    "name",
)
PATTERN = ("first", "last", "minutes", "pause")


def event_from_json(value: object) -> Event:
    """The event; raises InputError naming the place of what cannot be used."""
    given = _Object(value, "event", EVENT)
    zone = given.text("zone", None)
    if zone is not None:
        check_zone(zone, "zone")
    breaks = tuple(_break(one, zone) for one in given.objects("breaks", ("from", "to", "name")))
    slots = _slots(given, zone, breaks)
    people = given.objects(
        "people", ("id", "name", "side", "languages", "available", "most_meetings", "zone")
    )
    event = Event(
        slots=slots,
        people=tuple(_person(one, slots, zone) for one in people),
        candidates=tuple(
            _candidate(one, slots, zone)
            for one in given.objects(
                "candidates", ("a", "b", "value", "wished_by", "vetoed_by", "slots"), may_lack=True
            )
        ),
        tables=given.whole("tables"),
        interpreters=tuple(
            _interpreter(one, slots, zone)
            for one in given.objects("interpreters", ("id", "pairs", "available"), may_lack=True)
        ),
        fixed=tuple(
            meeting_from_json(one.value, one.where) for one in given.objects("fixed", None, may_lack=True)
        ),
        breaks=breaks,
        rules=_rules(given),
    )
    check_event(event)
    return event


def task_from_json(value: object) -> str:
    """`choose` (candidates may meet) or `time` (all candidates are to meet)."""
    task = _Object(value, "event", EVENT).text("task", "choose")
    if task not in ("choose", "time"):
        raise _does_not_fit(task, "task", "choose, time")
    assert task is not None
    return task


def meetings_from_json(value: object) -> tuple[Meeting, ...]:
    """The meetings of a plan that `sistership match schedule --json` printed, or a list of meetings."""
    if isinstance(value, Mapping):
        value = value.get("meetings")
    if not isinstance(value, list):
        raise _does_not_fit(value, "meetings", gettext_noop("a list of meetings"))
    return tuple(meeting_from_json(one, f"meetings[{place}]") for place, one in enumerate(value))


def meeting_from_json(value: object, where: str) -> Meeting:
    """A meeting; what a plan adds for reading (times, names) is passed over."""
    given = _Object(value, where, None)
    return Meeting(
        given.needed_text("a"),
        given.needed_text("b"),
        given.needed_text("slot"),
        given.whole("table", None),
        given.text("interpreter", None),
        is_confirmed=given.flag("confirmed"),
    )


def _slots(given: _Object, zone: str | None, breaks: tuple[Break, ...]) -> tuple[Slot, ...]:
    """Slots as listed, or as a pattern {first, last, minutes, pause}, which steps over breaks."""
    if not isinstance(given.value.get("slots"), Mapping):
        return tuple(
            Slot(
                one.needed_text("id"),
                read_instant(one.value.get("from"), zone, f"{one.where}, from"),
                read_instant(one.value.get("to"), zone, f"{one.where}, to"),
                one.whole("tables", None),
            )
            for one in given.objects("slots", ("id", "from", "to", "tables"))
        )
    pattern = _Object(given.value["slots"], "slots", PATTERN)
    at = read_instant(pattern.value.get("first"), zone, "slots, first")
    last = read_instant(pattern.value.get("last"), zone, "slots, last")
    length, pause = timedelta(minutes=pattern.whole("minutes")), timedelta(minutes=pattern.whole("pause", 0))
    if length <= timedelta(0) or pause < timedelta(0):
        raise _does_not_fit(
            pattern.value.get("minutes"), "slots, minutes", gettext_noop("a whole number of minutes above 0")
        )
    found: list[Slot] = []
    while at + length <= last and len(found) < 1000:
        in_the_way = [one.ends_at for one in breaks if at < one.ends_at and one.starts_at < at + length]
        if in_the_way:
            at = max(in_the_way)
            continue
        found.append(Slot(f"s{len(found) + 1}", at, at + length))
        at += length + pause
    return tuple(found)


def _break(one: _Object, zone: str | None) -> Break:
    return Break(
        read_instant(one.value.get("from"), zone, f"{one.where}, from"),
        read_instant(one.value.get("to"), zone, f"{one.where}, to"),
        one.text("name", "") or "",
    )


def _person(one: _Object, slots: tuple[Slot, ...], zone: str | None) -> Person:
    own = one.text("zone", None)
    if own is not None:
        check_zone(own, f"{one.where}, zone")
    return Person(
        one.needed_text("id"),
        name=one.text("name", "") or "",
        side=one.text("side", None),
        languages=one.texts("languages") or frozenset(),
        available=_available(one, "available", slots, own or zone),
        most_meetings=one.whole("most_meetings", None),
        zone=own,
    )


def _interpreter(one: _Object, slots: tuple[Slot, ...], zone: str | None) -> Interpreter:
    pairs = one.value.get("pairs")
    if not isinstance(pairs, list) or not all(_is_texts(pair) for pair in pairs):
        raise _does_not_fit(pairs, f"{one.where}, pairs", '[["pl", "zh"], ["en", "zh"]]')
    return Interpreter(
        one.needed_text("id"),
        frozenset(frozenset(pair) for pair in pairs),
        _available(one, "available", slots, zone),
    )


def _candidate(one: _Object, slots: tuple[Slot, ...], zone: str | None) -> Candidate:
    return Candidate(
        one.needed_text("a"),
        one.needed_text("b"),
        one.number("value", 1.0),
        one.texts("wished_by") or frozenset(),
        one.texts("vetoed_by") or frozenset(),
        _available(one, "slots", slots, zone),
    )


def _available(one: _Object, name: str, slots: tuple[Slot, ...], zone: str | None) -> frozenset[str] | None:
    """Ids of slots, or times {from, to}, each of which opens the slots that lie wholly inside."""
    given, where = one.value.get(name), f"{one.where}, {name}"
    if given is None:
        return None
    if not isinstance(given, list):
        raise _does_not_fit(given, where, gettext_noop("a list of slots, or of times with from and to"))
    found: set[str] = set()
    for place, part in enumerate(given):
        if isinstance(part, str):
            found.add(part)
            continue
        span = _Object(part, f"{where}[{place}]", ("from", "to"))
        start = read_instant(span.value.get("from"), zone, f"{span.where}, from")
        end = read_instant(span.value.get("to"), zone, f"{span.where}, to")
        inside = _inside(slots, start, end)
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
        found |= inside
    return frozenset(found)


def _inside(slots: tuple[Slot, ...], start: datetime, end: datetime) -> set[str]:
    return {slot.id for slot in slots if start <= slot.starts_at and slot.ends_at <= end}


def _rules(event: _Object) -> Rules:
    if event.value.get("rules") is None:
        return Rules()
    given = _Object(
        event.value["rules"], "rules", ("most_meetings", "floor", "penalty", "gap_difference", "sides")
    )
    plain = Rules()
    spread = given.value.get("gap_difference", plain.gap_difference)
    return Rules(
        most_meetings=given.whole("most_meetings", plain.most_meetings),
        floor=given.whole("floor", plain.floor),
        penalty=given.number("penalty", plain.penalty),
        gap_difference=None if spread is None else given.whole("gap_difference", plain.gap_difference),
        sides=given.texts("sides"),
    )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def _does_not_fit(value: object, where: str, allowed: str) -> InputError:
    shown = repr(value)
    return InputError(
        filled(
            gettext_noop("%(given)s does not fit here"),
            given=shown if len(shown) <= 60 else shown[:59] + "…",
        ),
        where=where,
        allowed=allowed,
        next_step=FORM,
    )


class _Object:
    """A JSON object, the place where it stands, and typed access to its fields."""

    def __init__(self, value: object, where: str, names: tuple[str, ...] | None) -> None:
        if not isinstance(value, Mapping):
            raise _does_not_fit(value, where, gettext_noop("an object"))
        if names is not None and (strangers := sorted(set(value) - set(names))):
            raise InputError(
                filled(gettext_noop("The field %(name)s is not known"), name=repr(strangers[0])),
                where=where,
                allowed=joined(*names),
                next_step=FORM,
            )
        self.value: Mapping[str, Any] = value
        self.where = f"{where} {value['id']}" if isinstance(value.get("id"), str) else where

    def _typed(self, name: str, is_right: Callable[[Any], bool], allowed: str, default: Any) -> Any:
        found = self.value.get(name)
        if found is None:
            if default is _NEEDED:
                raise InputError(
                    filled(gettext_noop("%(name)s is missing"), name=repr(name)),
                    where=self.where,
                    next_step=FORM,
                )
            return default
        if not is_right(found):
            raise _does_not_fit(found, f"{self.where}, {name}", allowed)
        return found

    def text(self, name: str, default: str | None) -> str | None:
        found: str | None = self._typed(
            name, lambda one: isinstance(one, str), gettext_noop("a text"), default
        )
        return found

    def needed_text(self, name: str) -> str:
        found: str = self._typed(name, lambda one: isinstance(one, str), gettext_noop("a text"), _NEEDED)
        return found

    def texts(self, name: str) -> frozenset[str] | None:
        found = self._typed(name, _is_texts, gettext_noop("a list of texts"), None)
        return None if found is None else frozenset(found)

    def whole(self, name: str, default: Any = ...) -> Any:
        return self._typed(
            name, _is_whole, gettext_noop("a whole number"), _NEEDED if default is ... else default
        )

    def number(self, name: str, default: float) -> float:
        found = self._typed(name, _is_number, gettext_noop("a number"), default)
        return float(found)

    def flag(self, name: str) -> bool:
        return bool(self._typed(name, lambda one: isinstance(one, bool), "true, false", None))

    def objects(self, name: str, names: tuple[str, ...] | None, *, may_lack: bool = False) -> list[_Object]:
        is_needed = name in ("slots", "people") and not may_lack
        found = self._typed(
            name, lambda one: isinstance(one, list), gettext_noop("a list"), _NEEDED if is_needed else []
        )
        return [_Object(one, f"{name}[{place}]", names) for place, one in enumerate(found)]


_NEEDED = object()


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1_000_000


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
