"""What matchmaking days keep for a time only: who took part."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention
from sistership.window.offices.matchdays.erasure import forget_registration
from sistership.window.offices.matchdays.models import Matchday, Registration


def _past(before: datetime) -> QuerySet[Registration]:
    over = Matchday.objects.annotate(ended_at=Max("slots__ends_at")).filter(ended_at__lt=before)
    return Registration.objects.filter(matchday__in=over.values("pk"), erased_at__isnull=True)


def _forget_past(before: datetime) -> int:
    return sum(forget_registration(one) for one in _past(before).order_by("pk").iterator(chunk_size=200))


RETENTION = {
    "matchday_registrations": Retention(
        gettext_noop("who took part in matchmaking days that are over"), _past, let_go=_forget_past
    )
}
