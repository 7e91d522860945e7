"""Keep the index in step with the records. It is a projection: `rebuild` makes all of it anew.

The journal calls `refresh` for whatever it records: every write ends there, inside its transaction and after
its change, and no office can forget it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction

from sistership.vocabulary.tokeniser import token_set
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import SearchEntry
from sistership.window.ground.registry import registry
from sistership.window.ground.search.searchable import Searchable
from sistership.window.ground.search.words import delete_entries, with_tokens, write_tokens

BATCH = 200
MOST_TOKENS = 20_000
"""Of one record; PostgreSQL holds a megabyte of them. What comes later in its passages is not found."""


def refresh(refs: Iterable[Ref]) -> int:
    """Index the records as they are now, and forget those that are gone; returns how many entries changed.

    Call inside the transaction of the change. Kinds that are not searchable are passed over.
    """
    by_kind: defaultdict[str, dict[UUID, None]] = defaultdict(dict)
    for ref in refs:
        if ref.kind in registry.searchable:
            by_kind[ref.kind][ref.public_id] = None
    changed = 0
    for kind, some in by_kind.items():
        for owners in _batches(some):
            rows = list(_rows(registry.searchable[kind]).filter(public_id__in=owners))
            changed += _write(kind, rows)
            gone = set(owners) - {row.public_id for row in rows}
            if gone:
                changed += forget(gone, kind=kind)
    return changed


def forget(owners: Iterable[UUID], *, kind: str = "") -> int:
    """Drop the entries of records that are deleted; how many there were."""
    entries = SearchEntry.objects.filter(owner_id__in=list(owners))
    return delete_entries(entries.filter(owner_kind=kind) if kind else entries)


def rebuild() -> int:
    """Index every record anew; returns how many entries differed from what was stored."""
    changed = 0
    for kind, searchable in registry.searchable.items():
        owners = _rows(searchable).order_by("pk").values_list("public_id", flat=True)
        for batch in _batches(owners.iterator(chunk_size=2000)):
            with transaction.atomic():
                changed += _write(kind, list(_rows(searchable).filter(public_id__in=batch)))
        gone = SearchEntry.objects.filter(owner_kind=kind).exclude(
            owner_id__in=_rows(searchable).order_by().values("public_id")
        )
        with transaction.atomic():
            changed += delete_entries(gone)
    with transaction.atomic():
        return changed + delete_entries(SearchEntry.objects.exclude(owner_kind__in=registry.searchable))


def rebuild_if_empty() -> int:
    """Index a window that was never indexed, as after an upgrade; returns how many entries were made."""
    return 0 if SearchEntry.objects.exists() else rebuild()


def _rows(searchable: Searchable) -> Any:
    return searchable.rows() if searchable.rows else searchable.model._default_manager.all()


def _write(kind: str, rows: Sequence[Any]) -> int:
    """Write the entries of the rows that differ; how many."""
    if not rows:
        return 0
    searchable = registry.searchable[kind]
    said = searchable.passages(rows)
    owners = [row.public_id for row in rows]
    stored = with_tokens(SearchEntry.objects.filter(owner_kind=kind, owner_id__in=owners))
    held: dict[UUID, Any] = {entry.owner_id: entry for entry in stored}
    tokens: dict[UUID, set[str]] = {}
    differing: list[SearchEntry] = []
    for row in rows:
        found: set[str] = set()
        for passage in said.get(row.public_id, ()):
            found |= token_set(passage.text)
            if len(found) > MOST_TOKENS:
                found = set(sorted(found)[:MOST_TOKENS])
                break
        at = searchable.at(row)
        entry = held.get(row.public_id)
        if entry is None or entry.at != at or set((entry.held or "").split()) != found:
            tokens[row.public_id] = found
            differing.append(SearchEntry(owner_kind=kind, owner_id=row.public_id, at=at))
    written = SearchEntry.objects.bulk_create(
        differing, update_conflicts=True, unique_fields=["owner_id", "owner_kind"], update_fields=["at"]
    )
    write_tokens({entry.pk: tokens[entry.owner_id] for entry in written})
    return len(written)


def _batches(owners: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(owners)
    while batch := list(islice(rest, BATCH)):
        yield batch
