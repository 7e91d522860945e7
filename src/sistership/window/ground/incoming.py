"""What an office says of a letter that came in; the offices that take letters stand in the registry."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sistership.window.ground.ids import Ref


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a letter that the office knows as its own."""

    about: Ref | None = None
    """The record that it is filed with, or would be."""
    reason: str = ""
    """Why a person must look at it first; empty for a letter that is filed."""
    side_id: UUID | None = None
    """Public id of the side that it was sent to, whose staff may look at it."""
