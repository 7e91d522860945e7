"""What duty keeps for a time only: closed breaches, answered requests, lines about retention itself."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention, delete_due
from sistership.window.ground.texts import delete_texts
from sistership.window.offices.duty.models import Breach, PersonRequest, RetentionRun


def _closed(before: datetime) -> QuerySet[Breach]:
    return Breach.objects.filter(closed_at__lt=before)


def _delete_closed(before: datetime) -> None:
    delete_texts(list(_closed(before)))
    _closed(before).delete()


def _answered(before: datetime) -> QuerySet[PersonRequest]:
    return PersonRequest.objects.filter(done_on__lt=before.date())


def _runs(before: datetime) -> QuerySet[RetentionRun]:
    return RetentionRun.objects.filter(ran_at__lt=before)


RETENTION = {
    "breaches": Retention(gettext_noop("closed breaches of personal data"), _closed, _delete_closed),
    "person_requests": Retention(
        gettext_noop("answered requests of persons about their data"), _answered, delete_due(_answered)
    ),
    "retention_runs": Retention(gettext_noop("lines that say what was let go"), _runs, delete_due(_runs)),
}
