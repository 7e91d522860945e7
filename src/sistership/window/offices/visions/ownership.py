"""Who owns visions and what serves them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.people.models import City
from sistership.window.offices.people.ownership import OWN, partnerships_of
from sistership.window.offices.visions.models import Alignment, Axis, GoalLink, Vision


def _goals(city: City) -> QuerySet[GoalLink]:
    shared = partnerships_of(city)
    return GoalLink.objects.filter(
        Q(axis__vision__city=city)
        | Q(direction__agreement__partnership__in=shared)
        | Q(commitment__partnership__in=shared)
    )


OWNERSHIP = {
    "visions.Vision": Ownership(OWN, lambda city: Vision.objects.filter(city=city)),
    "visions.Axis": Ownership(OWN, lambda city: Axis.objects.filter(vision__city=city)),
    "visions.Alignment": Ownership(
        "the city whose axis it is", lambda city: Alignment.objects.filter(axis__vision__city=city)
    ),
    "visions.GoalLink": Ownership(
        "whoever owns what serves the goal", _goals, note="of its axes and of shared promises"
    ),
}
