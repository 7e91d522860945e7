"""What talent exchange keeps for a time only; lists go by their cohort's clock, see tasks.keep_deadlines."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention
from sistership.window.offices.talent.erasure import forget_with_letters
from sistership.window.offices.talent.models import Application
from sistership.window.offices.talent.states import HOLDING


def _begun(before: datetime) -> QuerySet[Application]:
    """Begun, and not handed in since."""
    return Application.objects.filter(state="begun", changed_at__lt=before, erased_at__isnull=True)


def _over(before: datetime) -> QuerySet[Application]:
    """Of cohorts whose stays were over, without a place."""
    rows = Application.objects.filter(cohort__last_day__lt=before.date(), erased_at__isnull=True)
    return rows.exclude(placements__state__in=HOLDING)


def _stayed(before: datetime) -> QuerySet[Application]:
    """Of cohorts whose stays were over, with one."""
    rows = Application.objects.filter(cohort__last_day__lt=before.date(), erased_at__isnull=True)
    return rows.filter(placements__state__in=HOLDING).distinct()


def _forget(rows: QuerySet[Application]) -> int:
    return sum(forget_with_letters(one) for one in rows.order_by("pk"))


RETENTION = {
    "begun_applications": Retention(
        gettext_noop("applications that somebody began and did not hand in"),
        _begun,
        lambda before: _forget(_begun(before)),
    ),
    "applications": Retention(
        gettext_noop("who applied and got no place, after the cohort's last day"),
        _over,
        lambda before: _forget(_over(before)),
    ),
    "stays": Retention(
        gettext_noop("who stayed abroad, after the cohort's last day"),
        _stayed,
        lambda before: _forget(_stayed(before)),
    ),
}
