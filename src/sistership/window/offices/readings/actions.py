"""Read a document, correct its draft, and accept or discard it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.canonical import canonical_json, digest
from sistership.common.errors import InputError, StateError
from sistership.window.ground.files import keep
from sistership.window.ground.ids import Ref
from sistership.window.ground.tasks import enqueue
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people.models import Account, Partnership
from sistership.window.offices.people.rules import require
from sistership.window.offices.readings.entries import (
    BY_NAME,
    Entry,
    draft_of_reading,
    entries_of,
    numbered,
    same_as_of,
    turned,
)
from sistership.window.offices.readings.files import drop_file
from sistership.window.offices.readings.models import Reading, SecondState
from sistership.window.offices.readings.states import READING_TABLE, ReadingState
from sistership.window.offices.visits.accept import Accepted, Paper, accept_draft, digest_of
from sistership.window.offices.visits.engine import Draft, Field, Span, Value, draft_of

ASK_SECOND = "sistership.window.offices.readings.tasks.ask_second"
SURE = 1.0
"""How sure a field is that an officer wrote or confirmed."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, of a type that was found by its content."""

    name: str
    content: bytes
    media_type: str


def _note(actor: Ref, action: str, reading: Reading, **data: Any) -> None:
    journal.record(
        action=action,
        actor=actor,
        subject=reading.ref,
        partnership_id=reading.partnership.public_id if reading.partnership else None,
        data=data,
    )


def _held(reading: Reading, event: str) -> Reading:
    """The row as it is now, held until the transaction ends; StateError where the event cannot happen."""
    found = Reading.objects.select_for_update().filter(pk=reading.pk).first()
    if found is None:
        raise StateError(
            gettext("This draft was discarded meanwhile"), next_step=gettext("Read the document again")
        )
    if (ReadingState(found.state), event) not in READING_TABLE:
        raise StateError(
            gettext("This document was accepted meanwhile"),
            next_step=gettext("Correct the records themselves"),
        )
    return found


@transaction.atomic
def read_document(
    *,
    actor: Ref,
    read_by: Account,
    text: str,
    partnership: Partnership | None = None,
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    url: str = "",
    file: Upload | None = None,
) -> tuple[Reading, bool]:
    """Draft what a text reports, and keep it; where the same text is being read already, that reading.

    Returns the reading and whether it is new. Raises InputError where the text cannot be read.
    """
    sha256 = digest_of(text)
    same = Reading.objects.filter(sha256=sha256, partnership=partnership, state=ReadingState.DRAFTED)
    known = (same if partnership else same.filter(read_by=read_by)).first()
    if known:
        return known, False
    draft = draft_of(text, published_on=published_on)
    headline = next((str(found.value) for found in draft.named("headline")), "")
    stored = keep(file.name, file.content, media_type=file.media_type) if file else None
    reading = Reading.objects.create(
        partnership=partnership,
        read_by=read_by,
        title=(title or headline or " ".join(text.split())[:80])[:300],
        publisher=publisher,
        url=url,
        file=stored,
        text=text,
        sha256=sha256,
        occasion_kind=draft.kind,
        source_kind=draft.source_kind,
        language=draft.language,
        published_on=draft.published_on,
        fields=[entry.as_json() for entry in numbered(draft.fields)],
        left_out=[list(span) for span in draft.left_out],
    )
    _note(actor, "reading.drafted", reading, sha256=sha256)
    return reading, True


def _write(actor: Ref, reading: Reading, entries: list[Entry], changed: str) -> Reading:
    reading.fields = [entry.as_json() for entry in entries]
    draft_of_reading(reading)  # what an officer typed must make a draft as well
    reading.save(update_fields=["fields", "updated_at"])
    _note(actor, "reading.corrected", reading, changed=[changed])
    return reading


def _one(entries: list[Entry], key: str) -> Entry:
    for entry in entries:
        if entry.key == key:
            return entry
    raise StateError(
        gettext("This entry was removed meanwhile"), next_step=gettext("Look at the draft as it is now")
    )


@transaction.atomic
def correct_field(
    *,
    actor: Ref,
    reading: Reading,
    key: str,
    value: Value,
    name: str | None = None,
    span: Span | None = None,
    same_as: str = BY_NAME,
) -> Reading:
    """Give a field another value (or name, or place); its alternatives are settled by that."""
    reading = _held(reading, "corrected")
    entries = entries_of(reading)
    old = _one(entries, key)
    field = replace(
        old.field,
        name=name or old.field.name,
        value=value,
        span=span or old.field.span,
        confidence=SURE,
        alternatives=(),
    )
    new = replace(old, field=field, same_as=same_as, is_corrected=True)
    return _write(actor, reading, [new if one.key == key else one for one in entries], field.name)


@transaction.atomic
def turn_promise(*, actor: Ref, reading: Reading, key: str) -> Reading:
    """Make a promise an intention, or an intention a promise."""
    reading = _held(reading, "corrected")
    entries = entries_of(reading)
    old = _one(entries, key)
    new = replace(old, field=replace(turned(old.field), confidence=SURE), is_corrected=True)
    return _write(actor, reading, [new if one.key == key else one for one in entries], new.field.name)


@transaction.atomic
def remove_field(*, actor: Ref, reading: Reading, key: str) -> Reading:
    """Take a field out of the draft."""
    reading = _held(reading, "corrected")
    entries = entries_of(reading)
    gone = _one(entries, key)
    return _write(actor, reading, [one for one in entries if one.key != key], gone.field.name)


@transaction.atomic
def add_field(*, actor: Ref, reading: Reading, name: str, value: Value, span: Span) -> tuple[Reading, str]:
    """Add what the reader did not see, at its place in the text; returns its key too."""
    reading = _held(reading, "corrected")
    entries = entries_of(reading)
    if not 0 <= span[0] < span[1] <= len(reading.text):
        raise InputError(gettext("These words do not stand in the document"), where="quote")
    field = Field(name=name, value=value, span=span, confidence=SURE)
    (new,) = numbered([field], after=[one.key for one in entries])
    entries.append(replace(new, is_corrected=True))
    entries.sort(key=lambda one: one.field.span[0])  # stable: those of one place stay in their order
    return _write(actor, reading, entries, name), new.key


@transaction.atomic
def set_heading(
    *, actor: Ref, reading: Reading, kind: str, source_kind: str, partnership: Partnership | None
) -> Reading:
    """Say what sort of occasion and document it is, and which partnership it is about."""
    reading = _held(reading, "corrected")
    before = reading.occasion_kind, reading.source_kind, reading.partnership
    reading.occasion_kind, reading.source_kind, reading.partnership = kind, source_kind, partnership
    draft_of_reading(reading)
    after = reading.occasion_kind, reading.source_kind, reading.partnership
    names = ("occasion_kind", "source_kind", "partnership")
    changed = [name for name, old, new in zip(names, before, after, strict=True) if old != new]
    if changed:
        reading.save(update_fields=[*names, "updated_at"])
        _note(actor, "reading.corrected", reading, changed=changed)
    return reading


@transaction.atomic
def replace_draft(*, actor: Ref, reading: Reading, draft: Draft) -> Reading:
    """Put a whole corrected draft in place of the one found; one that is accepted already stays."""
    reading = _held(reading, "accepted")
    if reading.state == ReadingState.ACCEPTED:
        return reading
    reading.occasion_kind, reading.source_kind = draft.kind, draft.source_kind
    reading.language, reading.published_on = draft.language, draft.published_on
    reading.left_out = [list(span) for span in draft.left_out]
    entries = [replace(entry, is_corrected=True) for entry in numbered(draft.fields)]
    reading.save()
    return _write(actor, reading, entries, "everything")


def version_of(reading: Reading) -> str:
    """Changes with anything that accepting depends on."""
    partnership = reading.partnership_id or 0
    return digest(canonical_json([reading.fields, reading.occasion_kind, reading.source_kind, partnership]))


def _paper(reading: Reading) -> Paper:
    return Paper(title=reading.title, publisher=reading.publisher, url=reading.url, file=reading.file)


def _accept(account: Account, reading: Reading) -> Accepted:
    """Make the records. Raises RuleError where the account acts for no city of the partnership found.

    Raises StateError where a choice between two readings of one place is still open.
    """
    entries = entries_of(reading)
    open_choices = [entry.field for entry in entries if entry.field.alternatives]
    if open_choices:
        words = reading.text[slice(*open_choices[0].span)]
        raise StateError(
            gettext("“%(words)s” can be read in more than one way") % {"words": words[:80]},
            next_step=gettext("Choose one of them first"),
        )
    accepted = accept_draft(
        actor=account.ref,
        text=reading.text,
        draft=draft_of_reading(reading),
        partnership=reading.partnership,
        same_as=same_as_of(entries),
        paper=_paper(reading),
    )
    if accepted.partnership:
        require(account, "partnership.write", accepted.partnership)
    return accepted


def plan(*, account: Account, reading: Reading) -> Accepted:
    """Exactly what accepting the draft as it stands would make: it is done, looked at, and undone."""
    with transaction.atomic():
        accepted = _accept(account, reading)
        transaction.set_rollback(True)
    return accepted


@transaction.atomic
def accept_reading(
    *, account: Account, reading: Reading, version: str | None = None
) -> tuple[Reading, Accepted | None]:
    """Make the records of the draft, once; None where an earlier acceptance of this reading made them.

    `version` is that of the draft as its plan was shown; another one raises StateError.
    """
    reading = _held(reading, "accepted")
    if reading.state == ReadingState.ACCEPTED:
        return reading, None
    if version is not None and version != version_of(reading):
        raise StateError(
            gettext("The draft was changed since you looked at what it would make"),
            next_step=gettext("Look at it once more, then accept"),
        )
    file = reading.file
    accepted = _accept(account, reading)
    if accepted.partnership:
        reading.partnership = accepted.partnership
    reading.state = ReadingState.ACCEPTED
    reading.document = accepted.document
    reading.made = accepted.made
    reading.text, reading.fields, reading.left_out, reading.file = "", [], [], None
    reading.save()
    drop_file(file)
    _note(account.ref, "reading.accepted", reading, document=accepted.document.public_id)
    return reading, accepted


@transaction.atomic
def discard(*, actor: Ref, reading: Reading) -> None:
    """Delete the draft and its file."""
    reading = _held(reading, "discarded")
    file = reading.file
    _note(actor, "reading.discarded", reading)
    reading.delete()
    drop_file(file)


@transaction.atomic
def request_second(*, actor: Ref, reading: Reading) -> Reading:
    """Have the second reader asked in the background; asking again while it is asked does nothing."""
    reading = _held(reading, "corrected")
    if reading.second_state != SecondState.ASKED:
        reading.second_state, reading.second_problem = SecondState.ASKED, ""
        reading.save(update_fields=["second_state", "second_problem", "updated_at"])
        _note(actor, "reading.second_asked", reading)
        enqueue(ASK_SECOND, str(reading.public_id))
    return reading


@transaction.atomic
def take_second(*, reading: Reading, found: Draft, failure: str) -> None:
    """Let what both readers found together join the draft; what an officer corrected stays as it is."""
    row = Reading.objects.select_for_update().filter(pk=reading.pk, state=ReadingState.DRAFTED).first()
    if row is None or row.second_state != SecondState.ASKED:
        return
    row.second_state = SecondState.FAILED if failure else SecondState.ANSWERED
    row.second_problem = failure
    if not failure:
        entries = joined(entries_of(row), found)
        row.fields = [entry.as_json() for entry in entries]
        _note(SYSTEM, "reading.second_answered", row)
    row.save(update_fields=["second_state", "second_problem", "fields", "updated_at"])


def joined(entries: list[Entry], found: Draft) -> list[Entry]:
    """The entries with what the second reader adds and where it differs; nothing removed comes back."""
    by_place = {(field.name, field.span): field for field in found.fields}
    kept = [
        entry
        if entry.is_corrected
        else replace(entry, field=by_place.get((entry.field.name, entry.field.span), entry.field))
        for entry in entries
    ]
    known = {(entry.field.name, entry.field.span) for entry in entries}
    proposed = (field for field in found.fields if field.reader == "model")
    added = [field for field in proposed if (field.name, field.span) not in known]
    kept += numbered(added, after=[entry.key for entry in entries])
    return sorted(kept, key=lambda one: one.field.span[0])
