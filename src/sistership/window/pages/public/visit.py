"""The page of one visit: who was there, what was said, and what was only hoped for."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sistership.window.offices.agreements.rules import visible_agreements
from sistership.window.offices.lessons.queries import sites_for
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import may
from sistership.window.offices.visits.models import Attendance, Point, PointKind, Visit
from sistership.window.offices.visits.queries import visit_page
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import partnership_name, side_names, trail_to
from sistership.window.pages.public.sites import by_city
from sistership.window.pages.templatetags.window import plain

HEADINGS = {
    PointKind.TOPIC: _("Topics discussed"),
    PointKind.SHARED: _("Experience shared"),
    PointKind.RAISED: _("Challenges raised"),
    PointKind.FACT: _("Facts stated"),
}


def _points(visit: Visit) -> list[tuple[object, list[Point]]]:
    """The points under one heading for each kind that occurs, each with the side that made it."""
    points = list(visit.points.all())
    for point in points:
        point.sides = side_names([point.side] if point.side else [])  # type: ignore[attr-defined]
    grouped = [
        (heading, [point for point in points if point.point_kind == kind])
        for kind, heading in HEADINGS.items()
    ]
    return [(heading, found) for heading, found in grouped if found]


def _people(visit: Visit) -> list[tuple[object, list[Attendance]]]:
    """Those who were there, by side; those of no side last."""
    rows = list(visit.attendances.all())
    sides = list(visit.partnership.sides.all())
    grouped: list[tuple[object, list[Attendance]]] = [
        (side, [row for row in rows if row.side_id == side.pk]) for side in sides
    ]
    grouped.append((None, [row for row in rows if row.side_id is None]))
    return [(side, found) for side, found in grouped if found]


@require_safe
def visit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A visit with people, points, intentions and sources."""
    reader = request.user
    found = found_or_404(visit_page(reader, public_id))
    known: dict[int | None, Side] = {side.pk: side for side in found.partnership.sides.all()}
    signed = found.signed
    is_signing_visible = signed and visible_agreements(reader).filter(pk=signed.pk).exists()
    context = {
        "visit": found,
        "may_write": may(request.user, "partnership.write", found.partnership),
        "partnership": found.partnership,
        "name": partnership_name(known.values()),
        "trail": trail_to(found.partnership, (plain(found, "occasion"), None)),
        "people": _people(found),
        "points": _points(found),
        "intentions": [(one, known.get(one.side_id), None) for one in found.intentions],  # type: ignore[attr-defined]
        "signed": signed if is_signing_visible else None,
        "shown": by_city(sites_for(request.user, visit=found)),
        "host": side_names([found.host] if found.host else []),
    }
    return render(request, "public/visit.html", context)
