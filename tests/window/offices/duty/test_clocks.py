"""Clocks of breaches and requests against tables worked out by hand from the articles."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sistership.window.offices.duty.law import BASES, DUTIES, LAWS, answer_term
from sistership.window.offices.duty.states import (
    ClockState,
    Facts,
    Stage,
    Told,
    TransferState,
    answer_due,
    breach_clocks,
    next_due,
    transfer_state,
)

# Saturday evening before the clocks of Europe go forward on 29 March 2026
NOTICED = datetime(2026, 3, 28, 19, 0, tzinfo=UTC)
THREE = (("gdynia", "PL"), ("kaohsiung", "TW"), ("penang", "MY"))


def _owed(risk: str, persons: int | None) -> set[str]:
    facts = Facts(NOTICED, risk=risk, persons=persons, cities=THREE)
    return {clock.duty.code for clock in breach_clocks(facts) if clock.is_owed}


@pytest.mark.parametrize(
    ("risk", "persons", "owed"),
    [
        ("unlikely", 5, {"tw_persons", "tw_authority"}),
        ("unlikely", 1000, {"tw_persons", "tw_authority"}),
        ("unlikely", 1001, {"tw_persons", "tw_authority", "my_commissioner"}),
        ("unlikely", None, {"tw_persons", "tw_authority", "my_commissioner"}),
        ("likely", 5, {"tw_persons", "tw_authority", "my_commissioner", "gdpr_authority"}),
        ("high", 5, set(DUTIES)),
        ("", 5, set(DUTIES)),
    ],
)
def test_who_is_told_follows_from_the_risk(risk, persons, owed):
    assert _owed(risk, persons) == owed


def test_each_clock_ends_when_its_law_says():
    clocks = {clock.duty.code: clock for clock in breach_clocks(Facts(NOTICED, cities=THREE))}
    tuesday = datetime(2026, 3, 31, 19, 0, tzinfo=UTC)  # 72 hours of the world, not of a wall clock
    assert {code: clock.due_at for code, clock in clocks.items()} == {
        "gdpr_authority": tuesday,
        "gdpr_persons": tuesday,
        "tw_persons": tuesday,
        "tw_authority": tuesday,
        "my_commissioner": tuesday,
        "my_persons": datetime(2026, 4, 7, 19, 0, tzinfo=UTC),
    }
    assert {clock.city for clock in clocks.values()} == {"gdynia", "kaohsiung", "penang"}
    assert next_due(clocks.values()) == tuesday


def test_malaysia_gives_seven_days_after_the_notice_itself():
    told = NOTICED + timedelta(hours=10)
    facts = Facts(NOTICED, cities=(("penang", "MY"),), told=(Told("penang", "my_commissioner", told),))
    first, second = breach_clocks(facts)
    assert first.state(told) == ClockState.DONE
    assert second.due_at == told + timedelta(days=7)
    assert next_due([first, second]) == second.due_at


def test_a_clock_runs_out_is_told_late_or_waived():
    def state(at_hours: int, *told: Told) -> ClockState:
        clock, _ = breach_clocks(Facts(NOTICED, cities=(("gdynia", "PL"),), told=told))
        return clock.state(NOTICED + timedelta(hours=at_hours))

    assert state(71) == ClockState.RUNNING
    assert state(72) == ClockState.OVERDUE
    in_time, late = NOTICED + timedelta(hours=72), NOTICED + timedelta(hours=73)
    assert state(80, Told("gdynia", "gdpr_authority", in_time)) == ClockState.DONE
    assert state(80, Told("gdynia", "gdpr_authority", late)) == ClockState.DONE_LATE
    # a second notice that adds what was learnt later does not make the first one late
    both = Told("gdynia", "gdpr_authority", late), Told("gdynia", "gdpr_authority", in_time)
    assert state(80, *both) == ClockState.DONE
    assert state(80, Told("gdynia", "gdpr_authority", None)) == ClockState.WAIVED
    assert state(80, Told("kaohsiung", "gdpr_authority", in_time)) == ClockState.OVERDUE


def test_letters_go_at_half_and_a_day_before():
    clock, _ = breach_clocks(Facts(NOTICED, cities=(("gdynia", "PL"),)))
    stages = {hours: clock.stage(NOTICED + timedelta(hours=hours)) for hours in (35, 36, 47, 48, 90)}
    assert stages == {35: None, 36: Stage.HALF, 47: Stage.HALF, 48: Stage.LAST_DAY, 90: Stage.LAST_DAY}


def test_a_country_without_a_known_law_has_no_clock():
    assert breach_clocks(Facts(NOTICED, cities=(("kobe", "JP"),))) == []


@pytest.mark.parametrize(
    ("country", "kind", "received", "due", "longer"),
    [
        ("PL", "access", date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        ("PL", "erasure", date(2026, 11, 15), date(2026, 12, 15), date(2027, 2, 15)),
        ("PL", "access", date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)),
        ("TW", "access", date(2026, 3, 1), date(2026, 3, 16), date(2026, 3, 31)),
        ("TW", "erasure", date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 30)),
        ("MY", "correction", date(2026, 3, 1), date(2026, 3, 22), date(2026, 4, 5)),
        ("JP", "access", date(2026, 3, 1), date(2026, 3, 22), date(2026, 3, 22)),
    ],
)
def test_a_request_is_answered_by_the_day_of_its_law(country, kind, received, due, longer):
    assert answer_due(country, kind, received) == due
    assert answer_due(country, kind, received, is_longer=True) == longer
    assert answer_term(country, kind).is_target == (country == "JP")


TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("sender", "receiver", "has_basis", "until", "state"),
    [
        ("PL", "TW", False, None, TransferState.MISSING),
        ("PL", "TW", True, None, TransferState.IN_FORCE),
        ("PL", "TW", True, date(2026, 2, 28), TransferState.ENDED),
        ("PL", "TW", True, date(2026, 3, 1), TransferState.ENDS_SOON),
        ("PL", "TW", True, date(2026, 4, 30), TransferState.IN_FORCE),
        ("PL", "DE", False, None, TransferState.NOT_NEEDED),
        ("TW", "TW", False, None, TransferState.NOT_NEEDED),
        ("TW", "PL", False, None, TransferState.MISSING),
    ],
)
def test_how_a_transfer_stands(sender, receiver, has_basis, until, state):
    found = transfer_state(sender, receiver, has_basis=has_basis, valid_until=until, today=TODAY)
    assert found == state


def test_the_tables_of_law_hold_together():
    for duty in DUTIES.values():
        assert duty.article
        assert duty.law in LAWS
        assert not duty.after or DUTIES[duty.after].law is duty.law
    for _words, articles in BASES.values():
        assert set(articles) <= {law.key for law in LAWS}
    countries = [country for law in LAWS for country in law.countries]
    assert len(countries) == len(set(countries))
