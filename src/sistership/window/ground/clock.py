"""The one place where the window asks for the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told_instant", default=None)


def now() -> datetime:
    """The instant, in UTC."""
    return _told.get() or timezone.now()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Let `now` answer another instant, in this thread or task alone: for example history and for tests."""
    token = _told.set(instant)
    try:
        yield
    finally:
        _told.reset(token)
