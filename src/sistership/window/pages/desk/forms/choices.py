"""Choices of records: sides by the key of their city, others by public id, named in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sistership.window.ground.records import Record
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import Organisation, Partnership, Person, Side
from sistership.window.offices.people.rules import Reader, visible_organisations, visible_persons

Choices = list[tuple[str, Any]]
NOBODY: tuple[str, Any] = ("", _("Not said"))


def with_sides(partnership: Partnership) -> list[Side]:
    """The sides with their cities, without texts: one query, and none when asked again."""
    prefetch_related_objects([partnership], Prefetch("sides", Side.objects.select_related("city")))
    return list(partnership.sides.all())


def sides_of(partnership: Partnership) -> list[Side]:
    """The sides with their cities' names; kept on the partnership for the length of a request."""
    if "_desk_sides" not in partnership.__dict__:
        sides = with_sides(partnership)
        load_texts([side.city for side in sides])
        partnership.__dict__["_desk_sides"] = sides
    found: list[Side] = partnership.__dict__["_desk_sides"]
    return found


def keep_sides(partnership: Partnership, sides: list[Side]) -> None:
    """Keep sides whose cities' names a query has already loaded, so that sides_of asks nothing."""
    partnership.__dict__["_desk_sides"] = sides


def side_choices(sides: Iterable[Side]) -> Choices:
    """(key of the city, its name)."""
    return [(side.city.key, name_of(side.city)) for side in sides]


def side_named(partnership: Partnership, key: str) -> Side | None:
    """The side of a choice; None for the empty one."""
    return next((side for side in sides_of(partnership) if side.city.key == key), None)


def name_of(record: Record, field: str = "name") -> str:
    """A text in the reader's language."""
    return record.localized(field).text(get_language() or "en")


def record_choices(records: Iterable[Record], field: str) -> Choices:
    """(public id, text), in the order of the text; loads the texts."""
    records = list(records)
    load_texts(records)
    return loaded_choices(records, field)


def loaded_choices(records: Iterable[Record], field: str) -> Choices:
    """As record_choices, for records whose texts are loaded."""
    return sorted(
        ((str(record.public_id), name_of(record, field)) for record in records), key=lambda pair: pair[1]
    )


def persons_to_choose(reader: Reader) -> list[Person]:
    """Persons whom the reader may name in a record."""
    return list(visible_persons(reader))


def organisations_to_choose(reader: Reader, partnership: Partnership) -> list[Organisation]:
    """Organisations of the partnership's cities."""
    cities = [side.city_id for side in sides_of(partnership)]
    return list(visible_organisations(reader).filter(city__in=cities))
