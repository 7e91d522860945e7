"""Names of partnerships and sides as the pages write them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sistership.window.offices.people.models import Partnership, Side
from sistership.window.pages.templatetags.window import plain, text

Trail = list[tuple[SafeString | str, str | None]]


@dataclass(frozen=True, slots=True)
class SideName:
    """A side as `components/owe.html` takes it."""

    name: SafeString | str
    tone: str


def side_names(sides: Iterable[Side]) -> list[SideName]:
    """The sides with their cities' names; texts must be loaded."""
    return [SideName(name=text(side.city, "name"), tone=side.tone) for side in sides]


def city_name(side: Side) -> str:
    """The name of the side's city, without marks."""
    return plain(side.city, "name")


def partnership_name(sides: Iterable[Side]) -> str:
    """Kaohsiung × Gdynia: the cities in the order of their sides."""
    return " × ".join(city_name(side) for side in sides)


def trail_to(partnership: Partnership, *steps: tuple[str, str | None]) -> Trail:
    """Breadcrumbs from the list of partnerships to a page; without steps, to the partnership itself."""
    name = partnership_name(partnership.sides.all())
    address = reverse("partnership", args=[partnership.key]) if steps else None
    return [(_("Partner cities"), reverse("partnerships")), (name, address), *steps]
