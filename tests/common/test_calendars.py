"""Working calendars: holidays, make-up days, and midnights in the city's own zone."""

from datetime import UTC, date, datetime

import pytest

from sistership.common.calendars import WorkingCalendar, public_holidays
from sistership.common.errors import InputError

TAIPEI = WorkingCalendar(timezone="Asia/Taipei", country="TW")
WARSAW = WorkingCalendar(timezone="Europe/Warsaw", country="PL")


def test_polish_holiday_and_weekend_are_skipped():
    # 11 November 2026 (a Wednesday) is Independence Day; 14 and 15 are a weekend.
    assert WARSAW.after_working_days(date(2026, 11, 10), 3) == date(2026, 11, 16)


def test_start_is_never_counted_and_zero_days_is_the_start():
    assert WARSAW.after_working_days(date(2026, 11, 14), 0) == date(2026, 11, 14)
    assert WARSAW.after_working_days(date(2026, 11, 14), 1) == date(2026, 11, 16)


def test_make_up_saturday_works_and_local_closure_does_not():
    calendar = WorkingCalendar(
        timezone="Asia/Taipei",
        country="TW",
        closures=frozenset({date(2026, 7, 9)}),
        make_up_days=frozenset({date(2026, 7, 11)}),
    )
    assert [calendar.is_working_day(date(2026, 7, day)) for day in (8, 9, 10, 11, 12)] == [
        True,
        False,
        True,
        True,
        False,
    ]


def test_end_of_day_is_the_citys_own_midnight_across_both_daylight_saving_changes():
    assert WARSAW.end_of_day(date(2026, 3, 28)) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert WARSAW.end_of_day(date(2026, 3, 29)) == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert WARSAW.end_of_day(date(2026, 10, 24)) == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert WARSAW.end_of_day(date(2026, 10, 25)) == datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert TAIPEI.end_of_day(date(2026, 10, 25)) == datetime(2026, 10, 25, 16, tzinfo=UTC)


def test_day_of_an_instant_differs_between_cities():
    instant = datetime(2026, 11, 22, 20, tzinfo=UTC)
    assert (TAIPEI.day_of(instant), WARSAW.day_of(instant)) == (date(2026, 11, 23), date(2026, 11, 22))


def test_penang_has_holidays_of_its_own_state():
    penang, federal = public_holidays("MY", "PNG", 2026), public_holidays("MY", "", 2026)
    assert len(penang - federal) > 0


def test_unknown_country_is_refused_with_what_is_allowed():
    with pytest.raises(InputError) as caught:
        public_holidays("XX", "", 2026)
    assert caught.value.allowed.startswith("ISO 3166")
