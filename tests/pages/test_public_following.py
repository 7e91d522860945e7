"""Pages of following: by mail without an account, by feed, by calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar
from lxml import etree

from sistership.window.ground import clock
from sistership.window.offices.agreements.actions import evidence, promises
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.notices.calendar_feeds import make_calendar_feed, revoke_calendar_feed
from sistership.window.offices.notices.models import CalendarFeed, Message, Subscription
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Partnership

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
EMAIL = "reader@example.net"


def _form(**changes) -> dict[str, str]:
    return {"email": EMAIL, "language": "en", "rhythm": "at_once", "website": ""} | changes


def _file(world, **changes):
    values = {"titles": {"en": "Report"}, "evidence_kind": "link", "on": date(2026, 1, 2)}
    values |= {"url": "https://example.org/", "commitment": world.commitment, "side": world.side_k}
    return evidence.file_evidence(actor=SYSTEM, **(values | changes))


@pytest.fixture
def address(world) -> str:
    return reverse("partnership_follow", args=[world.kaohsiung_gdynia.key])


def test_asking_looks_the_same_whether_the_address_follows_already_or_not(client, address):
    answers = []
    for _twice in range(2):
        answers.append(client.post(address, _form()))
        letter = Message.objects.filter(to=EMAIL).order_by("-pk").first()
        link = re.search(r"/en/follow/confirm/[\w-]+/", letter.body).group()
        assert client.get(link).status_code == 200
        assert client.post(link).status_code == 200
    assert {(one.status_code, one.url) for one in answers} == {(302, reverse("follow_asked"))}
    assert Subscription.objects.count() == 1
    assert client.get(link).status_code == 410


def test_opening_the_link_confirms_nothing_and_a_program_that_fills_the_hidden_field_gets_no_letter(
    client, address
):
    client.post(address, _form())
    link = re.search(r"/en/follow/confirm/[\w-]+/", Message.objects.get(to=EMAIL).body).group()
    client.get(link)
    assert Subscription.objects.get().confirmed_at is None
    assert client.post(address, _form(email="bot@example.net", website="http://spam")).status_code == 302
    assert not Message.objects.filter(to="bot@example.net").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"email": "nobody"}, "email"), ({"language": "tlh"}, "language"), ({"rhythm": "hourly"}, "rhythm")],
)
def test_a_wrong_form_says_what_is_wrong_beside_its_field(client, address, changes, field):
    answer = client.post(address, _form(**changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Subscription.objects.exists()


def test_a_mail_program_stops_the_letters_without_a_session_or_a_token_of_the_form(client, world, address):
    client.post(address, _form())
    link = re.search(r"/en/follow/confirm/[\w-]+/", Message.objects.get(to=EMAIL).body).group()
    client.post(link)
    _file(world)
    letter = Message.objects.filter(to=EMAIL).order_by("-pk").first()
    path = "/" + letter.stop_url.split("/", 3)[3]
    strict = Client(enforce_csrf_checks=True)
    assert "Stop the letters?" in strict.get(path).content.decode()
    assert Subscription.objects.exists()
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert "have stopped" in strict.get(path).content.decode()


def test_nobody_follows_by_mail_what_is_not_public(client, world):
    hidden = reverse("commitment_follow", args=[world.hidden_commitment.public_id])
    assert client.post(hidden, _form()).status_code == 404
    Partnership.objects.filter(pk=world.kaohsiung_gdynia.pk).update(is_public=False)
    gone = reverse("partnership_feed", args=[world.kaohsiung_gdynia.key])
    client.force_login(world.officer_k)  # a feed shows the same to everybody
    assert client.get(gone).status_code == 404


def _feed(client, name, *args, language="en"):
    with translation.override(language):
        answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer, etree.fromstring(answer.content)


def test_a_feed_tells_public_facts_with_names_that_never_change(client, world):
    shown = _file(world)
    evidence.answer_evidence(actor=SYSTEM, evidence=shown, side=world.side_g, is_confirmed=True)
    _first, feed = _feed(client, "partnership_feed", world.kaohsiung_gdynia.key)
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert "Gdynia confirmed: Report" in titles
    assert "Economic memorandum" in titles
    assert "Visit: Signing in Gdynia" in titles
    assert b"Interns placed in the first year" not in _first.content  # internal evidence
    ids = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("urn:uuid:") for one in [*ids, *feed.xpath("a:id/text()", namespaces=ATOM)])
    assert feed.xpath("a:author/a:name/text()", namespaces=ATOM)
    instants = [
        datetime.fromisoformat(one) for one in feed.xpath("a:entry/a:updated/text()", namespaces=ATOM)
    ]
    assert instants == sorted(instants, reverse=True)
    assert datetime.fromisoformat(feed.xpath("a:updated/text()", namespaces=ATOM)[0]) == instants[0]
    promises.drop_commitment(actor=SYSTEM, commitment=world.commitment, reasons={"en": "No money"})
    _again, later = _feed(client, "partnership_feed", world.kaohsiung_gdynia.key)
    assert set(ids) <= set(later.xpath("a:entry/a:id/text()", namespaces=ATOM))
    assert "No money" in later.xpath("a:entry/a:summary/text()", namespaces=ATOM)


def test_a_feed_that_did_not_change_is_not_sent_again(client, world):
    answer, _tree = _feed(client, "commitment_feed", world.commitment.public_id)
    address = reverse("commitment_feed", args=[world.commitment.public_id])
    kept = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (kept.status_code, kept.content) == (304, b"")
    assert client.get(address, headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 304
    _file(world)
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("language", "tag", "title"),
    [
        ("zh-hant", "zh-Hant", "每年安排實習"),
        ("en", "en", "Place interns every year"),
        ("pl", "pl", "Staże co roku"),
    ],
)
def test_a_feed_speaks_the_language_of_its_address(client, world, language, tag, title):
    _answer, feed = _feed(client, "commitment_feed", world.commitment.public_id, language=language)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == tag
    assert feed.xpath("a:title/text()", namespaces=ATOM) == [title]


def test_pages_name_their_feeds(client, world):
    for page, feed in (("partnership", "partnership_feed"), ("partnership_follow", "partnership_feed")):
        html = client.get(reverse(page, args=[world.kaohsiung_gdynia.key])).content.decode()
        href = reverse(feed, args=[world.kaohsiung_gdynia.key])
        assert f'type="application/atom+xml" href="{href}"' in html


def _events(content: bytes) -> dict[str, object]:
    return {str(one["summary"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_the_public_calendar_holds_what_all_sides_owe_and_no_internal_evidence(client, world):
    answer = client.get(reverse("partnership_dates", args=[world.kaohsiung_gdynia.key]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = _events(answer.content)
    assert set(events) == {"Call is open", "Place interns every year", "Visit: Signing in Gdynia"}
    step = events["Call is open"]
    assert step["dtstart"].dt == date(2030, 1, 31)
    assert str(step["uid"]).startswith(str(world.milestone.public_id))
    assert "Asia/Taipei" in str(step["description"])
    assert step.walk("VALARM")[0]["trigger"].dt == timedelta(days=-14)


def test_a_changed_day_keeps_its_name_and_counts_up_and_a_dropped_promise_is_cancelled(client, world):
    address = reverse("partnership_dates", args=[world.kaohsiung_gdynia.key])
    before = _events(client.get(address).content)["Call is open"]
    with clock.at(datetime(2027, 1, 1, tzinfo=UTC)):
        promises.edit_milestone(actor=SYSTEM, milestone=world.milestone, due_on=date(2030, 2, 28))
    after = _events(client.get(address).content)["Call is open"]
    assert (after["uid"], after["dtstart"].dt) == (before["uid"], date(2030, 2, 28))
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt == datetime(2027, 1, 1, tzinfo=UTC) > before["last-modified"].dt
    world.commitment.refresh_from_db()
    promises.drop_commitment(actor=SYSTEM, commitment=world.commitment, reasons={"en": "No money"})
    dropped = _events(client.get(address).content)
    assert str(dropped["Call is open"]["status"]) == "CANCELLED"
    assert dropped["Call is open"]["sequence"] > after["sequence"]


def test_an_own_calendar_speaks_the_language_of_the_account_and_holds_the_answers_it_owes(client, world):
    feed, secret = make_calendar_feed(account=world.officer_g, name="Phone")
    answer = client.get(reverse("own_dates", args=[secret]))
    assert answer.status_code == 200
    world.filed.refresh_from_db()
    events = list(_events(answer.content).values())
    (asked,) = [one for one in events if str(one["uid"]).startswith(str(world.filed.public_id))]
    assert asked["dtstart"].dt == world.gdynia.calendar().day_of(
        world.filed.one_sided_from - timedelta(seconds=1)
    )
    assert asked["summary"].params["language"] == "pl"
    assert not [one for one in events if str(one["uid"]).startswith(str(world.milestone.public_id))]
    used = CalendarFeed.objects.get(pk=feed.pk)
    assert used.last_used_at is not None
    assert used.digest != secret


def test_a_revoked_address_and_a_closed_account_answer_nothing(client, world):
    feed, secret = make_calendar_feed(account=world.officer_k, name="Phone")
    other, second = make_calendar_feed(account=world.officer_k, name="Laptop")
    revoke_calendar_feed(actor=world.officer_k.ref, feed=feed)
    assert client.get(reverse("own_dates", args=[secret])).status_code == 404
    assert client.get(reverse("own_dates", args=[second])).status_code == 200
    people.set_account_active(actor=SYSTEM, account=world.officer_k, is_active=False)
    assert client.get(reverse("own_dates", args=[second])).status_code == 404
    assert other.revoked_at is None


def test_an_address_is_shown_once_listed_and_revoked_by_its_owner_alone(client, world):
    client.force_login(world.officer_k)
    page = client.post(reverse("calendars"), {"name": "Phone"}).content.decode()
    found = re.search(r"/en/calendar/([\w-]+)\.ics", page)
    assert found is not None
    assert client.get(found.group()).status_code == 200
    again = client.get(reverse("calendars")).content.decode()
    assert found.group(1) not in again
    assert "last read" in again
    feed = CalendarFeed.objects.get(account=world.officer_k)
    client.force_login(world.officer_g)
    assert client.post(reverse("calendar_revoke", args=[feed.public_id])).status_code == 404
    client.force_login(world.officer_k)
    client.post(reverse("calendar_revoke", args=[feed.public_id]))
    assert client.get(found.group()).status_code == 404
