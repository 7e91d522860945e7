"""Write when the offices of a city work: the hours of its week, and the days that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.common.office_hours import WEEK, OfficeHours, read_spans, written_spans
from sistership.window.ground.ids import Ref
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.actions.places import follow_calendar
from sistership.window.offices.people.models import City, LocalDay


@dataclass(frozen=True, slots=True)
class DayGiven:
    """A day on which the offices differ from the public calendar, as somebody gives it."""

    on: date
    is_working: bool
    hours: str = ""
    """Of a working day whose hours are its own: `08:00-12:00`."""
    note: str = ""


@transaction.atomic
def set_office_hours(*, actor: Ref, city: City, week: Sequence[str]) -> None:
    """Say the ordinary hours of the seven weekdays from Monday on: `08:00-12:00, 13:00-17:30`, or nothing.

    No weekday at all is to say nothing: 09:00 to 17:00 from Monday to Friday holds. Raises InputError whose
    `where` is the number of the weekday.
    """
    hours = checked_week(week)
    if hours == city.office_hours:
        return
    city.office_hours = hours
    city.save(update_fields=["office_hours"])
    journal.record(
        action="city.office_hours_set",
        actor=actor,
        subject=city.ref,
        partnership_id=None,
        data={"week": hours},
    )
    follow_calendar(city)


def checked_week(week: Sequence[str]) -> list[str]:
    """The hours as they are kept. Raises InputError for those that cannot be."""
    if not week:
        return []
    if len(week) != len(WEEK):
        raise InputError(gettext("A week has seven days"), allowed=gettext("hours of Monday to Sunday"))
    hours = OfficeHours(tuple(read_spans(written, where=str(day)) for day, written in enumerate(week)))
    return [written_spans(spans) for spans in hours.week]


def _checked_day(day: DayGiven) -> DayGiven:
    if day.hours and not day.is_working:
        raise InputError(
            gettext("%(day)s is closed and has hours all the same") % {"day": day.on},
            where="hours",
            next_step=gettext("Say that the offices work, or leave the hours empty"),
        )
    hours = written_spans(read_spans(day.hours, where="hours"))
    return DayGiven(on=day.on, is_working=day.is_working, hours=hours, note=day.note)


@transaction.atomic
def set_local_days(*, actor: Ref, city: City, days: Sequence[DayGiven]) -> None:
    """Say of several days that the offices work, or do not; each replaces what was said of its day."""
    checked = [_checked_day(day) for day in days]
    for day in checked:
        LocalDay.objects.update_or_create(
            city=city,
            on=day.on,
            defaults={"is_working": day.is_working, "hours": day.hours, "note": day.note},
        )
        journal.record(
            action="city.local_day_set",
            actor=actor,
            subject=city.ref,
            partnership_id=None,
            data={"on": day.on, "is_working": day.is_working, "hours": day.hours, "note": day.note},
        )
    follow_calendar(city)


@transaction.atomic
def set_local_day(
    *, actor: Ref, city: City, on: date, is_working: bool, hours: str = "", note: str = ""
) -> LocalDay:
    """Say that the city's offices work, or do not, on a day on which the public calendar differs."""
    set_local_days(actor=actor, city=city, days=[DayGiven(on, is_working, hours, note)])
    return LocalDay.objects.get(city=city, on=on)


@transaction.atomic
def remove_local_day(*, actor: Ref, day: LocalDay) -> None:
    """Follow the public calendar on that day again."""
    journal.record(
        action="city.local_day_removed",
        actor=actor,
        subject=day.city.ref,
        partnership_id=None,
        data={"on": day.on},
    )
    day.delete()
    follow_calendar(day.city)
