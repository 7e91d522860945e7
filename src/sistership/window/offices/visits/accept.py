"""Accept a draft of a document: an agreement, a visit, promises and hopes, with sources.

The draft is the reader's, or the one that an officer made of it; the command line, the API and the desk
all come here.

1. A document is known by the digest of its text. One that records already cite is not accepted again. Its
   row is held until the transaction ends, so that two who accept one text take turns.
2. Cities, bodies and persons are matched by any name or alias, in any script, and made where they are new,
   unless an officer said which record is meant, or that it is a new one.
3. What the text does not say stays empty. What cannot be placed (a person without a city, a promise that
   nobody owes) is left out and named in the notes, never guessed.
4. An agreement or a visit that the partnership already has on that day is not made again: the document
   becomes one more source of it.
5. A promise goes under the direction whose title shares a word with it; those said in the same breath stay
   together. Where none fits it stands under the first direction. The notes name each that was so placed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document, Source, StoredFile
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.visits.engine import Draft, Field, Span, draft_of
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.take_agreement import take_agreement, take_commitments
from sistership.window.offices.visits.take_visit import take_intentions, take_visit
from sistership.window.offices.visits.taking import Made, SameAs, Taking


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of a document."""

    document: Document
    is_new: bool
    """False where records already cite the document: nothing was made."""
    partnership: Partnership | None = None
    agreement: Agreement | None = None
    visit: Visit | None = None
    made: dict[str, int] = field(default_factory=dict)
    """How many records of each kind were made."""
    records: tuple[Made, ...] = ()
    """The records, in the order in which they were made."""
    notes: tuple[str, ...] = ()
    """What was left out or placed by rule, for the officer to check."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a document beside its text, where the draft does not say it."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    file: StoredFile | None = None


def digest_of(text: str) -> str:
    """By what a text is known."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def accept_text(
    *,
    actor: Ref,
    text: str,
    partnership: Partnership | None = None,
    published_on: date | None = None,
) -> Accepted:
    """Draft the text and make the records; the same text a second time makes nothing.

    Raises InputError where the text cannot be read, and where its draft cannot be accepted.
    """
    known = _known(text, actor)
    if known:
        return known
    draft = draft_of(text, published_on=published_on)
    return accept_draft(actor=actor, text=text, draft=draft, partnership=partnership)


@transaction.atomic
def accept_draft(
    *,
    actor: Ref,
    text: str,
    draft: Draft,
    partnership: Partnership | None = None,
    same_as: Mapping[Field, SameAs] | None = None,
    paper: Paper | None = None,
) -> Accepted:
    """Make the records of a draft of the text; the same text a second time makes nothing.

    Without a partnership it is found by the two cities that the draft names, or made. `same_as` says of a
    person or body which record it is, or that it is a new one. Raises InputError where a span lies outside
    the text, where the draft says no kind of occasion, no day of a visit, or no two cities.
    """
    known = _known(text, actor)
    if known:
        return known
    _check(draft, text)
    paper = paper or Paper()
    document, is_first = _held(text, draft, paper)
    if not is_first and Source.objects.filter(document=document).exists():
        return Accepted(document=document, is_new=False)  # somebody else accepted it a moment ago
    taking = Taking(
        draft,
        text,
        actor=actor,
        partnership=partnership,
        document=document,
        same_as=same_as or {},
        title=paper.title,
        is_first=is_first,
    )
    agreement, is_new_agreement = take_agreement(taking)
    visit, is_new_visit = take_visit(taking, agreement)
    if is_new_agreement or (agreement is None and is_new_visit):
        take_commitments(taking, agreement)
        take_intentions(taking, agreement, visit)
    journal.record(
        action="draft.accepted",
        actor=actor,
        subject=taking.document.ref,
        partnership_id=taking.partnership.public_id,
        data={"made": dict(taking.made)},
    )
    return Accepted(
        document=taking.document,
        is_new=True,
        partnership=taking.partnership,
        agreement=agreement,
        visit=visit,
        made=dict(taking.made),
        records=tuple(taking.records),
        notes=tuple(taking.notes),
    )


def _known(text: str, actor: Ref) -> Accepted | None:
    """What is answered where records cite the text already."""
    document = Document.objects.filter(sha256=digest_of(text)).first()
    if document is None or not Source.objects.filter(document=document).exists():
        return None
    if not document.text:
        # It was known by its digest alone: with its text, its spans can be quoted.
        document.text = text
        document.save(update_fields=["text"])
        journal.record(action="document.text_added", actor=actor, subject=document.ref, partnership_id=None)
    return Accepted(document=document, is_new=False)


def _held(text: str, draft: Draft, paper: Paper) -> tuple[Document, bool]:
    """The document's row, held until the transaction ends, and whether it was made now."""
    said = {found.name: found.value for found in reversed(draft.fields)}
    document, is_first = Document.objects.get_or_create(
        sha256=digest_of(text),
        defaults={
            "document_kind": draft.source_kind,
            "language": draft.language.lower(),
            "publisher": (paper.publisher or str(said.get("publisher", "")))[:200],
            "published_on": draft.published_on,
            "url": paper.url,
            "file": paper.file,
            "text": text,
        },
    )
    return Document.objects.select_for_update().get(pk=document.pk), is_first


def _spans(fields: tuple[Field, ...]) -> list[Span]:
    return [span for found in fields for span in (found.span, *_spans(found.alternatives))]


def _check(draft: Draft, text: str) -> None:
    outside = [span for span in _spans(draft.fields) if span[1] > len(text)]
    if outside:
        raise InputError(
            gettext("The draft points to characters %(start)s to %(end)s, but the text has %(length)s")
            % {"start": outside[0][0], "end": outside[0][1], "length": len(text)},
            where="fields",
            next_step=gettext("Read the document again"),
        )
    if draft.kind == "unknown":
        raise InputError(
            gettext("The text does not say whether something was signed or a visit was paid"),
            where="kind",
            next_step=gettext("Enter the occasion by hand"),
        )
    if draft.kind == "visit" and not draft.named("event_date"):
        raise InputError(
            gettext("The text does not say on which day the visit was"),
            where="event_date",
            next_step=gettext("Give the day of publication with --published-on, or enter the visit by hand"),
        )


__all__ = [
    "Accepted",
    "Made",
    "Paper",
    "SameAs",
    "accept_draft",
    "accept_text",
    "digest_of",
]
