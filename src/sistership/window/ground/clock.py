"""The one place where the window asks for the time."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The instant, in UTC."""
    return timezone.now()
