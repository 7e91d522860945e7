"""Office hours: instants counted in a city's working time, by hand and by property."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sistership.common.calendars import WorkingCalendar
from sistership.common.errors import InputError
from sistership.common.office_hours import NINE_TO_FIVE, OfficeHours, read_spans, written_spans

TAIWAN_WEEK = OfficeHours.of(dict.fromkeys(range(5), read_spans("08:00-12:00, 13:00-17:30")))
KAOHSIUNG = WorkingCalendar(timezone="Asia/Taipei", country="TW", hours=TAIWAN_WEEK)
GDYNIA = WorkingCalendar(timezone="Europe/Warsaw", country="PL")
ROUND_THE_CLOCK = WorkingCalendar(
    timezone="Europe/Warsaw", hours=OfficeHours.of(dict.fromkeys(range(7), read_spans("00:00-24:00")))
)
NIGHT = WorkingCalendar(
    timezone="Europe/Warsaw",
    hours=OfficeHours.of(dict.fromkeys(range(7), read_spans("01:00-04:00, 22:00-24:00"))),
)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def taipei(*parts):
    return datetime(*parts, tzinfo=ZoneInfo("Asia/Taipei")).astimezone(UTC)


def warsaw(*parts):
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Warsaw")).astimezone(UTC)


def test_friday_evening_in_kaohsiung_and_four_hours():
    # Friday 24 July 2026, 17:20: ten minutes are left, 3 h 50 min remain on Monday from 08:00.
    assert KAOHSIUNG.after_working_time(taipei(2026, 7, 24, 17, 20), 4 * HOUR) == taipei(2026, 7, 27, 11, 50)


def test_lunch_takes_no_time_and_the_end_of_a_span_is_its_closing():
    assert KAOHSIUNG.after_working_time(taipei(2026, 7, 27, 11), HOUR) == taipei(2026, 7, 27, 12)
    assert KAOHSIUNG.after_working_time(taipei(2026, 7, 27, 11), 61 * MINUTE) == taipei(2026, 7, 27, 13, 1)
    assert KAOHSIUNG.after_working_time(taipei(2026, 7, 24, 16, 30), HOUR) == taipei(2026, 7, 24, 17, 30)
    noon = taipei(2026, 7, 27, 12, 10)
    assert KAOHSIUNG.after_working_time(noon, timedelta()) == noon


@pytest.mark.parametrize(
    ("eve", "first_day_back"),
    [
        # Lunar New Year's Eve is Monday 16 February 2026, with holidays from Saturday 14 to Friday 20.
        (taipei(2026, 2, 13, 17), taipei(2026, 2, 23, 8, 30)),
        # New Year's Eve is Friday 5 February 2027, the day before is a holiday; work resumes on Thursday 11.
        (taipei(2027, 2, 3, 17), taipei(2027, 2, 11, 8, 30)),
    ],
)
def test_lunar_new_year_stops_the_clock(eve, first_day_back):
    assert KAOHSIUNG.after_working_time(eve, HOUR) == first_day_back


def test_a_make_up_saturday_is_worked_as_the_friday_before_or_by_hours_of_its_own():
    saturday = date(2026, 2, 7)
    plain = WorkingCalendar(timezone="Asia/Taipei", country="TW", hours=TAIWAN_WEEK, make_up_days={saturday})
    assert plain.after_working_time(taipei(2026, 2, 6, 17), HOUR) == taipei(2026, 2, 7, 8, 30)
    half = WorkingCalendar(
        timezone="Asia/Taipei",
        country="TW",
        hours=TAIWAN_WEEK,
        make_up_days={saturday},
        own_hours={saturday: read_spans("09:00-11:00")},
    )
    assert half.spans_of(saturday) == ((taipei(2026, 2, 7, 9), taipei(2026, 2, 7, 11)),)
    # 30 min on Friday, 2 h on Saturday, the last half hour on Monday.
    assert half.after_working_time(taipei(2026, 2, 6, 17), 3 * HOUR) == taipei(2026, 2, 9, 8, 30)


def test_half_past_eight_stays_half_past_eight_over_both_daylight_saving_changes():
    # Fridays before the last Sundays of March and October 2026: an hour is left, the other is Monday's first.
    assert GDYNIA.after_working_time(warsaw(2026, 3, 27, 16), 2 * HOUR) == datetime(
        2026, 3, 30, 8, tzinfo=UTC
    )
    assert GDYNIA.after_working_time(warsaw(2026, 10, 23, 16), 2 * HOUR) == datetime(
        2026, 10, 26, 9, tzinfo=UTC
    )


def test_an_hour_that_is_skipped_is_not_worked_and_one_that_repeats_counts_twice():
    def worked(calendar, day):
        return sum((end - start for start, end in calendar.spans_of(day)), timedelta())

    assert worked(ROUND_THE_CLOCK, date(2026, 3, 29)) == 23 * HOUR
    assert worked(ROUND_THE_CLOCK, date(2026, 10, 25)) == 25 * HOUR
    assert [worked(NIGHT, date(2026, 10, day)) / HOUR for day in (24, 25)] == [5, 6]
    assert NIGHT.after_working_time(warsaw(2026, 3, 29, 1), 2 * HOUR) == warsaw(2026, 3, 29, 4)
    gap = OfficeHours.of({6: read_spans("02:00-02:50, 03:00-04:00")})
    assert worked(WorkingCalendar(timezone="Europe/Warsaw", hours=gap), date(2026, 3, 29)) == HOUR


def test_midnight_ends_the_day_without_a_gap():
    assert ROUND_THE_CLOCK.working_time_between(warsaw(2026, 7, 1), warsaw(2026, 7, 3)) == 48 * HOUR
    assert ROUND_THE_CLOCK.is_open_at(warsaw(2026, 7, 2))


def test_open_from_the_opening_until_the_closing():
    monday = date(2026, 7, 27)
    instants = [
        taipei(2026, 7, monday.day, hour, minute) for hour, minute in ((7, 59), (8, 0), (12, 0), (17, 30))
    ]
    assert [KAOHSIUNG.is_open_at(instant) for instant in instants] == [False, True, False, False]
    assert [KAOHSIUNG.next_opening(instant) for instant in instants] == [
        taipei(2026, 7, 27, 8),
        taipei(2026, 7, 27, 8),
        taipei(2026, 7, 27, 13),
        taipei(2026, 7, 28, 8),
    ]
    assert GDYNIA.next_opening(warsaw(2026, 12, 31, 18)) == warsaw(2027, 1, 4, 9)


def test_a_week_from_sunday_to_thursday_has_its_own_days_off():
    alor_setar = WorkingCalendar(
        timezone="Asia/Kuala_Lumpur",
        hours=OfficeHours.of(dict.fromkeys((6, 0, 1, 2, 3), read_spans("08:00-17:00"))),
    )
    # From Thursday 30 July 2026 the next working day is Sunday 2 August.
    assert alor_setar.after_working_days(date(2026, 7, 30), 1) == date(2026, 8, 2)


CALENDARS = st.sampled_from([KAOHSIUNG, GDYNIA, ROUND_THE_CLOCK, NIGHT])
INSTANTS = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda count: datetime(2025, 6, 1, tzinfo=UTC) + count * MINUTE
)
AMOUNTS = st.integers(0, 300 * 60).map(lambda count: count * MINUTE)


@settings(max_examples=150, deadline=None)
@given(CALENDARS, INSTANTS, AMOUNTS, AMOUNTS)
def test_counting_is_the_inverse_of_measuring_and_may_be_split(calendar, start, amount, more):
    end = calendar.after_working_time(start, amount)
    assert calendar.working_time_between(start, end) == amount
    assert calendar.after_working_time(end, more) == calendar.after_working_time(start, amount + more)
    assert calendar.after_working_time(start, amount + more) >= end


@settings(max_examples=150, deadline=None)
@given(CALENDARS, INSTANTS, INSTANTS, INSTANTS)
def test_measuring_adds_up_and_never_runs_backwards(calendar, one, two, three):
    first, middle, last = sorted((one, two, three))
    whole = calendar.working_time_between(first, last)
    assert whole == calendar.working_time_between(first, middle) + calendar.working_time_between(middle, last)
    assert timedelta() <= whole <= last - first
    assert calendar.working_time_between(last, first) == -whole
    if whole:
        reached = calendar.after_working_time(first, whole)
        assert reached <= last
        assert reached == last or not calendar.is_open_at(last - MINUTE)


@settings(max_examples=100, deadline=None)
@given(CALENDARS, INSTANTS)
def test_the_next_opening_is_open_and_nothing_is_open_before_it(calendar, instant):
    opening = calendar.next_opening(instant)
    assert opening >= instant
    assert calendar.is_open_at(opening)
    assert calendar.working_time_between(instant, opening) == timedelta()


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("8-12", "'8-12' is no span of hours"),
        ("08:00-25:00", "'08:00-25:00' is no span of hours"),
        ("12:00-08:00", "12:00 to 08:00 ends before it begins"),
        ("08:00-12:00, 11:00-13:00", "11:00 lies inside the hours before it"),
        ("1:00-2:00 3:00-4:00 5:00-6:00 7:00-8:00 9:00-10:00", "One day has 5 spans of hours"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_an_example(written, what):
    with pytest.raises(InputError, match=what) as caught:
        read_spans(written, where="Monday")
    assert caught.value.where == "Monday"
    assert caught.value.allowed


def test_hours_are_read_as_people_write_them_and_written_back():
    assert read_spans("8.00–12.00、13:00～24:00") == ((time(8), time(12)), (time(13), time()))
    assert written_spans(read_spans("13:00-24:00 8:00-12:00")) == "08:00-12:00, 13:00-24:00"
    assert read_spans("") == ()
    assert written_spans(NINE_TO_FIVE.on(0)) == "09:00-17:00"


def test_offices_that_never_open_are_refused():
    with pytest.raises(InputError, match="never open"):
        OfficeHours.of({})
    days = {date(2026, 1, 1) + timedelta(days=count) for count in range(366)}
    with pytest.raises(InputError, match="closed on every day of 2026"):
        WorkingCalendar(timezone="Asia/Taipei", closures=days).next_opening(taipei(2026, 5, 1))
    with pytest.raises(InputError, match="not negative"):
        KAOHSIUNG.after_working_time(taipei(2026, 5, 1), -HOUR)
