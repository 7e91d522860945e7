"""Project cases: follow their events by states.py and store boundary instants, clocks and who reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from sistership.window.ground.tasks import enqueue
from sistership.window.offices.cases import states
from sistership.window.offices.cases.models import Case, ClockRun
from sistership.window.offices.cases.states import CaseBoundaries, OfferState, Run
from sistership.window.offices.people.models import Side

AT_ONCE = 500
FOLLOW_CLOSED = "sistership.window.offices.cases.tasks.follow_calendar_when_closed"
SECOND = timedelta(seconds=1)
RUN_COLUMNS = (
    "clock",
    "side_id",
    "started_at",
    "promised_s",
    "used_s",
    "due_at",
    "ended_at",
    "is_moved",
    "is_kept",
)


def sides_by_key(partnership_id: int) -> dict[int, Side]:
    """The sides of a partnership by key, with calendars ready to be asked."""
    rows = Side.objects.filter(partnership=partnership_id).select_related("city")
    return {side.pk: side for side in rows.prefetch_related("city__local_days")}


def boundaries_of(case: Case, sides: dict[int, Side]) -> CaseBoundaries:
    """Follow the events of a case."""
    return states.case_boundaries(
        [
            states.CaseEvent(
                at=event.at,
                event=event.event,
                side=event.side_id or 0,
                promise=states.Promise.from_hours(event.promise) if event.promise else None,
            )
            for event in case.events.all()
        ],
        calendars={pk: side.city.calendar() for pk, side in sides.items()},
    )


def _columns(case: Case, found: CaseBoundaries) -> dict[str, Any]:
    events = list(case.events.all())
    due = found.next_due
    outcome = found.running(states.Clock.OUTCOME)
    offers = [one for one in case.handovers.all() if one.state == OfferState.OFFERED]
    offered_to = offers[0].to_side_id if offers else None
    return {
        "state": found.state.value,
        "side_id": found.side,
        "is_shared": len(_readers(case, offered_to)) > 1,
        "offered_to_id": offered_to,
        "received_at": events[0].at,
        "last_event_at": events[-1].at,
        "first_answered_at": found.first_answered_at,
        "answered_at": found.answered_at,
        "closed_at": found.closed_at,
        "paused_since": found.paused_since,
        "due_clock": due.clock.value if due else "",
        "due_at": due.due_at if due else None,
        "at_risk_from": due.at_risk_from if due else None,
        "outcome_due_at": outcome.due_at if outcome else None,
    }


def _run_row(case: Case, run: Run) -> ClockRun:
    return ClockRun(
        case=case,
        clock=run.clock.value,
        side_id=run.side,
        started_at=run.started_at,
        promised_s=run.promised // SECOND,
        used_s=run.used // SECOND,
        due_at=run.due_at,
        ended_at=run.ended_at,
        is_moved=run.is_moved,
        is_kept=run.is_kept,
    )


def _as_tuple(row: ClockRun) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in RUN_COLUMNS)


def _readers(case: Case, offered_to: int | None) -> set[int]:
    """Keys of the sides that read the case: who received it, who accepted it, who is offered it."""
    owed = {event.side_id for event in case.events.all() if event.event in ("received", "accepted")}
    return {key for key in (*owed, offered_to) if key is not None}


def _project(case: Case, sides: dict[int, Side]) -> int:
    """Bring one case, its clocks and its readers up to date; 1 where anything differed."""
    found = boundaries_of(case, sides)
    columns = _columns(case, found)
    changed = {name: value for name, value in columns.items() if getattr(case, name) != value}
    for name, value in changed.items():
        setattr(case, name, value)
    if changed:
        case.save(update_fields=list(changed))
    runs = [_run_row(case, run) for run in found.runs]
    stored = list(case.clocks.all())
    is_other = sorted(map(_as_tuple, runs), key=str) != sorted(map(_as_tuple, stored), key=str)
    if is_other:
        ClockRun.objects.filter(case=case).delete()
        ClockRun.objects.bulk_create(runs)
    readers = _readers(case, columns["offered_to_id"])
    if readers != {side.pk for side in case.sides.all()}:
        case.sides.set(readers)
        is_other = True
    return int(bool(changed) or is_other)


WITH_INPUTS = ("events", "handovers", "clocks", "sides")


def project_case(case: Case) -> Case:
    """Recompute a case inside the transaction of the action that changed an input; the row as it is now."""
    rows = Case.objects.select_for_update(of=("self",)).prefetch_related(*WITH_INPUTS)
    stored = rows.get(pk=case.pk)
    _project(stored, sides_by_key(stored.partnership_id))
    for name in Case.PROJECTED:
        setattr(case, name, getattr(stored, name))
    for relation in ("side", "offered_to"):
        case._state.fields_cache.pop(relation, None)
    case.__dict__.pop("_prefetched_objects_cache", None)
    return case


def _rebuild(cases: Iterable[int]) -> int:
    with transaction.atomic():
        rows = Case.objects.select_for_update(of=("self",)).prefetch_related(*WITH_INPUTS)
        known: dict[int, dict[int, Side]] = {}
        changed = 0
        for case in rows.filter(pk__in=list(cases)).order_by("pk"):
            sides = known.setdefault(case.partnership_id, {}) or sides_by_key(case.partnership_id)
            known[case.partnership_id] = sides
            changed += _project(case, sides)
    return changed


def rebuild() -> int:
    """Recompute every case; returns how many differed from what was stored."""
    keys = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    return sum(_rebuild(keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE))


@transaction.atomic
def follow_calendar(city_id: UUID) -> int:
    """Recompute the open cases of a city after its calendar changed; returns how many differed.

    The closed ones, whose promises may turn out kept or missed after all, follow in the background.
    """
    rows = Case.objects.filter(
        partnership__sides__city__public_id=city_id, state__in=[*states.OPEN, "answered"]
    )
    keys = list(rows.order_by("pk").values_list("pk", flat=True).distinct())
    enqueue(FOLLOW_CLOSED, str(city_id), 0)
    return sum(_rebuild(keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE))


@transaction.atomic
def follow_calendar_when_closed(city_id: UUID, after: int) -> int:
    """Recompute closed cases of the city with keys after one, some at a time; how many differed."""
    rows = Case.objects.filter(
        partnership__sides__city__public_id=city_id, state=states.CaseState.CLOSED.value, pk__gt=after
    )
    keys = list(rows.order_by("pk").values_list("pk", flat=True).distinct()[:AT_ONCE])
    if len(keys) == AT_ONCE:
        enqueue(FOLLOW_CLOSED, str(city_id), keys[-1])
    return _rebuild(keys)
