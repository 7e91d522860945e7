"""The year of a city's offices, month by month, with the days that differ and their names."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sistership.common.calendars import WorkingCalendar, named_public_holidays
from sistership.common.office_hours import written_spans
from sistership.window.offices.people.models import City, LocalDay

MARKS = {"holiday": "●", "closed": "×", "works": "+"}


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day of the year."""

    on: date
    kind: str
    """work, rest (no office hours on this weekday), holiday, closed, works (said by the city)."""
    name: str = ""
    local: LocalDay | None = None
    hours: str = ""
    """Of a day that has its own."""

    @property
    def mark(self) -> str:
        return MARKS.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its weeks from Monday on (None: a day of another month), and the days that differ."""

    first: date
    weeks: list[list[ShownDay | None]]
    special: list[ShownDay]


def shown_day(on: date, *, working: WorkingCalendar, local: LocalDay | None, name: str) -> ShownDay:
    """What the day is, by what the city said of it, else by the public calendar."""
    if local is not None:
        word = _("Offices work") if local.is_working else _("Offices closed")
        hours = written_spans(working.own_hours.get(on, ()))
        return ShownDay(on, "works" if local.is_working else "closed", local.note or word, local, hours)
    if name and not working.is_working_day(on):
        return ShownDay(on, "holiday", name)
    return ShownDay(on, "work" if working.is_working_day(on) else "rest")


def year_of(city: City, year: int) -> list[Month]:
    """The twelve months of the city's year; the city's local days are read once."""
    names = named_public_holidays(city.country, city.subdivision, year, language=get_language() or "en")
    locals_ = {day.on: day for day in city.local_days.all() if day.on.year == year}
    working = city.calendar()
    return [_month(date(year, month, 1), working, locals_, names) for month in range(1, 13)]


def _month(
    first: date, working: WorkingCalendar, locals_: Mapping[date, LocalDay], names: Mapping[date, str]
) -> Month:
    weeks: list[list[ShownDay | None]] = [
        [
            shown_day(on, working=working, local=locals_.get(on), name=names.get(on, ""))
            if on.month == first.month
            else None
            for on in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    special = [day for week in weeks for day in week if day and day.kind not in ("work", "rest")]
    return Month(first, weeks, special)
