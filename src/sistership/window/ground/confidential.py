"""Records of which only some readers may know that they are there: what a list over all kinds leaves out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Confidential:
    """Two answers of the office that keeps the records, each with public ids to take rows from."""

    visible: Callable[[Any], QuerySet[Any]]
    """Reader → the rows that the reader may see."""
    owned: Callable[[Any], QuerySet[Any]]
    """City → the rows whose words the city takes along."""
