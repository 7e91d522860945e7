"""Stored clocks of cases: a calendar changed by an officer, Lunar New Year, both daylight-saving changes."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django_q.models import OrmQ

from sistership.window.ground import clock
from sistership.window.offices.cases import tasks
from sistership.window.offices.cases.actions import handover, receiving, work
from sistership.window.offices.cases.actions.projection import FOLLOW_CLOSED, rebuild
from sistership.window.offices.cases.models import Case
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.actions.calendars import DayGiven
from sistership.window.offices.people.models import LocalDay

TAIPEI = ZoneInfo("Asia/Taipei")
WARSAW = ZoneInfo("Europe/Warsaw")


def receive(side, at: datetime) -> Case:
    enquiry = receiving.Enquiry(service="landing", text="請問", language="zh-hant", email="a@mail.example")
    with clock.at(at):
        return receiving.receive(
            actor=work.ENQUIRER, side=side, enquiry=enquiry, came=receiving.Came(channel="form")
        )


def due(case: Case) -> datetime | None:
    return Case.objects.get(pk=case.pk).due_at


def test_lunar_new_year_with_bridge_days_and_a_make_up_saturday(world):
    """2027: Taiwan's offices are closed from 4 to 10 February; the first answer is promised in 16 hours."""
    eve = datetime(2027, 2, 3, 13, tzinfo=TAIPEI)
    case = receive(world.side_k, eve)
    of_gdynia = receive(world.side_g, eve)
    before_in_gdynia = due(of_gdynia)
    assert due(case) == datetime(2027, 2, 12, 13, tzinfo=TAIPEI)  # 4 h, then 8 h on the 11th, 4 h on the 12th

    officer, city = world.officer_k.ref, world.kaohsiung
    with clock.at(eve):
        people.set_local_days(
            actor=officer,
            city=city,
            days=[DayGiven(date(2027, 2, day), is_working=False) for day in (11, 12)],
        )
        assert due(case) == datetime(2027, 2, 16, 13, tzinfo=TAIPEI)
        people.set_local_day(actor=officer, city=city, on=date(2027, 2, 13), is_working=True)
        assert due(case) == datetime(2027, 2, 15, 13, tzinfo=TAIPEI)  # Saturday's eight hours count
        people.set_local_day(
            actor=officer, city=city, on=date(2027, 2, 13), is_working=True, hours="09:00-12:00"
        )
        assert due(case) == datetime(2027, 2, 16, 10, tzinfo=TAIPEI)  # half a Saturday: three hours
    assert due(of_gdynia) == before_in_gdynia
    assert rebuild() == 0

    with clock.at(eve):
        for day in LocalDay.objects.filter(city=city, on__year=2027):
            people.remove_local_day(actor=officer, day=day)
    assert due(case) == datetime(2027, 2, 12, 13, tzinfo=TAIPEI)
    assert rebuild() == 0


@pytest.mark.parametrize(
    ("received", "is_due", "utc_hours"),
    [
        (datetime(2026, 3, 27, 13, tzinfo=WARSAW), datetime(2026, 3, 31, 13, tzinfo=WARSAW), 95),
        (datetime(2026, 10, 23, 13, tzinfo=WARSAW), datetime(2026, 10, 27, 13, tzinfo=WARSAW), 97),
    ],
)
def test_an_hour_that_the_clocks_skip_or_repeat_changes_no_office_hour(world, received, is_due, utc_hours):
    case = receive(world.side_g, received)
    stored = due(case)
    assert stored == is_due
    assert (stored - case.received_at).total_seconds() == utc_hours * 3600


def test_a_friday_night_handover_before_the_clocks_change_follows_the_new_sides_calendar(world):
    """Friday, 27 March 2026, 22:00 in Taipei is 15:00 in Gdynia, whose clocks go forward that weekend."""
    case = receive(world.side_k, datetime(2026, 3, 27, 9, tzinfo=TAIPEI))
    with clock.at(datetime(2026, 3, 27, 10, tzinfo=TAIPEI)):
        offered = handover.offer(
            actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="x", language="en"
        )
    night = datetime(2026, 3, 27, 22, tzinfo=TAIPEI)
    with clock.at(night):
        handover.accept(actor=world.officer_g.ref, handover=offered)
    assert due(case) == datetime(2026, 3, 31, 15, tzinfo=WARSAW)  # 2 h, 8 h on Monday, 6 h on Tuesday
    with clock.at(night):
        people.set_local_day(
            actor=world.officer_k.ref, city=world.kaohsiung, on=date(2026, 3, 30), is_working=False
        )
        assert due(case) == datetime(2026, 3, 31, 15, tzinfo=WARSAW)  # no longer Kaohsiung's
        people.set_local_day(
            actor=world.officer_g.ref, city=world.gdynia, on=date(2026, 3, 30), is_working=False
        )
    assert due(case) == datetime(2026, 4, 1, 15, tzinfo=WARSAW)
    assert rebuild() == 0


def test_a_closure_told_afterwards_changes_closed_cases_too(world):
    """A typhoon day that is entered late: the promise was kept in the hours that the offices were open."""
    case = receive(world.side_k, datetime(2026, 7, 6, 9, tzinfo=TAIPEI))
    with clock.at(datetime(2026, 7, 9, 9, tzinfo=TAIPEI)):  # 24 office hours later
        words = work.Words(text="答覆", language="zh-hant")
        work.write(actor=world.officer_k.ref, case=case, kind="answered", words=words, author="K")
        work.close(actor=world.officer_k.ref, case=case, outcome=work.Outcome("served"))
    assert case.clocks.get(clock="first_answer").is_kept is False
    with clock.at(datetime(2026, 7, 10, 9, tzinfo=TAIPEI)):
        people.set_local_day(
            actor=world.officer_k.ref, city=world.kaohsiung, on=date(2026, 7, 7), is_working=False
        )
    waiting = [task.task for task in OrmQ.objects.all() if task.task["func"] == FOLLOW_CLOSED]
    assert [task["args"] for task in waiting] == [(str(world.kaohsiung.public_id), 0)]
    assert tasks.follow_calendar_when_closed(*waiting[0]["args"]) == 1
    assert case.clocks.get(clock="first_answer").is_kept is True
    assert rebuild() == 0
