"""An event as JSON says it: the form that docs/guide/match-events.md describes."""

from __future__ import annotations

from collections.abc import Mapping

from sistership.common.text import gettext_noop
from sistership.matching.scheduling.event import (
    Break,
    Candidate,
    Event,
    Interpreter,
    Meeting,
    Person,
    Rules,
)
from sistership.matching.scheduling.json_object import JsonObject, does_not_fit, is_id
from sistership.matching.scheduling.json_slots import Times, read_instant_of, times_of
from sistership.matching.scheduling.validation import check_event, check_zone

EVENT = (
    "slots",
    "people",
    "candidates",
    "tables",
    "interpreters",
    "fixed",
    "breaks",
    "sessions",
    "rules",
    "zone",
    "task",
    "name",
)
PERSON = ("id", "name", "side", "languages", "available", "absent", "most_meetings", "zone")
CANDIDATE = ("a", "b", "value", "wished_by", "vetoed_by", "slots")
RULES = ("most_meetings", "floor", "penalty", "gap_difference", "absence_is_wait", "sides")


def event_from_json(value: object) -> Event:
    """The event; raises InputError naming the place of what cannot be used."""
    given = JsonObject(value, "event", EVENT)
    is_timing = task_from_json(value) == "time"
    zone = given.text("zone", None)
    if zone is not None:
        check_zone(zone, "zone")
    breaks = tuple(_break(one, zone) for one in given.objects("breaks", ("from", "to", "name")))
    times = times_of(given, zone, breaks)
    event = Event(
        slots=times.slots,
        people=tuple(
            _person(one, f"people[{place}]", times)
            for place, one in enumerate(given.items("people", is_needed=True))
        ),
        candidates=tuple(_candidate(one, times) for one in given.objects("candidates", CANDIDATE)),
        tables=given.whole("tables"),
        interpreters=tuple(
            _interpreter(one, times) for one in given.objects("interpreters", ("id", "pairs", "available"))
        ),
        fixed=tuple(meeting_from_json(one.value, one.where) for one in given.objects("fixed", None)),
        breaks=breaks,
        rules=_rules(given, is_timing=is_timing),
        zone=zone,
        has_times=times.has_times,
    )
    check_event(event)
    return event


def task_from_json(value: object) -> str:
    """`choose` (candidates may meet) or `time` (all candidates are to meet)."""
    task = JsonObject(value, "event", EVENT).text("task", "choose")
    if task not in ("choose", "time"):
        raise does_not_fit(task, "task", "choose, time")
    return task


def meetings_from_json(value: object) -> tuple[Meeting, ...]:
    """The meetings of a plan that `sistership match schedule --json` printed, or a list of meetings."""
    if isinstance(value, Mapping):
        value = value.get("meetings")
    if not isinstance(value, list):
        raise does_not_fit(value, "meetings", gettext_noop("a list of meetings"))
    return tuple(meeting_from_json(one, f"meetings[{place}]") for place, one in enumerate(value))


def meeting_from_json(value: object, where: str) -> Meeting:
    """A meeting; what a plan adds for reading (times, names) is passed over."""
    given = JsonObject(value, where, None)
    return Meeting(
        given.id("a"),
        given.id("b"),
        given.id("slot"),
        given.whole("table", None),
        None if given.value.get("interpreter") is None else given.id("interpreter"),
        is_confirmed=given.flag("confirmed"),
    )


def _break(one: JsonObject, zone: str | None) -> Break:
    return Break(
        read_instant_of(one, "from", zone), read_instant_of(one, "to", zone), one.text("name", "") or ""
    )


def _person(value: object, where: str, times: Times) -> Person:
    """A person from an object, or from an id alone."""
    one = JsonObject({"id": value} if is_id(value) else value, where, PERSON)
    own = one.text("zone", None)
    if own is not None:
        check_zone(own, f"{one.where}, zone")
    return Person(
        one.id("id"),
        name=one.text("name", "") or "",
        side=one.text("side", None),
        languages=frozenset(_language(code) for code in one.ids("languages") or ()),
        available=times.without(one, own),
        most_meetings=one.whole("most_meetings", None),
        zone=own,
    )


def _language(code: str) -> str:
    """The language of a code: zh of zh-Hant or zh_TW, in small letters."""
    return code.replace("_", "-").split("-")[0].strip().lower()


def _interpreter(one: JsonObject, times: Times) -> Interpreter:
    pairs = one.value.get("pairs")
    if not isinstance(pairs, list) or not all(
        isinstance(pair, list) and all(isinstance(code, str) and is_id(code) for code in pair)
        for pair in pairs
    ):
        raise does_not_fit(pairs, f"{one.where}, pairs", '[["pl", "zh"], ["en", "zh"]]')
    return Interpreter(
        one.id("id"),
        frozenset(frozenset(map(_language, pair)) for pair in pairs),
        times.named(one, "available"),
    )


def _candidate(one: JsonObject, times: Times) -> Candidate:
    return Candidate(
        one.id("a"),
        one.id("b"),
        one.number("value", 1.0),
        one.ids("wished_by") or frozenset(),
        one.ids("vetoed_by") or frozenset(),
        times.named(one, "slots"),
    )


def _rules(event: JsonObject, *, is_timing: bool) -> Rules:
    """The rules; where all candidates are to meet there is no limit on meetings unless one is given."""
    plain = Rules(most_meetings=None if is_timing else Rules().most_meetings, absence_is_wait=is_timing)
    if event.value.get("rules") is None:
        return plain
    given = JsonObject(event.value["rules"], "rules", RULES)
    most, spread = plain.most_meetings, plain.gap_difference
    if "most_meetings" in given.value:
        most = given.whole("most_meetings", None)
    if "gap_difference" in given.value:
        spread = given.whole("gap_difference", None)
    return Rules(
        most_meetings=most,
        floor=given.whole("floor", plain.floor),
        penalty=given.number("penalty", plain.penalty),
        gap_difference=spread,
        absence_is_wait=given.flag("absence_is_wait", default=plain.absence_is_wait),
        sides=given.ids("sides"),
    )
