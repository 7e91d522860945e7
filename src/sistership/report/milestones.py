"""Milestones on one line of time, with today's place on it.

Places along the line are percentages and marks keep their size, so the line fits any width undistorted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sistership.common.errors import InputError
from sistership.report import palette
from sistership.report.state_marks import draw_mark, mark_of
from sistership.report.svg import element, figure, percent, words

MARGIN_PERCENT = 3.0
LEAST_GAP_PERCENT = 4.5
HEIGHT_PX = 46
LINE_PX = 14
MOST_YEARS = 8


@dataclass(frozen=True, slots=True)
class MilestonePoint:
    """A milestone to draw: its day, the code of its state, and what it is in the reader's words.

    `state` None is a milestone that lies ahead and about which nothing is to be said yet.
    """

    on: date
    state: str | None
    label: str


def milestone_line(points: Sequence[MilestonePoint], *, today: date, label: str) -> str:
    """The line from the first to the last milestone, each with its mark, years, and a stroke for today.

    `label` says the same in words. Milestones on the same or near days stand side by side, in order. Raises
    `InputError` when there is no point or a state is unknown.
    """
    if not points:
        raise InputError("There is no milestone to draw.", where="report", next_step="Leave the line out.")
    ordered = sorted(points, key=lambda point: point.on)
    for point in ordered:
        if point.state is not None:
            mark_of(point.state)
    scale = _Scale.through([point.on for point in ordered], today=today)
    now = percent(scale.place_of(today))
    return figure(
        _stroke("f-track", "0%", "100%", width="2", colour=palette.LINE),
        _stroke("f-elapsed", "0%", now, width="3", colour=palette.INK_3),
        *(_year(year, place) for year, place in scale.years()),
        element(
            "line",
            class_="f-today",
            x1=now,
            x2=now,
            y1=LINE_PX - 12,
            y2=LINE_PX + 12,
            stroke=palette.BUOY,
            stroke_width="2.5",
        ),
        *(_milestone(point, place) for point, place in zip(ordered, scale.places, strict=True)),
        title=label,
        kind="milestones",
        width="100%",
        height=str(HEIGHT_PX),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to places: linear between known (day, place) pairs, so that marks moved apart keep their order."""

    days: tuple[date, ...]
    places: tuple[float, ...]
    first: date
    last: date

    @classmethod
    def through(cls, days: Sequence[date], *, today: date) -> _Scale:
        first, last = min(days[0], today), max(days[-1], today)
        span = max((last - first).days, 1)
        room = 100 - 2 * MARGIN_PERCENT
        gap = min(LEAST_GAP_PERCENT, room / max(len(days), 1))
        places = [MARGIN_PERCENT + room * (day - first).days / span for day in days]
        for index in range(1, len(places)):
            places[index] = max(places[index], places[index - 1] + gap)
        limit = 100 - MARGIN_PERCENT
        for index in range(len(places) - 1, -1, -1):
            places[index] = min(places[index], limit)
            limit = places[index] - gap
        return cls(days=tuple(days), places=tuple(places), first=first, last=last)

    def place_of(self, day: date) -> float:
        known = [(self.first, MARGIN_PERCENT), *zip(self.days, self.places, strict=True)]
        known.append((self.last, 100 - MARGIN_PERCENT))
        for (left_day, left), (right_day, right) in pairwise(known):
            if left_day <= day <= right_day and left_day < right_day:
                return left + (right - left) * (day - left_day).days / (right_day - left_day).days
        return MARGIN_PERCENT if day <= self.first else 100 - MARGIN_PERCENT

    def years(self) -> list[tuple[int, float]]:
        inside = range(self.first.year + 1, self.last.year + 1)
        step = -(-len(inside) // MOST_YEARS) or 1
        return [(year, self.place_of(date(year, 1, 1))) for year in inside[::step]]


def _stroke(kind: str, start: str, end: str, *, width: str, colour: str) -> str:
    return element(
        "line", class_=kind, x1=start, x2=end, y1=LINE_PX, y2=LINE_PX, stroke=colour, stroke_width=width
    )


def _year(year: int, place: float) -> str:
    x = percent(place)
    tick = element("line", class_="f-tick", x1=x, x2=x, y1=LINE_PX, y2=LINE_PX + 14, stroke=palette.LINE)
    text = element(
        "text",
        str(year),
        class_="f-year",
        x=x,
        y=LINE_PX + 27,
        text_anchor="middle",
        font_size="11",
        fill=palette.INK_2,
    )
    return tick + text


def _milestone(point: MilestonePoint, place: float) -> str:
    plate = element("circle", class_="f-plate", r="9.5", fill=palette.SHEET)
    if point.state is None:
        mark = element(
            "circle",
            class_="f-plate f-leader",
            r="5",
            fill=palette.SHEET,
            stroke=palette.INK_3,
            stroke_width="2",
        )
    else:
        mark = draw_mark(point.state, left=-6, top=-6, size=12)
    return element(
        "svg",
        element("title", words(point.label)),
        plate,
        mark,
        x=percent(place),
        y=LINE_PX,
        overflow="visible",
    )
