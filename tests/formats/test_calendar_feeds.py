"""Due days as iCalendar: read back by the library, property by property."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from sistership.formats.calendar_feeds import DueDay, write_calendar

DAY = DueDay(
    uid="1@example.org",
    on=date(2030, 1, 31),
    title="公開徵件；第一、二階段, 同時",
    description="每年安排實習\n負責方：高雄",
    url="https://example.org/commitments/1/",
    modified_at=datetime(2026, 5, 1, 12, 30, tzinfo=UTC),
    sequence=3,
    warning_days=14,
)


def _read(*days: DueDay) -> Calendar:
    return Calendar.from_ical(write_calendar("高雄 × 格丁尼亞", days, language="zh-Hant"))


def test_an_event_comes_back_as_it_was_given():
    calendar = _read(DAY)
    assert str(calendar["x-wr-calname"]) == "高雄 × 格丁尼亞"
    (event,) = calendar.walk("VEVENT")
    assert (str(event["uid"]), event["sequence"]) == ("1@example.org", 3)
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2030, 1, 31), date(2030, 2, 1))
    assert event["last-modified"].dt == event["dtstamp"].dt == DAY.modified_at
    assert str(event["summary"]) == DAY.title
    assert event["summary"].params["language"] == "zh-Hant"
    assert str(event["description"]) == DAY.description
    assert str(event["status"]) == "CONFIRMED"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-14)


def test_lines_are_folded_and_end_as_the_standard_says():
    written = write_calendar("x", [DAY])
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_what_is_called_off_or_done_reminds_nobody():
    cancelled, done = (
        DueDay("2", date(2030, 1, 1), "a", "", "https://example.org/", DAY.modified_at, is_cancelled=True),
        DueDay(
            "3",
            date(2030, 1, 1),
            "b",
            "",
            "https://example.org/",
            DAY.modified_at,
            warning_days=5,
            is_done=True,
        ),
    )
    calendar = _read(cancelled, done)
    assert [str(event["status"]) for event in calendar.walk("VEVENT")] == ["CANCELLED", "CONFIRMED"]
    assert calendar.walk("VALARM") == []


def test_a_visit_of_several_days_ends_after_its_last():
    visit = DueDay("4", date(2030, 1, 1), "v", "", "https://e.org/", DAY.modified_at, until=date(2030, 1, 3))
    (event,) = _read(visit).walk("VEVENT")
    assert event["dtend"].dt == date(2030, 1, 4)
