"""What people keep for a time only, and the one place that lets go of everything whose time is over.

Personal records are never erased by a clock: accounts and persons are named, and a person decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.registry import registry
from sistership.window.ground.retention import Retention, delete_due
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Account, ApiToken, Person, Post

INSTALLATION = Ref("installation", UUID(int=0))


@dataclass(frozen=True, slots=True)
class Over:
    """What was found of one kind."""

    name: str
    what: str
    days: int
    count: int
    to_decide: tuple[UUID, ...] | None
    """Public ids of records about which a person decides; None where the window lets go by itself."""


@transaction.atomic
def let_go(*, actor: Ref, is_dry_run: bool = False) -> list[Over]:
    """Let go of every row whose time is over, and journal how many of each; a dry run only counts."""
    found = []
    for name, kept in registry.retention.items():
        days = settings.RETENTION_DAYS[name]
        before = clock.now() - timedelta(days=days)
        due = kept.due(before)
        count = due.count()
        to_decide = None if kept.let_go else tuple(due.order_by("pk").values_list("public_id", flat=True))
        found.append(Over(name, kept.what, days, count, to_decide))
        if count and kept.let_go and not is_dry_run:
            kept.let_go(before)
    counts = {one.name: one.count for one in found if one.count and one.to_decide is None}
    if counts and not is_dry_run:
        journal.record(
            action="retention.applied",
            actor=actor,
            subject=INSTALLATION,
            partnership_id=None,
            data={"counts": counts},
        )
    return found


def _sessions(before: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=before)


def _visits(before: datetime) -> QuerySet[Any]:
    found: QuerySet[Any] = UserSession.objects.filter(last_seen_at__lt=before).exclude(
        session_key__in=Session.objects.values("session_key")
    )
    return found


def _tokens(before: datetime) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(Q(revoked_at__lt=before) | Q(expires_at__lt=before))


def _closed(before: datetime) -> QuerySet[Account]:
    last_seen = Q(last_login__lt=before) | Q(last_login__isnull=True, date_joined__lt=before)
    return Account.objects.filter(last_seen, is_active=False)


def never_used(before: datetime) -> QuerySet[Account]:
    """Open accounts made before an instant that nobody ever signed in to."""
    return Account.objects.filter(is_active=True, last_login__isnull=True, date_joined__lt=before)


def _persons(before: datetime) -> QuerySet[Person]:
    """Persons in no post since then, and not able to sign in."""
    serving = Post.objects.filter(Q(until__isnull=True) | Q(until__gte=before.date()))
    return (
        Person.objects.filter(created_at__lt=before, erased_at__isnull=True)
        .exclude(pk__in=serving.values("person"))
        .exclude(account__is_active=True)
    )


def _listed(what: str, due: Callable[[datetime], QuerySet[Any]]) -> Retention:
    return Retention(what, due, let_go=None)


RETENTION = {
    "sessions": Retention(
        gettext_noop("visits of signed-in people that have ended"), _sessions, delete_due(_sessions)
    ),
    "visits_of_accounts": Retention(
        gettext_noop("lines that say from where somebody was signed in"), _visits, delete_due(_visits)
    ),
    "tokens": Retention(
        gettext_noop("tokens for programs that were revoked or have ended"), _tokens, delete_due(_tokens)
    ),
    "closed_accounts": _listed(gettext_noop("closed accounts"), _closed),
    "unused_accounts": _listed(gettext_noop("accounts that were never used"), never_used),
    "persons": _listed(gettext_noop("persons who have held no post since then"), _persons),
}
