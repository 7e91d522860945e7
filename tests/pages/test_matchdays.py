"""Matchmaking days as people meet them: registered by a link, planned at the desk, changed on the day."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sistership.window.ground import clock
from sistership.window.offices.matchdays import engine, tasks
from sistership.window.offices.matchdays.addresses import secret_of
from sistership.window.offices.matchdays.models import DayPlan, Matchday, Registration, Wish
from sistership.window.offices.notices.models import Message

pytestmark = [pytest.mark.django_db]
BEFORE = datetime(2030, 4, 1, 8, 0, tzinfo=UTC)
AFTER = datetime(2030, 5, 7, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _quickly(monkeypatch):
    monkeypatch.setitem(engine.PARAMETERS, "rounds", 2)
    monkeypatch.setitem(engine.PARAMETERS, "steps", 20_000)


def _link(email: str) -> str:
    letter = Message.objects.filter(to=email).latest("pk")
    found = re.search(r"https?://[^/\s]+(/\S*my-matchday/\S+)", letter.body)
    assert found, letter.body
    return found.group(1)


def _registered(client, world, email: str = "falowiec@example.org") -> str:
    address = reverse("matchday_register", args=[world.matchday.public_id])
    given = {
        "name": "Falowiec",
        "email": email,
        "city": "gdynia",
        "languages": ["pl", "en"],
        "available": ["1", "2"],
        "language": "pl",
    }
    assert client.get(address).status_code == 200
    with clock.at(BEFORE):
        page = client.post(address, given)
    assert page.status_code == 200, page.content.decode()
    return _link(email)


def _planned(client, world) -> DayPlan:
    """A plan made and published by the buttons of the desk."""
    day = reverse("desk_act_on_matchday", args=[world.matchday.public_id])
    with clock.at(BEFORE):
        assert client.post(day, {"do": "plan"}).status_code == 302
        plan = DayPlan.objects.latest("pk")
        tasks.make_plan(str(plan.public_id))
        client.post(reverse("desk_act_on_matchday_plan", args=[plan.public_id]), {"do": "publish"})
    plan.refresh_from_db()
    assert plan.state == "published", plan.failure
    return plan


def test_somebody_registers_says_whom_to_meet_and_gets_a_plan(client, world):
    link = _registered(client, world)
    page = client.get(link)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "Nanfeng" in page.content.decode()
    assert "Baltyk" not in page.content.decode(), "of the same city"
    nanfeng = Registration.objects.get(name="Nanfeng")
    client.post(f"{link}wishes/", {f"regard-{nanfeng.public_id}": "wish"})
    assert Wish.objects.get().about == nanfeng
    client.force_login(world.officer_k)
    _planned(client, world)
    client.logout()
    page = client.get(link).content.decode()
    assert "Nanfeng" in page
    assert "<svg" in page
    calendar = client.get(f"{link}plan.ics").content.decode()
    assert "DTSTART:20300507T010000Z" in calendar or "DTSTART:20300507T012000Z" in calendar
    paper = client.get(f"{link}plan.pdf")
    assert paper.status_code in (200, 501)
    assert json.loads(client.get(f"{link}data.json").content)["says"][0]["regard"] == "wish"
    own = client.get(f"/api/v1/my-matchday/{link.rstrip('/').rsplit('/', 1)[1]}").json()
    assert [one["other"] for one in own["meetings"]] == ["Nanfeng"]
    meeting = re.search(r"meetings/([0-9a-f-]{36})", client.get(link).content.decode())
    assert meeting is None, "nothing to say before the day"
    with clock.at(AFTER):
        meeting = re.search(r"meetings/([0-9a-f-]{36})", client.get(link).content.decode())
        assert meeting
        said = client.post(f"{link}meetings/{meeting.group(1)}/", {"was_held": "yes", "again": "yes"})
    assert said.status_code == 302


def test_whom_somebody_refuses_stands_on_no_page(client, world):
    link = _registered(client, world)
    falowiec, nanfeng = (Registration.objects.get(name=name) for name in ("Falowiec", "Nanfeng"))
    client.post(f"{link}wishes/", {f"regard-{nanfeng.public_id}": "veto"})
    client.force_login(world.officer_k)
    plan = _planned(client, world)
    names = (
        ("desk_matchday", world.matchday),
        ("desk_matchday_plan", plan),
        ("desk_matchday_report", world.matchday),
        ("desk_matchday_plan_csv", world.matchday),
        ("desk_matchday_event", world.matchday),
    )
    pages = {name: client.get(reverse(name, args=[of.public_id])).content.decode() for name, of in names}
    assert not [name for name, page in pages.items() if "veto" in page.casefold()]
    event = json.loads(pages["desk_matchday_event"])
    pairs = [{one["a"], one["b"]} for one in event["candidates"]]
    assert {str(falowiec.public_id), str(nanfeng.public_id)} not in pairs
    assert not plan.meetings.filter(first__in=[falowiec, nanfeng], second__in=[falowiec, nanfeng]).exists()


def test_the_second_of_two_officers_is_told_what_happened(client, world):
    client.force_login(world.officer_k)
    seen = Matchday.objects.get(pk=world.matchday.pk).version
    act = reverse("desk_act_on_matchday", args=[world.matchday.public_id])
    with clock.at(BEFORE):
        client.post(act, {"do": "closed", "seen": seen})
        page = client.post(act, {"do": "plan", "seen": seen}, follow=True).content.decode()
    assert "Somebody else has changed this day" in page or "另" in page
    assert not DayPlan.objects.exclude(pk=world.day_plan.pk).exists()


def test_a_code_checks_in_and_a_change_leads_to_a_new_plan(client, world):
    client.force_login(world.officer_k)
    _planned(client, world)
    firm = world.registration
    code = reverse("desk_matchday_check_in", args=[firm.public_id])
    assert "Baltyk" in client.get(code).content.decode()
    act = reverse("desk_act_on_registration", args=[firm.public_id])
    client.post(act, {"do": "check_in"})
    firm.refresh_from_db()
    assert firm.checked_in_at
    client.post(act, {"do": "absent"})
    second = _planned(client, world)
    assert not second.meetings.exists()
    assert (
        "Nanfeng"
        in client.get(reverse("desk_matchday_today", args=[world.matchday.public_id])).content.decode()
    )
    client.force_login(world.officer_g)
    assert client.post(act, {"do": "check_in"}).status_code == 403, "the other city looks on"


def test_a_plan_from_a_file_is_checked(client, world):
    client.force_login(world.officer_k)
    address = reverse("desk_import_matchday_plan", args=[world.matchday.public_id])
    meetings = [
        {"a": str(one.public_id), "b": str(other.public_id), "slot": slot, "table": 1}
        for one, other in [Registration.objects.order_by("pk")[:2]]
        for slot in ("2", "9")
    ]
    with clock.at(BEFORE):
        for content, status in (
            (b"no JSON", 422),
            (json.dumps({"meetings": meetings[1:]}).encode(), 422),
            (json.dumps({"meetings": meetings[:1]}).encode(), 302),
        ):
            page = client.post(address, {"file": SimpleUploadedFile("plan.json", content)})
            assert page.status_code == status, content
    assert DayPlan.objects.latest("pk").meetings.get().slot.number == 2


def test_an_officer_says_when_an_interpreter_is_there(client, world):
    client.force_login(world.officer_k)
    given = {"name": "Mei", "one": "zh", "other": "pl", "third": "", "available": ["1"]}
    client.post(reverse("desk_add_interpreter", args=[world.matchday.public_id]), given)
    interpreter = world.matchday.interpreters.get(name="Mei")
    assert interpreter.available == [1]
    page = reverse("desk_edit_interpreter", args=[world.matchday.public_id, interpreter.public_id])
    boxes = re.findall(r'name="available" value="(\d)"[^>]*checked', client.get(page).content.decode())
    assert boxes == ["1"]
    all_slots = [str(one.number) for one in world.matchday.slots.all()]
    changed = client.post(page, {"name": "Mei Lin", "available": all_slots})
    assert changed.status_code == 302
    interpreter.refresh_from_db()
    assert (interpreter.name, interpreter.available) == ("Mei Lin", None), "all slots"
    client.force_login(world.officer_g)
    assert client.post(page, {"name": "x", "available": ["1"]}).status_code == 403


def test_a_profile_takes_part_from_its_own_page(client, world):
    from sistership.window.offices.market.addresses import owner_secret

    secret = owner_secret(world.profile)
    page = reverse("market_matchday", args=[secret, world.matchday.public_id])
    with clock.at(BEFORE):
        assert page in client.get(reverse("market_own", args=[secret])).content.decode()
        wrong = client.post(page, {"name": "", "languages": [], "available": []})
        assert wrong.status_code == 422
        sent = client.post(page, {"name": "Firm", "languages": ["zh"], "available": ["1"]})
        made = Registration.objects.get(profile=world.profile)
        link = reverse("own_matchday", args=[secret_of(made)])
        assert sent.headers["Location"] == link
        assert (made.email, made.city, made.available) == (
            world.profile.contact_email,
            world.profile.city,
            [1],
        )
        assert link in client.get(reverse("market_own", args=[secret])).content.decode()
        assert client.get(page).headers["Location"] == link
