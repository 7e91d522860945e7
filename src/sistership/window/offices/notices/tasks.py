"""Deliver letters, write the weekly ones, and collect those that come in.

The outbox table decides; a task only wakes it, so losing one loses no letter.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import transaction

from sistership.common.errors import OutsideError
from sistership.window.ground import clock
from sistership.window.ground.files import open_stored
from sistership.window.ground.incoming import said_reason
from sistership.window.ground.models import StoredFile
from sistership.window.ground.ports import Enclosure, Letter, Mailbox, Waiting, mailbox, mailer
from sistership.window.ground.tasks import enqueue
from sistership.window.offices.notices import bounces, collecting, following
from sistership.window.offices.notices.models import Message

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
COLLECT = "sistership.window.offices.notices.tasks.collect"
COLLECTING_S = 30.0
"""Less than the time after which the worker takes a task for dead (Q_CLUSTER)."""
_GIVEN_UP = "The last letters to this address all came back"
logger = logging.getLogger(__name__)


def _letter(message: Message) -> Letter:
    return Letter(
        sender=settings.MAIL_FROM,
        to=message.to,
        subject=message.subject,
        body=message.body,
        message_id=message.message_id,
        language=message.language,
        stop_url=message.stop_url,
        reply_to=message.reply_to,
        in_reply_to=message.in_reply_to,
        references=tuple(message.references.split()),
        is_automatic=not message.is_personal,
        attachments=tuple(map(_enclosure, message.files.order_by("pk"))),
    )


def _enclosure(stored: StoredFile) -> Enclosure:
    try:
        with open_stored(stored) as file:
            return Enclosure(stored.name, stored.media_type, file.read())
    except OSError as error:
        raise OutsideError(
            f"The file {stored.name} that goes with the letter cannot be read ({error.strerror or error})",
            next_step="Restore the folder of uploads from a backup; the letter is tried again",
        ) from error


def deliver(public_id: str) -> str:
    """Send one letter if it is due. At least once: a crash after sending repeats it with the same id."""
    with transaction.atomic():
        message = (
            Message.objects.select_for_update()
            .filter(public_id=UUID(public_id), state=Message.State.QUEUED)
            .first()
        )
        if message is None or message.next_attempt_at > clock.now():
            return "nothing to do"
        message.attempts += 1
        # Leased: if this process dies while it talks to the server, sweep() takes the letter up again.
        message.next_attempt_at = clock.now() + FIRST_WAIT * 2 ** (message.attempts - 1)
        message.save(update_fields=["attempts", "next_attempt_at"])
    if message.attempts == 1 and not message.is_personal and bounces.only_bounces(message.to):
        Message.objects.filter(pk=message.pk).update(state=Message.State.FAILED, last_error=_GIVEN_UP)
        return "not sent"
    try:
        mailer().send(_letter(message))
    except OutsideError as error:
        has_failed = message.attempts >= MAX_ATTEMPTS
        Message.objects.filter(pk=message.pk).update(
            last_error=error.message,
            state=Message.State.FAILED if has_failed else Message.State.QUEUED,
        )
        return "failed" if has_failed else "will be tried again"
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=clock.now(), last_error="")
    return "sent"


def sweep() -> int:
    """Send every letter that is due: retries, and those whose waking task was lost. Runs every minute."""
    due = Message.objects.filter(state=Message.State.QUEUED, next_attempt_at__lte=clock.now())
    public_ids = list(due.order_by("next_attempt_at").values_list("public_id", flat=True)[:50])
    for public_id in public_ids:
        deliver(str(public_id))
    return len(public_ids)


def write_weekly_letters() -> int:
    """Write a letter to each weekly follower for whom a week of news is over. Runs every hour."""
    return following.write_weekly_letters()


@contextmanager
def _opened() -> Iterator[Mailbox | None]:
    box = mailbox()
    try:
        yield box
    finally:
        if box is not None:
            box.close()


def collect() -> int:
    """Keep the letters that wait in the mailbox; returns how many. Runs every minute, and again at once
    where there are more than it has time for.

    A letter is marked as done after it is stored, so whoever is killed in between finds it stored.
    """
    began, count = monotonic(), 0
    try:
        with _opened() as box:
            for waiting in box.fetch() if box is not None else ():
                if monotonic() - began > COLLECTING_S:
                    with transaction.atomic():
                        enqueue(COLLECT)
                    break
                count += _collect_one(box, waiting)
    except OutsideError as error:  # asked again in a minute; the doctor says the same
        logger.warning("Letters cannot be fetched: %s", error)
    return count


def _collect_one(box: Mailbox | None, waiting: Waiting) -> int:
    assert box is not None
    try:
        kept = collecting.keep(waiting.content, is_whole=waiting.is_whole, size_bytes=waiting.size_bytes)
    except Exception:  # one letter stops no other; it stays in the box and is tried again
        logger.exception("The letter %s could not be stored", waiting.id)
        return 0
    if kept.state == kept.State.REFUSED:
        box.refuse(waiting.id, said_reason(kept.reason))
    else:
        box.take(waiting.id)
    return 1
