"""How a case stands and which clocks run: pure functions and tables of its events, no database.

1. A case belongs to one *Side* at a time, which owes everything: the side that received it, from an
   accepted handover on the side that accepted. An offer alone moves nothing.
2. Three promises are made in the working hours of the owing side, from its own calendar. They stand in
   the event that began them (`received`, `accepted`, `reopened`), so that a promise changed later changes
   no case that is under way.
3. *First answer*: from the event that began it to the first word to the enquirer (an answer, a question,
   a message). It never pauses: until then the enquirer owes nothing.
4. *Next step*: after the first answer, from each event by which it is the side's turn again to the next
   step that the side takes. It does not run while the enquirer owes an answer.
5. *Outcome*: from the beginning to the answer or the closing, paused while the enquirer owes an answer;
   working hours used before a pause count, those in it do not.
6. On acceptance of a handover the new side owes by its own promises: the first answer and the next step
   from that instant; of the outcome its promise less the working hours used so far, but never less than
   its promise for a next step.
7. Reopening begins all clocks anew, without a first answer where one was given.
8. A clock is *at risk* from the instant when a quarter of its working hours is left.

Every boundary is an instant that does not depend on now, so that a state is a comparison in SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sistership.common.calendars import WorkingCalendar

WARNED_AT = 0.75
"""The part of a promise after which its clock is at risk."""


class CaseState(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    ROUTED = "routed"
    IN_WORK = "in_work"
    WAITING = "waiting"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"


OPEN = (
    CaseState.RECEIVED,
    CaseState.ROUTED,
    CaseState.IN_WORK,
    CaseState.WAITING,
    CaseState.HANDED_OVER,
    CaseState.REOPENED,
)
"""States in which somebody owes an answer."""


def _from(
    states: Sequence[CaseState], event: str, to: CaseState | None, who: str
) -> dict[tuple[CaseState | None, str], tuple[CaseState, str]]:
    """One line of the table for each state; `to` None: the state stays."""
    return {(state, event): (to or state, who) for state in states}


# (state, event) → next state, who may cause it.
CASE_TABLE: dict[tuple[CaseState | None, str], tuple[CaseState, str]] = {
    (None, "received"): (CaseState.RECEIVED, "enquirer, or an officer for them"),
    **_from((CaseState.RECEIVED, CaseState.ROUTED), "routed", CaseState.ROUTED, "rule or owing side"),
    **_from(
        (CaseState.IN_WORK, CaseState.WAITING, CaseState.HANDED_OVER, CaseState.REOPENED),
        "routed",
        None,
        "owing side",
    ),
    **_from(
        (CaseState.RECEIVED, CaseState.ROUTED, CaseState.IN_WORK, CaseState.HANDED_OVER, CaseState.REOPENED),
        "taken",
        CaseState.IN_WORK,
        "owing side",
    ),
    (CaseState.WAITING, "taken"): (CaseState.WAITING, "owing side"),
    **_from(OPEN, "replied", CaseState.IN_WORK, "owing side"),
    **_from(OPEN, "asked", CaseState.WAITING, "owing side"),
    (CaseState.WAITING, "wrote"): (CaseState.IN_WORK, "enquirer"),
    (CaseState.ANSWERED, "wrote"): (CaseState.REOPENED, "enquirer"),
    **_from(
        (
            CaseState.RECEIVED,
            CaseState.ROUTED,
            CaseState.IN_WORK,
            CaseState.HANDED_OVER,
            CaseState.REOPENED,
            CaseState.CLOSED,
        ),
        "wrote",
        None,
        "enquirer",
    ),
    **_from(OPEN, "offered", None, "owing side"),
    **_from(OPEN, "offer_withdrawn", None, "owing side"),
    **_from(OPEN, "offer_declined", None, "asked side"),
    **_from(OPEN, "offer_expired", None, "clock"),
    **_from(OPEN, "accepted", CaseState.HANDED_OVER, "asked side"),
    **_from(OPEN, "answered", CaseState.ANSWERED, "owing side"),
    **_from((*OPEN, CaseState.ANSWERED), "closed", CaseState.CLOSED, "owing side"),
    **_from((*OPEN, CaseState.ANSWERED), "merged", CaseState.CLOSED, "owing side"),
    **_from((CaseState.ANSWERED, CaseState.CLOSED), "reopened", CaseState.REOPENED, "owing side"),
}


class OfferState(StrEnum):
    """Where an offer to hand a case over stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


# (state, event) → next state, who may cause it.
OFFER_TABLE: dict[tuple[OfferState | None, str], tuple[OfferState, str]] = {
    (None, "offered"): (OfferState.OFFERED, "owing side"),
    (OfferState.OFFERED, "accepted"): (OfferState.ACCEPTED, "asked side"),
    (OfferState.OFFERED, "declined"): (OfferState.DECLINED, "asked side"),
    (OfferState.OFFERED, "withdrawn"): (OfferState.WITHDRAWN, "owing side"),
    (OfferState.OFFERED, "expired"): (OfferState.EXPIRED, "clock"),
}


class Clock(StrEnum):
    """What is promised."""

    FIRST_ANSWER = "first_answer"
    NEXT_STEP = "next_step"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a side promises, in its own working hours."""

    first_answer: timedelta
    next_step: timedelta
    outcome: timedelta

    def as_hours(self) -> dict[str, float]:
        """As an event keeps it."""
        return {clock.value: getattr(self, clock.value) / timedelta(hours=1) for clock in Clock}

    @classmethod
    def from_hours(cls, hours: Mapping[str, float]) -> Promise:
        """From what an event keeps; raises KeyError where a clock is missing."""
        return cls(**{clock.value: timedelta(hours=hours[clock.value]) for clock in Clock})


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened to a case."""

    at: datetime
    event: str
    side: int
    """Key of the side that owes the case from this event on, where the event moves it; else who acted."""
    promise: Promise | None = None
    """For received, accepted and reopened: what that side promised then."""


@dataclass(frozen=True, slots=True)
class Run:
    """One clock from its start to its end: met, moved to another side, or still running."""

    clock: Clock
    side: int
    started_at: datetime
    promised: timedelta
    """Working time."""
    due_at: datetime | None
    """None while paused: the end depends on when the enquirer answers."""
    at_risk_from: datetime | None
    used: timedelta = timedelta()
    """Working time before the last pause, and in all once the clock has ended."""
    resumed_at: datetime | None = None
    """From when it counts on after `used`; None while paused."""
    ended_at: datetime | None = None
    is_moved: bool = False
    """Ended by a handover or a merger, neither met nor missed."""

    @property
    def is_running(self) -> bool:
        return self.ended_at is None and self.resumed_at is not None

    @property
    def is_paused(self) -> bool:
        return self.ended_at is None and self.resumed_at is None

    @property
    def is_kept(self) -> bool | None:
        """Whether the promise was kept; None for one that runs or moved."""
        if self.ended_at is None or self.is_moved:
            return None
        return self.used <= self.promised


@dataclass(frozen=True, slots=True)
class CaseBoundaries:
    """Where a case stands, and all its clocks, past ones too, by start."""

    state: CaseState
    side: int
    first_answered_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    paused_since: datetime | None
    runs: tuple[Run, ...] = ()

    def running(self, clock: Clock) -> Run | None:
        """The clock that has not ended, running or paused."""
        return next((run for run in self.runs if run.clock == clock and run.ended_at is None), None)

    @property
    def next_due(self) -> Run | None:
        """The running clock that is due first."""
        running = [run for run in self.runs if run.is_running]
        return min(running, key=lambda run: (run.due_at, run.clock), default=None)


STEPS = frozenset(("replied", "offered", "answered", "asked"))
"""What counts as a step of the side that owes the case."""
WORDS = frozenset(("replied", "asked", "answered"))
"""What the enquirer hears."""
TURNS = frozenset(("wrote", "offer_declined", "offer_expired", "offer_withdrawn"))
"""What makes it the side's turn again."""


@dataclass(slots=True)
class _Following:
    """The state while the events are followed in order."""

    calendars: Mapping[int, WorkingCalendar]
    state: CaseState | None = None
    side: int = 0
    promise: Promise | None = None
    first_answered_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    paused_since: datetime | None = None
    running: dict[Clock, Run] = field(default_factory=dict)
    ended: list[Run] = field(default_factory=list)

    def start(self, clock: Clock, at: datetime, promised: timedelta) -> None:
        run = Run(clock, self.side, at, promised, None, None)
        self.running[clock] = self._resumed(run, at)

    def _resumed(self, run: Run, at: datetime) -> Run:
        calendar = self.calendars[run.side]
        left = max(run.promised - run.used, timedelta())
        warned = max(run.promised * WARNED_AT - run.used, timedelta())
        return replace(
            run,
            resumed_at=at,
            due_at=calendar.after_working_time(at, left),
            at_risk_from=calendar.after_working_time(at, warned),
        )

    def _stopped(self, run: Run, at: datetime) -> Run:
        """The run with all it used up to now."""
        if run.resumed_at is None:
            return run
        counted = self.calendars[run.side].working_time_between(run.resumed_at, at)
        return replace(run, used=run.used + counted, resumed_at=None, due_at=None, at_risk_from=None)

    def pause(self, clock: Clock, at: datetime) -> None:
        if clock in self.running:
            self.running[clock] = self._stopped(self.running[clock], at)

    def resume(self, clock: Clock, at: datetime) -> None:
        run = self.running.get(clock)
        if run is not None and run.is_paused:
            self.running[clock] = self._resumed(run, at)

    def end(self, clock: Clock, at: datetime, *, is_moved: bool = False) -> Run | None:
        run = self.running.pop(clock, None)
        if run is None:
            return None
        due_at, at_risk_from = run.due_at, run.at_risk_from
        run = replace(self._stopped(run, at), due_at=due_at, at_risk_from=at_risk_from, ended_at=at)
        run = replace(run, is_moved=is_moved)
        self.ended.append(run)
        return run

    def end_all(self, at: datetime, *, is_moved: bool = False) -> None:
        for clock in Clock:
            self.end(clock, at, is_moved=is_moved)

    def take(self, event: CaseEvent) -> None:
        """Follow one event; raises KeyError for one that the table does not allow."""
        before = self.state
        self.state = CASE_TABLE[before, event.event][0]
        if event.event in ("received", "accepted", "reopened") or (
            before is CaseState.ANSWERED and event.event == "wrote"
        ):
            self._begin(event)
        elif event.event in ("closed", "merged", "answered"):
            self._finish(event)
        else:
            self._go_on(event)

    def _begin(self, event: CaseEvent) -> None:
        used: timedelta | None = None
        if event.event == "accepted":
            outcome = self.end(Clock.OUTCOME, event.at, is_moved=True)
            used = outcome.used if outcome else timedelta()
        self.end_all(event.at, is_moved=True)
        if event.event != "wrote":
            self.side = event.side
        self.promise = event.promise or self.promise
        if self.promise is None:
            raise KeyError(f"{event.event} without a promise")
        self.answered_at = self.closed_at = None
        left = self.promise.outcome
        if used is not None:
            left = max(left - used, self.promise.next_step)
        self.start(Clock.OUTCOME, event.at, left)
        if self.first_answered_at is None:
            self.start(Clock.FIRST_ANSWER, event.at, self.promise.first_answer)
        else:
            self.start(Clock.NEXT_STEP, event.at, self.promise.next_step)
        self.paused_since = None

    def _finish(self, event: CaseEvent) -> None:
        is_moved = event.event == "merged"
        if event.event == "answered":
            self.first_answered_at = self.first_answered_at or event.at
            self.answered_at = event.at
        else:
            self.closed_at = event.at
        self.end_all(event.at, is_moved=is_moved)
        self.paused_since = None

    def _go_on(self, event: CaseEvent) -> None:
        assert self.promise is not None
        if self.state not in OPEN:
            return  # words after the closing change nothing until somebody reopens
        if event.event in WORDS:
            self.end(Clock.FIRST_ANSWER, event.at)
            self.first_answered_at = self.first_answered_at or event.at
        if event.event in STEPS:
            self.end(Clock.NEXT_STEP, event.at)
        if self.state is CaseState.WAITING:
            if self.paused_since is None:
                self.pause(Clock.OUTCOME, event.at)
                self.paused_since = event.at
            return
        if self.paused_since is not None:
            self.resume(Clock.OUTCOME, event.at)
            self.paused_since = None
        is_turn = event.event in STEPS or event.event in TURNS
        if self.first_answered_at and is_turn and Clock.NEXT_STEP not in self.running:
            self.start(Clock.NEXT_STEP, event.at, self.promise.next_step)


def case_boundaries(
    events: Sequence[CaseEvent], *, calendars: Mapping[int, WorkingCalendar]
) -> CaseBoundaries:
    """Follow the events in order. `calendars`: side key → when its offices work.

    Raises KeyError for an event that the table does not allow, and for a case without events.
    """
    following = _Following(calendars)
    for event in events:
        following.take(event)
    if following.state is None:
        raise KeyError("a case without events")
    runs = sorted(
        (*following.ended, *following.running.values()), key=lambda run: (run.started_at, run.clock)
    )
    return CaseBoundaries(
        state=following.state,
        side=following.side,
        first_answered_at=following.first_answered_at,
        answered_at=following.answered_at,
        closed_at=following.closed_at,
        paused_since=following.paused_since,
        runs=tuple(runs),
    )
