"""Whose texts a reader may translate.

An officer translates the texts of the partnerships of her own cities: all records, published or not. Of
evidence only what her own side filed, of documents only those that stand in no other city's partnership,
and the texts that a lead decides (`LEAD_DECIDES`) only as a lead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from sistership.window.ground.models import LocalizedText
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader, grants_of
from sistership.window.offices.translations.kinds import KINDS, LEAD_DECIDES


@dataclass(frozen=True, slots=True)
class Scope:
    """The partnerships in which somebody translates, and the cities for which; None: for all of them."""

    partnerships: QuerySet[Partnership]
    staff_cities: frozenset[int | None] | None
    lead_cities: frozenset[int | None] | None

    def narrowed(self, partnership: Partnership | None) -> Scope:
        """Within one partnership."""
        if partnership is None:
            return self
        return Scope(self.partnerships.filter(pk=partnership.pk), self.staff_cities, self.lead_cities)


EVERYTHING = Scope(Partnership.objects.all(), None, None)
"""For the machine itself: whoever may open the database translates all of it."""


def scope_of(reader: Reader) -> Scope:
    """What the reader translates; nothing for somebody who answers for no city."""
    grants = grants_of(reader)
    own = Side.objects.filter(city__in=grants.staff_cities).values("partnership")
    return Scope(
        Partnership.objects.filter(pk__in=own),
        frozenset(grants.staff_cities),
        frozenset(grants.lead_cities),
    )


def texts_in(scope: Scope) -> Q:
    """The rows of LocalizedText whose owner the scope holds."""
    found = Q(pk__in=[])
    for name, kind in KINDS.items():
        owners: QuerySet[Any] = kind.model._default_manager.filter(kind.within(scope.partnerships))
        if name == "document":
            elsewhere = kind.within(Partnership.objects.exclude(pk__in=_own(scope)))
            owners = owners.exclude(pk__in=kind.model._default_manager.filter(elsewhere).values("pk"))
        if name == "evidence" and scope.staff_cities is not None:
            owners = owners.filter(side__city__in=scope.staff_cities)
        found |= Q(owner_kind=name, owner_id__in=owners.values("public_id"))
    if scope.lead_cities is None:
        return found
    led = Partnership.objects.filter(sides__city__in=scope.lead_cities)
    decided = Q(pk__in=[])
    for name, kind in KINDS.items():
        if set(LEAD_DECIDES) & set(kind.model.TEXT_FIELDS):
            owners = kind.model._default_manager.filter(kind.within(led))
            decided |= Q(owner_kind=name, owner_id__in=owners.values("public_id"))
    return found & (~Q(field__in=LEAD_DECIDES) | decided)


def _own(scope: Scope) -> QuerySet[Partnership]:
    """All partnerships in which the scope's cities stand, narrowed or not."""
    if scope.staff_cities is None:
        return Partnership.objects.all()
    return Partnership.objects.filter(sides__city__in=scope.staff_cities)


def published_texts() -> Q:
    """The rows of LocalizedText that anybody may read."""
    found = Q(pk__in=[])
    for name, kind in KINDS.items():
        owners = kind.model._default_manager.filter(kind.published)
        found |= Q(owner_kind=name, owner_id__in=owners.values("public_id"))
    return found


def translatable(scope: Scope) -> QuerySet[LocalizedText]:
    """Every text that the scope holds, in any language."""
    return LocalizedText.objects.filter(texts_in(scope))
