"""What translations hold about a person: what they were called before, and the drafts that they asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sistership.window.ground.models import WordingRevision
from sistership.window.offices.people.erasure import accounts_of
from sistership.window.offices.people.models import Person, Post
from sistership.window.offices.translations.kinds import KINDS
from sistership.window.offices.translations.models import DraftBatch


def export_translations(subject_id: UUID) -> dict[str, Any]:
    """Past authentic wordings of name, posts, signatures and attendances; batches asked for."""
    owners = set(Person.objects.filter(public_id=subject_id).values_list("public_id", flat=True))
    owners |= set(Post.objects.filter(person__public_id=subject_id).values_list("public_id", flat=True))
    for kind in KINDS.values():
        if kind.person:
            rows = kind.model._default_manager.filter(**{f"{kind.person}__public_id": subject_id})
            owners |= set(rows.values_list("public_id", flat=True))
    past = WordingRevision.objects.filter(owner_id__in=owners).order_by("pk")
    asked = DraftBatch.objects.filter(requested_by__in=accounts_of(subject_id).values("public_id"))
    return {
        "wordings": list(past.values("owner_kind", "field", "language", "text", "at")),
        "drafts_asked_for": list(asked.order_by("pk").values("public_id", "language", "created_at")),
    }


def erase_translations(subject_id: UUID) -> int:
    """Forget who asked for drafts; wordings go with the records of the offices that hold them."""
    accounts = list(accounts_of(subject_id).values_list("public_id", flat=True))
    return DraftBatch.objects.filter(requested_by__in=accounts).update(requested_by=None)
