"""Work on a case: take it, write to the enquirer, hear from them, note, close and reopen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import StoredFile
from sistership.window.ground.search import entries as search
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.cases import letters
from sistership.window.offices.cases.actions.happening import (
    ENQUIRER,
    check,
    happen,
    locked,
    promised_hours,
)
from sistership.window.offices.cases.actions.receiving import LONGEST_WORDS, Attached, Came, keep_words
from sistership.window.offices.cases.models import (
    Case,
    CaseFileNumber,
    CaseMessage,
    Channel,
    Direction,
    OutcomeKind,
)
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Account, Side

Kind = Literal["replied", "asked", "answered"]


@dataclass(frozen=True, slots=True)
class Words:
    """What an officer writes."""

    text: str
    language: str
    subject: str = ""
    files: Sequence[StoredFile] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case."""

    kind: str
    texts: Mapping[str, str] = field(default_factory=dict)
    """In words, by language; they may become public with the promises that they served."""
    commitment: Commitment | None = None


def _checked_words(words: Words) -> Words:
    if not words.text.strip():
        raise InputError(_("There are no words to send"), where="text")
    if len(words.text) > LONGEST_WORDS:
        raise InputError(
            _("The text has %(length)d characters") % {"length": len(words.text)},
            where="text",
            allowed=_("up to %(length)d characters") % {"length": LONGEST_WORDS},
        )
    return words


@transaction.atomic
def take(*, actor: Ref, case: Case, account: Account) -> Case:
    """An officer of the owing side takes the case."""
    case = locked(case)
    check(case, "taken")
    case.officer = account
    case.save(update_fields=["officer"])
    return happen(case, "taken", actor=actor, side=case.side, detail={"officer": str(account.public_id)})


@transaction.atomic
def write(
    *, actor: Ref, case: Case, kind: Kind, words: Words, author: str, channel: str = Channel.FORM
) -> CaseMessage:
    """Write to the enquirer: a word on the way (replied), a question (asked), or the answer (answered).

    Without an e-mail address the words are kept as said on the telephone, and the clocks count them.
    """
    words = _checked_words(words)
    case = locked(case)
    check(case, kind)
    message = keep_words(
        case,
        direction=Direction.OUT,
        text=words.text,
        came=Came(
            channel=channel if case.enquirer_email else Channel.PHONE,
            files=[Attached(name=one.name, file=one) for one in words.files],
        ),
        side=case.side,
        account_id=actor.public_id if actor.kind == "account" else None,
        author=author,
        language=words.language,
        subject=words.subject[:200],
    )
    letter = letters.send_words(case, message, words.files)
    if letter is not None:
        message.letter_id, message.message_id = letter.public_id, letter.message_id
        message.save(update_fields=["letter_id", "message_id"])
    if case.is_unread:
        case.is_unread = False
        case.save(update_fields=["is_unread"])
    happen(case, kind, actor=actor, side=case.side)
    message.case = case
    return message


@transaction.atomic
def hear(*, case: Case, text: str, came: Came, language: str = "", subject: str = "") -> CaseMessage:
    """Keep what the enquirer wrote; an answer that was waited for sets the clocks going again."""
    if not text.strip() and not came.files:
        raise InputError(_("There are no words"), where="text")
    case = locked(case)
    message = keep_words(
        case,
        direction=Direction.IN,
        text=text[:LONGEST_WORDS],
        came=came,
        author=case.enquirer_name,
        language=language,
        subject=subject[:200],
    )
    case.is_unread = True
    case.save(update_fields=["is_unread"])
    happen(case, "wrote", actor=ENQUIRER, side=None)
    letters.tell_desk(case, case.side, officer=case.officer, has_written=True)
    message.case = case
    return message


@transaction.atomic
def note(
    *,
    actor: Ref,
    case: Case,
    side: Side,
    text: str,
    language: str,
    author: str,
    is_shared: bool = False,
    files: Sequence[StoredFile] = (),
) -> CaseMessage:
    """Write a note that stays with the side, or (`is_shared`) a word that the other reading sides see."""
    words = _checked_words(Words(text=text, language=language))
    case = locked(case)
    message = keep_words(
        case,
        direction=Direction.SHARED if is_shared else Direction.NOTE,
        text=words.text,
        came=Came(channel=Channel.FORM, files=[Attached(name=one.name, file=one) for one in files]),
        side=side,
        account_id=actor.public_id if actor.kind == "account" else None,
        author=author,
        language=language,
    )
    journal.record(
        action="case.shared" if is_shared else "case.noted",
        actor=actor,
        subject=case.ref,
        partnership_id=case.partnership.public_id,
        data={"case": case.number, "side": side.public_id},
    )
    search.refresh([message.ref])  # a note is found by itself: fewer may read it than the case
    return message


def mark_read(case: Case) -> None:
    """Somebody of the owing side has looked at the case."""
    if case.is_unread:
        Case.objects.filter(pk=case.pk, is_unread=True).update(is_unread=False)
        case.is_unread = False


@transaction.atomic
def set_file_number(*, actor: Ref, case: Case, side: Side, number: str) -> None:
    """Note under which number the side's own registry keeps the case; an empty one removes it."""
    number = number.strip()
    rows = CaseFileNumber.objects.filter(case=case, side=side)
    if number:
        CaseFileNumber.objects.update_or_create(case=case, side=side, defaults={"number": number[:80]})
    else:
        rows.delete()
    journal.record(
        action="case.file_number",
        actor=actor,
        subject=case.ref,
        partnership_id=case.partnership.public_id,
        data={"case": case.number, "side": side.public_id, "number": number},
    )


@transaction.atomic
def close(*, actor: Ref, case: Case, outcome: Outcome) -> Case:
    """Close a case with what came of it, and the commitment that it served."""
    case = locked(case)
    check(case, "closed")
    if outcome.kind not in OutcomeKind.values:
        raise InputError(
            _("'%(kind)s' is no outcome") % {"kind": outcome.kind},
            where="outcome",
            allowed=", ".join(OutcomeKind.values),
        )
    if outcome.kind == OutcomeKind.DUPLICATE:
        raise StateError(
            _("A duplicate is not closed by itself"), next_step=_("Merge it with the case that goes on")
        )
    if outcome.commitment is not None and outcome.commitment.partnership_id != case.partnership_id:
        raise InputError(_("The commitment belongs to another partnership"), where="commitment")
    case.outcome_kind, case.commitment = outcome.kind, outcome.commitment
    case.save(update_fields=["outcome_kind", "commitment"])
    if outcome.texts:
        write_texts(case, {"outcome": dict(outcome.texts)})
    served = str(outcome.commitment.public_id) if outcome.commitment else None
    return happen(
        case, "closed", actor=actor, side=case.side, detail={"outcome": outcome.kind, "commitment": served}
    )


@transaction.atomic
def reopen(*, actor: Ref, case: Case, reason: str, language: str) -> Case:
    """Open an answered or closed case again, with a reason; its clocks begin anew."""
    case = locked(case)
    check(case, "reopened")
    if not reason.strip():
        raise InputError(_("Say why the case is opened again"), where="reason")
    if case.merged_into_id is not None:
        raise StateError(_("This case went on under another number"), next_step=_("Open that case"))
    case.outcome_kind = ""
    case.save(update_fields=["outcome_kind"])
    return happen(
        case,
        "reopened",
        actor=actor,
        side=case.side,
        promise=promised_hours(case.side, case.service),
        reason=reason.strip(),
        reason_language=language,
    )


@transaction.atomic
def merge(*, actor: Ref, case: Case, into: Case) -> Case:
    """Close a case as the same as another of the same side, which goes on; its words stay where they are."""
    if case.pk == into.pk:
        raise InputError(_("A case cannot be merged with itself"), where="into")
    rows = {row.pk: row for row in (locked(one) for one in sorted((case, into), key=lambda one: one.pk))}
    case, into = rows[case.pk], rows[into.pk]
    check(case, "merged")
    if case.side_id != into.side_id:
        raise InputError(
            _("The two cases are owed by different sides"),
            where="into",
            next_step=_("Hand one of them over first"),
        )
    if into.merged_into_id is not None:
        raise StateError(
            _("The other case itself went on under another number"), next_step=_("Open that case")
        )
    case.merged_into, case.outcome_kind = into, OutcomeKind.DUPLICATE
    case.save(update_fields=["merged_into", "outcome_kind"])
    return happen(case, "merged", actor=actor, side=case.side, detail={"into": into.number})
