"""Sources of statements: which document, which span."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sistership.window.ground.models import Document, Source
from sistership.window.ground.records import Record
from sistership.window.ground.texts import load_texts


def cite(
    record: Record, document: Document, *, span: tuple[int, int] | None = None, field: str = ""
) -> Source:
    """Say that the record (or one field of it) comes from the document."""
    start, end = span if span else (None, None)
    source, _ = Source.objects.get_or_create(
        owner_kind=record.kind(),
        owner_id=record.public_id,
        field=field,
        document=document,
        span_start=start,
        span_end=end,
    )
    return source


def attach_sources(records: Iterable[Record], *groups: Iterable[Record]) -> None:
    """Set `record.sources` on each record, and load the texts of their documents: two queries.

    The texts of further groups come with the second query, so that a page needs no third.
    """
    records = list(records)
    rows = Source.objects.filter(owner_id__in={record.public_id for record in records})
    found: dict[UUID, list[Source]] = defaultdict(list)
    for source in rows.select_related("document").order_by("pk"):
        found[source.owner_id].append(source)
    for record in records:
        record.sources = found.get(record.public_id, [])  # type: ignore[attr-defined]
    load_texts([source.document for sources in found.values() for source in sources], *groups)
