"""Cities that the house knows by every name: those that Taiwan, Poland and Malaysia often meet.

The rows stand in `places.tsv` beside this file. A city that is missing there can still be entered by hand.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from sistership.common.text import LANGUAGES

_FILE = Path(__file__).resolve().parent / "places.tsv"
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "台": "臺"})
_BEFORE = re.compile(
    r"^(?:the )?(?:city of|municipality of|county of|powiat|miasto|gmina|m st|m"
    r"|majlis bandaraya|bandaraya|bandar|pulau|negeri|kota) (?=\S)"
)
_AFTER = re.compile(r"(?<=\S) (?:city|municipality|county|metropolis)$|(?<=\w\w)(?:直轄市|[市縣州])$")
_COUNTRIES = frozenset(("mexico", "panama", "belize", "guatemala", "墨西哥", "巴拿馬", "貝里斯", "瓜地馬拉"))
"""Cities that are told from their country by the suffix alone: it may not be left out."""


@dataclass(frozen=True, slots=True)
class Place:
    """A city with what its record needs to begin with; position in degrees, WGS 84."""

    key: str
    """Latin name for addresses and files: kaohsiung."""
    country: str
    """ISO 3166-1 alpha-2."""
    subdivision: str
    """Code of the holidays package, "" where public holidays are the same all over the country."""
    timezone: str
    """IANA name."""
    longitude: float
    latitude: float
    language: str
    """Language in which its desk works: one of LANGUAGES, English where its own is not among them."""
    names: Mapping[str, str] = field(hash=False)
    """By language, its own first: Traditional Chinese as used in Taiwan, English, Polish, Malay."""
    aliases: tuple[str, ...]
    """Other names: in its own language, older, shorter."""

    def all_names(self) -> frozenset[str]:
        """Every name and alias, in every script."""
        return frozenset((*self.names.values(), *self.aliases))


@lru_cache(maxsize=1)
def known_places() -> tuple[Place, ...]:
    """All cities known, read once."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(_place(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def place_named(name: str) -> Place | None:
    """The city of a key, name or alias, in any script and spelling; None where it is unknown or ambiguous.

    Case, diacritics, full width, hyphens and what says only that it is a city (市, City of, Miasto,
    Bandaraya) make no difference, unless they tell two cities apart: 新竹 is None, 新竹市 is the city.
    """
    found = places_named(name)
    return found[0] if len(found) == 1 else None


def places_named(name: str) -> tuple[Place, ...]:
    """Every place that the name can mean: for 新竹 the city and the county; none where it is unknown."""
    exact, short = _index()
    said = normal_name(name)
    return exact.get(said) or short.get(_bare(said)) or ()


def normal_name(name: str) -> str:
    """A name without what spelling may vary: case, diacritics, width, punctuation; 台 is 臺."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def _bare(said: str) -> str:
    shorter = _AFTER.sub("", _BEFORE.sub("", said))
    return said if shorter == said else _bare(shorter)


@lru_cache(maxsize=1)
def _index() -> tuple[Mapping[str, tuple[Place, ...]], Mapping[str, tuple[Place, ...]]]:
    """Places by their names as normalised, and by the same without what says only that it is a city."""
    exact: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    short: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for place in known_places():
        for name in (place.key, *place.all_names()):
            said = normal_name(name)
            exact[said][place.key] = place
            if (bare := _bare(said)) not in _COUNTRIES:
                short[bare][place.key] = place
    return (
        {said: tuple(found.values()) for said, found in exact.items()},
        {said: tuple(found.values()) for said, found in short.items()},
    )


def _place(row: Mapping[str, str]) -> Place:
    language = row["language"]
    ordered = (language, *(other for other in LANGUAGES if other != language))
    return Place(
        key=row["key"],
        country=row["country"],
        subdivision=row["subdivision"],
        timezone=row["timezone"],
        longitude=float(row["longitude"]),
        latitude=float(row["latitude"]),
        language=language,
        names=MappingProxyType({code: row[code] or row["en"] for code in ordered}),
        aliases=tuple(filter(None, row["aliases"].split(";"))),
    )
