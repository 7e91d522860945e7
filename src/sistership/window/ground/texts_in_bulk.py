"""Write the texts of many records with few queries; what they say is what `write_texts` would write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sistership.window.ground import clock
from sistership.window.ground.models import (
    LocalizedText,
    TextStatus,
    TranslationProposal,
    WordingRevision,
)
from sistership.window.ground.records import Record
from sistership.window.ground.texts import as_it_reads, take_wordings

BATCH = 500


class FirstText(NamedTuple):
    """The wordings of one field of a record that has none yet."""

    record: Record
    field: str
    wordings: Mapping[str, str]
    authentic: str = ""
    """The language that counts; the first one given where this one is not among them."""


def write_first_texts(texts: Iterable[FirstText]) -> None:
    """Write them. Call inside an action's transaction, for records that were just made."""
    rows: list[LocalizedText] = []
    history: list[WordingRevision] = []
    now = clock.now()
    for record, field, wordings, authentic in texts:
        given = {language: text.strip() for language, text in wordings.items() if text.strip()}
        counts = authentic if authentic in given else next(iter(given), "")
        for language, text in given.items():
            is_authentic = language == counts
            named = {
                "owner_kind": record.kind(),
                "owner_id": record.public_id,
                "field": field,
                "language": language,
                "text": text,
                "revision": 1,
            }
            rows.append(
                LocalizedText(
                    **named,
                    status=TextStatus.AUTHENTIC if is_authentic else TextStatus.TRANSLATION,
                    source_revision=None if is_authentic else 1,
                )
            )
            if is_authentic:
                history.append(WordingRevision(**named, at=now))
        record.forget_texts()
    LocalizedText.objects.bulk_create(rows, batch_size=BATCH)
    WordingRevision.objects.bulk_create(history, batch_size=BATCH)


def write_more_texts(field: str, given: Sequence[tuple[Record, Mapping[str, str]]]) -> None:
    """Set wordings of one field of many records of one kind; call inside an action's transaction.

    A record that is given twice takes them one after the other. No wording is removed: give no empty one.
    """
    given = [(record, wordings) for record, wordings in given if wordings]
    if not given:
        return
    kind = given[0][0].kind()
    owners = list({record.public_id for record, _ in given})
    rows = _rows_by_owner(kind, field, owners)
    saved: dict[tuple[UUID, str], LocalizedText] = {}
    history: dict[tuple[UUID, str, int], WordingRevision] = {}
    proposed: defaultdict[str, list[UUID]] = defaultdict(list)
    for record, wordings in given:
        held = rows[record.public_id]
        for language in held.keys() & wordings.keys():
            proposed[language].append(record.public_id)
        changed, _ = take_wordings(record, field, wordings, held)
        for row in changed:
            saved[row.owner_id, row.language] = row
            if row.is_authentic:
                history[row.owner_id, row.language, row.revision] = as_it_reads(row)
        record.forget_texts()
    for row in saved.values():
        row.pk = None  # told apart by what it is the text of, so that new and old go in one statement
    unique = ["owner_id", "owner_kind", "field", "language"]
    LocalizedText.objects.bulk_create(
        saved.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=["text", "status", "revision", "source_revision", "updated_at"],
    )
    WordingRevision.objects.bulk_create(
        history.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=[*unique, "revision"],
        update_fields=["text", "at"],
    )
    for language, some in proposed.items():
        for start in range(0, len(some), BATCH):
            TranslationProposal.objects.filter(
                owner_kind=kind, owner_id__in=some[start : start + BATCH], field=field, language=language
            ).delete()


def _rows_by_owner(
    kind: str, field: str, owners: Sequence[UUID]
) -> defaultdict[UUID, dict[str, LocalizedText]]:
    """Owner → language → row."""
    found: defaultdict[UUID, dict[str, LocalizedText]] = defaultdict(dict)
    for start in range(0, len(owners), BATCH):
        some = owners[start : start + BATCH]
        for row in LocalizedText.objects.filter(owner_kind=kind, owner_id__in=some, field=field).order_by(
            "pk"
        ):
            found[row.owner_id][row.language] = row
    return found
