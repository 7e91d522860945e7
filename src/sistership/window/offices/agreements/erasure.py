"""What agreements hold about a person: what they signed, where they sit, what they asked by an address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import delete_texts, load_texts
from sistership.window.offices.agreements.models import CommitteeMember, Signatory, WhyQuestion
from sistership.window.offices.people.erasure import addresses_of, wordings


def _asked_by(subject_id: UUID) -> QuerySet[WhyQuestion]:
    """Questions that wait for an answer to one of the person's addresses."""
    return WhyQuestion.objects.filter(email__in=addresses_of(subject_id)).exclude(email="")


def askers_of(email: str) -> list[Ref]:
    """Who asked by an address and waits for the answer: the first question."""
    found = WhyQuestion.objects.filter(email=email.lower()).order_by("pk").first() if email else None
    return [found.ref] if found else []


def addresses_of_asker(subject_id: UUID) -> set[str]:
    """The address to which the answer to a question goes."""
    found = WhyQuestion.objects.filter(public_id=subject_id).exclude(email="")
    return set(found.values_list("email", flat=True))


def export_agreements(subject_id: UUID) -> dict[str, Any]:
    """Signatures with the title under which they stand, and seats on committees."""
    signatures = list(Signatory.objects.filter(person__public_id=subject_id).select_related("agreement"))
    load_texts(signatures)
    seats = CommitteeMember.objects.filter(person__public_id=subject_id).order_by("pk")
    return {
        "signatures": [
            {"agreement": one.agreement.public_id, "titles": wordings(one, "title")} for one in signatures
        ],
        "committees": list(seats.values_list("committee__public_id", flat=True)),
        "questions": list(
            _asked_by(subject_id).order_by("pk").values("commitment__public_id", "asked", "asked_at")
        ),
    }


def erase_agreements(subject_id: UUID) -> int:
    """Drop the titles of signatures; that somebody signed or sat there stays, without a name.

    A question loses its address: it can still be answered, and nobody knows who asked.
    """
    signatures = list(Signatory.objects.filter(person__public_id=subject_id))
    delete_texts(signatures)
    return len(signatures) + _asked_by(subject_id).update(email="")
