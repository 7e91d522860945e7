"""The market's pages: a firm writes without an account, an officer checks, no name stands in the open."""

from __future__ import annotations

import threading

import pytest
from django.urls import reverse
from tests.window.offices.market.conftest import market

from sistership.matching.text.lexicon import Lexicon
from sistership.window.offices.market import engine, tasks
from sistership.window.offices.market.actions import interests
from sistership.window.offices.market.actions.steps import OWNER
from sistership.window.offices.market.addresses import owner_secret
from sistership.window.offices.market.models import Profile

pytestmark = [pytest.mark.django_db, pytest.mark.database]
__all__ = ["market"]


def _client(account=None):
    from django.test import Client

    client = Client(headers={"accept-language": "en"})
    if account:
        client.force_login(account)
    return client


def test_a_firm_writes_page_by_page_and_an_officer_publishes(world) -> None:
    client = _client()
    begun = client.post(
        "/pl/market/write/", {"city": "gdynia", "profile_kind": "firm", "language": "pl", "website": ""}
    )
    assert begun.status_code == 302
    profile = Profile.objects.get(city=world.gdynia)
    secret = owner_secret(profile)
    step = f"/pl/market/own/{secret}/write/"
    wrong = client.post(f"{step}words/", {"title": "x", "offers": "Piszcie: a@b.example", "needs": ""})
    assert wrong.status_code == 422
    words = {"title": "Pompy", "offers": "Pompy do przepustów.", "needs": "Czujniki poziomu."}
    assert client.post(f"{step}words/", words).headers["Location"].endswith("/facts/")
    assert client.post(f"{step}facts/", {"sector_1": "ports", "trl_low": "6"}).status_code == 302
    party = {
        "organisation_name": "Pompex",
        "contact_name": "Jan",
        "contact_email": "jan@pompex.example",
        "language": "pl",
    }
    assert client.post(f"{step}party/", party).status_code == 302
    check = f"/pl/market/own/{secret}/check/"
    assert "Pompy do przepustów." in client.get(check).content.decode()
    assert client.post(check).status_code == 422
    assert client.post(check, {"is_agreed": "on"}).status_code == 302
    assert client.get(f"{step}words/").status_code == 302
    desk = _client(world.officer_g)
    page = f"/pl/desk/market/profiles/{profile.public_id}/"
    assert "jan@pompex.example" in desk.get(page).content.decode()
    points = dict.fromkeys(("advantages", "clarity", "cooperation", "guidelines"), "4")
    assert desk.post(f"{page}check/", {"version": "1", **points}).status_code == 302
    assert desk.post(f"{page}check/", {"version": "1", **points}).status_code == 422
    profile.refresh_from_db()
    assert (profile.state, profile.trl_low, profile.sectors) == ("published", 6, ["ports"])
    assert _client().get(f"/en/market/profiles/{profile.public_id}/").status_code == 200


def test_no_name_stands_on_an_open_page(market) -> None:
    asked = interests.express(actor=OWNER, profile=market.ferries, other=market.batteries)
    secret = owner_secret(market.batteries)
    other = reverse("market_other", args=[secret, market.ferries.public_id])
    open_pages = [
        "/en/market/",
        f"/en/market/profiles/{market.ferries.public_id}/",
        "/en/search/?q=電動渡輪",
        f"/api/v1/profiles/{market.ferries.public_id}",
        "/api/v1/profiles",
        other,
        reverse("market_own", args=[secret]),
    ]
    client = _client()
    for page in open_pages:
        shown = client.get(page)
        assert shown.status_code == 200, page
        for word in ("Ferries Works", "ferries@example.org"):
            assert word not in shown.content.decode(), page
    answer = reverse("market_answer", args=[secret, asked.public_id])
    assert client.post(answer, {"deed": "yes"}).status_code == 302
    assert "Ferries Works" in client.get(other).content.decode()


def test_a_translation_is_read_with_the_owners_words_behind(market) -> None:
    from django.db import transaction

    from sistership.window.ground.texts import write_texts
    from sistership.window.offices.market.engine import as_matched
    from sistership.window.offices.market.queries.lists import published

    profile = Profile.objects.get(pk=market.batteries.pk)
    said, matched = profile.localized("title").text(profile.language), as_matched(profile)
    with transaction.atomic():
        write_texts(profile, {"title": {"ms": "Bateri untuk laut"}})
    page = f"/ms/market/profiles/{profile.public_id}/"
    shown = _client().get(page).content.decode()
    assert "Bateri untuk laut</h1>" in shown
    assert f"<strong>{said}</strong>" in shown
    polish = _client().get(f"/pl/market/profiles/{profile.public_id}/").content.decode()
    assert "<details><summary>" not in polish
    assert "Bateri untuk laut" in _client().get("/ms/market/").content.decode()
    assert profile not in published(market.world.officer_k, language="ms")
    assert as_matched(Profile.objects.get(pk=profile.pk)) == matched


def test_the_other_citys_officer_learns_the_name_after_a_request(market) -> None:
    desk = _client(market.world.officer_g)
    page = f"/en/desk/market/profiles/{market.ferries.public_id}/"
    assert "Ferries Works" not in desk.get(page).content.decode()
    interests.express(actor=OWNER, profile=market.ferries, other=market.batteries)
    shown = desk.get(page).content.decode()
    assert "Ferries Works" in shown
    assert "ferries@example.org" not in shown


def test_full_pages_stay_in_the_budget(market, django_assert_max_num_queries) -> None:
    for profile in (market.ferries, market.batteries, market.yards):
        tasks.index_profile(str(profile.public_id))
    secret, own = owner_secret(market.ferries), market.ferries.public_id
    desk = _client(market.world.officer_k)
    for client, page in (
        (desk, reverse("desk_market_suggestions", args=[own])),
        (_client(), reverse("market_suggestions", args=[secret])),
    ):
        with django_assert_max_num_queries(15, info=page):
            assert "Producent baterii morskich" in client.get(page).content.decode()
    interests.express(actor=OWNER, profile=market.ferries, other=market.batteries)
    interests.express(actor=OWNER, profile=market.yards, other=market.ferries)
    interests.express(actor=OWNER, profile=market.ferries, other=market.yards)
    for client, page in (
        (_client(), reverse("market_own", args=[secret])),
        (_client(), reverse("market_other", args=[secret, market.yards.public_id])),
        (desk, reverse("desk_market_profile", args=[own])),
        (desk, reverse("desk_market_meetings")),
        (desk, reverse("desk_market_requests")),
    ):
        with django_assert_max_num_queries(15, info=page):
            assert client.get(page).status_code == 200


def test_a_page_that_is_quicker_than_the_preparation_says_so(
    market, monkeypatch, django_assert_max_num_queries
) -> None:
    began = threading.Event()
    monkeypatch.setattr(Lexicon, "is_ready", lambda: False)
    monkeypatch.setattr(engine, "prepare", began.set)
    own = market.ferries.public_id
    for client, page in (
        (_client(market.world.officer_k), reverse("desk_market_suggestions", args=[own])),
        (_client(), reverse("market_suggestions", args=[owner_secret(market.ferries)])),
    ):
        began.clear()
        with django_assert_max_num_queries(15, info=page):
            assert "Suggestions are being prepared" in client.get(page).content.decode()
        assert began.wait(10)
