"""Read what is due next, and what awaits an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Commitment, Evidence, Milestone
from sistership.window.offices.agreements.queries.commitments import cities_of, load_commitments
from sistership.window.offices.agreements.rules import visible_commitments, visible_evidence
from sistership.window.offices.agreements.states import EvidenceState, PromiseState
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader


@dataclass(frozen=True, slots=True)
class Due:
    """Something due: a milestone, or a commitment by its own date."""

    on: date
    commitment: Commitment
    milestone: Milestone | None
    state: str
    sides: list[Side]


def due_next(
    reader: Reader,
    *,
    now: datetime,
    days: int = 30,
    partnership: Partnership | None = None,
    cities: Iterable[int] | None = None,
    limit: int = 20,
) -> list[Due]:
    """What is open and due up to so many days ahead (what is overdue first), earliest first."""
    until = now.date() + timedelta(days=days)
    rows = visible_commitments(reader).filter(next_due_on__lte=until, dropped_on__isnull=True)
    if partnership:
        rows = rows.filter(partnership=partnership)
    if cities is not None:
        rows = rows.filter(owing__city__in=list(cities)).distinct()
    found = []
    for row in load_commitments(reader, rows.order_by("next_due_on", "pk")[:limit], now=now):
        if row.state == PromiseState.KEPT:  # type: ignore[attr-defined]
            continue
        assert row.next_due_on is not None
        step = next((one for one in row.steps if one.next_due_on == row.next_due_on), None)  # type: ignore[attr-defined]
        sides = [step.side] if step and step.side else list(row.owing.all())
        state = step.state if step else row.state  # type: ignore[attr-defined]
        found.append(Due(on=row.next_due_on, commitment=row, milestone=step, state=state, sides=sides))
    return found


def awaiting_answer(reader: Reader, cities: Iterable[int], *, now: datetime) -> list[Evidence]:
    """Evidence filed by another side that awaits an answer of the given cities, oldest term first."""
    cities = set(cities)
    rows = list(
        visible_evidence(reader)
        .filter(
            base_state=EvidenceState.AWAITING,
            one_sided_from__gt=now,
            commitment__partnership__sides__city__in=cities,
        )
        .exclude(side__city__in=cities)
        .distinct()
        .select_related("side__city", "commitment__partnership", "milestone")
        .order_by("one_sided_from")
    )
    load_texts(rows, [row.commitment for row in rows], cities_of(row.side for row in rows))
    return rows
