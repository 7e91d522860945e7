"""The page where the visions of a partnership's cities meet: the matrix, what is empty, the global goals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.formats.tables import write_csv
from sistership.vocabulary import sdg
from sistership.window.ground import clock
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.agreements.queries import Tally
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import may
from sistership.window.offices.visions.exchange import visions_json, visions_table
from sistership.window.offices.visions.matrix import Cell, Matrix
from sistership.window.offices.visions.models import Axis
from sistership.window.offices.visions.queries import Visions, visions_page
from sistership.window.pages.public.found import partnership_or_404
from sistership.window.pages.public.names import partnership_name, trail_to
from sistership.window.pages.public.overview import draw_tally

OPENINGS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Crossing:
    """One cell of the matrix as the page draws it."""

    cell: Cell[Axis, Commitment]
    anchor: str
    bar: SafeString | None
    """None where nothing is promised."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """One matrix as the page shows it."""

    first: Side
    second: Side
    columns: tuple[Axis, ...]
    rows: list[tuple[Axis, list[Crossing]]]
    meetings: list[Crossing]
    openings: list[Cell[Axis, Commitment]]
    further: list[Cell[Axis, Commitment]]
    """Openings beyond the first few."""
    unaligned: tuple[Commitment, ...]


def goal_name(code: str) -> str:
    """The name of a global goal or target in the reader's language."""
    return _(sdg.names()[code])


def _crossed(first: Side, second: Side, matrix: Matrix[Axis, Commitment]) -> Crossed:
    drawn = {
        id(cell): Crossing(
            cell=cell,
            anchor=f"{cell.first.public_id}-{cell.second.public_id}",
            bar=None if cell.is_empty else draw_tally(Tally(cell.counts)),
        )
        for cell in matrix.cells
    }
    openings = matrix.openings()
    return Crossed(
        first=first,
        second=second,
        columns=matrix.seconds,
        rows=[(row[0].first, [drawn[id(cell)] for cell in row]) for row in matrix.rows],
        meetings=[drawn[id(cell)] for cell in matrix.meetings()],
        openings=openings[:OPENINGS_SHOWN],
        further=openings[OPENINGS_SHOWN:],
        unaligned=matrix.unaligned,
    )


def _page(request: HttpRequest, key: str) -> tuple[Partnership, Visions]:
    partnership = partnership_or_404(request.user, key)
    return partnership, visions_page(request.user, partnership, now=clock.now())


@require_safe
def visions(request: HttpRequest, key: str) -> HttpResponse:
    """Each city's axes, where they meet in promises, and where nothing is promised yet."""
    partnership, page = _page(request, key)
    name = partnership_name(page.sides)
    context: dict[str, Any] = {
        "partnership": partnership,
        "name": name,
        "trail": trail_to(partnership, (_("Visions"), None)),
        "cities": [(side, page.by_city.get(side.city_id, [])) for side in page.sides],
        "crossed": [_crossed(*one) for one in page.matrices],
        "goals": [(number, goal_name(str(number)), rows) for number, rows in page.goals],
        "may_write": may(request.user, "partnership.write", partnership),
    }
    return render(request, "public/visions.html", context)


@require_safe
def visions_csv(request: HttpRequest, key: str) -> HttpResponse:
    """Every crossing of axes with its promises, as a table for a spreadsheet."""
    partnership, page = _page(request, key)
    content = write_csv(visions_table(page, language=get_language() or "en"))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="visions-{partnership.key}.csv"'
    return response


@require_safe
def visions_as_json(request: HttpRequest, key: str) -> HttpResponse:
    """Axes, goals and what serves them, as data."""
    partnership, page = _page(request, key)
    response = JsonResponse(visions_json(partnership, page), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="visions-{partnership.key}.json"'
    return response
