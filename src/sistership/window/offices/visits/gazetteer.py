"""Cities that are made by themselves when a document first names them: what a press text does not say."""

from __future__ import annotations

from dataclasses import dataclass

from sistership.window.ground.ids import Ref
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City


@dataclass(frozen=True, slots=True)
class Place:
    """A city with all that its record needs; position in degrees, WGS 84."""

    key: str
    names: dict[str, str]
    """Its own language first."""
    aliases: tuple[str, ...]
    country: str
    timezone: str
    language: str
    longitude: float
    latitude: float
    subdivision: str = ""

    def all_names(self) -> frozenset[str]:
        """Every name and alias, in every script."""
        return frozenset((*self.names.values(), *self.aliases))


PLACES = (
    Place(
        key="kaohsiung",
        names={"zh-hant": "高雄", "en": "Kaohsiung", "pl": "Kaohsiung", "ms": "Kaohsiung"},
        aliases=("高雄市", "Kaohsiung City"),
        country="TW",
        timezone="Asia/Taipei",
        language="zh-hant",
        longitude=120.312,
        latitude=22.621,
    ),
    Place(
        key="gdynia",
        names={"pl": "Gdynia", "zh-hant": "格丁尼亞", "en": "Gdynia", "ms": "Gdynia"},
        aliases=("格丁尼亞市", "格市", "Miasto Gdynia"),
        country="PL",
        timezone="Europe/Warsaw",
        language="pl",
        longitude=18.539,
        latitude=54.519,
    ),
    Place(
        key="penang",
        names={"ms": "Pulau Pinang", "zh-hant": "檳城", "en": "Penang", "pl": "Penang"},
        aliases=("檳島", "檳州", "檳島市", "喬治市", "George Town"),
        country="MY",
        subdivision="PNG",
        timezone="Asia/Kuala_Lumpur",
        language="ms",
        longitude=100.329,
        latitude=5.414,
    ),
    Place(
        key="katowice",
        names={"pl": "Katowice", "zh-hant": "卡托維茲", "en": "Katowice", "ms": "Katowice"},
        aliases=("卡托維茲市",),
        country="PL",
        timezone="Europe/Warsaw",
        language="pl",
        longitude=19.022,
        latitude=50.265,
    ),
    Place(
        key="dresden",
        names={"en": "Dresden", "zh-hant": "德勒斯登", "pl": "Drezno", "ms": "Dresden"},
        aliases=("德勒斯登市",),
        country="DE",
        subdivision="SN",
        timezone="Europe/Berlin",
        language="en",
        longitude=13.738,
        latitude=51.050,
    ),
)


def place_named(name: str) -> Place | None:
    """The place of a key, name or alias, in any script."""
    return next((place for place in PLACES if name == place.key or name in place.all_names()), None)


def add_place(place: Place, *, actor: Ref) -> City:
    """Make the city of a place."""
    return people.add_city(
        actor=actor,
        key=place.key,
        names=place.names,
        country=place.country,
        subdivision=place.subdivision,
        timezone=place.timezone,
        language=place.language,
        longitude=place.longitude,
        latitude=place.latitude,
        aliases=place.aliases,
    )
