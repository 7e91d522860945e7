"""What agreements hold about a person: as what they signed, and on which committees they sit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sistership.window.ground.texts import delete_texts, load_texts
from sistership.window.offices.agreements.models import CommitteeMember, Signatory
from sistership.window.offices.people.erasure import wordings


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
    }


def erase_agreements(subject_id: UUID) -> int:
    """Drop the titles of signatures; that somebody signed or sat there stays, without a name."""
    signatures = list(Signatory.objects.filter(person__public_id=subject_id))
    delete_texts(signatures)
    return len(signatures)
