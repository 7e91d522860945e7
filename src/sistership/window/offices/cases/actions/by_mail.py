"""Deeds on cases by letters: an enquirer's words, an officer's reply or command, a copy, a new enquiry."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, RuleError, StateError
from sistership.formats.mail import IncomingLetter
from sistership.window.ground.files import store
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.actions import handover, work
from sistership.window.offices.cases.actions.happening import ENQUIRER, happen, locked
from sistership.window.offices.cases.actions.receiving import (
    LONGEST_WORDS,
    Attached,
    Came,
    Enquiry,
    keep_words,
    receive,
)
from sistership.window.offices.cases.engine import language_of
from sistership.window.offices.cases.mail_commands import Command, read_command
from sistership.window.offices.cases.models import (
    Case,
    CaseMessage,
    Channel,
    Direction,
    Handover,
    OutcomeKind,
    Service,
)
from sistership.window.offices.cases.states import OfferState
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.notices.collecting import taken_as, waiting
from sistership.window.offices.notices.models import IncomingMessage
from sistership.window.offices.people.models import Account, Side

MOST_FILES = 50


def attached(letter: IncomingLetter) -> list[Attached]:
    """The letter's files, each kept or refused with the reason; those past the fiftieth are named."""
    found = []
    for number, one in enumerate(letter.attachments):
        if number >= MOST_FILES:
            found.append(Attached(one.name, refused=_("There were too many files")))
            continue
        try:
            file = store(one.name, one.content, declared=one.media_type)
            found.append(Attached(one.name, file=file))
        except InputError as error:
            found.append(Attached(one.name, refused=error.what))
    return found


def _said(letter: IncomingLetter) -> str:
    """What the sender wrote; all of it where that is nothing but repeated words. Never for commands."""
    return (letter.new_text or letter.text).strip()[:LONGEST_WORDS]


def _came(letter: IncomingLetter) -> Came:
    is_more = len(letter.text.strip()) > len(letter.new_text.strip())
    return Came(
        channel=Channel.MAIL,
        message_id=letter.message_id[:250],
        quoted=letter.text[:LONGEST_WORDS] if letter.new_text and is_more else "",
        files=attached(letter),
    )


def _sender(letter: IncomingLetter) -> str:
    assert letter.sender is not None
    name, address = letter.sender.name.strip(), letter.sender.address
    return f"{name} <{address}>"[:120] if name else address[:120]


def _language(letter: IncomingLetter, otherwise: str) -> str:
    return language_of(_said(letter), declared=letter.languages, otherwise=otherwise)


@transaction.atomic
def hear_letter(*, case: Case, letter: IncomingLetter) -> CaseMessage:
    """File what the enquirer wrote; from another address than theirs it says from which."""
    message = work.hear(
        case=case,
        text=_said(letter),
        came=_came(letter),
        language=_language(letter, case.language),
        subject=letter.subject,
    )
    if letter.sender and letter.sender.address.lower() != case.enquirer_email:
        message.author = _sender(letter)
        message.save(update_fields=["author"])
    return message


@transaction.atomic
def keep_automatic(*, case: Case, letter: IncomingLetter) -> CaseMessage:
    """File what the enquirer's mail program answered by itself: no clock starts, and nobody is told."""
    message = keep_words(
        locked(case),
        direction=Direction.IN,
        text=_said(letter) or letter.subject,
        came=_came(letter),
        author=_("automatic reply"),
        language=_language(letter, case.language),
        subject=letter.subject[:200],
    )
    _journal("case.automatic_reply", ENQUIRER, case)
    return message


def _journal(action: str, actor: Ref, case: Case, side: Side | None = None) -> None:
    journal.record(
        action=action,
        actor=actor,
        subject=case.ref,
        partnership_id=case.partnership.public_id,
        data={"case": case.number, "side": side.public_id if side else None},
    )


@transaction.atomic
def file_copy(
    *, case: Case, letter: IncomingLetter, side: Side, account: Account, is_known: bool = False
) -> CaseMessage:
    """File a letter that an officer sent past the window, with a copy to the case.

    To the enquirer: words to them; otherwise words that the reading sides share. `is_known`: it came to the
    officer's own address, which nobody else has, so that the clocks count it as a reply; a letter to the
    address that the enquirer has as well could be anybody's, and moves no clock.
    """
    case = locked(case)
    addressed = {one.address.lower() for one in (*letter.to, *letter.cc)}
    is_to_enquirer = bool(case.enquirer_email) and case.enquirer_email in addressed
    counts = is_known and is_to_enquirer and case.side_id == side.pk
    message = keep_words(
        case,
        direction=Direction.OUT if is_to_enquirer else Direction.SHARED,
        text=_said(letter),
        came=_came(letter),
        side=side,
        account_id=account.public_id,
        author=account.get_full_name()[:120],
        language=_language(letter, side.city.language),
        subject=letter.subject[:200],
    )
    if counts:
        happen(case, "replied", actor=account.ref, side=side)
    else:
        _journal("case.copy_filed", account.ref, case, side)
    return message


@transaction.atomic
def open_by_letter(*, side: Side, letter: IncomingLetter) -> Case:
    """A stranger's letter becomes a case of the side, confirmed in its thread."""
    assert letter.sender is not None
    text = _said(letter) or letter.subject
    return receive(
        actor=ENQUIRER,
        side=side,
        enquiry=Enquiry(
            service=Service.OTHER,
            text=text,
            subject=letter.subject,
            language=_language(letter, side.city.language),
            name=letter.sender.name,
            email=letter.sender.address,
        ),
        came=_came(letter),
    )


@transaction.atomic
def open_from_waiting(*, actor: Ref, row: IncomingMessage, side: Side) -> Case:
    """Somebody of the side makes a case of a letter that waited."""
    row = waiting(row)
    case = receive(
        actor=actor,
        side=side,
        enquiry=Enquiry(
            service=Service.OTHER,
            text=row.text.strip() or row.subject,
            subject=row.subject,
            language=language_of(row.text, declared=(row.language,), otherwise=side.city.language),
            name=row.sender_name,
            email=row.sender,
        ),
        came=Came(
            channel=Channel.MAIL,
            message_id=row.message_id,
            files=[Attached(name=one.name, file=one) for one in row.files.all()],
        ),
    )
    taken_as(row, case.ref)
    return case


def _files(letter: IncomingLetter) -> Sequence[Attached]:
    """The files of an officer's letter; one that is not taken stops the letter, so that she hears of it."""
    files = attached(letter)
    for one in files:
        if one.refused:
            raise InputError(f"{one.name}: {one.refused}", where="files")
    return files


def _offer_to(case: Case, side: Side) -> Handover:
    found = (
        case.handovers.filter(state=OfferState.OFFERED, to_side=side)
        .select_related("case", "from_side__city", "to_side__city")
        .first()
    )
    if found is None:
        raise StateError(
            _("No handover of this case waits for your answer"),
            next_step=_("Open the case to see how it stands"),
        )
    return found


@transaction.atomic
def act(*, case: Case, letter: IncomingLetter, side: Side, account: Account | None) -> str:
    """Do what a letter to an officer's address asks for; returns the command's name.

    `account` is None for a letter from the side's desk. Raises the errors of the deed.
    """
    command = read_command(letter.new_text)
    actor = account.ref if account else side.ref
    author = (account.get_full_name() if account else side.city.localized("name").text(side.city.language))[
        :120
    ]
    language = language_of(
        command.words,
        declared=letter.languages,
        otherwise=(account and account.language) or side.city.language,
    )
    if command.name == "accept":
        handover.accept(actor=actor, handover=_offer_to(case, side), answer=command.words, language=language)
    elif command.name == "decline":
        handover.decline(actor=actor, handover=_offer_to(case, side), answer=command.words, language=language)
    elif command.name in ("note", "share") or (command.name == "reply" and case.side_id != side.pk):
        work.note(
            actor=actor,
            case=case,
            side=side,
            text=command.words,
            language=language,
            author=author,
            is_shared=command.name != "note",
            files=[one.file for one in _files(letter) if one.file],
        )
    else:
        _require_owing(case, side)
        _write(case, letter, command, actor=actor, author=author, language=language, account=account)
    return command.name


def _require_owing(case: Case, side: Side) -> None:
    if case.side_id != side.pk:
        raise RuleError(
            _("Your side does not owe the answer in this case"),
            next_step=_("Answer without a command: the other side then reads your words"),
        )


def _write(
    case: Case,
    letter: IncomingLetter,
    command: Command,
    *,
    actor: Ref,
    author: str,
    language: str,
    account: Account | None,
) -> None:
    if command.name == "take":
        if account is None:
            raise RuleError(
                _("A desk cannot take a case, only an officer can"),
                next_step=_("Answer from your own address"),
            )
        work.take(actor=actor, case=case, account=account)
        return
    kinds: dict[str, work.Kind] = {"ask": "asked", "answer": "answered", "close": "answered"}
    work.write(
        actor=actor,
        case=case,
        kind=kinds.get(command.name, "replied"),
        words=work.Words(
            text=command.words, language=language, files=[one.file for one in _files(letter) if one.file]
        ),
        author=author,
        channel=Channel.MAIL,
    )
    if command.name == "close":
        work.close(actor=actor, case=case, outcome=work.Outcome(kind=OutcomeKind.SERVED))
