"""Write due days as an iCalendar feed (RFC 5545), for calendar programs that fetch it again and again.

1. Every day is an all-day event: a due day is a day in the zone of whoever owes it, and stays that day
   wherever the calendar is read.
2. `uid` is the same for ever, `sequence` grows with each change, `modified_at` says when it was made, so that
   a program replaces what it holds instead of adding to it.
3. What is called off stays in the feed as cancelled: a program that holds it takes it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vDatetime, vText

PRODUCT = "-//Sistership//City partnership//EN"
REFRESH = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day on which something is due or happens."""

    uid: str
    on: date
    title: str
    description: str
    url: str
    modified_at: datetime
    """In UTC."""
    sequence: int = 0
    until: date | None = None
    """Last day, where it lasts longer than one."""
    warning_days: int | None = None
    """Days before at which the calendar reminds; None: not at all."""
    is_cancelled: bool = False
    is_done: bool = False


def write_calendar(name: str, days: Iterable[DueDay], *, language: str = "") -> bytes:
    """A calendar called `name` with one event for each day, as UTF-8 with CRLF lines.

    `language` is a tag by RFC 5646 ("zh-Hant") that says in which language titles and descriptions are.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH)
    calendar.add("x-published-ttl", "PT12H")
    for day in days:
        calendar.add_component(_event(day, language))
    written: bytes = calendar.to_ical()
    return written


def _event(day: DueDay, language: str) -> Event:
    parameters = {"language": language} if language else {}
    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", vDatetime(day.modified_at))
    event.add("last-modified", vDatetime(day.modified_at))
    event.add("sequence", day.sequence)
    event.add("dtstart", day.on)
    event.add("dtend", (day.until or day.on) + timedelta(days=1))
    event.add("summary", vText(day.title), parameters=parameters)
    event.add("description", vText(day.description), parameters=parameters)
    event.add("url", day.url)
    event.add("status", "CANCELLED" if day.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if day.warning_days is not None and not (day.is_cancelled or day.is_done):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(days=-day.warning_days))
        alarm.add("description", vText(day.title), parameters=parameters)
        event.add_component(alarm)
    return event
