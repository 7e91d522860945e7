"""Read and write texts in several languages: one query for any number of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from uuid import UUID

from sistership.common.text import Localized, Variant
from sistership.window.ground.models import LocalizedText, TextStatus
from sistership.window.ground.records import Record


def _localized(rows: Iterable[LocalizedText]) -> Localized:
    rows = list(rows)
    newest = max((row.revision for row in rows if row.is_authentic), default=0)
    return Localized(
        {
            row.language: Variant(
                text=row.text,
                language=row.language,
                is_authentic=row.is_authentic,
                is_stale=not row.is_authentic and (row.source_revision or 0) < newest,
                is_machine_draft=row.status == TextStatus.MACHINE_DRAFT,
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
        "owner_kind", "owner_id", "field"
    )
    for (kind, owner, field), group in groupby(rows, lambda row: (row.owner_kind, row.owner_id, row.field)):
        found.setdefault((kind, owner), {})[field] = _localized(group)
    for record in with_texts:
        record.attach_texts(found.get((record.kind(), record.public_id), {}))


def write_texts(
    record: Record, texts: Mapping[str, Mapping[str, str]], *, authentic: Iterable[str] = ()
) -> None:
    """Set wordings: field → language → text. Call inside an action's transaction.

    Languages in `authentic` become (or stay) authentic; where none is named and the field has none yet,
    the first language given is. An empty text removes the wording. A changed authentic wording makes
    every other translation stale; a translation written now is made from the newest revision.
    """
    authentic = set(authentic)
    for field, wordings in texts.items():
        if field not in record.TEXT_FIELDS:
            raise KeyError(f"{type(record).__name__} has no text {field!r}; it has {record.TEXT_FIELDS}")
        rows = {
            row.language: row
            for row in LocalizedText.objects.filter(
                owner_kind=record.kind(), owner_id=record.public_id, field=field
            )
        }
        counts = authentic or {language for language, row in rows.items() if row.is_authentic}
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
                    row.delete()
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
            row.save()
    record.forget_texts()


def delete_texts(records: Iterable[Record]) -> None:
    """Remove every wording of the records; call when the records are deleted."""
    LocalizedText.objects.filter(owner_id__in=[record.public_id for record in records]).delete()
