"""Who owns visits, and the points made there."""

from __future__ import annotations

from django.db.models import QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.people.models import City
from sistership.window.offices.people.ownership import SHARED, partnerships_of
from sistership.window.offices.visits.models import Attendance, Point, Visit


def _visits(city: City) -> QuerySet[Visit]:
    return Visit.objects.filter(partnership__in=partnerships_of(city))


OWNERSHIP = {
    "visits.Visit": Ownership(SHARED, _visits),
    "visits.Attendance": Ownership(
        "the side that the person came for",
        lambda city: Attendance.objects.filter(visit__in=_visits(city)),
        note="the other side's persons by id only",
    ),
    "visits.Point": Ownership(SHARED, lambda city: Point.objects.filter(visit__in=_visits(city))),
}
