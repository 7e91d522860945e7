"""Cities that are made by themselves when a document first names them: what a press text does not say."""

from __future__ import annotations

from sistership.common.places import Place, place_named
from sistership.window.ground.ids import Ref
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City

__all__ = ["add_place", "place_named"]


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
