"""Where one is signed in: listed in words, ended one by one or all but this one."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from tests.world import PASSWORD

from sistership.window.offices.journal.models import Entry
from sistership.window.pages.administration.sessions import device_in_words

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)


def _signed_in(account, agent):
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    client.get(reverse("my_account"))
    return client


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iOS"),
        (EDGE, "Edge on Windows"),
        ("curl/8.0", "unknown device"),
        ("", "unknown device"),
    ],
)
def test_devices_are_named_as_a_person_would(agent, words):
    assert device_in_words(agent) == words


def test_one_session_is_ended_and_the_device_is_out(world):
    desk, phone = _signed_in(world.officer_k, FIREFOX), _signed_in(world.officer_k, PHONE)
    page = desk.get(reverse("sessions")).content.decode()
    assert "Firefox on Linux" in page
    assert "Safari on iOS" in page
    other = UserSession.objects.get(user_agent=PHONE)
    assert desk.post(reverse("session_end", args=[other.pk])).status_code == 302
    assert phone.get(reverse("my_account")).status_code == 302
    assert desk.get(reverse("my_account")).status_code == 200
    assert Entry.objects.filter(action="account.sessions_ended").count() == 1


def test_all_others_end_and_this_one_stays(world):
    desk, phone = _signed_in(world.officer_k, FIREFOX), _signed_in(world.officer_k, PHONE)
    desk.post(reverse("sessions_end_others"))
    assert phone.get(reverse("my_account")).status_code == 302
    assert desk.get(reverse("my_account")).status_code == 200


def test_nobody_ends_the_session_of_somebody_else(world):
    mine = _signed_in(world.officer_k, FIREFOX)
    _signed_in(world.officer_g, PHONE)
    theirs = UserSession.objects.get(user=world.officer_g)
    assert mine.post(reverse("session_end", args=[theirs.pk])).status_code == 404
    assert UserSession.objects.filter(pk=theirs.pk).exists()


def test_a_new_password_signs_the_other_devices_out(world):
    desk, phone = _signed_in(world.officer_k, FIREFOX), _signed_in(world.officer_k, PHONE)
    fresh = "a fresh and quite different phrase"
    address = reverse("account_change_password")
    answer = desk.post(address, {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert answer.status_code == 302
    assert phone.get(reverse("my_account")).status_code == 302
    assert desk.get(reverse("my_account")).status_code == 200
    assert Entry.objects.filter(action="account.password_changed").count() == 1
