"""Who sees which visits."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sistership.window.offices.people.rules import Reader, internal_partnerships, visible_partnerships
from sistership.window.offices.visits.models import Visit


def visible_visits(reader: Reader) -> QuerySet[Visit]:
    """Published ones of partnerships that the reader sees, all of those the reader works in."""
    return Visit.objects.filter(
        Q(is_public=True, partnership__in=visible_partnerships(reader))
        | Q(partnership__in=internal_partnerships(reader))
    )
