"""Where settings ask for it, staff set up a second factor before anything else."""

import base64

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.world import PASSWORD

from sistership.window.offices.people.rules import has_second_factor, lacks_second_factor


@pytest.fixture
def strict(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True


def test_staff_are_led_to_the_set_up(client, world, strict):
    for reader in (world.officer_k, world.lead_k, world.administrator):
        client.force_login(reader)
        for name in ("people", "my_account", "tokens", "persons", "home"):
            assert client.get(reverse(name)).url == "/en/account/2fa/"
        assert client.post(reverse("invite")).url == "/en/account/2fa/"
    for reader in (world.councillor_k, world.outsider):
        client.force_login(reader)
        assert client.get(reverse("my_account")).status_code == 200


def test_a_path_that_only_looks_like_the_account_is_not_free(client, world, strict):
    client.force_login(world.administrator)
    assert client.get("/en/people/account/").url == "/en/account/2fa/"


def test_rules_say_who_lacks_it(world, settings):
    assert [has_second_factor(one) for one in (world.officer_k, world.outsider)] == [False, False]
    assert not lacks_second_factor(world.officer_k)
    settings.STAFF_NEED_SECOND_FACTOR = True
    assert [lacks_second_factor(one) for one in (world.officer_k, world.administrator)] == [True, True]
    assert not lacks_second_factor(world.councillor_k)


def code_of(secret):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    counter = int(timezone.now().timestamp()) // 30
    return format_hotp_value(hotp_value(secret, counter))


def test_after_the_set_up_pages_open_and_sign_in_takes_the_code(client, world, strict):
    client.post("/en/account/login/", {"login": "officer-k@example.org", "password": PASSWORD})
    asked = client.get("/en/account/2fa/totp/activate/")
    assert asked.url.startswith("/en/account/reauthenticate/")
    page = client.post(asked.url, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    assert len(base64.b32decode(secret)) >= 16
    client.post("/en/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert has_second_factor(world.officer_k)
    assert not lacks_second_factor(world.officer_k)
    assert client.get(reverse("my_account")).status_code == 200
    client.post("/en/account/logout/")
    asked = client.post("/en/account/login/", {"login": "officer-k@example.org", "password": PASSWORD})
    assert asked.url == "/en/account/2fa/authenticate/"
    assert client.get(reverse("my_account")).status_code == 302
