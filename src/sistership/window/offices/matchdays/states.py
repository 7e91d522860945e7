"""How a matchmaking day, its plans and its meetings go on: tables, no database.

1. A day is a *draft* until its desk *opens* it for registration. The desk closes registration, or opens it
   once more, and has a plan made at any time after.
2. A plan is *asked for*, *made* in the background, looked at as a draft. The desk *publishes* it, and each
   participant is told; a plan published later supersedes it, and tells only those for whom something changed.
3. A meeting of the published plan is *planned* until somebody says that it was *kept* or *missed*.
4. A day is *held* when the desk says so, or *called off*; then only words about meetings still come.
"""

from __future__ import annotations

from enum import StrEnum


class DayState(StrEnum):
    """Where a matchmaking day stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class PlanState(StrEnum):
    """Where a plan stands."""

    ASKED = "asked"
    WORKING = "working"
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"
    FAILED = "failed"


class MeetingState(StrEnum):
    """What became of a meeting."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"


_D, _P, _M = DayState, PlanState, MeetingState

# (state, event) → next state, who may cause it.
DAY_TABLE: dict[tuple[DayState | None, str], tuple[DayState, str]] = {
    (None, "added"): (_D.DRAFT, "desk"),
    (_D.DRAFT, "opened"): (_D.OPEN, "desk"),
    (_D.OPEN, "closed"): (_D.CLOSED, "desk"),
    (_D.CLOSED, "opened"): (_D.OPEN, "desk"),
    (_D.OPEN, "plan_published"): (_D.PLANNED, "desk"),
    (_D.CLOSED, "plan_published"): (_D.PLANNED, "desk"),
    (_D.PLANNED, "plan_published"): (_D.PLANNED, "desk"),
    (_D.PLANNED, "held"): (_D.HELD, "desk"),
    (_D.DRAFT, "called_off"): (_D.CALLED_OFF, "desk"),
    (_D.OPEN, "called_off"): (_D.CALLED_OFF, "desk"),
    (_D.CLOSED, "called_off"): (_D.CALLED_OFF, "desk"),
    (_D.PLANNED, "called_off"): (_D.CALLED_OFF, "desk"),
}

PLAN_TABLE: dict[tuple[PlanState | None, str], tuple[PlanState, str]] = {
    (None, "asked"): (_P.ASKED, "desk"),
    (_P.ASKED, "begun"): (_P.WORKING, "system"),
    (_P.WORKING, "begun"): (_P.WORKING, "system"),
    (_P.ASKED, "failed"): (_P.FAILED, "system"),
    (_P.WORKING, "failed"): (_P.FAILED, "system"),
    (_P.WORKING, "made"): (_P.DRAFT, "system"),
    (_P.ASKED, "discarded"): (_P.DISCARDED, "desk"),
    (_P.WORKING, "discarded"): (_P.DISCARDED, "desk"),
    (_P.DRAFT, "discarded"): (_P.DISCARDED, "desk"),
    (_P.DRAFT, "published"): (_P.PUBLISHED, "desk"),
    (_P.PUBLISHED, "superseded"): (_P.SUPERSEDED, "system"),
}

MEETING_TABLE: dict[tuple[MeetingState | None, str], tuple[MeetingState, str]] = {
    (None, "planned"): (_M.PLANNED, "system"),
    (_M.PLANNED, "kept"): (_M.KEPT, "desk or participant"),
    (_M.PLANNED, "missed"): (_M.MISSED, "desk or participant"),
    (_M.KEPT, "missed"): (_M.MISSED, "desk"),
    (_M.MISSED, "kept"): (_M.KEPT, "desk"),
}

TAKES_PART = (DayState.OPEN, DayState.CLOSED, DayState.PLANNED)
"""States in which registrations may still change."""
