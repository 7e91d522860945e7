"""Who owns documents being read."""

from __future__ import annotations

from django.db.models import QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.people.models import City
from sistership.window.offices.people.ownership import accounts_of_city
from sistership.window.offices.readings.models import Reading


def _readings(city: City) -> QuerySet[Reading]:
    return Reading.objects.filter(read_by__in=accounts_of_city(city))


OWNERSHIP = {
    "readings.Reading": Ownership(
        "the city of the officer who reads it", _readings, note="its own drafts, not the other side's"
    ),
}
