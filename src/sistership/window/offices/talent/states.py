"""How a cohort, a position, an application and a placement go on: tables, no database.

1. A cohort is a *draft* until an officer publishes it; then students apply. When applications close, hosts
   order those who may come to them, without seeing how they were ordered. When the lists close, their digest
   is published; the seed of the lottery is drawn only then, and published; then comes the placement.
   Where somebody had to be erased in between, the lists are opened again, and a published seed is void.
2. A *second round* opens a placed cohort again for who has no place and for places that are free.
3. An application is begun, handed in, and may be withdrawn at any time. What it was placed in stands at the
   placement.
4. A placement is *offered*, *accepted* when the student signs first, *agreed* with all three signatures,
   *running* from its first day, *completed* with the last report. Given back or broken off, it ends.
"""

from __future__ import annotations

from enum import StrEnum


class CohortState(StrEnum):
    """Where a cohort stands."""

    DRAFT = "draft"
    OPEN = "open"
    RANKING = "ranking"
    CLOSED = "closed"
    SEEDED = "seeded"
    PLACED = "placed"
    ENDED = "ended"
    CANCELLED = "cancelled"


class PositionState(StrEnum):
    """Where a position stands."""

    DRAFT = "draft"
    OPEN = "open"
    WITHDRAWN = "withdrawn"


class ApplicationState(StrEnum):
    """Where an application stands."""

    BEGUN = "begun"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class PlacementState(StrEnum):
    """Where a placement stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    AGREED = "agreed"
    RUNNING = "running"
    COMPLETED = "completed"
    GIVEN_BACK = "given_back"
    BROKEN_OFF = "broken_off"


_C, _O, _A, _P = CohortState, PositionState, ApplicationState, PlacementState

# (state, event) → next state, who may cause it.
COHORT_TABLE: dict[tuple[CohortState | None, str], tuple[CohortState, str]] = {
    (None, "begun"): (_C.DRAFT, "officer"),
    (_C.DRAFT, "published"): (_C.OPEN, "officer"),
    (_C.OPEN, "applications_closed"): (_C.RANKING, "officer or clock"),
    (_C.RANKING, "lists_closed"): (_C.CLOSED, "officer or clock"),
    (_C.CLOSED, "seed_published"): (_C.SEEDED, "officer"),
    (_C.CLOSED, "lists_reopened"): (_C.RANKING, "officer"),
    (_C.SEEDED, "lists_reopened"): (_C.RANKING, "officer"),
    (_C.SEEDED, "placed"): (_C.PLACED, "system"),
    (_C.PLACED, "second_round"): (_C.OPEN, "officer"),
    (_C.PLACED, "refilled"): (_C.PLACED, "system"),
    (_C.PLACED, "ended"): (_C.ENDED, "officer"),
    **{
        (state, "cancelled"): (_C.CANCELLED, "officer")
        for state in (_C.DRAFT, _C.OPEN, _C.RANKING, _C.CLOSED, _C.SEEDED)
    },
}

POSITION_TABLE: dict[tuple[PositionState | None, str], tuple[PositionState, str]] = {
    (None, "begun"): (_O.DRAFT, "officer"),
    (_O.DRAFT, "opened"): (_O.OPEN, "officer"),
    (_O.DRAFT, "withdrawn"): (_O.WITHDRAWN, "officer or host"),
    (_O.OPEN, "withdrawn"): (_O.WITHDRAWN, "officer or host"),
}

APPLICATION_TABLE: dict[tuple[ApplicationState | None, str], tuple[ApplicationState, str]] = {
    (None, "begun"): (_A.BEGUN, "applicant"),
    (_A.BEGUN, "sent"): (_A.SENT, "applicant"),
    (_A.SENT, "reopened"): (_A.BEGUN, "applicant"),
    (_A.BEGUN, "withdrawn"): (_A.WITHDRAWN, "applicant"),
    (_A.SENT, "withdrawn"): (_A.WITHDRAWN, "applicant"),
}

PLACEMENT_TABLE: dict[tuple[PlacementState | None, str], tuple[PlacementState, str]] = {
    (None, "placed"): (_P.OFFERED, "system"),
    (_P.OFFERED, "accepted"): (_P.ACCEPTED, "applicant"),
    (_P.OFFERED, "given_back"): (_P.GIVEN_BACK, "applicant"),
    (_P.ACCEPTED, "given_back"): (_P.GIVEN_BACK, "applicant"),
    (_P.AGREED, "given_back"): (_P.GIVEN_BACK, "applicant"),
    (_P.ACCEPTED, "agreed"): (_P.AGREED, "system"),
    (_P.AGREED, "started"): (_P.RUNNING, "clock"),
    (_P.RUNNING, "broken_off"): (_P.BROKEN_OFF, "officer"),
    (_P.RUNNING, "completed"): (_P.COMPLETED, "officer"),
}

HOLDING = (_P.OFFERED, _P.ACCEPTED, _P.AGREED, _P.RUNNING, _P.COMPLETED)
"""States in which a placement takes one of its position's places."""
