"""What readings keep for a time only: drafts that nobody went on with."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.readings.states import ReadingState


def _left(before: datetime) -> QuerySet[Reading]:
    return Reading.objects.filter(state=ReadingState.DRAFTED, updated_at__lt=before)


RETENTION = {
    "readings": Retention(gettext_noop("documents being read that nobody went on with"), _left, let_go=None)
}
