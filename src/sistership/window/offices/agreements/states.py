"""How states follow from evidence, dates and calendars: pure functions and tables, no database.

1. Evidence is *filed* by one side and *awaits* the other. A side other than the filing one confirms or
   disputes it. Unanswered after the agreed working days (in the calendar of the side that was asked) it is
   *one-sided*: it counts, and says so. Disputed or withdrawn evidence does not count; answering a dispute
   puts it back to awaiting.
2. An obligation (a milestone; a period of a rhythm; the due date of a commitment) is *reached* from the
   instant its first evidence counts. For evidence that awaits an answer this instant lies ahead, at the end
   of the agreed days: until then the obligation is *held*, neither at risk nor late, so that a silent
   partner never turns a kept promise red.
3. A commitment is *kept* when all its milestones are reached and, if it has a target, the counted figures
   reach it; without milestones and target, when any of its evidence counts. One with a rhythm is kept when
   it has an end and every period up to it is reached.
4. Otherwise it is *late* after the midnight that ends the due day of its earliest open obligation in the
   zone of the side that owes it (with several sides, the last midnight of them), *at risk* from the agreed
   number of days before, or from the instant its evidence was disputed, and *on track* before that.
5. *Dropped* stands above all and needs a reason.

Every boundary is an instant that does not depend on now, so that a state is a comparison in SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from sistership.common.calendars import WorkingCalendar


class EvidenceState(StrEnum):
    """Where one piece of evidence stands."""

    FILED = "filed"
    AWAITING = "awaiting"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    ONE_SIDED = "one_sided"
    WITHDRAWN = "withdrawn"


class PromiseState(StrEnum):
    """Where a commitment or milestone stands."""

    KEPT = "kept"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    DROPPED = "dropped"


# (state, event) → next state, who may cause it. "partner" is a side that did not file.
EVIDENCE_TABLE: dict[tuple[EvidenceState | None, str], tuple[EvidenceState, str]] = {
    (None, "filed"): (EvidenceState.FILED, "owing side"),
    (EvidenceState.FILED, "asked"): (EvidenceState.AWAITING, "system"),
    (EvidenceState.AWAITING, "confirmed"): (EvidenceState.CONFIRMED, "partner"),
    (EvidenceState.AWAITING, "disputed"): (EvidenceState.DISPUTED, "partner"),
    (EvidenceState.AWAITING, "withdrawn"): (EvidenceState.WITHDRAWN, "filing side"),
    (EvidenceState.AWAITING, "term passed"): (EvidenceState.ONE_SIDED, "clock"),
    (EvidenceState.ONE_SIDED, "confirmed"): (EvidenceState.CONFIRMED, "partner"),
    (EvidenceState.ONE_SIDED, "disputed"): (EvidenceState.DISPUTED, "partner"),
    (EvidenceState.ONE_SIDED, "withdrawn"): (EvidenceState.WITHDRAWN, "filing side"),
    (EvidenceState.DISPUTED, "answered"): (EvidenceState.AWAITING, "filing side"),
    (EvidenceState.DISPUTED, "confirmed"): (EvidenceState.CONFIRMED, "partner"),
    (EvidenceState.DISPUTED, "withdrawn"): (EvidenceState.WITHDRAWN, "filing side"),
}


class WhyState(StrEnum):
    """Where a question of the public about a commitment's state stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    DISCARDED = "discarded"


# (state, event) → next state, who may cause it. An answer or a reason for declining is public with the
# question; what was discarded is seen by nobody and its words are forgotten.
WHY_TABLE: dict[tuple[WhyState | None, str], tuple[WhyState, str]] = {
    (None, "asked"): (WhyState.ASKED, "anybody"),
    (WhyState.ASKED, "answered"): (WhyState.ANSWERED, "owing side"),
    (WhyState.ASKED, "declined"): (WhyState.DECLINED, "owing side"),
    (WhyState.ASKED, "discarded"): (WhyState.DISCARDED, "owing side"),
}


@dataclass(frozen=True, slots=True)
class EvidenceEvent:
    """Something that happened to a piece of evidence."""

    at: datetime
    event: str
    """filed, asked, confirmed, disputed, answered or withdrawn."""


@dataclass(frozen=True, slots=True)
class EvidenceBoundaries:
    """Instants from which evidence is in a state; None: never, as things stand."""

    state: EvidenceState
    """State as long as no term passes: AWAITING turns into ONE_SIDED at one_sided_from."""
    counts_from: datetime | None
    one_sided_from: datetime | None
    disputed_from: datetime | None


def evidence_boundaries(
    events: Sequence[EvidenceEvent], *, answerers: Sequence[WorkingCalendar], answer_working_days: int
) -> EvidenceBoundaries:
    """Follow the events in order. `answerers` are the calendars of the sides that may answer.

    Raises KeyError for an event that the table does not allow.
    """
    state: EvidenceState | None = None
    term: datetime | None = None
    last: datetime | None = None
    for event in events:
        if state is EvidenceState.AWAITING and term is not None and term <= event.at:
            state = EvidenceState.ONE_SIDED
        state = EVIDENCE_TABLE[state, event.event][0]
        last = event.at
        if state is EvidenceState.AWAITING:
            term = max(
                (
                    calendar.end_of_day(
                        calendar.after_working_days(calendar.day_of(event.at), answer_working_days)
                    )
                    for calendar in answerers
                ),
                default=None,
            )
    if state is None:
        raise KeyError("evidence without events")
    is_awaiting = state is EvidenceState.AWAITING
    confirmed = last if state is EvidenceState.CONFIRMED else None
    return EvidenceBoundaries(
        state=state,
        counts_from=term if is_awaiting else confirmed,
        one_sided_from=term if is_awaiting else None,
        disputed_from=last if state is EvidenceState.DISPUTED else None,
    )


@dataclass(frozen=True, slots=True)
class Proof:
    """What a piece of evidence means for the promise it is filed for."""

    counts_from: datetime | None
    is_awaiting: bool
    disputed_from: datetime | None = None
    value: Decimal | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing to reach by a day."""

    due_on: date | None
    reached_from: datetime | None
    is_held: bool
    owing: Sequence[WorkingCalendar]
    disputed_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class PromiseBoundaries:
    """Instants from which a commitment or milestone is in a state; None: never, as things stand."""

    kept_from: datetime | None = None
    late_from: datetime | None = None
    at_risk_from: datetime | None = None
    next_due_on: date | None = None
    is_held: bool = False


def obligation_of(
    proofs: Sequence[Proof], *, due_on: date | None, owing: Sequence[WorkingCalendar]
) -> Obligation:
    """An obligation that any one counting proof reaches."""
    return Obligation(
        due_on=due_on,
        reached_from=min((proof.counts_from for proof in proofs if proof.counts_from), default=None),
        is_held=any(proof.is_awaiting for proof in proofs),
        owing=owing,
        disputed_from=max((proof.disputed_from for proof in proofs if proof.disputed_from), default=None),
    )


def dates_of(obligations: Sequence[Obligation], *, warning_days: int) -> PromiseBoundaries:
    """The boundaries that open obligations give; reached and held ones give none."""
    late: list[datetime] = []
    risk: list[datetime] = []
    dues: list[date] = []
    for obligation in obligations:
        if obligation.reached_from is not None:
            continue
        if obligation.disputed_from:
            risk.append(obligation.disputed_from)
        if obligation.due_on is None:
            continue
        dues.append(obligation.due_on)
        warned = obligation.due_on - timedelta(days=warning_days)
        late.append(max(calendar.end_of_day(obligation.due_on) for calendar in obligation.owing))
        risk.append(min(calendar.start_of_day(warned) for calendar in obligation.owing))
    return PromiseBoundaries(
        late_from=min(late, default=None),
        at_risk_from=min(risk, default=None),
        next_due_on=min(dues, default=None),
        is_held=any(one.is_held for one in obligations),
    )


def target_reached_from(proofs: Sequence[Proof], *, target: Decimal, rule: str) -> datetime | None:
    """When counted figures reach the target: their `sum`, or the `latest` by its own date."""
    counted = sorted(
        (proof for proof in proofs if proof.counts_from and proof.value is not None),
        key=lambda proof: (proof.counts_from, proof.on or date.min),
    )
    total, newest = Decimal(0), date.min
    reached: datetime | None = None
    for proof in counted:
        assert proof.value is not None
        if rule == "sum":
            total += proof.value
        elif (proof.on or date.min) >= newest:
            total, newest = proof.value, proof.on or date.min
        reached = (reached or proof.counts_from) if total >= target else None
    return reached


RHYTHM_MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def periods_of(rhythm: str, start: date, until: date | None, *, enough: int) -> list[tuple[date, date]]:
    """(first day, last day) of each period, up to `until`, or `enough` of them where there is no end."""
    step = RHYTHM_MONTHS[rhythm]
    periods: list[tuple[date, date]] = []
    while len(periods) < enough or until is not None:
        first = add_months(start, step * len(periods))
        if until is not None and first > until:
            break
        last = add_months(start, step * (len(periods) + 1)) - timedelta(days=1)
        periods.append((first, min(last, until) if until else last))
    return periods


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """All that the state of a commitment depends on."""

    owing: Sequence[WorkingCalendar]
    due_on: date | None
    milestones: Sequence[Obligation]
    direct: Sequence[Proof]
    """Evidence filed for the commitment itself, without a milestone."""
    figures: Sequence[Proof]
    """All evidence with a number, whether of a milestone or not."""
    target: Decimal | None = None
    target_rule: str = "sum"
    rhythm: str = ""
    rhythm_from: date | None = None
    rhythm_until: date | None = None
    warning_days: int = 14


def rhythm_obligations(facts: CommitmentFacts) -> list[Obligation]:
    """One obligation for each period; proofs belong to the period of their own date.

    Without an end, periods go on to the first one that no evidence reaches or holds.
    """
    assert facts.rhythm_from is not None
    enough = len(facts.direct) + 1
    return [
        obligation_of(
            [proof for proof in facts.direct if proof.on and first <= proof.on <= last],
            due_on=last,
            owing=facts.owing,
        )
        for first, last in periods_of(facts.rhythm, facts.rhythm_from, facts.rhythm_until, enough=enough)
    ]


def commitment_boundaries(facts: CommitmentFacts) -> PromiseBoundaries:
    """The state of a commitment as instants, by the numbered paragraphs of this module."""
    obligations = list(facts.milestones)
    parts: list[datetime | None] = [milestone.reached_from for milestone in facts.milestones]
    disputed = max((proof.disputed_from for proof in facts.direct if proof.disputed_from), default=None)
    if facts.rhythm and facts.rhythm_from:
        periods = rhythm_obligations(facts)
        obligations += periods
        parts += [period.reached_from for period in periods] if facts.rhythm_until else [None]
    else:
        if facts.target is not None:
            parts.append(target_reached_from(facts.figures, target=facts.target, rule=facts.target_rule))
        elif not facts.milestones:
            direct = obligation_of(facts.direct, due_on=facts.due_on, owing=facts.owing)
            parts.append(direct.reached_from)
        if facts.due_on:
            whole = max((part for part in parts if part), default=None) if all(parts) else None
            obligations.append(
                Obligation(
                    due_on=facts.due_on,
                    reached_from=whole,
                    is_held=any(proof.is_awaiting for proof in facts.direct),
                    owing=facts.owing,
                    disputed_from=disputed,
                )
            )
    dates = dates_of(obligations, warning_days=facts.warning_days)
    kept = [part for part in parts if part is not None]
    is_kept = bool(parts) and len(kept) == len(parts)
    return PromiseBoundaries(
        kept_from=max(kept) if is_kept else None,
        late_from=dates.late_from,
        at_risk_from=dates.at_risk_from,
        next_due_on=dates.next_due_on,
        is_held=dates.is_held,
    )


def state_at(
    now: datetime,
    *,
    kept_from: datetime | None,
    late_from: datetime | None,
    at_risk_from: datetime | None,
    is_dropped: bool = False,
) -> PromiseState:
    """The state at an instant: the same comparison that queries make in SQL."""
    if is_dropped:
        return PromiseState.DROPPED
    if kept_from is not None and kept_from <= now:
        return PromiseState.KEPT
    if late_from is not None and late_from <= now:
        return PromiseState.LATE
    if at_risk_from is not None and at_risk_from <= now:
        return PromiseState.AT_RISK
    return PromiseState.ON_TRACK
