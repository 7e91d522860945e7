"""Signing in with a city's own account, against a real provider on loopback."""

from __future__ import annotations

import httpx
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from tests.pages.oidc_provider import CLIENT, SECRET, oidc_provider
from tests.world import PASSWORD

from sistership.window.config.city_sign_in import origins_of, providers_from
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.people.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def provider():
    with oidc_provider() as server:
        yield server


@pytest.fixture
def city(settings, provider, world):
    """The provider set up as the city's, trusted for example.org."""
    settings.SOCIALACCOUNT_PROVIDERS = providers_from(
        {
            "SISTERSHIP_OIDC_ISSUER": provider.issuer,
            "SISTERSHIP_OIDC_CLIENT_ID": CLIENT,
            "SISTERSHIP_OIDC_CLIENT_SECRET": SECRET,
            "SISTERSHIP_OIDC_NAME": "Gdynia",
            "SISTERSHIP_OIDC_DOMAINS": "example.org",
        }
    )
    return provider


def _go(client, process="login"):
    """Press the button, follow it to the provider and back; the answer of the way back."""
    start = client.post(f"/en/account/oidc/city/login/?process={process}")
    if start.status_code != 302:
        return start
    back = httpx.get(start.url).headers["location"]
    assert back.startswith("http://testserver/oidc/city/callback/")
    return client.get(back.removeprefix("http://testserver"))


def _reader(client):
    key = client.session.get("_auth_user_id")
    return Account.objects.get(pk=key) if key else None


def test_the_button_stands_on_the_page(client, city):
    page = client.get(reverse("account_login")).content.decode()
    assert "Sign in with Gdynia" in page


def test_a_verified_address_of_a_trusted_domain_signs_in_the_invited_account(client, city, world):
    answer = _go(client)
    assert (answer.status_code, answer.url) == (302, "/pl/desk/")
    assert _reader(client) == world.officer_g
    assert SocialAccount.objects.get(user=world.officer_g).uid == "subject-1"


def test_whoever_was_tied_once_is_known_by_the_subject_not_by_the_address(client, city, world):
    _go(client)
    client.post(reverse("account_logout"))
    city.email = "renamed@elsewhere.example"
    assert _go(client).url == "/pl/desk/"
    assert _reader(client) == world.officer_g


@pytest.mark.parametrize(
    ("behaviour", "email"),
    [
        ("good", "stranger@example.org"),
        ("unverified", "officer-g@example.org"),
        ("good", "officer-g@example.org.evil.example"),
    ],
)
def test_nobody_gets_in_who_was_not_invited_or_is_not_vouched_for(client, city, behaviour, email):
    city.behaviour, city.email = behaviour, email
    before = Account.objects.count()
    answer = _go(client)
    page = client.get(answer.url) if answer.status_code == 302 else answer
    assert "By invitation" in page.content.decode()
    assert _reader(client) is None
    assert Account.objects.count() == before


def test_a_domain_that_is_not_named_is_not_trusted(client, city, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["domains"] = []
    _go(client)
    assert _reader(client) is None


@pytest.mark.parametrize("behaviour", ["wrong audience", "wrong issuer", "expired", "refuse"])
def test_what_cannot_be_trusted_signs_nobody_in(client, city, behaviour):
    city.behaviour = behaviour
    answer = _go(client)
    page = client.get(answer.url) if answer.status_code == 302 else answer
    assert "Not signed in" in page.content.decode()
    assert _reader(client) is None


def test_a_provider_that_is_broken_or_gone_is_told_kindly(client, city):
    city.behaviour = "broken"
    page = client.post("/en/account/oidc/city/login/")
    assert "could not be reached" in page.content.decode()
    city.shutdown()
    city.server_close()
    page = client.post("/en/account/oidc/city/login/")
    assert "could not be reached" in page.content.decode()


def test_one_ties_and_unties_the_citys_account_from_ones_own_page(client, city, world):
    city.email = "nobody@elsewhere.example"
    client.post(reverse("account_login"), {"login": world.officer_k.email, "password": PASSWORD})
    assert "Connect it" in client.get(reverse("my_account")).content.decode()
    assert _go(client, "connect").url == reverse("my_account")
    tied = SocialAccount.objects.get(user=world.officer_k)
    assert Entry.objects.filter(action="account.city_account_added").count() == 1
    client.post(reverse("socialaccount_connections"), {"account": tied.pk})
    assert not SocialAccount.objects.exists()
    assert Entry.objects.filter(action="account.city_account_removed").count() == 1


def test_a_second_factor_set_up_here_is_still_asked_for(client, city, world):
    Authenticator.objects.create(user=world.officer_g, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    assert _go(client).url == "/en/account/2fa/authenticate/"
    assert client.get(reverse("desk")).status_code == 302


def test_a_closed_account_stays_closed(client, city, world):
    _go(client)
    client.post(reverse("account_logout"))
    Account.objects.filter(pk=world.officer_g.pk).update(is_active=False)
    answer = _go(client)
    assert answer.status_code == 403
    assert _reader(client) is None


def test_half_a_provider_is_refused_at_the_start():
    with pytest.raises(ImproperlyConfigured, match="SISTERSHIP_OIDC_GDYNIA_CLIENT_SECRET is missing"):
        providers_from(
            {"SISTERSHIP_OIDC_GDYNIA_ISSUER": "https://id", "SISTERSHIP_OIDC_GDYNIA_CLIENT_ID": "a"}
        )


def test_several_cities_have_a_provider_each():
    given = {
        f"SISTERSHIP_OIDC_{city}_{what}": value
        for city in ("GDYNIA", "PENANG")
        for what, value in (
            ("ISSUER", f"https://id.{city.lower()}.example/realm"),
            ("CLIENT_ID", "c"),
            ("CLIENT_SECRET", "s"),
        )
    }
    found = providers_from(given)
    assert [app["provider_id"] for app in found["openid_connect"]["APPS"]] == ["gdynia", "penang"]
    assert origins_of(found) == ["https://id.gdynia.example", "https://id.penang.example"]
    assert providers_from({}) == {}
