"""Put letters into the outbox, issue and redeem one-time tokens, follow and unfollow."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import StoredFile
from sistership.window.ground.tasks import enqueue
from sistership.window.offices.notices.models import (
    DigestChoice,
    IncomingMessage,
    LetterRhythm,
    Message,
    OneTimeToken,
    Subscription,
)
from sistership.window.offices.people.models import Account

DELIVER = "sistership.window.offices.notices.tasks.deliver"
TOKEN_LIFE = timedelta(days=45)


def post(
    *,
    to: str,
    language: str,
    subject: str,
    body: str,
    about: Ref,
    partnership_id: UUID | None,
    stop_url: str = "",
    reply_to: str = "",
    thread: Sequence[str] = (),
    is_personal: bool = False,
    files: Sequence[StoredFile] = (),
    not_before: datetime | None = None,
) -> Message:
    """Write a letter into the outbox, in the transaction of the action that causes it, and wake the post.

    `stop_url` is where one click ends such letters, for one that somebody subscribed to. `thread` holds
    the Message-IDs of the letters before this one, oldest first; it answers the last of them.
    `is_personal` for words that somebody wrote, which no automatic mark makes mail programs set aside.
    It leaves at once, or with the first round after `not_before`.
    """
    message = Message.objects.create(
        to=to,
        language=language,
        subject=subject,
        body=body,
        about_kind=about.kind,
        about_id=about.public_id,
        partnership_id=partnership_id,
        stop_url=stop_url,
        reply_to=reply_to,
        in_reply_to=thread[-1] if thread else "",
        references="\n".join(thread),
        is_personal=is_personal,
        next_attempt_at=not_before or clock.now(),
    )
    if files:
        message.files.set(files)
    enqueue(DELIVER, str(message.public_id))
    return message


def retry(message: Message) -> None:
    """Try a failed letter again now."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message.pk)
        if message.state == Message.State.SENT:
            raise StateError(gettext("This letter was already sent"))
        message.state = Message.State.QUEUED
        message.next_attempt_at = clock.now()
        message.save(update_fields=["state", "next_attempt_at"])
        enqueue(DELIVER, str(message.public_id))


def forget_letters(about: Ref, *, to: Collection[str] | None = None) -> int:
    """Delete the letters about a record and from whom some came in, or only those to any of the addresses;
    returns how many."""
    rows = Message.objects.filter(about_id=about.public_id)
    if to is not None:
        return rows.filter(to__in=list(to)).delete()[0]
    subjects = [about.public_id, *rows.values_list("public_id", flat=True)]  # letters that came back, too
    came, _ = IncomingMessage.objects.filter(about_id__in=subjects).delete()
    return came + rows.delete()[0]


def strike_words(words: str, mark: str, *, kind: str, since: datetime) -> int:
    """Put a mark in the place of words in the letters about a kind of record; returns in how many."""
    rows = Message.objects.filter(about_kind=kind, created_at__gte=since, body__contains=words)
    return rows.update(body=Replace("body", Value(words), Value(mark)))


def sent_letters(kind: str, *, before: datetime) -> QuerySet[Message]:
    """Letters about records of a kind that were sent before an instant."""
    return Message.objects.filter(about_kind=kind, sent_at__lt=before)


def forget_sent_letters(kind: str, *, before: datetime) -> int:
    """Delete letters about records of a kind that were sent before an instant; returns how many."""
    deleted, _ = sent_letters(kind, before=before).delete()
    return deleted


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def issue_token(
    *, purpose: str, about: Ref, side_id: UUID | None, email: str, life: timedelta = TOKEN_LIFE
) -> str:
    """Make a one-time token and return its secret, which is stored nowhere."""
    secret = secrets.token_urlsafe(32)
    OneTimeToken.objects.create(
        purpose=purpose,
        about_kind=about.kind,
        about_id=about.public_id,
        side_id=side_id,
        email=email,
        digest=_digest(secret),
        expires_at=clock.now() + life,
    )
    return secret


def find_token(secret: str, *, purpose: str, lock: bool = False) -> OneTimeToken:
    """The token of a secret; raises InputError for an unknown one, StateError for a used or expired one."""
    tokens = OneTimeToken.objects.filter(digest=_digest(secret), purpose=purpose)
    token = (tokens.select_for_update() if lock else tokens).first()
    if token is None:
        raise InputError(
            gettext("This link is not known here"), next_step=gettext("Open it again from the letter")
        )
    if token.used_at:
        raise StateError(
            gettext("This link was already used"), next_step=gettext("Nothing more is needed from you")
        )
    if token.expires_at <= clock.now():
        raise StateError(
            gettext("This link has expired"), next_step=gettext("Ask the other side's desk for a new one")
        )
    return token


def use_token(secret: str, *, purpose: str) -> OneTimeToken:
    """Mark a token used; must run inside the transaction of the answer that it allows."""
    token = find_token(secret, purpose=purpose, lock=True)
    token.used_at = clock.now()
    token.save(update_fields=["used_at"])
    return token


def withdraw_tokens(about: Ref, *, purpose: str) -> int:
    """End every open token about a record, as when it was answered another way."""
    return OneTimeToken.objects.filter(
        about_id=about.public_id, purpose=purpose, used_at__isnull=True
    ).update(used_at=clock.now())


def follow(*, account: Account, about: Ref, rhythm: str = LetterRhythm.AT_ONCE) -> None:
    """Follow a record; following again changes how often letters come."""
    Subscription.objects.update_or_create(
        account=account,
        about_id=about.public_id,
        defaults={"about_kind": about.kind, "rhythm": rhythm},
    )


def unfollow(*, account: Account, about: Ref) -> None:
    """Stop following a record."""
    Subscription.objects.filter(account=account, about_id=about.public_id).delete()


def choose_morning_letter(*, account: Account, is_daily: bool) -> None:
    """Say whether a letter comes each working morning with what is due."""
    DigestChoice.objects.update_or_create(account=account, defaults={"is_daily": is_daily})


def wants_morning_letter(account: Account) -> bool:
    """Whether it comes; it does until the account says otherwise."""
    return not DigestChoice.objects.filter(account=account, is_daily=False).exists()
