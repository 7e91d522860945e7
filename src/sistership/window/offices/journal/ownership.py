"""Who owns the rows of the journal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.ground.registry import registry
from sistership.window.offices.journal.models import Chain, Entry, Payload


def _partnerships(city: Any) -> list[UUID]:
    return list(city.partnerships.values_list("public_id", flat=True))


def _chains(city: Any) -> QuerySet[Any]:
    return Chain.objects.filter(partnership_id__in=_partnerships(city))


def _entries(city: Any) -> QuerySet[Any]:
    return Entry.objects.filter(chain__in=_chains(city))


def _payloads(city: Any) -> QuerySet[Any]:
    """What entries say, but not about persons of another city, nor about what the city may not read."""
    own = {
        *city.persons.values_list("public_id", flat=True),
        *city.persons.filter(account__isnull=False).values_list("account__public_id", flat=True),
        *city.grants.values_list("account__public_id", flat=True),
    }
    rows = Payload.objects.filter(Q(person_id__isnull=True) | Q(person_id__in=own), entry__in=_entries(city))
    for kind, confidential in registry.confidential.items():
        owned = confidential.owned(city).order_by().values("public_id")
        rows = rows.filter(~Q(entry__subject_kind=kind) | Q(entry__subject_id__in=owned))
    return rows


OWNERSHIP = {
    "journal.Chain": Ownership(
        "shared by the sides of the partnership; the installation owns its own",
        _chains,
        note="the chains of its partnerships",
    ),
    "journal.Entry": Ownership("as its chain", _entries, note="whole chains, so that they verify"),
    "journal.Payload": Ownership(
        "as its chain; what it says about a person, that person's controller city",
        _payloads,
        note="all but those about persons of another city and about cases that it never had, "
        "which the manifest names",
    ),
}
