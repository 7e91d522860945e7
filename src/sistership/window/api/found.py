"""What a request names: a record that the reader sees, or 404."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model
from django.http import Http404

from sistership.common.errors import InputError
from sistership.window.offices.agreements.queries import partnership_by_key
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader

Thing = TypeVar("Thing", bound=Model)


def or_404(thing: Thing | None) -> Thing:
    """The thing, or 404 where there is none that the reader sees."""
    if thing is None:
        raise Http404
    return thing


def partnership_or_404(reader: Reader, key: str) -> Partnership:
    """The partnership with its sides and texts."""
    return or_404(partnership_by_key(reader, key))


def sides_named(partnership: Partnership, keys: Iterable[str], *, where: str) -> list[Side]:
    """The sides of these cities. Raises InputError for a city that is not in the partnership."""
    sides = {side.city.key: side for side in partnership.sides.select_related("city")}
    unknown = [key for key in keys if key not in sides]
    if unknown:
        raise InputError(
            f"{unknown[0]!r} is not a city of this partnership", where=where, allowed=", ".join(sides)
        )
    return [sides[key] for key in dict.fromkeys(keys)]


def side_named(partnership: Partnership, key: str | None, *, where: str = "side") -> Side | None:
    """The side of this city, or None where none is named."""
    return sides_named(partnership, [key], where=where)[0] if key is not None else None
