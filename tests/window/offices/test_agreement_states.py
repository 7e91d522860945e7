"""States by hand-worked answers, and properties that hold for every history."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sistership.common.calendars import WorkingCalendar
from sistership.window.offices.agreements import states
from sistership.window.offices.agreements.states import (
    CommitmentFacts,
    EvidenceEvent,
    EvidenceState,
    Obligation,
    PromiseState,
    Proof,
)

TAIPEI = WorkingCalendar(timezone="Asia/Taipei")
WARSAW = WorkingCalendar(timezone="Europe/Warsaw")
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)  # 09:00 in Taipei, 02:00 in Warsaw


def _events(*names: str, hours: int = 1) -> list[EvidenceEvent]:
    return [EvidenceEvent(MONDAY + timedelta(hours=hours * n), name) for n, name in enumerate(names)]


def _boundaries(*names: str, days: int = 5) -> states.EvidenceBoundaries:
    return states.evidence_boundaries(_events(*names), answerers=[WARSAW], answer_working_days=days)


def _state(facts: CommitmentFacts, now: datetime) -> PromiseState:
    found = states.commitment_boundaries(facts)
    return states.state_at(
        now, kept_from=found.kept_from, late_from=found.late_from, at_risk_from=found.at_risk_from
    )


def test_unanswered_evidence_is_one_sided_after_the_agreed_days_of_the_partner():
    found = _boundaries("filed", "asked")
    # five working days after Monday 2 March in Warsaw end with Monday 9 March, 23:00 UTC
    assert found == states.EvidenceBoundaries(
        state=EvidenceState.AWAITING,
        counts_from=datetime(2026, 3, 9, 23, tzinfo=UTC),
        one_sided_from=datetime(2026, 3, 9, 23, tzinfo=UTC),
        disputed_from=None,
    )


def test_confirmed_evidence_counts_from_its_confirmation():
    found = _boundaries("filed", "asked", "confirmed")
    assert (found.state, found.counts_from, found.one_sided_from) == (
        EvidenceState.CONFIRMED,
        MONDAY + timedelta(hours=2),
        None,
    )


def test_disputed_evidence_counts_for_nothing_until_answered():
    assert _boundaries("filed", "asked", "disputed").counts_from is None
    answered = _boundaries("filed", "asked", "disputed", "answered")
    assert answered.state is EvidenceState.AWAITING
    assert answered.counts_from is not None


def test_partner_may_still_dispute_one_sided_evidence():
    events = [*_events("filed", "asked"), EvidenceEvent(MONDAY + timedelta(days=30), "disputed")]
    found = states.evidence_boundaries(events, answerers=[WARSAW], answer_working_days=5)
    assert found.state is EvidenceState.DISPUTED


@pytest.mark.parametrize("names", [("confirmed",), ("filed", "confirmed"), ("filed", "asked", "answered")])
def test_events_that_the_table_does_not_know_are_refused(names):
    with pytest.raises(KeyError):
        _boundaries(*names)


def _facts(**changes) -> CommitmentFacts:
    values = {
        "owing": [TAIPEI],
        "due_on": date(2026, 6, 30),
        "milestones": [],
        "direct": [],
        "figures": [],
    } | changes
    return CommitmentFacts(**values)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(2026, 6, 15, 15, 59, 59, tzinfo=UTC), PromiseState.ON_TRACK),
        (
            datetime(2026, 6, 15, 16, tzinfo=UTC),
            PromiseState.AT_RISK,
        ),  # midnight that starts 16 June in Taipei
        (datetime(2026, 6, 30, 15, 59, 59, tzinfo=UTC), PromiseState.AT_RISK),
        (datetime(2026, 6, 30, 16, tzinfo=UTC), PromiseState.LATE),
    ],
)
def test_late_at_midnight_in_the_owing_sides_zone(now, state):
    assert _state(_facts(), now) is state


def test_two_owing_sides_are_late_at_the_last_of_their_midnights():
    found = states.commitment_boundaries(_facts(owing=[TAIPEI, WARSAW]))
    assert found.late_from == WARSAW.end_of_day(date(2026, 6, 30))


def test_silent_partner_never_turns_a_kept_promise_red():
    filed = datetime(2026, 6, 30, 8, tzinfo=UTC)
    awaiting = states.evidence_boundaries(
        [EvidenceEvent(filed, "filed"), EvidenceEvent(filed, "asked")],
        answerers=[WARSAW],
        answer_working_days=15,
    )
    facts = _facts(direct=[Proof(awaiting.counts_from, is_awaiting=True)])
    for days in range(60):
        assert _state(facts, filed + timedelta(days=days)) in (PromiseState.ON_TRACK, PromiseState.KEPT)
    assert _state(facts, filed + timedelta(days=59)) is PromiseState.KEPT


def test_disputed_evidence_puts_a_promise_at_risk_before_it_is_due():
    disputed = datetime(2026, 4, 1, tzinfo=UTC)
    facts = _facts(direct=[Proof(None, is_awaiting=False, disputed_from=disputed)])
    assert _state(facts, disputed) is PromiseState.AT_RISK


def test_missed_milestone_makes_its_commitment_late():
    missed = Obligation(due_on=date(2026, 2, 1), reached_from=None, is_held=False, owing=[TAIPEI])
    assert _state(_facts(milestones=[missed]), MONDAY) is PromiseState.LATE


def test_target_is_kept_when_counted_figures_reach_it():
    def proof(day: int, value: int) -> Proof:
        at = datetime(2026, 5, day, tzinfo=UTC)
        return Proof(at, is_awaiting=False, value=Decimal(value), on=at.date())

    six, ten = [proof(1, 2), proof(2, 4)], [proof(1, 2), proof(2, 4), proof(3, 4)]
    assert states.target_reached_from(six, target=Decimal(10), rule="sum") is None
    assert states.target_reached_from(ten, target=Decimal(10), rule="sum") == datetime(2026, 5, 3, tzinfo=UTC)
    latest = [proof(1, 96), proof(2, 83)]
    assert states.target_reached_from(latest, target=Decimal(95), rule="latest") is None


def test_rhythm_without_end_is_never_kept_but_on_track_while_each_period_is_reached():
    def proof(year: int) -> Proof:
        on = date(year, 5, 1)
        return Proof(datetime(year, 5, 2, tzinfo=UTC), is_awaiting=False, on=on)

    facts = _facts(
        due_on=None, rhythm="yearly", rhythm_from=date(2024, 1, 1), direct=[proof(2024), proof(2025)]
    )
    assert _state(facts, datetime(2026, 11, 23, tzinfo=UTC)) is PromiseState.ON_TRACK
    assert _state(facts, datetime(2026, 12, 25, tzinfo=UTC)) is PromiseState.AT_RISK
    assert _state(facts, datetime(2027, 1, 1, tzinfo=UTC)) is PromiseState.LATE
    gap = _facts(due_on=None, rhythm="yearly", rhythm_from=date(2024, 1, 1), direct=[proof(2025)])
    assert _state(gap, datetime(2025, 6, 1, tzinfo=UTC)) is PromiseState.LATE


def test_rhythm_with_an_end_is_kept_when_every_period_is_reached():
    days = [date(2025, month, 10) for month in (1, 4, 7, 10)]
    proofs = [Proof(datetime(2025, 11, 1, tzinfo=UTC), is_awaiting=False, on=day) for day in days]
    facts = _facts(
        due_on=None,
        rhythm="quarterly",
        rhythm_from=date(2025, 1, 1),
        rhythm_until=date(2025, 12, 31),
        direct=proofs,
    )
    assert states.commitment_boundaries(facts).kept_from == datetime(2025, 11, 1, tzinfo=UTC)


def test_add_months_keeps_the_end_of_short_months():
    assert states.add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert states.add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert states.add_months(date(2025, 12, 15), 12) == date(2026, 12, 15)


@given(
    start=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    rhythm=st.sampled_from(sorted(states.RHYTHM_MONTHS)),
    length=st.integers(0, 2000),
)
def test_periods_cover_the_whole_time_without_gap_or_overlap(start, rhythm, length):
    until = start + timedelta(days=length)
    periods = states.periods_of(rhythm, start, until, enough=0)
    assert periods[0][0] == start
    assert periods[-1][1] == until
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(periods))


INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
DAYS = st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))
OBLIGATIONS = st.builds(
    Obligation,
    due_on=DAYS,
    reached_from=st.none() | INSTANTS,
    is_held=st.booleans(),
    owing=st.just([TAIPEI]),
    disputed_from=st.none() | INSTANTS,
)
PROOFS = st.builds(
    Proof,
    counts_from=st.none() | INSTANTS,
    is_awaiting=st.booleans(),
    disputed_from=st.none() | INSTANTS,
    value=st.none() | st.decimals(0, 20, places=1),
    on=DAYS,
)


@given(
    due_on=DAYS,
    milestones=st.lists(OBLIGATIONS, max_size=4),
    direct=st.lists(PROOFS, max_size=4),
    target=st.none() | st.decimals(1, 20, places=1),
    rule=st.sampled_from(["sum", "latest"]),
    extra=INSTANTS,
)
def test_one_more_counting_proof_never_makes_a_state_worse(due_on, milestones, direct, target, rule, extra):
    def boundaries(proofs):
        facts = _facts(
            due_on=due_on,
            milestones=milestones,
            direct=proofs,
            figures=[proof for proof in proofs if proof.value is not None],
            target=target,
            target_rule=rule,
        )
        return states.commitment_boundaries(facts)

    # a confirmed figure larger than any target, taken after all others
    proof = Proof(extra, is_awaiting=False, value=Decimal(100), on=date(2030, 1, 1))
    before, after = boundaries(direct), boundaries([*direct, proof])
    if before.kept_from:
        assert after.kept_from is not None
    assert after.late_from is None or (before.late_from is not None and after.late_from >= before.late_from)
