"""What the window keeps for a time only; each office names its part in the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop


@dataclass(frozen=True, slots=True)
class Retention:
    """One kind of row that is kept for some days; `settings.RETENTION_DAYS` says how many."""

    what: str
    """In words, for the command and the documents."""
    due: Callable[[datetime], QuerySet[Any]]
    """Rows whose time is over, when those from before an instant are."""
    let_go: Callable[[datetime], object] | None
    """Delete or empty the rows from before an instant; None: a person decides, the window only names them."""


def delete_due(due: Callable[[datetime], QuerySet[Any]]) -> Callable[[datetime], object]:
    """Let go by deleting every row that is due."""
    return lambda before: due(before).delete()


def _finished_work(before: datetime) -> QuerySet[Any]:
    from django_q.models import Task  # needs the apps loaded

    found: QuerySet[Any] = Task.objects.filter(stopped__lt=before)
    return found


def _unheld(before: datetime) -> QuerySet[Any]:
    from sistership.window.ground.unheld import unheld_since  # needs the models loaded

    return unheld_since(before)


def _drop_unheld(before: datetime) -> None:
    from sistership.window.ground.unheld import let_go  # needs the models loaded

    let_go(before)


GROUND = {
    "work": Retention(
        gettext_noop("what background work came to"), _finished_work, let_go=delete_due(_finished_work)
    ),
    "files": Retention(gettext_noop("files that nothing holds any more"), _unheld, let_go=_drop_unheld),
}
