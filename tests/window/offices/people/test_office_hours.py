"""A city says its hours and its days; what runs by its calendar follows in the same transaction."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from sistership.cli.city import command
from sistership.common.errors import InputError
from sistership.window.ground.registry import registry
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.actions import DayGiven
from sistership.window.offices.people.models import City, LocalDay
from sistership.window.offices.people.packs import pack_of
from sistership.window.offices.people.rules import may

pytestmark = pytest.mark.django_db
WEEK = ["08:00-12:00, 13:00-17:30"] * 5 + ["", ""]
HOUR = timedelta(hours=1)


def fresh(key):
    return City.objects.get(key=key).calendar()


def test_a_city_counts_by_the_hours_it_said_and_by_plain_ones_before(world):
    start = datetime(2026, 7, 27, 3, tzinfo=UTC)  # Monday, 11:00 in Taipei
    assert fresh("kaohsiung").after_working_time(start, 2 * HOUR) == start + 2 * HOUR
    people.set_office_hours(actor=SYSTEM, city=world.kaohsiung, week=WEEK)
    assert world.kaohsiung.calendar().after_working_time(start, 2 * HOUR) == start + 3 * HOUR
    assert fresh("kaohsiung").after_working_time(start, 2 * HOUR) == start + 3 * HOUR
    people.set_office_hours(actor=SYSTEM, city=world.kaohsiung, week=[])
    assert fresh("kaohsiung").after_working_time(start, 2 * HOUR) == start + 2 * HOUR


@pytest.mark.parametrize(
    ("week", "where"), [(["08:00-12:00", "8 to 5", "", "", "", "", ""], "1"), ([""] * 7, ""), (WEEK[:5], "")]
)
def test_hours_that_cannot_be_are_refused_and_nothing_is_written(world, week, where):
    with pytest.raises(InputError) as caught:
        people.set_office_hours(actor=SYSTEM, city=world.kaohsiung, week=week)
    assert caught.value.where == where
    assert caught.value.allowed
    assert City.objects.get(key="kaohsiung").office_hours == []


def test_a_half_day_has_its_own_hours_and_a_closed_day_none(world):
    eve = date(2026, 12, 23)
    days = [DayGiven(eve, True, "9:00-12:00", "before the feast"), DayGiven(date(2026, 12, 28), False)]
    people.set_local_days(actor=SYSTEM, city=world.gdynia, days=days)
    assert len(fresh("gdynia").spans_of(eve)) == 1
    assert fresh("gdynia").working_time_between(
        datetime(2026, 12, 23, tzinfo=UTC), datetime(2026, 12, 29, tzinfo=UTC)
    ) == (3 * HOUR)  # 24 to 26 are holidays, 27 is a Sunday, 28 is closed
    with pytest.raises(InputError, match="closed and has hours"):
        people.set_local_days(
            actor=SYSTEM,
            city=world.gdynia,
            days=[DayGiven(date(2027, 1, 4), True), DayGiven(date(2027, 1, 5), False, "09:00-12:00")],
        )
    assert not LocalDay.objects.filter(on__year=2027)


def test_every_change_of_a_calendar_is_followed_for_that_city_alone(world, monkeypatch):
    told = []
    monkeypatch.setitem(registry.calendar_followers, "test", lambda city_id: told.append(city_id) or 0)
    city = world.gdynia
    people.set_office_hours(actor=SYSTEM, city=city, week=WEEK)
    people.set_office_hours(actor=SYSTEM, city=city, week=WEEK)
    day = people.set_local_day(actor=SYSTEM, city=city, on=date(2027, 1, 4), is_working=False)
    people.remove_local_day(actor=SYSTEM, day=day)
    pack = replace(pack_of(City.objects.get(key="gdynia")), office_hours={"monday": "09:00-12:00"})
    people.import_city(actor=SYSTEM, pack=pack)
    assert told == [city.public_id] * 4


def test_hours_go_into_a_pack_and_come_back(world):
    people.set_office_hours(actor=SYSTEM, city=world.gdynia, week=WEEK)
    people.set_local_day(
        actor=SYSTEM, city=world.gdynia, on=date(2027, 1, 2), is_working=True, hours="09:00-12:00"
    )
    pack = pack_of(City.objects.get(key="gdynia"))
    people.import_city(actor=SYSTEM, pack=replace(pack, office_hours={}, local_days=()))
    assert City.objects.get(key="gdynia").office_hours == []
    people.import_city(actor=SYSTEM, pack=pack)
    assert pack_of(City.objects.get(key="gdynia")) == pack
    shown = CliRunner().invoke(command, ["show", "gdynia"], catch_exceptions=False).output
    assert "  monday      08:00-12:00, 13:00-17:30" in shown
    assert "    2027-01-02  works  09:00-12:00" in shown


def test_officers_and_leads_keep_the_calendar_of_their_own_city(world):
    may_k = [
        may(reader, "city.keep_calendar", world.kaohsiung)
        for reader in (
            world.officer_k,
            world.lead_k,
            world.administrator,
            world.officer_g,
            world.councillor_k,
        )
    ]
    assert may_k == [True, True, True, False, False]
