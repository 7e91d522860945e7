"""Whose texts a reader may translate.

An officer translates the texts of the partnerships of her own cities: all records, published or not. Of
evidence and answers only those of her own side, of visions only those of her own city, of documents only
those that stand in no other city's partnership, and the texts that a lead decides (`LEAD_DECIDES`) only as
a lead.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    owners = []
    for name, kind in KINDS.items():
        rows: QuerySet[Any] = kind.model._default_manager.filter(kind.within(scope.partnerships))
        if name == "document":
            elsewhere = kind.within(Partnership.objects.exclude(pk__in=_own(scope)))
            rows = rows.exclude(pk__in=kind.model._default_manager.filter(elsewhere).values("pk"))
        if kind.written_by and scope.staff_cities is not None:
            rows = rows.filter(**{f"{kind.written_by}__in": scope.staff_cities})
        owners.append(rows)
    found = _of(owners)
    if scope.lead_cities is None:
        return found
    led = Partnership.objects.filter(sides__city__in=scope.lead_cities)
    decided = [
        kind.model._default_manager.filter(kind.within(led))
        for kind in KINDS.values()
        if set(LEAD_DECIDES) & set(kind.model.TEXT_FIELDS)
    ]
    return found & (~Q(field__in=LEAD_DECIDES) | _of(decided))


def _of(owners: Iterable[QuerySet[Any]]) -> Q:
    """The texts of these records. One list of ids for all kinds: the database then looks up the texts of the
    records, where an alternative for each kind would make it go through every text there is."""
    first, *rest = (rows.order_by().values("public_id") for rows in owners)
    return Q(owner_kind__in=KINDS, owner_id__in=first.union(*rest, all=True))


def _own(scope: Scope) -> QuerySet[Partnership]:
    """All partnerships in which the scope's cities stand, narrowed or not."""
    if scope.staff_cities is None:
        return Partnership.objects.all()
    return Partnership.objects.filter(sides__city__in=scope.staff_cities)


def published_texts(scope: Scope) -> Q:
    """The rows of LocalizedText, of those in the scope, that anybody may read."""
    # The partnerships by themselves, so that the rest of the window is not read to answer for a part of it.
    within = (kind.model._default_manager.filter(kind.within(scope.partnerships)) for kind in KINDS.values())
    return _of(rows.filter(kind.published) for rows, kind in zip(within, KINDS.values(), strict=True))


def translatable(scope: Scope) -> QuerySet[LocalizedText]:
    """Every text that the scope holds, in any language."""
    return LocalizedText.objects.filter(texts_in(scope))
