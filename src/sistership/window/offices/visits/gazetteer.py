"""Cities that are made by themselves when a document first names them: what a press text does not say."""

from __future__ import annotations

from sistership.common.places import Place, place_named, places_named
from sistership.window.ground.ids import Ref
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City

__all__ = ["add_place", "place_meant", "place_named", "places_named"]

_COUNTY = "-county"


def place_meant(name: str) -> Place | None:
    """The place of that name; of a city and a county that share it (Hsinchu), the city."""
    towns = [place for place in places_named(name) if not place.key.endswith(_COUNTY)]
    return towns[0] if len(towns) == 1 else None


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
