"""Write appointments as an iCalendar file (RFC 5545): each with its hour, its place and a name for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vDatetime, vText

from sistership.formats.calendar_feeds import PRODUCT

REMINDER = timedelta(minutes=-5)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One meeting; instants are aware. `sequence` grows with each change."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    description: str
    url: str
    modified_at: datetime
    sequence: int = 0


def write_appointments(name: str, appointments: Iterable[Appointment], *, language: str = "") -> bytes:
    """A calendar called `name`, as UTF-8 with CRLF lines; times in UTC, which every program shows rightly."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(minutes=15))
    calendar.add("x-published-ttl", "PT15M")
    for one in appointments:
        calendar.add_component(_event(one, language))
    written: bytes = calendar.to_ical()
    return written


def _event(one: Appointment, language: str) -> Event:
    parameters = {"language": language} if language else {}
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", vDatetime(one.modified_at.astimezone(UTC)))
    event.add("last-modified", vDatetime(one.modified_at.astimezone(UTC)))
    event.add("sequence", one.sequence)
    event.add("dtstart", vDatetime(one.starts_at.astimezone(UTC)))
    event.add("dtend", vDatetime(one.ends_at.astimezone(UTC)))
    event.add("summary", vText(one.title), parameters=parameters)
    event.add("location", vText(one.place), parameters=parameters)
    event.add("description", vText(one.description), parameters=parameters)
    event.add("url", one.url)
    event.add("status", "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMINDER)
    alarm.add("description", vText(one.title), parameters=parameters)
    event.add_component(alarm)
    return event
