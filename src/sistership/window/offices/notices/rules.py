"""Who sees letters that came in.

A letter that waits or was put away is seen by the staff of the side that it was sent to. One that names no
side is seen by the administrator, who gives it to one. What was filed is seen where it was filed.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sistership.window.offices.notices.models import IncomingMessage
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import Reader, grants_of


def visible_incoming(reader: Reader) -> QuerySet[IncomingMessage]:
    """Letters of the reader's own sides, and for the administrator those of none."""
    grants = grants_of(reader)
    sides = Side.objects.filter(city__in=grants.staff_cities).values("public_id")
    seen = Q(side_id__in=sides)
    if grants.is_administrator:
        seen |= Q(side_id__isnull=True)
    return IncomingMessage.objects.filter(seen).exclude(state=IncomingMessage.State.TAKEN)
