"""Read and write texts in several languages: one query for any number of records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import Any, Literal, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Manager, Model, QuerySet

from sistership.common.text import Localized, Variant
from sistership.window.ground import clock
from sistership.window.ground.models import (
    LocalizedText,
    TextStatus,
    TranslationProposal,
    WordingRevision,
)
from sistership.window.ground.records import Record

M = TypeVar("M", bound=Model)


class _Wording(NamedTuple):
    """What a page takes of a LocalizedText; it holds thousands, and whole records take longer to make."""

    owner_kind: str
    owner_id: UUID
    field: str
    language: str
    text: str
    status: str
    revision: int
    source_revision: int | None

    @property
    def is_authentic(self) -> bool:
        return self.status == TextStatus.AUTHENTIC.value


def _localized(rows: Iterable[_Wording]) -> Localized:
    rows = list(rows)
    newest = max((row.revision for row in rows if row.is_authentic), default=0)
    return Localized(
        {
            row.language: Variant(
                text=row.text,
                language=row.language,
                is_authentic=row.is_authentic,
                is_stale=not row.is_authentic and (row.source_revision or 0) < newest,
                is_machine_draft=row.status == TextStatus.MACHINE_DRAFT.value,
            )
            for row in rows
        }
    )


def load_texts(*groups: Iterable[Record]) -> None:
    """Attach all texts to all records given, with one query.

    Give lists: two rows of one record are equal, and a set of them would leave one without its texts.
    """
    records = [record for group in groups for record in group]
    with_texts = [record for record in records if record.TEXT_FIELDS]
    if not with_texts:
        return
    found: dict[tuple[str, UUID], dict[str, Localized]] = {}
    rows = LocalizedText.objects.filter(owner_id__in={record.public_id for record in with_texts}).order_by(
        "owner_kind", "owner_id", "field", "pk"
    )
    wordings = map(_Wording._make, rows.values_list(*_Wording._fields))
    for (kind, owner, field), group in groupby(wordings, lambda one: one[:3]):
        found.setdefault((kind, owner), {})[field] = _localized(group)
    for record in with_texts:
        record.attach_texts(found.get((record.kind(), record.public_id), {}))


def take_wordings(
    record: Record,
    field: str,
    wordings: Mapping[str, str],
    rows: dict[str, LocalizedText],
    authentic: Collection[str] = (),
) -> tuple[list[LocalizedText], list[LocalizedText]]:
    """(rows to save, rows to remove) after wordings are given for a field whose rows by language are `rows`.

    Saves nothing; `rows` is brought up to date. What counts as authentic is said at `write_texts`.
    """
    if field not in record.TEXT_FIELDS:
        raise KeyError(f"{type(record).__name__} has no text {field!r}; it has {record.TEXT_FIELDS}")
    saved: list[LocalizedText] = []
    removed: list[LocalizedText] = []
    counts = set(authentic) or {language for language, row in rows.items() if row.is_authentic}
    given = [language for language, text in wordings.items() if text.strip()]
    if not counts & (set(rows) | set(given)) and given:
        counts = {given[0]}
    newest = max((row.revision for row in rows.values() if row.is_authentic), default=0)
    # Authentic wordings first, so that translations given with them count as made from them.
    for language in sorted(wordings, key=lambda code: code not in counts):
        text = wordings[language].strip()
        row = rows.get(language)
        if not text:
            if row:
                removed.append(rows.pop(language))
            continue
        is_authentic = language in counts
        if row is None:
            row = LocalizedText(
                owner_kind=record.kind(), owner_id=record.public_id, field=field, language=language
            )
            row.revision = max(newest, 1)
        elif is_authentic and row.text != text:
            row.revision = newest + 1
        elif is_authentic and not row.is_authentic:
            row.revision = max(newest, 1)  # older translations stay out of date
        row.text = text
        row.status = TextStatus.AUTHENTIC if is_authentic else TextStatus.TRANSLATION
        if is_authentic:
            newest = max(newest, row.revision)
        row.source_revision = None if is_authentic else newest
        rows[language] = row
        saved.append(row)
    return saved, removed


def write_texts(
    record: Record, texts: Mapping[str, Mapping[str, str]], *, authentic: Iterable[str] = ()
) -> None:
    """Set wordings: field → language → text. Call inside an action's transaction.

    Languages in `authentic` become (or stay) authentic; where none is named and the field has none yet,
    the first language given is. An empty text removes the wording. A changed authentic wording makes
    every other translation stale; a translation written now is made from the newest revision, and a
    machine draft becomes the translation of whoever writes it. What authentic wordings said is kept.
    """
    authentic = set(authentic)
    history: list[WordingRevision] = []
    for field, wordings in texts.items():
        rows = {
            row.language: row
            for row in LocalizedText.objects.filter(
                owner_kind=record.kind(), owner_id=record.public_id, field=field
            )
        }
        had = rows.keys() & wordings.keys()
        saved, removed = take_wordings(record, field, wordings, rows, authentic)
        for row in removed:
            row.delete()
        for row in saved:
            row.save()
        history += [as_it_reads(row) for row in saved if row.is_authentic]
        if had:
            _of(record, TranslationProposal.objects).filter(field=field, language__in=list(wordings)).delete()
    WordingRevision.objects.bulk_create(
        history,
        update_conflicts=True,
        unique_fields=["owner_id", "owner_kind", "field", "language", "revision"],
        update_fields=["text", "at"],
    )
    record.forget_texts()


def _of(record: Record, rows: Manager[M]) -> QuerySet[M]:
    return rows.filter(owner_kind=record.kind(), owner_id=record.public_id)


def as_it_reads(row: LocalizedText) -> WordingRevision:
    """What an authentic wording says now, to be kept."""
    return WordingRevision(
        owner_kind=row.owner_kind,
        owner_id=row.owner_id,
        field=row.field,
        language=row.language,
        revision=row.revision,
        text=row.text,
        at=clock.now(),
    )


def write_machine_draft(
    record: Record, field: str, language: str, text: str, *, source_revision: int
) -> Literal["draft", "proposal", "not_needed"]:
    """Keep a machine's translation without touching what a person wrote. Call inside a transaction.

    It becomes a machine draft where there is no wording or only another draft, a proposal beside a
    translation whose source changed, and nothing where a person's wording is up to date or where the
    source is no longer at `source_revision`.
    """
    rows = {
        row.language: row
        for row in _of(record, LocalizedText.objects).filter(field=field).select_for_update()
    }
    newest = max((row.revision for row in rows.values() if row.is_authentic), default=0)
    row = rows.get(language)
    if newest != source_revision or (row and row.is_authentic):
        return "not_needed"
    unit: dict[str, Any] = {
        "owner_kind": record.kind(),
        "owner_id": record.public_id,
        "field": field,
        "language": language,
    }
    if row is None or row.status == TextStatus.MACHINE_DRAFT:
        draft = row or LocalizedText(**unit, revision=newest)
        draft.text, draft.status, draft.source_revision = text, TextStatus.MACHINE_DRAFT, newest
        draft.save()
        record.forget_texts()
        return "draft"
    if (row.source_revision or 0) >= newest:
        return "not_needed"
    TranslationProposal.objects.update_or_create(
        **unit, defaults={"text": text, "source_revision": newest, "at": clock.now()}
    )
    return "proposal"


def delete_texts(records: Iterable[Record]) -> None:
    """Remove every wording of the records, past ones too; call when the records are deleted."""
    from sistership.window.ground.search.entries import forget  # cycle: entries are made of texts

    owners = [record.public_id for record in records]
    for table in (LocalizedText, WordingRevision, TranslationProposal):
        table._default_manager.filter(owner_id__in=owners).delete()
    forget(owners)
