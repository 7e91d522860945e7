"""What the engine is given to make a plan, and what a plan is checked against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sistership.window.ground import clock
from sistership.window.offices.matchdays.models import DayMeeting, DayPlan, Matchday
from sistership.window.offices.matchdays.queries.events import Fits, event_document, past_meetings
from sistership.window.offices.matchdays.results import PlannedMeeting


@dataclass(frozen=True, slots=True)
class PlanWork:
    """The day as the engine takes it, meetings to keep where possible, and meetings that are over."""

    document: dict[str, Any]
    earlier: tuple[PlannedMeeting, ...]
    past: tuple[PlannedMeeting, ...]


def planned(meetings: Iterable[DayMeeting]) -> tuple[PlannedMeeting, ...]:
    """Meetings as plain values."""
    return tuple(
        PlannedMeeting(
            first=one.first.public_id,
            second=one.second.public_id,
            slot=one.slot.number,
            table=one.table,
            interpreter=one.interpreter.public_id if one.interpreter else None,
            is_confirmed=one.is_confirmed,
        )
        for one in meetings
    )


def _meetings(plan: DayPlan | None) -> list[DayMeeting]:
    if plan is None:
        return []
    return list(plan.meetings.select_related("first", "second", "slot", "interpreter"))


def plan_work(plan: DayPlan, fits: Fits) -> PlanWork:
    """Everything from which a plan is made, as the day is now."""
    now = clock.now()
    over = past_meetings(plan.follows, now)
    gone = {one.pk for one in over}
    document = event_document(plan.matchday, fits=fits, now=now, follows=plan.follows, for_engine=True)
    return PlanWork(
        document=document,
        earlier=planned(one for one in _meetings(plan.follows) if one.pk not in gone),
        past=planned(over),
    )


def plan_check(plan: DayPlan) -> tuple[dict[str, Any], tuple[PlannedMeeting, ...]]:
    """The day as it is now, and the meetings of the plan that are still to come."""
    now = clock.now()
    document = event_document(plan.matchday, fits={}, now=now, follows=plan.follows, for_engine=True)
    over = {frozenset((one.first_id, one.second_id)) for one in past_meetings(plan.follows, now)}
    coming = [one for one in _meetings(plan) if frozenset((one.first_id, one.second_id)) not in over]
    pairs = {frozenset((one["a"], one["b"])) for one in document["candidates"]}
    known = {one["id"] for one in document["people"]}
    for one in coming:
        a, b = str(one.first.public_id), str(one.second.public_id)
        if frozenset((a, b)) not in pairs and {a, b} <= known:
            document["candidates"].append({"a": a, "b": b, "value": 0.0})
    return document, planned(coming)


def current_document(matchday: Matchday, follows: DayPlan | None, fits: Fits) -> dict[str, Any]:
    """EVENT.json for the organiser: no pair of which one refuses the other is in it."""
    return event_document(matchday, fits=fits, now=clock.now(), follows=follows)
