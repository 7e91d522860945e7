"""The sides for which the reader acts, each under the name of its partnership."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader, grants_of
from sistership.window.pages.desk.forms.choices import keep_sides, name_of
from sistership.window.pages.desk.views.frame import Trail, sides_around


@dataclass(slots=True)
class OwnDesks:
    """The reader's sides, and all sides around for the rail; texts of the cities are loaded."""

    own: list[Side]
    around: list[Side]

    def find(self, public_id: UUID) -> Side:
        """One of the reader's sides; others are not there."""
        found = next((side for side in self.own if side.public_id == public_id), None)
        if found is None:
            raise Http404
        return found

    def of(self, side_key: int) -> Side:
        """The reader's side of that key."""
        found = next((side for side in self.own if side.pk == side_key), None)
        if found is None:
            raise Http404
        return found


def own_desks(reader: Reader) -> OwnDesks:
    """Two queries. Each side's `desk_name` holds the names of the partner cities."""
    around = sides_around(reader)
    load_texts([side.city for side in around])
    by_partnership: dict[int, list[Side]] = {}
    for side in around:
        by_partnership.setdefault(side.partnership_id, []).append(side)
    partnerships: dict[int, Partnership] = {}
    for side in around:
        sides = by_partnership[side.partnership_id]
        side.partnership = partnerships.setdefault(side.partnership_id, side.partnership)
        side.partnership.__dict__["_prefetched_objects_cache"] = {"sides": sides}
        keep_sides(side.partnership, sides)
        side.desk_name = " × ".join(name_of(one.city) for one in sides)  # type: ignore[attr-defined]
    staff = grants_of(reader).staff_cities
    return OwnDesks(own=[side for side in around if side.city_id in staff], around=around)


def way(*steps: tuple[Any, str | None]) -> Trail:
    """Breadcrumbs from the desk."""
    return [(_("My desk"), reverse("desk")), *steps]


def deed_of(request: HttpRequest, *allowed: str) -> str:
    """Which button was pressed; 404 for one that the page does not have."""
    deed = request.POST.get("do", "")
    if deed not in allowed:
        raise Http404
    return deed
