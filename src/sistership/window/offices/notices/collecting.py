"""Keep letters that come in: each once, offered to the offices that take letters, else set aside.

1. A letter is the same as an earlier one when it says the same under the same Message-ID, by whatever way
   and with whatever marks of mail servers it came.
2. Bounces mark the letter that came back. Programs' letters that no office takes are kept and need nothing.
3. What no office takes, and what an office wants somebody to see first, waits for a person, with its files.
4. What cannot be read is refused with the reason, and stays in the mailbox's own folder.
"""

from __future__ import annotations

import hashlib
import logging

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sistership.common.errors import InputError, SistershipError, StateError
from sistership.formats.mail import IncomingLetter, Nature, read_letter
from sistership.window.ground import clock
from sistership.window.ground.files import store
from sistership.window.ground.ids import Ref
from sistership.window.ground.incoming import Filed, reason, reason_of
from sistership.window.ground.models import StoredFile
from sistership.window.ground.registry import registry
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices import bounces
from sistership.window.offices.notices.models import IncomingMessage, Message
from sistership.window.offices.people.models import Side

LONGEST_TEXT = 20_000
LARGEST_MB = 20
logger = logging.getLogger(__name__)


def digest_of(letter: IncomingLetter) -> str:
    """Of what a letter says; the marks that mail servers put on it on its way do not count."""
    whole = hashlib.sha256()
    sender = letter.sender.address.casefold() if letter.sender else ""
    for words in (letter.message_id, sender, letter.subject, letter.text):
        whole.update(words.encode("utf-8", "replace") + b"\x00")
    for attached in letter.attachments:
        whole.update(hashlib.sha256(attached.content).digest())
    return whole.hexdigest()


def keep(content: bytes, *, is_whole: bool = True, size_bytes: int = 0) -> IncomingMessage:
    """Keep one message of the mailbox, once: the same one again is the row that it is already."""
    try:
        letter = read_letter(content, now=clock.now())
    except InputError as error:
        return _refused(hashlib.sha256(content).hexdigest(), error)
    digest = digest_of(letter)
    known = IncomingMessage.objects.filter(digest=digest).first()
    if known is not None:
        return known
    if not is_whole:
        return _too_large(letter, digest, size_bytes)
    try:
        # In English, so that why a letter waits can be translated where it is shown.
        with translation.override("en"), transaction.atomic():
            return _kept(letter, digest, _offered(letter))
    except SistershipError as error:
        why = "\n".join(filter(None, (reason_of(error), error.next_step)))
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError):
        # A fault of the window's own must neither lose the letter nor keep it in the box for ever.
        logger.exception("The letter %s could not be filed", letter.message_id)
        why = gettext_noop("The window could not file it; its log says why")
    with translation.override("en"), transaction.atomic():
        return _kept(letter, digest, Filed(reason=why))


def _offered(letter: IncomingLetter) -> Filed | None:
    """What the first office that knows the letter made of it."""
    if letter.nature is Nature.BOUNCE and letter.bounce is not None:
        returned = bounces.note_bounce(letter.bounce)
        return Filed(about=returned.ref if returned else None)
    for take in registry.letter_takers.values():
        filed = take(letter)
        if filed is not None:
            return filed
    return None


def _kept(letter: IncomingLetter, digest: str, filed: Filed | None) -> IncomingMessage:
    is_program = letter.nature in (Nature.AUTOMATIC, Nature.BOUNCE)
    if filed is not None and not filed.reason:
        state = IncomingMessage.State.TAKEN
    elif is_program:
        state = IncomingMessage.State.KEPT
    else:
        state = IncomingMessage.State.ASIDE
    row = _row(letter, digest, state=state)
    if filed is not None:
        row.reason, row.side_id = filed.reason, filed.side_id
        if filed.about is not None:
            row.about_kind, row.about_id = filed.about
    elif state == IncomingMessage.State.ASIDE:
        row.reason = gettext_noop("It was sent to no address that the window knows")
    files: list[StoredFile] = []
    if state == IncomingMessage.State.ASIDE:
        row.text = (letter.new_text or letter.text)[:LONGEST_TEXT]
        files, refused = store_files(letter)
        lines = [reason("%(name)s: %(why)s", name=name, why=why) for name, why in refused]
        row.reason = "\n".join((row.reason, *lines))
    row.save()
    row.files.set(files)
    return row


def _row(letter: IncomingLetter, digest: str, *, state: str, why: str = "") -> IncomingMessage:
    return IncomingMessage(
        message_id=letter.message_id[:250],
        digest=digest,
        sender=letter.sender.address[:320] if letter.sender else "",
        sender_name=letter.sender.name[:200] if letter.sender else "",
        subject=letter.subject[:250],
        language=letter.languages[0] if letter.languages else "",
        nature=letter.nature.value,
        at=clock.now(),
        state=state,
        reason=why,
    )


def store_files(letter: IncomingLetter) -> tuple[list[StoredFile], list[tuple[str, str]]]:
    """The letter's files that are taken, and (name, why) of those that are not."""
    files, refused = [], []
    for attached in letter.attachments:
        try:
            files.append(store(attached.name, attached.content, declared=attached.media_type))
        except InputError as error:
            refused.append((attached.name, error.what))
    return files, refused


def _refused(digest: str, error: InputError) -> IncomingMessage:
    row, _is_new = IncomingMessage.objects.get_or_create(
        digest=digest,
        defaults={"at": clock.now(), "state": IncomingMessage.State.REFUSED, "reason": reason_of(error)},
    )
    return row


def _too_large(letter: IncomingLetter, digest: str, size_bytes: int) -> IncomingMessage:
    """Refuse a letter of which only the beginning was read, and tell its sender what to do."""
    size = f"{size_bytes / 1024 / 1024:.0f}"
    why = reason(
        gettext_noop("The letter has %(size)s MB; at most %(limit)d are taken"), size=size, limit=LARGEST_MB
    )
    with transaction.atomic():
        row = _row(letter, digest, state=IncomingMessage.State.REFUSED, why=why)
        row.save()
        if letter.sender and letter.nature is Nature.ORDINARY and not _is_own(letter.sender.address):
            _tell_too_large(letter, row, size)
    return row


def _is_own(address: str) -> bool:
    return address.casefold() in settings.MAIL_FROM.casefold() or address == settings.CASE_ADDRESS


def _tell_too_large(letter: IncomingLetter, row: IncomingMessage, size: str) -> Message | None:
    assert letter.sender is not None
    since = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    to = letter.sender.address.lower()
    if Message.objects.filter(to=to, about_kind="incoming_message", created_at__gte=since).exists():
        return None  # told today
    language = next((code for code in letter.languages if code in dict(settings.LANGUAGES)), "en")
    with translation.override(language):
        return notices.post(
            to=to,
            language=language,
            subject=_("Your letter could not be taken: %(subject)s") % {"subject": letter.subject[:150]},
            body=_(
                "Your letter has %(size)s MB; the window takes letters of at most %(limit)d MB, so nobody "
                "has read it.\n\nPlease send its files one by one, or by the form: %(form)s\n"
            )
            % {"size": size, "limit": LARGEST_MB, "form": f"{settings.PUBLIC_URL}/{language}/"},
            about=row.ref,
            partnership_id=None,
            thread=[letter.message_id],
        )


@transaction.atomic
def discard(*, actor: Ref, row: IncomingMessage) -> IncomingMessage:
    """Put a letter that waits away: what it says goes after some time."""
    row = waiting(row)
    row.state = IncomingMessage.State.DISCARDED
    row.save(update_fields=["state"])
    journal.record(action="letter.discarded", actor=actor, subject=row.ref, partnership_id=None)
    return row


@transaction.atomic
def give_to_side(*, actor: Ref, row: IncomingMessage, side: Side) -> IncomingMessage:
    """Give a letter that names no side to one, whose staff see it from now on."""
    row = waiting(row)
    row.side_id = side.public_id
    row.save(update_fields=["side_id"])
    journal.record(
        action="letter.given",
        actor=actor,
        subject=row.ref,
        partnership_id=None,
        data={"side": side.public_id},
    )
    return row


def waiting(row: IncomingMessage) -> IncomingMessage:
    """A letter that waits, locked; raises StateError where somebody was faster."""
    row = IncomingMessage.objects.select_for_update().get(pk=row.pk)
    if row.state != IncomingMessage.State.ASIDE:
        raise StateError(
            _("Somebody has dealt with this letter already"), next_step=_("Look at the list again")
        )
    return row


def taken_as(row: IncomingMessage, about: Ref) -> None:
    """A letter that waited became a record, which holds its words from now on."""
    row.state, row.text, row.reason = IncomingMessage.State.TAKEN, "", ""
    row.about_kind, row.about_id = about
    row.save(update_fields=["state", "text", "reason", "about_kind", "about_id"])
    row.files.clear()
