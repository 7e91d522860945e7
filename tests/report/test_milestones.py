"""The line of milestones: order, distances and today's place."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.report import STATE_MARKS, MilestonePoint, milestone_line

SVG = "{http://www.w3.org/2000/svg}"
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


def place(text: str | None) -> float:
    assert text is not None
    return float(text.removesuffix("%"))


def marks(svg: str) -> list[tuple[str | None, float]]:
    root = ElementTree.fromstring(svg)
    return [(mark.findtext(f"{SVG}title"), place(mark.get("x"))) for mark in root.findall(f"{SVG}svg")]


def today_of(svg: str) -> float:
    line = ElementTree.fromstring(svg).find(f"{SVG}line[@class='f-today']")
    assert line is not None
    return place(line.get("x1"))


def test_places_are_in_proportion_to_days() -> None:
    points = [
        MilestonePoint(date(2026, 1, 1), "kept", "Call & answer"),
        MilestonePoint(date(2026, 1, 11), None, "Later"),
        MilestonePoint(date(2026, 1, 6), "late", "Between"),
    ]
    drawn = milestone_line(points, today=date(2026, 1, 6), label="Three")
    assert marks(drawn) == [("Call & answer", 3.0), ("Between", 50.0), ("Later", 97.0)]
    assert today_of(drawn) == 50.0


def test_years_stand_at_their_first_day() -> None:
    points = [MilestonePoint(date(2025, 7, 2), "kept", "a"), MilestonePoint(date(2026, 7, 2), None, "b")]
    root = ElementTree.fromstring(milestone_line(points, today=date(2025, 9, 1), label=""))
    assert [text.text for text in root.findall(f"{SVG}text")] == ["2026"]


@given(st.lists(st.tuples(DAYS, st.sampled_from([None, *STATE_MARKS])), min_size=1, max_size=40), DAYS)
def test_marks_keep_their_order_and_never_cover_each_other(
    drawn_points: list[tuple[date, str | None]], today: date
) -> None:
    points = [MilestonePoint(on, state, f"{on}") for on, state in drawn_points]
    drawn = milestone_line(points, today=today, label="x")
    assert drawn == milestone_line(points, today=today, label="x")
    found = marks(drawn)
    assert [label for label, _ in found] == sorted(point.label for point in points)
    least = min(4.5, 94 / len(points)) - 0.02
    places = [spot for _, spot in found]
    assert all(right - left >= least for left, right in pairwise(places))
    assert all(2.9 <= spot <= 97.1 for spot in places)
    now = today_of(drawn)
    days = sorted(point.on for point in points)
    assert all(spot <= now + 0.01 for day, spot in zip(days, places, strict=True) if day < today)
    assert all(spot >= now - 0.01 for day, spot in zip(days, places, strict=True) if day > today)


def test_without_a_milestone_there_is_no_line() -> None:
    with pytest.raises(InputError, match="no milestone"):
        milestone_line([], today=date(2026, 1, 1), label="")


def test_an_unknown_state_is_refused() -> None:
    point = MilestonePoint(date(2026, 1, 1) + timedelta(days=1), "done", "x")
    with pytest.raises(InputError, match="'done'"):
        milestone_line([point], today=date(2026, 1, 1), label="")
