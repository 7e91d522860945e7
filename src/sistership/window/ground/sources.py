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


def sources_of(records: Iterable[Record]) -> dict[UUID, list[Source]]:
    """Sources by public id of the record, with their documents and the documents' titles: two queries."""
    found: dict[UUID, list[Source]] = defaultdict(list)
    rows = Source.objects.filter(owner_id__in=[record.public_id for record in records])
    sources = list(rows.select_related("document").order_by("pk"))
    for source in sources:
        found[source.owner_id].append(source)
    load_texts({source.document for source in sources})
    return dict(found)


def attach_sources(records: Iterable[Record]) -> None:
    """Set `record.sources` on each record."""
    records = list(records)
    found = sources_of(records)
    for record in records:
        record.sources = found.get(record.public_id, [])  # type: ignore[attr-defined]
