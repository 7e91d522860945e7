"""The clocks of a case, worked out by hand. Offices of both cities work 09:00-17:00, Monday to Friday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sistership.common.calendars import WorkingCalendar
from sistership.window.offices.cases.states import (
    CASE_TABLE,
    CaseEvent,
    CaseState,
    Clock,
    Promise,
    case_boundaries,
)

TAIPEI, WARSAW = ZoneInfo("Asia/Taipei"), ZoneInfo("Europe/Warsaw")
K, G = 1, 2
CALENDARS = {
    K: WorkingCalendar(timezone="Asia/Taipei", country="TW"),
    G: WorkingCalendar(timezone="Europe/Warsaw", country="PL"),
}
HOURS = Promise(first_answer=timedelta(hours=8), next_step=timedelta(hours=16), outcome=timedelta(hours=40))
SLOWER = Promise(first_answer=timedelta(hours=16), next_step=timedelta(hours=24), outcome=timedelta(hours=80))


def taipei(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TAIPEI).astimezone(UTC)


def warsaw(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WARSAW).astimezone(UTC)


def received(at: datetime, side: int = K) -> CaseEvent:
    return CaseEvent(at=at, event="received", side=side, promise=HOURS)


def event(at: datetime, name: str, side: int = K, promise: Promise | None = None) -> CaseEvent:
    return CaseEvent(at=at, event=name, side=side, promise=promise)


def follow(*events: CaseEvent):
    return case_boundaries(events, calendars=CALENDARS)


def test_a_new_case_owes_a_first_answer_and_an_outcome():
    found = follow(received(taipei(7, 6, 13)))  # Monday
    assert found.state is CaseState.RECEIVED
    first, outcome = found.running(Clock.FIRST_ANSWER), found.running(Clock.OUTCOME)
    assert first.due_at == taipei(7, 7, 13)  # four hours on Monday, four on Tuesday
    assert first.at_risk_from == taipei(7, 7, 11)  # six of eight hours gone
    assert outcome.due_at == taipei(7, 13, 13)
    assert found.next_due == first
    assert found.running(Clock.NEXT_STEP) is None


def test_any_word_to_the_enquirer_is_the_first_answer_and_starts_the_next_step():
    found = follow(received(taipei(7, 6, 9)), event(taipei(7, 6, 12), "replied"))
    assert found.state is CaseState.IN_WORK
    first = next(run for run in found.runs if run.clock is Clock.FIRST_ANSWER)
    assert (first.ended_at, first.used, first.is_kept) == (taipei(7, 6, 12), timedelta(hours=3), True)
    assert found.running(Clock.NEXT_STEP).due_at == taipei(7, 8, 12)


def test_the_outcome_waits_while_the_enquirer_owes_an_answer():
    found = follow(received(taipei(7, 6, 9)), event(taipei(7, 6, 11), "asked"))
    outcome = found.running(Clock.OUTCOME)
    assert found.state is CaseState.WAITING
    assert (outcome.is_paused, outcome.used, outcome.due_at) == (True, timedelta(hours=2), None)
    assert found.paused_since == taipei(7, 6, 11)
    assert found.next_due is None
    found = follow(
        received(taipei(7, 6, 9)), event(taipei(7, 6, 11), "asked"), event(taipei(7, 20, 9), "wrote")
    )
    # 38 hours are left: four days of eight hours and six hours
    assert found.running(Clock.OUTCOME).due_at == taipei(7, 24, 15)
    assert found.running(Clock.NEXT_STEP).due_at == taipei(7, 21, 17)
    assert found.paused_since is None


def test_a_missed_promise_stays_missed():
    found = follow(received(taipei(7, 6, 9)), event(taipei(7, 8, 9), "answered"))
    first = next(run for run in found.runs if run.clock is Clock.FIRST_ANSWER)
    assert (first.used, first.is_kept) == (timedelta(hours=16), False)
    assert next(run for run in found.runs if run.clock is Clock.OUTCOME).is_kept is True
    assert found.state is CaseState.ANSWERED
    assert found.next_due is None


def test_handed_over_on_a_friday_night_in_taipei():
    """Friday 22:00 in Taipei is 16:00 in Gdynia: one hour of its Friday is left."""
    found = follow(
        received(taipei(7, 10, 9)),
        event(taipei(7, 10, 10), "offered"),
        event(taipei(7, 10, 22), "accepted", side=G, promise=SLOWER),
    )
    assert (found.state, found.side) == (CaseState.HANDED_OVER, G)
    first = found.running(Clock.FIRST_ANSWER)
    assert first.side == G
    assert first.due_at == warsaw(7, 14, 16)  # 1 h on Friday, 8 h on Monday, 7 h on Tuesday
    # Kaohsiung used all eight hours of its Friday; 72 of Gdynia's 80 are left.
    assert found.running(Clock.OUTCOME).promised == timedelta(hours=72)
    moved = [run for run in found.runs if run.is_moved]
    assert {(run.clock, run.side) for run in moved} == {(Clock.FIRST_ANSWER, K), (Clock.OUTCOME, K)}
    assert all(run.is_kept is None for run in moved)


def test_an_offer_alone_moves_nothing_and_a_refusal_gives_the_turn_back():
    found = follow(
        received(taipei(7, 6, 9)),
        event(taipei(7, 6, 10), "replied"),
        event(taipei(7, 6, 11), "offered"),
        event(taipei(7, 7, 9), "offer_declined", side=G),
    )
    assert found.side == K
    assert found.running(Clock.OUTCOME).due_at == taipei(7, 10, 17)
    assert found.running(Clock.NEXT_STEP).started_at == taipei(7, 6, 11)


def test_the_new_side_gets_at_least_the_time_of_a_step():
    found = follow(
        received(taipei(7, 6, 9)),
        event(taipei(8, 3, 9), "accepted", side=G, promise=SLOWER),  # 160 hours later
    )
    assert found.running(Clock.OUTCOME).promised == SLOWER.next_step


def test_reopening_begins_anew():
    found = follow(
        received(taipei(7, 6, 9)),
        event(taipei(7, 6, 10), "answered"),
        event(taipei(7, 7, 9), "closed"),
        event(taipei(7, 8, 9), "wrote"),
        event(taipei(7, 9, 9), "reopened", promise=HOURS),
    )
    assert (found.state, found.closed_at, found.answered_at) == (CaseState.REOPENED, None, None)
    assert found.running(Clock.FIRST_ANSWER) is None
    assert found.running(Clock.NEXT_STEP).due_at == taipei(7, 10, 17)
    assert found.running(Clock.OUTCOME).due_at == taipei(7, 15, 17)


def test_words_after_the_answer_open_the_case_again():
    found = follow(
        received(taipei(7, 6, 9)),
        event(taipei(7, 6, 10), "answered"),
        event(taipei(7, 7, 9), "wrote", side=0),
    )
    assert (found.state, found.side) == (CaseState.REOPENED, K)
    assert found.running(Clock.NEXT_STEP).due_at == taipei(7, 8, 17)


def test_a_case_over_lunar_new_year_and_its_make_up_day():
    """2027: the offices are closed from 4 to 10 February; 11 and 12 February are ordinary days."""
    holidays = {day for day in range(1, 28) if not CALENDARS[K].is_working_day(date(2027, 2, day))}
    assert {4, 5, 8, 9, 10} & holidays, "the holidays package knows Lunar New Year of 2027"
    found = follow(received(taipei(2, 3, 13, year=2027)))
    first_open = next(day for day in range(4, 28) if day not in holidays)
    assert found.running(Clock.FIRST_ANSWER).due_at == taipei(2, first_open, 13, year=2027)


@pytest.mark.parametrize(
    ("month", "day", "due"),
    [
        (3, 27, warsaw(3, 30, 13)),  # clocks go forward on Sunday, 29 March 2026
        (10, 23, warsaw(10, 26, 13)),  # and back on Sunday, 25 October 2026
    ],
)
def test_daylight_saving_over_the_weekend_changes_no_working_hour(month: int, day: int, due: datetime):
    found = follow(received(warsaw(month, day, 13), side=G))
    assert found.running(Clock.FIRST_ANSWER).due_at == due


def test_an_event_that_the_table_does_not_know_is_refused():
    with pytest.raises(KeyError):
        follow(received(taipei(7, 6, 9)), event(taipei(7, 6, 10), "reopened", promise=HOURS))


def test_every_state_can_be_reached_and_left():
    reached = {after for after, _who in CASE_TABLE.values()}
    assert reached == set(CaseState)
    assert {before for before, _event in CASE_TABLE if before} == set(CaseState)
