"""The state of promises and evidence now, in SQL and in Python, and how many stand in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, CharField, Count, QuerySet, Value, When

from sistership.window.offices.agreements.models import Commitment, Evidence
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.agreements.states import EvidenceState, PromiseState
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.rules import Reader


def with_state(commitments: QuerySet[Commitment], now: datetime) -> QuerySet[Commitment]:
    """Annotate `state`: the comparison of states.state_at, in SQL."""
    return commitments.annotate(
        state=Case(
            When(dropped_on__isnull=False, then=Value(PromiseState.DROPPED.value)),
            When(kept_from__lte=now, then=Value(PromiseState.KEPT.value)),
            When(late_from__lte=now, then=Value(PromiseState.LATE.value)),
            When(at_risk_from__lte=now, then=Value(PromiseState.AT_RISK.value)),
            default=Value(PromiseState.ON_TRACK.value),
            output_field=CharField(),
        )
    )


def evidence_state_at(evidence: Evidence, now: datetime) -> EvidenceState:
    """The state of evidence at an instant."""
    if evidence.one_sided_from is not None and evidence.one_sided_from <= now:
        return EvidenceState.ONE_SIDED
    return EvidenceState(evidence.base_state)


@dataclass(slots=True)
class Tally:
    """How many commitments stand in each state."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def state(self) -> str:
        """The worst state of those that are still promised; empty where nothing is promised."""
        for state in (PromiseState.LATE, PromiseState.AT_RISK, PromiseState.ON_TRACK, PromiseState.KEPT):
            if self.counts[state.value]:
                return state.value
        return ""


def tallies(reader: Reader, partnerships: Iterable[Partnership], *, now: datetime) -> dict[int, Tally]:
    """State counts by partnership key, one query."""
    found: dict[int, Tally] = {partnership.pk: Tally() for partnership in partnerships}
    rows = visible_commitments(reader).filter(partnership__in=list(found))
    counted = with_state(rows, now).order_by().values("partnership_id", "state")  # type: ignore[misc]
    for row in counted.annotate(number=Count("pk")):
        found[row["partnership_id"]].counts[row["state"]] = row["number"]
    return found
