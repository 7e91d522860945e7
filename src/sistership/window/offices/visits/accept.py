"""Accept what the reader drafts from a document: an agreement, a visit, promises and hopes, with sources.

1. A document is known by the digest of its text. One that records already cite is not accepted again.
2. Cities, bodies and persons are matched by any name or alias, in any script, and made where they are new.
3. What the text does not say stays empty. What cannot be placed (a person without a city, a promise that
   nobody owes) is left out and named in the notes, never guessed.
4. An agreement or a visit that the partnership already has on that day is not made again: the document
   becomes one more source of it.
5. A promise goes under the direction whose title shares a word with it; those said in the same breath stay
   together. Where none fits it stands under the first direction. The notes name each that was so placed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document, Source
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.visits.engine import Draft, draft_of
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.take_agreement import take_agreement, take_commitments
from sistership.window.offices.visits.take_visit import take_intentions, take_visit
from sistership.window.offices.visits.taking import Taking


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
    notes: tuple[str, ...] = ()
    """What was left out or placed by rule, for the officer to check."""


@transaction.atomic
def accept_text(
    *,
    actor: Ref,
    text: str,
    partnership: Partnership | None = None,
    published_on: date | None = None,
) -> Accepted:
    """Draft the text and make the records; the same text a second time makes nothing.

    Without a partnership it is found by the two cities that the text names, or made. Raises InputError
    where the text cannot be read, says no kind of occasion, no day of a visit, or no two cities.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = Document.objects.filter(sha256=digest).first()
    if known and Source.objects.filter(document=known).exists():
        _keep_text(known, text, actor)
        return Accepted(document=known, is_new=False)
    draft = draft_of(text, published_on=published_on)
    _check(draft)
    taking = Taking(draft, text, actor=actor, partnership=partnership)
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
        notes=tuple(taking.notes),
    )


def _keep_text(document: Document, text: str, actor: Ref) -> None:
    """Keep the text of a document that was known by its digest alone, so that its spans can be quoted."""
    if not document.text:
        document.text = text
        document.save(update_fields=["text"])
        journal.record(action="document.text_added", actor=actor, subject=document.ref, partnership_id=None)


def _check(draft: Draft) -> None:
    if draft.kind == "unknown":
        raise InputError(
            "The text does not say whether something was signed or a visit was paid",
            next_step="Enter the occasion by hand",
        )
    if draft.kind == "visit" and not draft.named("event_date"):
        raise InputError(
            "The text does not say on which day the visit was",
            next_step="Give the day of publication with --published-on, or enter the visit by hand",
        )
