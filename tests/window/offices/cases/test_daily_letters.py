"""The letter of the morning: what is due, to whom, when, and once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sistership.window.ground import clock
from sistership.window.offices.cases import tasks
from sistership.window.offices.cases.actions import handover, receiving, work
from sistership.window.offices.cases.models import Absence, Case
from sistership.window.offices.cases.queries.letters import letters_in_trouble
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message

MONDAY = datetime(2026, 7, 6, 1, tzinfo=UTC)
"""09:00 in Kaohsiung, where the offices open; 03:00 in Gdynia."""
OFFICER, DESK = "officer-k@example.org", "desk-kaohsiung@example.org"


@pytest.fixture
def case(world) -> Case:
    """Received on Monday, promised a first answer within two working days."""
    with clock.at(MONDAY):
        found = receiving.receive(
            actor=work.ENQUIRER,
            side=world.side_k,
            enquiry=receiving.Enquiry(
                service="landing", text="Where can we rent?", language="en", email="a@example.net"
            ),
            came=receiving.Came(channel="form"),
        )
        return work.take(actor=world.officer_k.ref, case=found, account=world.officer_k)


def _letters(at: datetime, to: str = OFFICER) -> list[Message]:
    """The letters of the morning that are written at an instant."""
    before = set(Message.objects.values_list("pk", flat=True))
    with clock.at(at):
        tasks.write_daily_letters()
    return list(Message.objects.filter(to=to).exclude(pk__in=before))


def test_it_comes_once_on_a_working_day_while_the_offices_are_open(world, case):
    assert _letters(MONDAY - timedelta(hours=1)) == []
    [letter] = _letters(MONDAY + timedelta(minutes=20))
    assert letter.language == "zh-hant"
    assert case.number in letter.body
    assert f"/zh-hant/desk/cases/{case.public_id}/" in letter.body
    assert _letters(MONDAY + timedelta(hours=3)) == []
    assert len(_letters(MONDAY + timedelta(days=1))) == 1
    assert _letters(MONDAY + timedelta(days=5)) == []  # Saturday
    assert _letters(datetime(2026, 10, 9, 1, tzinfo=UTC)) == []  # National Day is kept on Friday


def test_it_says_what_is_late_and_goes_to_nobody_without_anything_due(world, case):
    assert _letters(MONDAY, "lead-k@example.org") == []
    [letter] = _letters(case.due_at + timedelta(hours=20))
    late, unread = letter.body.split("\n\n")[0], letter.body
    assert case.number in late
    assert unread.count(case.number) == 1  # in one part only


def test_who_stands_in_gets_it(world, case):
    Absence.objects.create(
        account=world.officer_k,
        deputy=world.lead_k,
        city=world.kaohsiung,
        first_day=date(2026, 7, 6),
        last_day=date(2026, 7, 7),
    )
    [letter] = _letters(MONDAY, "lead-k@example.org")
    assert case.number in letter.body
    assert not Message.objects.filter(to=OFFICER, about_kind="city").exists()


def test_whoever_wants_none_gets_none(world, case):
    notices.choose_morning_letter(account=world.officer_k, is_daily=False)
    assert _letters(MONDAY) == []
    assert not notices.wants_morning_letter(world.officer_k)
    notices.choose_morning_letter(account=world.officer_k, is_daily=True)
    assert len(_letters(MONDAY)) == 1


def test_the_desk_gets_what_nobody_took_and_what_is_offered_to_it(world, case):
    [letter] = _letters(MONDAY, DESK)
    assert case.number not in letter.body
    assert world.case.number in letter.body
    with clock.at(MONDAY):
        handover.offer(actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="x", language="en")
    [offered] = _letters(MONDAY + timedelta(hours=7), "desk-gdynia@example.org")
    assert offered.language == "pl"
    assert case.number in offered.body


def test_letters_in_trouble_are_found_from_the_case(world, case):
    letter = Message.objects.filter(about_id=case.public_id).first()
    assert not letters_in_trouble(case).exists()
    letter.last_error, letter.state = "550 no such user", "failed"
    letter.save()
    assert list(letters_in_trouble(case)) == [letter]
