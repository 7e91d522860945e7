"""What notices keep for a time only: letters, links, addresses that nobody confirmed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention, delete_due
from sistership.window.offices.notices import following
from sistership.window.offices.notices.models import (
    DailyLetter,
    IncomingMessage,
    Message,
    OneTimeToken,
    Subscription,
)


def _letters(before: datetime) -> QuerySet[Message]:
    ended = Message.objects.exclude(state=Message.State.QUEUED)
    return ended.filter(created_at__lt=before).exclude(body="")


def _links(before: datetime) -> QuerySet[OneTimeToken]:
    return OneTimeToken.objects.filter(Q(used_at__lt=before) | Q(expires_at__lt=before))


def _incoming(before: datetime) -> QuerySet[IncomingMessage]:
    return IncomingMessage.objects.exclude(state=IncomingMessage.State.ASIDE).filter(at__lt=before)


def _days(before: datetime) -> QuerySet[DailyLetter]:
    return DailyLetter.objects.filter(day__lt=before.date())


def _unconfirmed(before: datetime) -> QuerySet[Subscription]:
    return Subscription.objects.filter(account__isnull=True, confirmed_at__isnull=True, created_at__lt=before)


RETENTION = {
    "unconfirmed": Retention(
        gettext_noop("addresses of followers that nobody confirmed, with their letters and links"),
        _unconfirmed,
        let_go=lambda before: following.forget_unconfirmed(before=before),
    ),
    "letters": Retention(
        gettext_noop("the words of letters that were sent or given up; that one went stays"),
        _letters,
        let_go=lambda before: _letters(before).update(body="", stop_url=""),
    ),
    "incoming": Retention(
        gettext_noop(
            "that a letter came in, who sent it and its words where they were put away; filed ones stand "
            "in the records"
        ),
        _incoming,
        let_go=delete_due(_incoming),
    ),
    "daily_letters": Retention(
        gettext_noop("on which days somebody got the letter of the morning"), _days, let_go=delete_due(_days)
    ),
    "links": Retention(
        gettext_noop("one-time links that were used or have ended"), _links, let_go=delete_due(_links)
    ),
}
