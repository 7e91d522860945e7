"""Working calendars: which days and hours a city's offices work, and instants counted in its working time.

Holidays come from the `holidays` package (Taiwan, Poland, Malaysia by state and the rest of the world);
office hours, local closures and make-up working days are given by the city.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sistership.common.errors import InputError
from sistership.common.office_hours import NINE_TO_FIVE, OfficeHours, Spans

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
    hours: OfficeHours = NINE_TO_FIVE
    """The ordinary week. A weekday without hours is a day off."""
    own_hours: Mapping[date, Spans] = field(default_factory=dict, hash=False)
    """Hours of single working days that differ from their weekday's (a half day before a feast)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "closures", frozenset(self.closures))
        object.__setattr__(self, "make_up_days", frozenset(self.make_up_days))

    def is_working_day(self, day: date) -> bool:
        """Whether the offices work on the day."""
        if day in self.make_up_days:
            return True
        if day in self.closures or not self.hours.on(day.weekday()):
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

    def hours_of(self, day: date) -> Spans:
        """Local opening and closing times of the day; empty where the offices do not work."""
        if not self.is_working_day(day):
            return ()
        return self.own_hours.get(day) or self.hours.of_make_up_day(day.weekday())

    def spans_of(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The office hours of the day as UTC instants, in their order and disjoint.

        An hour that the clocks skip is not there, one that they repeat counts twice.
        """
        zone, spans, reached = ZoneInfo(self.timezone), [], datetime.min.replace(tzinfo=UTC)
        for opens, closes in self.hours_of(day):
            start = max(datetime.combine(day, opens, zone).astimezone(UTC), reached)
            last_day = day if closes > opens else day + timedelta(days=1)
            end = datetime.combine(last_day, closes, zone).astimezone(UTC)
            if start < end:
                spans.append((start, end))
                reached = end
        return tuple(spans)

    def after_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The UTC instant at which `amount` of office time has passed since `start`.

        1. Outside office hours no time passes: the count begins at the next opening.
        2. The end of a span counts as reached at its closing instant, not at the opening after it.
        3. Of no amount, `start` itself. Raises InputError for a negative one.
        """
        if amount < timedelta():
            raise InputError(f"{amount} of office time", allowed="an amount that is not negative")
        if not amount:
            return start.astimezone(UTC)
        year = self.day_of(start).year
        wanted = _office_year(self, year).worked_until(start) + amount
        while (office_year := _office_year(self, year)).total < wanted:
            wanted -= office_year.total
            year += 1
        return office_year.reached(wanted)

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Office time between two instants; negative where `end` lies before `start`."""
        if end < start:
            return -self.working_time_between(end, start)
        first, last = self.day_of(start).year, self.day_of(end).year
        whole = sum((_office_year(self, year).total for year in range(first, last)), timedelta())
        return (
            whole + _office_year(self, last).worked_until(end) - _office_year(self, first).worked_until(start)
        )

    def is_open_at(self, instant: datetime) -> bool:
        """Whether the offices are open: from the opening on, at the closing no longer."""
        return any(start <= instant < end for start, end in self.spans_of(self.day_of(instant)))

    def next_opening(self, instant: datetime) -> datetime:
        """The instant itself while the offices are open, else the opening after it, in UTC."""
        if self.is_open_at(instant):
            return instant.astimezone(UTC)
        year = self.day_of(instant).year
        while (opening := _office_year(self, year).opening_after(instant)) is None:
            year += 1
        return opening


@dataclass(frozen=True, slots=True)
class _OfficeYear:
    """All office hours of one local year, in order."""

    opens: tuple[datetime, ...]
    closes: tuple[datetime, ...]
    worked: tuple[timedelta, ...]
    """Office time since the year began, at each closing."""

    @property
    def total(self) -> timedelta:
        return self.worked[-1]

    def worked_until(self, instant: datetime) -> timedelta:
        """Office time from the beginning of the year."""
        begun = bisect_right(self.opens, instant)
        if not begun:
            return timedelta()
        return self.worked[begun - 1] - max(timedelta(), self.closes[begun - 1] - instant)

    def reached(self, wanted: timedelta) -> datetime:
        """The first instant at which that much office time has passed."""
        place = bisect_left(self.worked, wanted)
        return self.closes[place] - (self.worked[place] - wanted)

    def opening_after(self, instant: datetime) -> datetime | None:
        place = bisect_left(self.opens, instant)
        return self.opens[place] if place < len(self.opens) else None


@lru_cache(maxsize=128)
def _office_year(calendar: WorkingCalendar, year: int) -> _OfficeYear:
    """The hours of a year, kept because every clock of a city asks for the same ones."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=count) for count in range((date(year + 1, 1, 1) - first).days))
    spans = [span for day in days for span in calendar.spans_of(day)]
    if not spans:
        raise InputError(
            f"The offices are closed on every day of {year}",
            allowed="at least one day with office hours in a year",
            next_step="Remove some of the local closures",
        )
    worked, passed = [], timedelta()
    for start, end in spans:
        passed += end - start
        worked.append(passed)
    opens, closes = zip(*spans, strict=True)
    return _OfficeYear(opens, closes, tuple(worked))
