"""The next days on which the offices of a city are closed, or work where nobody expects it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sistership.common.calendars import named_public_holidays
from sistership.window.offices.people.models import City


@dataclass(frozen=True, slots=True)
class DayOff:
    """A weekday on which the offices are closed, or a day on which they work all the same."""

    on: date
    name: str
    is_working: bool = False
    is_local: bool = False


def next_days_off(city: City, *, today: date, count: int) -> list[DayOff]:
    """The next days, by date: public holidays on weekdays and the city's own days.

    Weekends are left out, as are holidays that fall on one: nobody asks about them.
    """
    language = get_language() or "en"
    found: dict[date, DayOff] = {}
    for year in (today.year, today.year + 1):
        for on, name in named_public_holidays(
            city.country, city.subdivision, year, language=language
        ).items():
            if on >= today and on.weekday() < 5:
                found[on] = DayOff(on, name)
    for day in city.local_days.all():
        if day.on >= today:
            word = _("Offices work") if day.is_working else _("Offices closed")
            found[day.on] = DayOff(day.on, day.note or word, is_working=day.is_working, is_local=True)
    return [found[on] for on in sorted(found)[:count]]
