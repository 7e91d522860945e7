"""What the window keeps for a time only; each office names its part in the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Retention:
    """One kind of row and how long it is kept. `settings.RETENTION_DAYS` names its days."""

    what: str
    """In words, for the command and the documents."""
    due: Callable[[datetime], QuerySet[Any]]
    """Rows whose time is over, given the instant before which they were left alone."""
    let_go: Callable[[QuerySet[Any]], object] | None
    """Delete or empty them; None: a person decides, the window only lists them."""
