"""Read visits with people, points, texts and sources."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch

from sistership.window.ground.sources import attach_sources
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.rules import visible_intentions
from sistership.window.offices.people.models import Partnership, Post
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import Reader
from sistership.window.offices.visits.models import Attendance, Point, Visit
from sistership.window.offices.visits.rules import visible_visits


def visits_of(reader: Reader, partnership: Partnership) -> list[Visit]:
    """Visits of a partnership that the reader sees, newest first, with their texts."""
    visits = list(visible_visits(reader).filter(partnership=partnership).select_related("host__city"))
    load_texts(visits, [visit.host.city for visit in visits if visit.host])
    return visits


def visit_page(reader: Reader, public_id: UUID) -> Visit | None:
    """One visit with everything its page shows, and `intentions` said at it that the reader sees.

    None where there is none that the reader sees.
    """
    visit = (
        visible_visits(reader)
        .select_related("partnership", "host__city", "signed")
        .prefetch_related(
            Prefetch("attendances", Attendance.objects.select_related("person", "side__city")),
            Prefetch("attendances__person__posts", Post.objects.select_related("city", "organisation")),
            Prefetch("points", Point.objects.select_related("side__city")),
            sides_with_cities("partnership__sides"),
        )
        .filter(public_id=public_id)
        .first()
    )
    if visit is None:
        return None
    attendances, points = list(visit.attendances.all()), list(visit.points.all())
    persons = [attendance.person for attendance in attendances]
    sides = list(visit.partnership.sides.all())
    intentions = list(visible_intentions(reader).filter(occasion_id=visit.public_id).select_related("became"))
    visit.intentions = intentions  # type: ignore[attr-defined]
    attach_sources(
        [visit, *points, *attendances, *intentions],
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
        intentions,
        [one.became for one in intentions if one.became],
    )
    return visit
