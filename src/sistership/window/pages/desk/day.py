"""What lies on the desk today: what the reader's cities owe, what awaits an answer, what did not arrive.

One query for each kind of row and one for all texts, so that the page stays quick with many partnerships.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from sistership.common.calendars import WorkingCalendar
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Commitment, Evidence, Milestone
from sistership.window.offices.agreements.queries import with_state
from sistership.window.offices.agreements.rules import (
    answerable_questions,
    visible_commitments,
    visible_evidence,
)
from sistership.window.offices.agreements.states import EvidenceState, WhyState, state_at
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import City, Side
from sistership.window.offices.people.rules import Reader, grants_of

HORIZON_DAYS = 31


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that a side of the reader owes: a step, or the commitment by its own date."""

    on: date
    commitment: Commitment
    step: Milestone | None
    state: str
    sides: list[Side]
    days: int
    """Calendar days from today in the reader's city; below 0 when overdue."""

    @property
    def late_days(self) -> int:
        return -self.days


@dataclass(frozen=True, slots=True)
class Asked:
    """Evidence of another side that awaits the reader's city."""

    evidence: Evidence
    last_day: date
    days_left: int
    """Working days of the answering city, the last one included; 0 on the last day itself."""
    days_given: int

    @property
    def days_used(self) -> int:
        return max(self.days_given - self.days_left, 0)


@dataclass(frozen=True, slots=True)
class PartnerClock:
    """What time it is in a partner city, and whether its offices work today."""

    city: City
    now: datetime
    is_working_day: bool
    opens_on: date
    """The next working day after today."""


@dataclass(slots=True)
class Day:
    """Everything on the desk."""

    today: date
    overdue: list[Owed] = field(default_factory=list)
    due_today: list[Owed] = field(default_factory=list)
    this_week: list[Owed] = field(default_factory=list)
    this_month: list[Owed] = field(default_factory=list)
    to_answer: list[Asked] = field(default_factory=list)
    disputed: list[Evidence] = field(default_factory=list)
    """Evidence of the reader's cities that another side disputes, with `dispute`, the newest reason."""
    waiting: list[Evidence] = field(default_factory=list)
    """Evidence of the reader's cities that awaits another side."""
    failed_letters: list[Message] = field(default_factory=list)
    clocks: list[PartnerClock] = field(default_factory=list)
    questions: int = 0
    """How many questions of readers wait for the reader's cities."""

    @property
    def count(self) -> int:
        """What asks for a deed of the reader now."""
        return len(self.overdue) + len(self.due_today) + len(self.to_answer) + len(self.disputed)

    @property
    def owes(self) -> bool:
        return bool(self.overdue or self.due_today or self.this_week or self.this_month)

    @property
    def is_clear(self) -> bool:
        return not (self.owes or self.count or self.questions)


def working_days_until(calendar: WorkingCalendar, last: date, *, today: date) -> int:
    """Working days after today up to and including the last."""
    days = (date.fromordinal(number) for number in range(today.toordinal() + 1, last.toordinal() + 1))
    return sum(calendar.is_working_day(day) for day in days)


def _owed(reader: Reader, own: dict[int, Side], *, now: datetime, today: date) -> list[Owed]:
    """Open steps and commitments of own sides, due up to the horizon, earliest first."""
    until = today + timedelta(days=HORIZON_DAYS)
    rows = visible_commitments(reader).filter(
        partnership__in={side.partnership_id for side in own.values()},
        next_due_on__lte=until,
        dropped_on__isnull=True,
    )
    found: list[Owed] = []
    for row in with_state(rows, now).prefetch_related("owing", "milestones"):
        owing = [own[side.pk] for side in row.owing.all() if side.pk in own]
        dues: list[tuple[date, Milestone | None, list[Side], str]] = []
        steps = list(row.milestones.all())
        for step in steps:
            sides = owing if step.side_id is None else [own[step.side_id]] if step.side_id in own else []
            if step.next_due_on and sides:
                state = state_at(
                    now,
                    kept_from=step.kept_from,
                    late_from=step.late_from,
                    at_risk_from=step.at_risk_from,
                )
                dues.append((step.next_due_on, step, sides, state.value))
        whole = row.next_due_on if row.rhythm else row.due_on
        is_step = any(step.next_due_on == whole for step in steps)
        if whole and owing and row.kept_from is None and not is_step:
            dues.append((whole, None, owing, row.state))  # type: ignore[attr-defined]
        found += [
            Owed(on=on, commitment=row, step=step, state=state, sides=sides, days=(on - today).days)
            for on, step, sides, state in dues
            if on <= until
        ]
    return sorted(found, key=lambda one: (one.on, one.commitment.pk))


def _evidence(reader: Reader, around: Iterable[Side]) -> list[Evidence]:
    """Evidence in the reader's partnerships that awaits somebody or is disputed."""
    rows = visible_evidence(reader).filter(
        Q(base_state=EvidenceState.AWAITING) | Q(base_state=EvidenceState.DISPUTED),
        commitment__partnership__in={side.partnership_id for side in around},
        commitment__dropped_on__isnull=True,
    )
    found = rows.select_related("commitment__partnership", "milestone").prefetch_related("events")
    return list(found.order_by("one_sided_from", "pk"))


def _clock(side: Side, now: datetime) -> PartnerClock:
    calendar = side.city.calendar()
    today = calendar.day_of(now)
    return PartnerClock(
        city=side.city,
        now=now,
        is_working_day=calendar.is_working_day(today),
        opens_on=calendar.after_working_days(today, 1),
    )


def asked_of(proof: Evidence, city: City, *, now: datetime) -> Asked:
    """How long the city may still answer evidence that awaits it."""
    assert proof.one_sided_from is not None, "only awaiting evidence has a last day"
    calendar = city.calendar()
    last = calendar.day_of(proof.one_sided_from - timedelta(seconds=1))
    left = working_days_until(calendar, last, today=calendar.day_of(now))
    return Asked(
        proof, last_day=last, days_left=left, days_given=proof.commitment.partnership.answer_working_days
    )


def _place(day: Day, proof: Evidence, own: dict[int, Side], mine: Side, now: datetime) -> None:
    """Put a piece of evidence where the reader looks for it; `mine` is the reader's side there."""
    is_ours = proof.side_id in own
    if proof.base_state == EvidenceState.DISPUTED:
        if is_ours:
            reasons = [event for event in proof.events.all() if event.event == "disputed"]
            proof.dispute = reasons[-1] if reasons else None  # type: ignore[attr-defined]
            day.disputed.append(proof)
    elif proof.one_sided_from is not None and proof.one_sided_from > now:
        if is_ours:
            day.waiting.append(proof)
            return
        day.to_answer.append(asked_of(proof, mine.city, now=now))


def read_day(reader: Reader, around: list[Side], *, now: datetime) -> Day:
    """Read the desk. `around`: all sides of the reader's partnerships, with cities and their local days."""
    cities = grants_of(reader).staff_cities
    own = {side.pk: side for side in around if side.city_id in cities}
    by_pk = {side.pk: side for side in around}
    own_in = {side.partnership_id: side for side in own.values()}
    today = next(iter(own.values())).city.calendar().day_of(now) if own else now.date()
    day = Day(today=today)

    owed = _owed(reader, own, now=now, today=today)
    week_ends = today + timedelta(days=6 - today.weekday())
    for one in owed:
        place = (
            day.overdue
            if one.on < today
            else day.due_today
            if one.on == today
            else day.this_week
            if one.on <= week_ends
            else day.this_month
        )
        place.append(one)

    evidence = _evidence(reader, around)
    for proof in evidence:
        proof.side = by_pk[proof.side_id]
        _place(day, proof, own, own_in[proof.commitment.partnership_id], now)

    day.failed_letters = list(
        Message.objects.filter(
            state=Message.State.FAILED,
            partnership_id__in={side.partnership.public_id for side in own.values()},
        ).order_by("-pk")[:20]
    )
    day.questions = answerable_questions(reader).filter(state=WhyState.ASKED).count()
    partners = {side.city_id: side for side in around if side.city_id not in cities}
    day.clocks = [_clock(side, now) for side in partners.values()]
    load_texts(
        [side.city for side in around],
        [one.commitment for one in owed],
        [one.step for one in owed if one.step],
        evidence,
        [one.commitment for one in evidence],
        [one.milestone for one in evidence if one.milestone],
    )
    return day
