"""An officer keeps the calendar of the own city: hours, days pasted as lines, each wrong one answered."""

from datetime import date

import pytest
from django.urls import reverse

from sistership.window.offices.people.models import City, LocalDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client, world):
    client.force_login(world.lead_k)
    return reverse("desk_calendar", args=["kaohsiung"]) + "?year=2027"


def test_lines_become_days_that_the_year_shows(client, world, address):
    lines = "2027-02-05 closed typhoon\n\n2027-02-20 works 08:00-12:00, 13:00-15:00 make-up day"
    assert client.post(address, {"do": "days", "lines": lines}).status_code == 302
    found = LocalDay.objects.filter(city=world.kaohsiung).order_by("on")
    assert [(day.on, day.is_working, day.hours, day.note) for day in found] == [
        (date(2027, 2, 5), False, "", "typhoon"),
        (date(2027, 2, 20), True, "08:00-12:00, 13:00-15:00", "make-up day"),
    ]
    page = client.get(address).content.decode()
    assert "typhoon" in page
    assert 'class="day closed">5<' in page
    assert "· 08:00-12:00, 13:00-15:00<" in page
    assert client.post(reverse("desk_calendar_remove", args=["kaohsiung", found[0].pk])).status_code == 302
    assert found.all().count() == 1


def test_every_wrong_line_is_answered_and_none_is_written(client, world, address):
    lines = (
        "2027-02-05 closed\n5.2.2027 closed\n2027-02-06 perhaps\n2027-02-05 works\n2027-02-08 works 8:00-7:00"
    )
    answer = client.post(address, {"do": "days", "lines": lines}, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    said = answer.context["days_form"].errors["lines"]
    assert [line.split(" ")[1][:1] for line in said] == ["2", "3", "4", "5"]
    assert not LocalDay.objects.exists()
    assert "2027-02-06 perhaps" in answer.content.decode()


def test_hours_are_saved_and_wrong_ones_named_at_their_day(client, world, address):
    week = {f"day_{day}": "8:00-12:00 13:00-17:30" for day in range(5)}
    assert client.post(address, {"do": "hours", **week}).status_code == 302
    assert City.objects.get(key="kaohsiung").office_hours == ["08:00-12:00, 13:00-17:30"] * 5 + ["", ""]
    answer = client.post(address, {"do": "hours", **week, "day_2": "8 to 5"})
    assert (answer.status_code, list(answer.context["hours_form"].errors)) == (422, ["day_2"])


def test_another_citys_calendar_is_not_theirs(client, world, address):
    assert client.get(reverse("desk_calendar", args=["gdynia"])).status_code == 403
    assert client.get(reverse("desk_calendars")).status_code == 302


def test_an_administrator_and_the_set_up_set_the_same_hours(client, world):
    client.force_login(world.administrator)
    week = {f"day_{day}": "8:00-16:00" for day in range(5)}
    assert client.post(reverse("city_hours", args=["gdynia"]), week).status_code == 302
    assert City.objects.get(key="gdynia").office_hours == ["08:00-16:00"] * 5 + ["", ""]
    wrong = client.post(reverse("city_hours", args=["gdynia"]), week | {"day_1": "late"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["day_1"])
    step = reverse("setup_calendars", args=[world.kaohsiung_gdynia.key])
    given = {f"kaohsiung-hours-{name}": "9:00-17:00" for name in week}
    assert client.post(step, given | {"hours": "kaohsiung"}).status_code == 302
    assert City.objects.get(key="kaohsiung").office_hours == ["09:00-17:00"] * 5 + ["", ""]
    assert client.post(step, {"hours": "kaohsiung", "kaohsiung-hours-day_0": "x"}).status_code == 422
    assert "09:00-17:00" in client.get(reverse("city", args=["kaohsiung"])).content.decode()
