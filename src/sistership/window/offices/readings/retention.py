"""What readings keep for a time only: drafts that nobody went on with."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from sistership.window.ground.retention import Retention
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.readings.states import ReadingState


def _left(before: datetime) -> QuerySet[Reading]:
    return Reading.objects.filter(state=ReadingState.DRAFTED, updated_at__lt=before)


RETENTION = {"readings": Retention("documents being read that nobody went on with", _left, let_go=None)}
