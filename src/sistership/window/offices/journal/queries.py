"""Read the journal: entries of a chain or about a subject, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sistership.window.ground.registry import registry
from sistership.window.offices.journal.models import Chain, Entry


def entries_of_partnership(partnership_id: UUID, *, reader: Any) -> QuerySet[Entry]:
    """Entries of the partnership's chain, newest first, with payloads.

    Those about a confidential record that the reader may not see are left out; the numbers, the hashes and
    the head of the chain stay as they are.
    """
    entries = Entry.objects.filter(chain__partnership_id=partnership_id)
    for kind, confidential in registry.confidential.items():
        seen = confidential.visible(reader).order_by().values("public_id")
        entries = entries.filter(~Q(subject_kind=kind) | Q(subject_id__in=seen))
    return _newest(entries)


def entries_of_installation() -> QuerySet[Entry]:
    """Entries of the installation's own chain, newest first, with payloads."""
    return _newest(Entry.objects.filter(chain__is_installation=True))


def entries_about(subject_ids: Iterable[UUID]) -> QuerySet[Entry]:
    """Entries about any of the subjects, newest first, with payloads."""
    return _newest(Entry.objects.filter(subject_id__in=list(subject_ids)))


def head_of(partnership_id: UUID | None) -> Chain | None:
    """The chain of a partnership (None: of the installation), or None when nothing was journalled yet."""
    if partnership_id is None:
        return Chain.objects.filter(is_installation=True).first()
    return Chain.objects.filter(partnership_id=partnership_id).first()


def with_heads(partnerships: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `journal_length` and `journal_head` of each partnership's chain, without a query more."""
    chain = Chain.objects.filter(partnership_id=OuterRef("public_id"))
    with_head: QuerySet[Any] = partnerships.annotate(
        journal_length=Subquery(chain.values("length")[:1]), journal_head=Subquery(chain.values("head")[:1])
    )
    return with_head


def _newest(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.select_related("payload").order_by("-at", "-sequence")
