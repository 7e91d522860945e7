"""What duty holds about a person: requests that the person made, and an address given as a city's contact."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sistership.window.ground.ids import Ref
from sistership.window.offices.duty.models import PersonRequest, PrivacyContact
from sistership.window.offices.people.erasure import addresses_of


def _requests(subject_id: UUID) -> QuerySet[PersonRequest]:
    return PersonRequest.objects.filter(Q(public_id=subject_id) | Q(email__in=addresses_of(subject_id)))


def requests_of(email: str) -> list[Ref]:
    """Requests that came from an address: what an address that belongs to nobody else stands for."""
    found = PersonRequest.objects.filter(email=email.lower()).exclude(email="").order_by("pk")
    return [one.ref for one in found]


def addresses_of_request(subject_id: UUID) -> set[str]:
    """The address from which a request came."""
    return set(
        PersonRequest.objects.filter(public_id=subject_id).exclude(email="").values_list("email", flat=True)
    )


def export_duty(subject_id: UUID) -> dict[str, Any]:
    """The requests, in the words in which they were noted, and the cities that name the person as contact."""
    return {
        "requests": [
            {
                "request": one.public_id,
                "kind": one.request_kind,
                "received_on": one.received_on,
                "name": one.name or None,
                "email": one.email or None,
                "asked": one.asked or None,
                "due_on": one.due_on,
                "done_on": one.done_on,
                "outcome": one.outcome or None,
                "answer": one.answer or None,
            }
            for one in _requests(subject_id)
        ],
        "contact_of": list(
            PrivacyContact.objects.filter(email__in=addresses_of(subject_id)).values_list(
                "city__key", flat=True
            )
        ),
    }


def erase_duty(subject_id: UUID) -> int:
    """Empty the names, addresses and words of requests; when they came and what became of them stays."""
    addresses = addresses_of(subject_id)
    emptied = _requests(subject_id).update(name="", email="", asked="")
    cleared = PrivacyContact.objects.filter(email__in=addresses).update(officer="", email="", telephone="")
    return emptied + cleared
