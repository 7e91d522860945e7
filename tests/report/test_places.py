"""The map of places in a city keeps distances, numbers every place, and says how long a kilometre is."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest

from sistership.common.errors import InputError
from sistership.report import MapPlace, place_map

HAMASEN = MapPlace(1, "Hamasen", 120.275849, 22.621617)
MUSEUM = MapPlace(2, "TRA Museum of Fine Arts", 120.281669, 22.652074)
HEART = MapPlace(3, "Heart of <Love> River", 120.30282, 22.65604)
SVG = "{http://www.w3.org/2000/svg}"


def _drawn(*places):
    return ElementTree.fromstring(place_map(places, title="Sites", description="d"))


def test_distances_on_the_map_are_distances_on_the_ground():
    root = _drawn(HAMASEN, MUSEUM, HEART)
    first, second, third = [(float(one.get("cx")), float(one.get("cy"))) for one in root.iter(f"{SVG}circle")]
    bar = next(one.get("d") for one in root.iter(f"{SVG}path"))
    left, right = re.match(r"M([\d.]+) .*H([\d.]+)v", bar).groups()
    label = next(one.text for one in root.iter(f"{SVG}text") if "m" in one.text)
    assert label == "2 km"
    km = 2 / (float(right) - float(left))
    assert math.dist(first, second) * km == pytest.approx(3.44, abs=0.05)
    assert math.dist(second, third) * km == pytest.approx(2.22, abs=0.05)
    assert second[1] < first[1], "north is up"
    assert third[0] > second[0], "east is right"


def test_every_place_is_numbered_apart_from_the_others_and_named():
    crowd = [MapPlace(number, f"Stop {number}", 120.30, 22.65 + number / 1e5) for number in range(1, 13)]
    root = _drawn(*crowd)
    texts = [one for one in root.iter(f"{SVG}text") if one.text.isdigit()]
    assert [one.text for one in texts] == [str(number) for number in range(1, 13)]
    assert len({(one.get("x"), one.get("y")) for one in texts}) == 12
    assert "1. Stop 1" in [one.text for one in root.iter(f"{SVG}title")]
    assert "3. Heart of <Love> River" in [one.text for one in _drawn(HEART).iter(f"{SVG}title")]


def test_no_place_and_one_off_the_globe_are_refused():
    for places in ([], [MapPlace(1, "x", 20, 95)]):
        with pytest.raises(InputError):
            place_map(places, title="t", description="")
