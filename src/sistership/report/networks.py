"""A schematic map of partner cities: dots, names and the links between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sistership.common.errors import InputError
from sistership.report import palette
from sistership.report.label_placement import Box, place_labels, shorten, width_em
from sistership.report.map_projection import Projection
from sistership.report.state_marks import draw_mark, mark_of
from sistership.report.svg import element, figure, plain_number, words

WIDTH, HEIGHT = 440.0, 280.0
FONT_PX = 15.0
LINE_PX = 20.0
DOT_PX = 6.0
GROWTH = 1.2
MOST_GROWTHS = 24
MANY_LINKS = 32


@dataclass(frozen=True, slots=True)
class MapCity:
    """A city to draw; `name` is in the language `lang`, and `is_home` is the city whose window this is."""

    name: str
    longitude_deg: float
    latitude_deg: float
    lang: str
    is_home: bool = False
    is_named: bool = True
    """Whether its name is written; else its dot is smaller and holds the name as its title."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """A partnership between two of the cities, by their places in the list.

    The line is solid where there is an agreement. `state` is a state's code, or None where nothing was
    promised that could have one.
    """

    from_index: int
    to_index: int
    state: str | None
    has_agreement: bool


@dataclass(frozen=True, slots=True)
class _Curve:
    start: tuple[float, float]
    control: tuple[float, float]
    end: tuple[float, float]

    def at(self, share: float) -> tuple[float, float]:
        rest = 1 - share
        return (
            rest * rest * self.start[0] + 2 * rest * share * self.control[0] + share * share * self.end[0],
            rest * rest * self.start[1] + 2 * rest * share * self.control[1] + share * share * self.end[1],
        )


def network_map(cities: Sequence[MapCity], links: Sequence[MapLink], *, title: str, description: str) -> str:
    """The map as SVG: every city, the names of those to be named, every link and its state as a mark on it.

    Distances are schematic; links bow toward the nearer pole as the shortest ways on a globe do. Names
    neither overlap nor leave the box: where they would, the drawing grows and the names with it become
    relatively smaller. A name wider than 18 em is shortened, with the whole in its title. Raises `InputError`
    without cities, for a place off the globe, a link to a city that is not in the list, or an unknown state.
    """
    _check_links(links, count=len(cities))
    written = [index for index, city in enumerate(cities) if city.is_named]
    names = [shorten(cities[index].name) for index in written]
    width, height = WIDTH, HEIGHT
    parts = 24 if len(links) <= MANY_LINKS else 8
    for _ in range(MOST_GROWTHS):
        projection = Projection.fitted(
            [(city.longitude_deg, city.latitude_deg) for city in cities],
            width=width,
            height=height,
            padding=46,
            home_longitude_deg=next((city.longitude_deg for city in cities if city.is_home), None),
        )
        anchors = [projection.place(city.longitude_deg, city.latitude_deg) for city in cities]
        curves = [_curve(cities, anchors, link, height=height) for link in links]
        badges = [
            curve.at(0.5) if link.state is not None else None
            for curve, link in zip(curves, links, strict=True)
        ]
        boxes = place_labels(
            [anchors[index] for index in written],
            [width_em(name) * FONT_PX for name in names],
            order=sorted(range(len(written)), key=lambda place: (not cities[written[place]].is_home, place)),
            line_height=LINE_PX,
            radius=DOT_PX,
            frame=Box(6, 6, width - 6, height - 6),
            obstacles=[Box(x - 10, y - 10, x + 10, y + 10) for x, y in filter(None, badges)],
            lines=[curve.at(step / parts) for curve in curves for step in range(parts + 1)],
        )
        if boxes is not None:
            break
        width, height = width * GROWTH, height * GROWTH
    else:
        raise InputError(
            f"{len(written)} names do not fit on one map.", where="report", next_step="Name fewer cities."
        )
    return figure(
        element("rect", class_="f-sea", width=width, height=height, fill=palette.SEA_WASH),
        _ground(projection, [anchor for anchor, city in zip(anchors, cities, strict=True) if city.is_home]),
        *(_link(curve, link) for curve, link in zip(curves, links, strict=True)),
        *(_city(city, anchor) for city, anchor in zip(cities, anchors, strict=True)),
        *(
            _badge(link.state, badge)
            for link, badge in zip(links, badges, strict=True)
            if link.state is not None and badge is not None
        ),
        *(_leader(box, anchors[index]) for box, index in zip(boxes, written, strict=True)),
        *(
            _name(cities[index], name, box, anchors[index])
            for name, box, index in zip(names, boxes, written, strict=True)
        ),
        title=title,
        description=description,
        kind="map",
        viewBox=f"0 0 {plain_number(width)} {plain_number(height)}",
    )


def _check_links(links: Sequence[MapLink], *, count: int) -> None:
    for link in links:
        for index in (link.from_index, link.to_index):
            if not 0 <= index < count:
                raise InputError(
                    f"A link leads to city number {index}.", where="report", allowed=f"0 to {count - 1}"
                )
        if link.state is not None:
            mark_of(link.state)


def _curve(
    cities: Sequence[MapCity], anchors: Sequence[tuple[float, float]], link: MapLink, *, height: float
) -> _Curve:
    """A bow toward the pole of the hemisphere where the middle lies, deeper for long ways east or west."""
    start, end = anchors[link.from_index], anchors[link.to_index]
    middle_latitude = (cities[link.from_index].latitude_deg + cities[link.to_index].latitude_deg) / 2
    bow = abs(end[0] - start[0]) * math.sin(math.radians(middle_latitude)) * 0.55
    y = min(max((start[1] + end[1]) / 2 - bow, 14.0), height - 14)
    return _Curve(start, ((start[0] + end[0]) / 2, y), end)


def _ground(projection: Projection, homes: Sequence[tuple[float, float]]) -> str:
    meridians, parallels = projection.graticule()
    path = "".join(f"M{plain_number(x)} 0V{plain_number(projection.height)}" for x in meridians)
    path += "".join(f"M0 {plain_number(y)}H{plain_number(projection.width)}" for y in parallels)
    lines = element("path", class_="f-grid", d=path, fill="none", stroke=palette.SEA_LINE, stroke_width="1")
    ripples = "".join(
        element(
            "circle",
            class_="f-ripple",
            cx=x,
            cy=y,
            r=radius,
            fill="none",
            stroke=palette.SEA_LINE,
            stroke_width="1.5",
        )
        for x, y in homes
        for radius in (18, 32, 50)
    )
    return (lines if path else "") + ripples


def _link(curve: _Curve, link: MapLink) -> str:
    (x1, y1), (cx, cy), (x2, y2) = curve.start, curve.control, curve.end
    points = [plain_number(value) for value in (x1, y1, cx, cy, x2, y2)]
    return element(
        "path",
        class_="f-link",
        d=f"M{points[0]} {points[1]}Q{points[2]} {points[3]} {points[4]} {points[5]}",
        fill="none",
        stroke=palette.SEA,
        stroke_width="2.5" if link.has_agreement else "1.8",
        stroke_linecap="round",
        stroke_dasharray=None if link.has_agreement else "1 6",
    )


def _city(city: MapCity, anchor: tuple[float, float]) -> str:
    radius = DOT_PX + 1.5 if city.is_home else DOT_PX if city.is_named else DOT_PX * 0.6
    return element(
        "circle",
        "" if city.is_named else element("title", words(city.name)),
        class_="f-home" if city.is_home else "f-city",
        cx=anchor[0],
        cy=anchor[1],
        r=plain_number(radius),
        fill=palette.INK if city.is_home else palette.SIDE_B,
        stroke=palette.SEA_WASH,
        stroke_width="2" if city.is_named else "1",
    )


def _badge(state: str, centre: tuple[float, float]) -> str:
    plate = element("circle", class_="f-badge", cx=centre[0], cy=centre[1], r="9", fill=palette.SHEET)
    return plate + draw_mark(state, left=round(centre[0] - 5, 1), top=round(centre[1] - 5, 1))


def _leader(box: Box, anchor: tuple[float, float]) -> str:
    """A thin line from a dot to its name, where the name could not stand beside it."""
    nearest_x = min(max(anchor[0], box.left), box.right)
    nearest_y = min(max(anchor[1], box.top), box.bottom)
    if math.dist(anchor, (nearest_x, nearest_y)) <= DOT_PX * 3:
        return ""
    return element(
        "line",
        class_="f-leader",
        x1=anchor[0],
        y1=anchor[1],
        x2=nearest_x,
        y2=nearest_y,
        stroke=palette.INK_3,
        stroke_width="0.8",
    )


def _name(city: MapCity, name: str, box: Box, anchor: tuple[float, float]) -> str:
    text_anchor, x = "middle", (box.left + box.right) / 2
    if box.left > anchor[0]:
        text_anchor, x = "start", box.left
    elif box.right < anchor[0]:
        text_anchor, x = "end", box.right
    written = words(name) if name == city.name else words(name) + element("title", words(city.name))
    return element(
        "text",
        written,
        class_="f-name",
        lang=city.lang,
        x=x,
        y=box.bottom - LINE_PX * 0.28,
        text_anchor=text_anchor,
        font_size=FONT_PX,
        font_weight="600",
        fill=palette.INK,
    )
