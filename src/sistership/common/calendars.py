"""Working calendars: which days a city's offices work, and instants counted in its working days.

Holidays come from the `holidays` package (Taiwan, Poland, Malaysia by state and the rest of the world);
local closures and make-up working days are given by the city.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sistership.common.errors import InputError

SATURDAY = 5
LONGEST_SUBDIVISION = 10
HOLIDAY_LANGUAGES = {"zh-hant": "zh_TW", "en": "en_US", "ms": "ms_MY"}
"""What the holidays package calls a language, where it calls it otherwise."""


@lru_cache(maxsize=64)
def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Public holidays of one year; `country` ISO 3166-1 alpha-2, `subdivision` as in the holidays package."""
    import holidays  # slow: reads all country tables

    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
    except NotImplementedError as error:
        raise InputError(
            f"No holiday calendar is known for country {country!r}, subdivision {subdivision!r}",
            allowed="ISO 3166 codes that the holidays package knows, such as TW, PL, or MY with PNG",
            next_step="Leave the subdivision empty, or enter the closures of the city by hand",
        ) from error


@lru_cache(maxsize=1)
def holiday_countries() -> frozenset[str]:
    """Countries (ISO 3166-1 alpha-2) whose public holidays are known."""
    import holidays  # slow: reads all country tables

    return frozenset(holidays.list_supported_countries())


def holiday_subdivisions(country: str) -> frozenset[str]:
    """Codes and short names of the parts of a country whose public holidays are told apart."""
    if country not in holiday_countries():
        return frozenset()
    import holidays  # slow: reads all country tables

    kind = getattr(holidays, country)
    aliases = {alias for names in kind.get_subdivision_aliases().values() for alias in names}
    return frozenset(name for name in (*kind.subdivisions, *aliases) if len(name) <= LONGEST_SUBDIVISION)


def named_public_holidays(country: str, subdivision: str, year: int, *, language: str) -> dict[date, str]:
    """Public holidays of one year by date, each named in the language where that is known, else in another.

    Empty for a country whose holidays are not known.
    """
    if country not in holiday_countries():
        return {}
    import holidays  # slow: reads all country tables

    calendar = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    wanted = (HOLIDAY_LANGUAGES.get(language, language), HOLIDAY_LANGUAGES["en"])
    named = next((code for code in wanted if code in calendar.supported_languages), None)
    if named:
        calendar = holidays.country_holidays(country, subdiv=subdivision or None, years=year, language=named)
    return dict(sorted(calendar.items()))


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When the offices of one city work. An unknown country has weekends only."""

    timezone: str
    """IANA name, such as Asia/Taipei."""
    country: str = ""
    subdivision: str = ""
    closures: AbstractSet[date] = field(default_factory=frozenset)
    """Local days off beside the public holidays (a typhoon day, a city feast)."""
    make_up_days: AbstractSet[date] = field(default_factory=frozenset)
    """Saturdays or holidays on which offices work all the same."""

    def is_working_day(self, day: date) -> bool:
        """Whether the offices work on the day."""
        if day in self.make_up_days:
            return True
        if day.weekday() >= SATURDAY or day in self.closures:
            return False
        return not (self.country and day in public_holidays(self.country, self.subdivision, day.year))

    def after_working_days(self, start: date, count: int) -> date:
        """The day that lies `count` working days after `start`; `start` itself is never counted."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            if self.is_working_day(day):
                count -= 1
        return day

    def end_of_day(self, day: date) -> datetime:
        """The midnight that ends the day in this city, as a UTC instant."""
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(self.timezone)).astimezone(UTC)

    def start_of_day(self, day: date) -> datetime:
        """The midnight that begins the day in this city, as a UTC instant."""
        return datetime.combine(day, time(), ZoneInfo(self.timezone)).astimezone(UTC)

    def day_of(self, instant: datetime) -> date:
        """The plain date in this city at the instant."""
        return instant.astimezone(ZoneInfo(self.timezone)).date()
