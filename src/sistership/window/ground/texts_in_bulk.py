"""Write the texts of many new records with few queries; what they say is what `write_texts` would write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sistership.window.ground import clock
from sistership.window.ground.models import LocalizedText, TextStatus, WordingRevision
from sistership.window.ground.records import Record

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
