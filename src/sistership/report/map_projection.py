"""A schematic projection: equal steps of longitude and latitude, cut where no city is, fitted to a box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sistership.common.errors import InputError

LEAST_SPAN_DEG = 24.0
STEPS_DEG = (5.0, 10.0, 15.0, 30.0)


@dataclass(frozen=True, slots=True)
class Projection:
    """Places in degrees to places in the box, y downward; both axes keep one scale.

    Longitudes count eastward from `west_deg`, so that cities on both sides of 180° stay neighbours.
    """

    west_deg: float
    centre_longitude_deg: float
    centre_latitude_deg: float
    pixels_per_deg: float
    squeeze: float
    width: float
    height: float

    @classmethod
    def fitted(
        cls,
        places: Sequence[tuple[float, float]],
        *,
        width: float,
        height: float,
        padding: float,
        home_longitude_deg: float | None = None,
        least_span_deg: float = LEAST_SPAN_DEG,
    ) -> Projection:
        """The projection that shows all (longitude, latitude) pairs with `padding` around them.

        However near the places are, it shows at least `least_span_deg` from west to east. The map is cut in a
        wide stretch without cities, far from `home_longitude_deg` where that is given.
        Raises `InputError` without places or for a latitude or longitude that is not on the globe.
        """
        if not places:
            raise InputError("There is no city to draw.", where="report", next_step="Leave the map out.")
        for longitude, latitude in places:
            if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
                raise InputError(
                    f"The place ({longitude}, {latitude}) is not on the globe.",
                    where="report",
                    allowed="longitude -180 to 180, then latitude -90 to 90",
                )
        west = _cut([longitude for longitude, _ in places], home=home_longitude_deg)
        eastings = [(longitude - west) % 360 for longitude, _ in places]
        latitudes = [latitude for _, latitude in places]
        middle_latitude = (min(latitudes) + max(latitudes)) / 2
        squeeze = max(math.cos(math.radians(middle_latitude)), 0.45)
        span_x = max((max(eastings) - min(eastings)) * squeeze, least_span_deg)
        span_y = max(max(latitudes) - min(latitudes), least_span_deg * height / width)
        return cls(
            west_deg=west,
            centre_longitude_deg=(min(eastings) + max(eastings)) / 2,
            centre_latitude_deg=middle_latitude,
            pixels_per_deg=min((width - 2 * padding) / span_x, (height - 2 * padding) / span_y),
            squeeze=squeeze,
            width=width,
            height=height,
        )

    def place(self, longitude_deg: float, latitude_deg: float) -> tuple[float, float]:
        """(x, y) in the box of a place on the globe."""
        return self._x((longitude_deg - self.west_deg) % 360), self._y(latitude_deg)

    def graticule(self) -> tuple[list[float], list[float]]:
        """The x of meridians and the y of parallels inside the box, at a step that gives few of them."""
        across_deg = self.width / (self.pixels_per_deg * self.squeeze)
        step = next((step for step in STEPS_DEG if across_deg / step <= 8), 45.0)
        first = math.ceil((self.west_deg - 180) / step)
        meridians = [self._x(index * step - self.west_deg) for index in range(first, first + int(720 / step))]
        parallels = [self._y(index * step) for index in range(-int(90 / step), int(90 / step) + 1)]
        return (
            [x for x in meridians if 0 < x < self.width],
            [y for y in parallels if 0 < y < self.height],
        )

    def _x(self, easting_deg: float) -> float:
        return self.width / 2 + (easting_deg - self.centre_longitude_deg) * self.squeeze * self.pixels_per_deg

    def _y(self, latitude_deg: float) -> float:
        return self.height / 2 - (latitude_deg - self.centre_latitude_deg) * self.pixels_per_deg


def _cut(longitudes: Sequence[float], *, home: float | None) -> float:
    """The longitude at which the map is cut: the middle of the widest stretch without a city.

    With a home, any stretch at least half as wide will do, and the one farthest from home is taken.
    """
    ordered = sorted({longitude % 360 for longitude in longitudes})
    gaps = [
        ((following - longitude) % 360 or 360.0, longitude)
        for longitude, following in zip(ordered, [*ordered[1:], ordered[0]], strict=True)
    ]
    widest = max(gap for gap, _ in gaps)
    middles = [(gap, (start + gap / 2) % 360) for gap, start in gaps]
    if home is None:
        return next(middle for gap, middle in middles if gap == widest)
    return max(
        (middle for gap, middle in middles if gap >= widest / 2),
        key=lambda middle: 180 - abs((middle - home) % 360 - 180),
    )
