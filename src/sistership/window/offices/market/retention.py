"""What the market keeps for a time only."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention, delete_due
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.market.actions import living
from sistership.window.offices.market.models import Profile, Sight
from sistership.window.offices.market.states import ProfileState

OVER = (ProfileState.EXPIRED, ProfileState.WITHDRAWN, ProfileState.REFUSED, ProfileState.ON_HOLD)


def _drafts(before: datetime) -> QuerySet[Profile]:
    """Begun and never handed in, without a change since."""
    rows = Profile.objects.filter(state=ProfileState.DRAFT, handed_in_at__isnull=True, created_at__lt=before)
    return rows.exclude(versions__changed_at__gte=before)


def _over(before: datetime) -> QuerySet[Profile]:
    return Profile.objects.filter(state__in=OVER).exclude(events__at__gte=before)


def _sights(before: datetime) -> QuerySet[Sight]:
    return Sight.objects.filter(at__lt=before)


def _forget_over(before: datetime) -> int:
    profiles = list(_over(before).order_by("pk")[:200])
    for profile in profiles:
        living.forget(actor=SYSTEM, profile=profile)
    return len(profiles)


def _forget_drafts(before: datetime) -> int:
    with transaction.atomic():
        drafts = list(_drafts(before).order_by("pk")[:200])
        for profile in drafts:
            living.forget(actor=SYSTEM, profile=profile)
    return len(drafts)


RETENTION = {
    "market_drafts": Retention(
        gettext_noop("profiles of the market that somebody began and did not hand in"),
        _drafts,
        let_go=_forget_drafts,
    ),
    "market_profiles": Retention(
        gettext_noop("who it was, and the words, of profiles that are expired, withdrawn or refused"),
        _over,
        let_go=_forget_over,
    ),
    "market_sights": Retention(
        gettext_noop("who saw which profile of the market"), _sights, let_go=delete_due(_sights)
    ),
}
