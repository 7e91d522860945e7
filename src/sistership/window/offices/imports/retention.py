"""What imports keep for a time only: files that nobody imported, and lines that say what was imported."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sistership.window.ground.retention import Retention, delete_due
from sistership.window.offices.imports import actions
from sistership.window.offices.imports.models import ImportRun, RunState
from sistership.window.offices.journal.actions import SYSTEM


def _open(before: datetime) -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(state=RunState.OPEN, created_at__lt=before)


def _ended(before: datetime) -> QuerySet[ImportRun]:
    return ImportRun.objects.exclude(state=RunState.OPEN).filter(ended_at__lt=before)


def _discard(before: datetime) -> None:
    for run in _open(before):
        actions.discard_run(actor=SYSTEM, run=run)


RETENTION = {
    "imports": Retention(gettext_noop("files that were sent and never imported"), _open, let_go=_discard),
    "import_runs": Retention(
        gettext_noop("lines that say what was imported"), _ended, let_go=delete_due(_ended)
    ),
}
