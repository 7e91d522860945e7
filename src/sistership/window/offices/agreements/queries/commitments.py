"""Read commitments with state, milestones, evidence, texts and sources, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from sistership.window.ground import clock
from sistership.window.ground.records import Record
from sistership.window.ground.sources import attach_sources
from sistership.window.offices.agreements.models import Commitment, Evidence, Milestone
from sistership.window.offices.agreements.queries.counts import evidence_state_at, with_state
from sistership.window.offices.agreements.rules import visible_evidence
from sistership.window.offices.agreements.states import EvidenceState, state_at
from sistership.window.offices.people.models import City, Partnership, Side
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import Reader


def cities_of(sides: Iterable[Side]) -> list[City]:
    """The cities of the sides, for load_texts."""
    return [side.city for side in sides]


def _decorate(commitment: Commitment, evidence: list[Evidence], now: datetime) -> None:
    """Set what a page shows of a commitment: milestones with state, evidence with state, progress."""
    milestones = list(commitment.milestones.all())
    steps = {milestone.pk: milestone for milestone in milestones}
    for one in evidence:
        one.state = evidence_state_at(one, now).value  # type: ignore[attr-defined]
        one.commitment = commitment
        one.milestone = steps.get(one.milestone_id) if one.milestone_id else None
    for milestone in milestones:
        milestone.state = state_at(  # type: ignore[attr-defined]
            now,
            kept_from=milestone.kept_from,
            late_from=milestone.late_from,
            at_risk_from=milestone.at_risk_from,
        ).value
        milestone.proofs = [one for one in evidence if one.milestone_id == milestone.pk]  # type: ignore[attr-defined]
    commitment.steps = milestones  # type: ignore[attr-defined]
    commitment.steps_done = sum(  # type: ignore[attr-defined]
        1 for one in milestones if one.kept_from is not None and one.kept_from <= now
    )
    is_partly_example = any(one.is_example for one in milestones) or any(one.is_example for one in evidence)
    commitment.rests_on_example = is_partly_example and not commitment.is_example  # type: ignore[attr-defined]
    commitment.proofs = evidence  # type: ignore[attr-defined]
    commitment.direct_proofs = [one for one in evidence if one.milestone_id is None]  # type: ignore[attr-defined]
    figures = [
        one for one in evidence if one.value is not None and one.counts_from and one.counts_from <= now
    ]
    commitment.figure = None  # type: ignore[attr-defined]
    if commitment.target_value is not None and figures:
        commitment.figure = (  # type: ignore[attr-defined]
            sum(one.value for one in figures)
            if commitment.target_rule == "sum"
            else max(figures, key=lambda one: (one.on, one.pk)).value
        )
    open_steps = [one for one in milestones if one.state not in ("kept",)]  # type: ignore[attr-defined]
    following = min(open_steps, key=lambda one: (one.due_on or date.max, one.position), default=None)
    owing = list(commitment.owing.all())
    commitment.next_step = following  # type: ignore[attr-defined]
    commitment.next_owing = [following.side] if following and following.side else owing  # type: ignore[attr-defined]
    commitment.awaiting_from = sorted(  # type: ignore[attr-defined]
        {
            side
            for one in evidence
            if one.state == EvidenceState.AWAITING  # type: ignore[attr-defined]
            for side in commitment.partnership.sides.all()
            if side.pk != one.side_id
        },
        key=lambda side: side.position,
    )


def read_commitments(
    reader: Reader,
    commitments: QuerySet[Commitment],
    *,
    now: datetime,
    partnership: Partnership | None = None,
) -> list[Commitment]:
    """As load_commitments, without texts and sources: four queries, and one for the sides.

    `partnership` is the one that all of them belong to, where its sides have been read already.
    """
    rows = list(
        with_state(commitments, now)
        .select_related("direction", "agreement", "partnership")
        .prefetch_related(
            Prefetch("owing", Side.objects.select_related("city")),
            Prefetch("milestones", Milestone.objects.select_related("side__city")),
        )
    )
    known = {partnership.pk: partnership} if partnership else {}
    for row in rows:
        row.partnership = known.setdefault(row.partnership_id, row.partnership)
    prefetch_related_objects(list(known.values()), sides_with_cities())
    evidence = (
        visible_evidence(reader)
        .filter(commitment__in=[row.pk for row in rows])
        .exclude(base_state=EvidenceState.WITHDRAWN)
        .select_related("side__city", "file")
    )
    by_commitment: dict[int, list[Evidence]] = {}
    for one in evidence:
        by_commitment.setdefault(one.commitment_id, []).append(one)
    for row in rows:
        _decorate(row, by_commitment.get(row.pk, []), now)
    return rows


def cited_in(rows: Iterable[Commitment]) -> list[Record]:
    """The records of commitments read that carry sources, for attach_sources."""
    return [record for row in rows for record in (row, *row.steps)]  # type: ignore[attr-defined]


def named_in(rows: Iterable[Commitment]) -> list[Record]:
    """The records of commitments read that carry texts, for load_texts.

    Equal records are not the same object: each one on which a page may ask for a text is in the list.
    """
    found: list[Record] = []
    for row in rows:
        steps: list[Milestone] = row.steps  # type: ignore[attr-defined]
        proofs: list[Evidence] = row.proofs  # type: ignore[attr-defined]
        found += [row, *steps, *proofs]
        found += [one for one in (row.direction, row.agreement) if one]
        found += cities_of(row.partnership.sides.all())
        found += cities_of(row.owing.all())
        found += cities_of(one.side for one in proofs)
        found += cities_of(step.side for step in steps if step.side)
    return found


def load_commitments(
    reader: Reader, commitments: QuerySet[Commitment], *, now: datetime | None = None
) -> list[Commitment]:
    """Commitments with `state`, `steps`, `proofs`, `figure`, `next_owing`, texts and sources.

    Seven queries, however many commitments.
    """
    rows = read_commitments(reader, commitments, now=now or clock.now())
    attach_sources(cited_in(rows), named_in(rows))
    return rows
