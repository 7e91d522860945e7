"""What translations keep for a time only: lists of texts that a machine drafted."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention, delete_due
from sistership.window.offices.translations.models import DraftBatch


def _ended(before: datetime) -> QuerySet[DraftBatch]:
    return DraftBatch.objects.exclude(state=DraftBatch.State.RUNNING).filter(created_at__lt=before)


RETENTION = {
    "machine_drafts": Retention(
        gettext_noop("lists of texts that were given to a machine; the drafts stay"),
        _ended,
        let_go=delete_due(_ended),
    )
}
