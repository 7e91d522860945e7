"""Secret addresses at which a calendar program reads an account's due dates: made, used, revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.notices.models import CalendarFeed
from sistership.window.offices.people.models import Account

USE_NOTED_EVERY = timedelta(minutes=1)
MOST_FEEDS = 20


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_calendar_feed(*, account: Account, name: str) -> tuple[CalendarFeed, str]:
    """Make an address; returns it with its secret, which is shown once and stored nowhere."""
    if not name.strip():
        raise InputError(_("A calendar address needs a name by which you know it again"), where="name")
    if account.calendar_feeds.filter(revoked_at__isnull=True).count() >= MOST_FEEDS:
        raise InputError(
            _("You have %(count)d calendar addresses already") % {"count": MOST_FEEDS},
            next_step=_("Revoke one that you no longer use"),
        )
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(account=account, name=name.strip(), digest=_digest(secret))
    _journal("calendar_feed.made", account.ref, feed)
    return feed, secret


@transaction.atomic
def revoke_calendar_feed(*, actor: Ref, feed: CalendarFeed) -> None:
    """End an address now; ending it twice changes nothing."""
    if feed.revoked_at is None:
        feed.revoked_at = clock.now()
        feed.save(update_fields=["revoked_at"])
        _journal("calendar_feed.revoked", actor, feed)


def _journal(action: str, actor: Ref, feed: CalendarFeed) -> None:
    journal.record(action=action, actor=actor, subject=feed.ref, partnership_id=None)


def find_calendar_feed(secret: str) -> CalendarFeed | None:
    """The open address of a secret, of an open account; None for any other."""
    rows = CalendarFeed.objects.filter(
        digest=_digest(secret), revoked_at__isnull=True, account__is_active=True
    )
    return rows.select_related("account").first()


def note_calendar_feed_used(*, feed: CalendarFeed) -> None:
    """Remember that the address was read now; written at most once a minute, and not journalled."""
    now = clock.now()
    CalendarFeed.objects.filter(
        Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USE_NOTED_EVERY), pk=feed.pk
    ).update(last_used_at=now)
