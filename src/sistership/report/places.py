"""A map of places in one city: numbered dots at their true distances, and how long a kilometre is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sistership.common.errors import InputError
from sistership.report import palette
from sistership.report.label_placement import Box, place_labels
from sistership.report.map_projection import Projection
from sistership.report.svg import element, figure, plain_number, words

WIDTH, HEIGHT = 440.0, 240.0
LEAST_SPAN_DEG = 0.02
PADDING = 40.0
DOT_PX = 5.0
FONT_PX = 14.0
LINE_PX = 18.0
GROWTH = 1.2
MOST_GROWTHS = 24
KM_PER_DEG = 111.195
BARS_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place to draw; its number stands beside its dot, and its name is said when the dot is pointed at."""

    number: int
    name: str
    longitude_deg: float
    latitude_deg: float


def place_map(places: Sequence[MapPlace], *, title: str, description: str) -> str:
    """The map as SVG: a dot and a number for each place, a bar as long as so many kilometres.

    North is up. Numbers do not overlap: where they would, the drawing grows. Raises `InputError` without
    places, for one off the globe, and where numbers find no room.
    """
    width, height = WIDTH, HEIGHT
    for _ in range(MOST_GROWTHS):
        projection = Projection.fitted(
            [(place.longitude_deg, place.latitude_deg) for place in places],
            width=width,
            height=height,
            padding=PADDING,
            least_span_deg=LEAST_SPAN_DEG,
        )
        dots = [projection.place(place.longitude_deg, place.latitude_deg) for place in places]
        boxes = place_labels(
            dots,
            [len(str(place.number)) * FONT_PX * 0.62 for place in places],
            order=range(len(places)),
            line_height=LINE_PX,
            radius=DOT_PX,
            frame=Box(6, 6, width - 6, height - 30),
            obstacles=[],
            lines=[],
        )
        if boxes is not None:
            break
        width, height = width * GROWTH, height * GROWTH
    else:
        raise InputError(
            f"{len(places)} places do not fit on one map.", where="report", next_step="Draw fewer of them."
        )
    return figure(
        element("rect", class_="f-sea", width=width, height=height, fill=palette.SEA_WASH),
        *(_dot(place, dot) for place, dot in zip(places, dots, strict=True)),
        *(_number(place, box) for place, box in zip(places, boxes, strict=True)),
        _bar(projection),
        title=title,
        description=description,
        kind="map",
        viewBox=f"0 0 {plain_number(width)} {plain_number(height)}",
    )


def _dot(place: MapPlace, dot: tuple[float, float]) -> str:
    return element(
        "circle",
        element("title", words(f"{place.number}. {place.name}")),
        class_="f-city",
        cx=dot[0],
        cy=dot[1],
        r=plain_number(DOT_PX),
        fill=palette.SIDE_B,
        stroke=palette.SEA_WASH,
        stroke_width="2",
    )


def _number(place: MapPlace, box: Box) -> str:
    return element(
        "text",
        str(place.number),
        class_="f-name",
        x=(box.left + box.right) / 2,
        y=box.bottom - LINE_PX * 0.28,
        text_anchor="middle",
        font_size=FONT_PX,
        font_weight="600",
        fill=palette.INK,
    )


def _bar(projection: Projection) -> str:
    """The longest round distance that takes at most a third of the width."""
    pixels_per_km = projection.pixels_per_deg / KM_PER_DEG
    fitting = [km for km in BARS_KM if km * pixels_per_km <= projection.width / 3]
    km = fitting[-1] if fitting else BARS_KM[0]
    left, y = 14.0, projection.height - 12
    right = left + km * pixels_per_km
    line = f"M{plain_number(left)} {plain_number(y - 5)}v5H{plain_number(right)}v-5"
    text = f"{km:g} km" if km >= 1 else f"{km * 1000:g} m"
    return element(
        "path", class_="f-leader", d=line, fill="none", stroke=palette.INK_3, stroke_width="1.2"
    ) + element("text", text, class_="f-name", x=right + 6, y=y, font_size=FONT_PX * 0.85, fill=palette.INK)
