"""A plan in plain values, as it goes between the engine and the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """One meeting as a plan has it: public ids of registrations and interpreter, the number of the slot."""

    first: UUID
    second: UUID
    slot: int
    table: int
    interpreter: UUID | None = None
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What the engine answered, in plain values."""

    meetings: tuple[PlannedMeeting, ...]
    engine: str
    code_digest: str
    parameters_digest: str
    data_digest: str
    worth: float | None = None
    bound: float | None = None
    short_of_floor: int = 0
    unmet: Sequence[Mapping[str, Any]] = ()
    changes: Sequence[Mapping[str, Any]] = ()
