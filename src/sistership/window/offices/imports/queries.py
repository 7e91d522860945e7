"""Reads of what imports left beside the records."""

from __future__ import annotations

from sistership.window.offices.imports.knowledge import Subject
from sistership.window.offices.imports.models import ImportNote


def notes_of(record: Subject) -> list[ImportNote]:
    """The cells that were kept with the record, by the names of their columns."""
    return list(
        ImportNote.objects.filter(owner_kind=record.kind(), owner_id=record.public_id).order_by("label")
    )
