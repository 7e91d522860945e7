"""Project states: read events, figures and calendars, compute by states.py, store boundary instants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from sistership.common.calendars import WorkingCalendar
from sistership.window.offices.agreements import states
from sistership.window.offices.agreements.models import Commitment, Evidence, Milestone
from sistership.window.offices.people.models import Partnership, Side

Row = Evidence | Commitment | Milestone
EVIDENCE_PROJECTED = ("base_state", "counts_from", "one_sided_from", "disputed_from")
AT_ONCE = 500


def _project_evidence(evidence: Evidence, sides: Iterable[Side], answer_working_days: int) -> list[Row]:
    """Recompute one piece of evidence; the row, if anything changed."""
    boundaries = states.evidence_boundaries(
        [
            states.EvidenceEvent(at=event.at, event=event.event)
            for event in sorted(evidence.events.all(), key=lambda event: (event.at, event.pk))
        ],
        answerers=[side.city.calendar() for side in sides if side.pk != evidence.side_id],
        answer_working_days=answer_working_days,
    )
    return _set(
        evidence,
        {
            "base_state": boundaries.state.value,
            "counts_from": boundaries.counts_from,
            "one_sided_from": boundaries.one_sided_from,
            "disputed_from": boundaries.disputed_from,
        },
    )


def _set(row: Row, values: dict[str, object]) -> list[Row]:
    """Give the row the values; the row, if it had others."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return []
    for name, value in values.items():
        setattr(row, name, value)
    return [row]


def _save(changed: Iterable[Row]) -> int:
    """Store the projected columns of rows that changed; returns how many there were."""
    rows = list(changed)
    tables: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
        (Evidence, EVIDENCE_PROJECTED),
        (Milestone, Milestone.PROJECTED),
        (Commitment, Commitment.PROJECTED),
    )
    for model, columns in tables:
        mine = [row for row in rows if isinstance(row, model)]
        model._default_manager.bulk_update(mine, columns, batch_size=AT_ONCE)
    return len(rows)


def _proof(evidence: Evidence) -> states.Proof:
    return states.Proof(
        counts_from=evidence.counts_from,
        is_awaiting=evidence.base_state == states.EvidenceState.AWAITING,
        disputed_from=evidence.disputed_from,
        value=evidence.value,
        on=evidence.on,
    )


def _columns(boundaries: states.PromiseBoundaries) -> dict[str, object]:
    return {
        "kept_from": boundaries.kept_from,
        "late_from": boundaries.late_from,
        "at_risk_from": boundaries.at_risk_from,
        "next_due_on": boundaries.next_due_on,
        "is_held": boundaries.is_held,
    }


@transaction.atomic
def project_commitment(commitment: Commitment) -> int:
    """Recompute a commitment with its milestones and evidence; returns how many rows changed.

    Runs inside the transaction of the action that changed an input. The row is locked and read anew:
    another copy of it may have been written since this one was read.
    """
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("partnership")
    stored = rows.prefetch_related(*WITH_INPUTS).get(pk=commitment.pk)
    changed = _save(_project(stored, _sides_of(stored.partnership)))
    for name in Commitment.PROJECTED:
        setattr(commitment, name, getattr(stored, name))
    return changed


def _sides_of(partnership: Partnership) -> list[Side]:
    return list(partnership.sides.select_related("city").prefetch_related("city__local_days"))


def _project(commitment: Commitment, sides: Sequence[Side]) -> list[Row]:
    """Recompute a commitment with its milestones and evidence in memory; the rows that changed."""
    partnership = commitment.partnership
    owing_ids = {side.pk for side in commitment.owing.all()}
    owing = [side.city.calendar() for side in sides if side.pk in owing_ids]
    owing = owing or [side.city.calendar() for side in sides]
    evidence = list(commitment.evidence.all())
    changed: list[Row] = []
    for one in evidence:
        changed += _project_evidence(one, sides, partnership.answer_working_days)
    obligations: list[states.Obligation] = []
    for milestone in commitment.milestones.all():
        whose: list[WorkingCalendar] = [
            side.city.calendar() for side in sides if side.pk == milestone.side_id
        ] or owing
        obligation = states.obligation_of(
            [_proof(one) for one in evidence if one.milestone_id == milestone.pk],
            due_on=milestone.due_on,
            owing=whose,
        )
        obligations.append(obligation)
        dates = states.dates_of([obligation], warning_days=partnership.warning_days)
        columns = _columns(dates) | {"kept_from": obligation.reached_from}
        changed += _set(milestone, columns)
    boundaries = states.commitment_boundaries(
        states.CommitmentFacts(
            owing=owing,
            due_on=commitment.due_on,
            milestones=obligations,
            direct=[_proof(one) for one in evidence if one.milestone_id is None],
            figures=[_proof(one) for one in evidence if one.value is not None],
            target=commitment.target_value,
            target_rule=commitment.target_rule,
            rhythm=commitment.rhythm,
            rhythm_from=commitment.rhythm_from,
            rhythm_until=commitment.rhythm_until,
            warning_days=partnership.warning_days,
        )
    )
    return changed + _set(commitment, _columns(boundaries))


WITH_INPUTS = ("owing", "milestones", "evidence__events")


def rebuild() -> int:
    """Recompute every commitment; returns how many rows differed from what was stored."""
    return sum(_rebuild(partnership) for partnership in Partnership.objects.order_by("pk"))


def follow_calendar(city_id: UUID) -> int:
    """Recompute the commitments of the city's partnerships, after its calendar changed."""
    partnerships = Partnership.objects.filter(sides__city__public_id=city_id).order_by("pk").distinct()
    return sum(_rebuild(partnership) for partnership in partnerships)


@transaction.atomic
def _rebuild(partnership: Partnership) -> int:
    sides = _sides_of(partnership)
    rows = partnership.commitments.select_for_update(of=("self",)).prefetch_related(*WITH_INPUTS)
    changed: list[Row] = []
    for commitment in rows.order_by("pk"):
        commitment.partnership = partnership
        changed += _project(commitment, sides)
    return _save(changed)
