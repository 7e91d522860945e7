"""Read visits with people, points, texts and sources."""

from __future__ import annotations

from uuid import UUID

from sistership.window.ground.sources import attach_sources
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.rules import Reader
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.rules import visible_visits


def visits_of(reader: Reader, partnership: Partnership) -> list[Visit]:
    """Visits of a partnership that the reader sees, newest first, with their texts."""
    visits = list(visible_visits(reader).filter(partnership=partnership).select_related("host__city"))
    load_texts(visits, {visit.host.city for visit in visits if visit.host})
    return visits


def visit_page(reader: Reader, public_id: UUID) -> Visit | None:
    """One visit with everything its page shows; None where there is none that the reader sees."""
    visit = (
        visible_visits(reader)
        .select_related("partnership", "host__city", "signed")
        .prefetch_related(
            "attendances__person__posts__city",
            "attendances__person__posts__organisation",
            "attendances__side__city",
            "points__side__city",
            "partnership__sides__city",
        )
        .filter(public_id=public_id)
        .first()
    )
    if visit is None:
        return None
    attendances, points = list(visit.attendances.all()), list(visit.points.all())
    persons = [attendance.person for attendance in attendances]
    sides = list(visit.partnership.sides.all())
    load_texts(
        [visit, visit.partnership],
        [visit.signed] if visit.signed else [],
        attendances,
        points,
        persons,
        [post for person in persons for post in person.posts.all()],
        [post.organisation for person in persons for post in person.posts.all() if post.organisation],
        [side.city for side in sides],
        [attendance.side.city for attendance in attendances if attendance.side],
        [point.side.city for point in points if point.side],
        [visit.host.city] if visit.host else [],
        [post.city for person in persons for post in person.posts.all() if post.city],
    )
    attach_sources([visit, *points, *attendances])
    return visit
