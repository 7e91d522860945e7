"""Deliver letters, and write the weekly ones.

The outbox table decides; a task only wakes it, so losing one loses no letter.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from sistership.common.errors import OutsideError
from sistership.window.ground import clock
from sistership.window.ground.ports import Letter, mailer
from sistership.window.offices.notices import following
from sistership.window.offices.notices.models import Message

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)


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
    letter = Letter(
        sender=settings.MAIL_FROM,
        to=message.to,
        subject=message.subject,
        body=message.body,
        message_id=message.message_id,
        language=message.language,
        stop_url=message.stop_url,
    )
    try:
        mailer().send(letter)
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
