"""Passkeys with Chromium's virtual authenticator: added, used to sign in without a password, removed."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from tests.world import PASSWORD, build_world

from sistership.window.offices.journal.models import Entry
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.rules import lacks_second_factor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(chromium, live_server):
    """A page in a context that has an authenticator of its own."""
    assert live_server.url.startswith("http://localhost:"), "passkeys are bound to the name localhost"
    context = chromium.new_context(base_url=live_server.url, locale="en")
    page = context.new_page()
    page.set_default_timeout(10_000)
    protocol = context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.authenticator = (protocol, made["authenticatorId"])
    yield page
    context.close()


def _sign_in_with_password(page, account):
    page.goto("/en/account/login/")
    page.fill("input[name=login]", account.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit] >> nth=0")
    page.wait_for_url("**/desk/")


def _add_passkey(page, name):
    page.goto("/en/account/2fa/webauthn/add/")
    if "reauthenticate" in page.url:  # what protects the account is changed only by who knows the password
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit] >> nth=0")
        page.wait_for_url("**/webauthn/add/")
    page.fill("input[name=name]", name)
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "webauthn/add" not in url)


def test_a_passkey_signs_in_alone_and_counts_as_second_factor(device, settings):
    world = build_world()
    settings.STAFF_NEED_SECOND_FACTOR = False
    _sign_in_with_password(device, world.officer_g)
    _add_passkey(device, "Laptop")
    device.goto("/en/account/2fa/webauthn/")
    assert "Laptop" in device.inner_text("main")
    assert Axe().run(device).response["violations"] == []
    assert Authenticator.objects.filter(user=world.officer_g, type="webauthn").count() == 1
    settings.STAFF_NEED_SECOND_FACTOR = True
    assert not lacks_second_factor(world.officer_g)
    assert Entry.objects.filter(action="account.factor_added").exists()
    assert Message.objects.filter(about_id=world.officer_g.public_id).count() >= 1

    device.context.clear_cookies()
    device.goto("/en/account/login/")
    device.click("#passkey_login")
    device.wait_for_url("**/pl/desk/")


def test_after_the_password_a_passkey_is_asked_for(device):
    world = build_world()
    _sign_in_with_password(device, world.officer_g)
    _add_passkey(device, "Key")
    device.context.clear_cookies()
    device.goto("/en/account/login/")
    device.fill("input[name=login]", world.officer_g.email)
    device.fill("input[name=password]", PASSWORD)
    device.click("main button[type=submit] >> nth=0")
    device.wait_for_url("**/2fa/authenticate/")
    device.click("#mfa_webauthn_authenticate")
    device.wait_for_url("**/desk/")


def test_a_device_without_the_passkey_does_not_get_in(device):
    world = build_world()
    _sign_in_with_password(device, world.officer_g)
    _add_passkey(device, "Key")
    device.context.clear_cookies()
    protocol, authenticator = device.authenticator
    protocol.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    device.goto("/en/account/login/")
    device.click("#passkey_login")
    device.wait_for_timeout(800)
    device.goto("/en/desk/")
    assert "/account/login/" in device.url


def test_a_passkey_is_renamed_and_removed(device):
    world = build_world()
    _sign_in_with_password(device, world.officer_g)
    _add_passkey(device, "Old name")
    device.goto("/en/account/2fa/webauthn/")
    device.click("text=Rename")
    device.fill("input[name=name]", "New name")
    device.click("main button[type=submit]")
    device.wait_for_url("**/webauthn/")
    assert "New name" in device.inner_text("main")
    device.click("main table >> text=Remove")
    device.click("main button[type=submit]")
    device.wait_for_url(lambda url: "remove" not in url)
    assert not Authenticator.objects.filter(type="webauthn").exists()
    assert Entry.objects.filter(action="account.factor_removed").exists()
