"""An instant is said in the owing city's day and the reader's clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sistership.common.calendars import WorkingCalendar
from sistership.common.said_times import said_day, said_instant, said_left, said_there

GDYNIA = WorkingCalendar(timezone="Europe/Warsaw", country="PL")
NOW = datetime(2026, 7, 30, 10, tzinfo=UTC)  # Thursday: 12:00 in Gdynia, 18:00 in Kaohsiung


def gdynia(*parts):
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Warsaw")).astimezone(UTC)


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (gdynia(2026, 7, 31, 12), "before noon tomorrow in Gdynia"),
        (gdynia(2026, 7, 30, 15, 5), "by 15:05 today in Gdynia"),
        (gdynia(2026, 7, 31, 17), "before offices close tomorrow in Gdynia (17:00)"),
        (gdynia(2026, 7, 31), "by the end of today in Gdynia"),
        (gdynia(2026, 7, 29, 9, 30), "by 09:30 yesterday in Gdynia"),
        (gdynia(2026, 8, 3, 11), "by 11:00 on Monday 3 August in Gdynia"),
        (gdynia(2027, 1, 5, 12), "before noon on Tuesday 5 January 2027 in Gdynia"),
    ],
)
def test_what_is_due_is_said_in_the_day_of_the_city_that_owes_it(instant, said):
    assert said_there(instant, calendar=GDYNIA, place="Gdynia", now=NOW, language="en") == said


@pytest.mark.parametrize(
    ("instant", "reader_timezone", "said"),
    [
        (gdynia(2026, 7, 31, 12), "Asia/Taipei", "before noon tomorrow in Gdynia; 18:00 your time"),
        (
            gdynia(2026, 7, 31, 19),
            "Asia/Taipei",
            "by 19:00 tomorrow in Gdynia; Saturday 1 August, 01:00 your time",
        ),
        (gdynia(2026, 7, 31, 12), "Europe/Berlin", "before noon tomorrow in Gdynia"),
    ],
)
def test_the_reader_sees_the_own_clock_where_it_differs(instant, reader_timezone, said):
    assert said == said_instant(
        instant, calendar=GDYNIA, place="Gdynia", reader_timezone=reader_timezone, now=NOW, language="en"
    )


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "Monday 3 August"),
        ("pl", "poniedziałek, 3 sierpnia"),
        ("zh-hant", "8月3日星期一"),
        ("ms", "Isnin, 3 Ogos"),
    ],
)
def test_a_day_is_said_as_the_language_says_it(language, day):
    assert said_day(date(2026, 8, 3), language=language, today=NOW.date()) == day


@pytest.mark.parametrize("language", ["en", "pl", "zh-hant", "ms"])
def test_every_language_names_place_and_time(language):
    said = said_instant(
        gdynia(2026, 8, 3, 11),
        calendar=GDYNIA,
        place="Gdynia",
        reader_timezone="Asia/Taipei",
        now=NOW,
        language=language,
    )
    assert all(part in said for part in ("Gdynia", "11:00", "17:00"))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (200, "in 3 working hours"),
        (60, "in 1 working hour"),
        (59, "in 59 working minutes"),
        (-61, "1 working hour late"),
        (-2, "2 working minutes late"),
    ],
)
def test_what_is_left_is_said_in_whole_hours_or_minutes(minutes, said):
    assert said_left(timedelta(minutes=minutes), language="en") == said
