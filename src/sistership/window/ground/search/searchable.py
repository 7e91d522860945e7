"""What an office says of a kind of record that is found by its words.

How to register. In the office's `apps.py`, once the models are there:

    registry.searchable["lesson"] = Searchable(label=_("Lessons"), model=Lesson, visible=visible_lessons)

1. `visible` is the office's own rule. Nothing is found, counted or shown that it does not return.
2. `passages` must say only what every reader of the row may read. What fewer may read (an internal note) is a
   record of a kind of its own, with a rule of its own.
3. Nothing else is to be called: whatever is journalled is indexed anew, in the same transaction, so journal
   an action under the record whose words it changed, after the change. Where the words of a record stand in
   rows beside it (the messages of a case), that is the record beside which they stand.
4. Pages name the address of the kind in `pages/search.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sistership.window.ground.records import Record


class Passage(NamedTuple):
    """Some words of a record."""

    text: str
    language: str = ""


Passages = Mapping[UUID, Sequence[Passage]]


def own_texts(records: Sequence[Any]) -> dict[UUID, list[Passage]]:
    """All texts of the records in all languages, field after field: one query."""
    from sistership.window.ground.texts import load_texts  # needs the models, which load after registrations

    load_texts(records)
    return {
        record.public_id: [
            Passage(one.text, one.language)
            for field in record.TEXT_FIELDS
            for one in record.localized(field).variants.values()
        ]
        for record in records
    }


def on(day: date | None, record: Any) -> datetime:
    """The instant by which a record of a day is ordered; of none, when it was made."""
    made: datetime = record.created_at
    return datetime.combine(day, time(), UTC) if day else made


@dataclass(frozen=True, slots=True)
class Searchable:
    """A kind of record that is found by its words."""

    label: Any
    """Heading of its results, a lazy translation: Commitments."""
    model: type[Record]
    visible: Callable[[Any], QuerySet[Any]]
    """Reader → the rows that the reader may see."""
    passages: Callable[[Sequence[Any]], Passages] = own_texts
    """Rows → their words, by public id."""
    title: str = "title"
    """The text by which a row is shown."""
    called: Callable[[Any], Passage] | None = None
    """What a row is called where that is no text in several languages: the subject of a case."""
    rows: Callable[[], QuerySet[Any]] | None = None
    """Which rows are indexed; None: all of the model."""
    at: Callable[[Any], datetime] = lambda record: on(None, record)
    """By which instant rows are ordered, the newest first."""
    beside: tuple[str, ...] = ()
    """Foreign keys that showing a row follows."""

    def title_of(self, record: Any, language: str) -> Passage:
        """By what a row is shown to a reader of the language; empty where it has no title."""
        if self.called is not None:
            return self.called(record)
        text = record.localized(self.title).text(language) if self.title in record.TEXT_FIELDS else ""
        return Passage(text, language)
