"""Whoever asks too often without an account is told to wait; others go on."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from sistership.window.offices.cases.addresses import enquirer_secret

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRET = {"secret": "not-a-link"}


def _limit(settings, **rates):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | rates


def _statuses(client, *addresses):
    return [client.get(address).status_code for address in addresses]


def test_search_is_counted_for_those_without_an_account(client, world, settings):
    _limit(settings, search="2/m/ip")
    page, route = reverse("search") + "?q=port", "/api/v1/search?q=port"
    assert _statuses(client, page, route, page, route, reverse("search")) == [200, 200, 429, 429, 200]
    client.force_login(world.outsider)
    assert _statuses(client, page, page, page) == [200, 200, 200]


def test_links_that_are_unknown_are_counted_and_one_s_own_opens_all_the_same(client, world, settings):
    _limit(settings, unknown_link="3/h/ip")
    page, draft = reverse("enquiry", kwargs=SECRET), reverse("enquiry_draft", kwargs=SECRET)
    route = "/api/v1/enquiries/not-a-link"
    assert _statuses(client, page, draft, route, page, draft, route) == [404, 404, 404, 429, 429, 429]
    secret = enquirer_secret(world.case)
    own = (reverse("enquiry", args=[secret]), f"/api/v1/enquiries/{secret}")
    assert _statuses(Client(), *own) == [200, 200]


def test_links_of_offers_are_counted(client, world, settings):
    _limit(settings, one_time_link="1/h/ip")
    address = reverse("answer_handover", kwargs=SECRET)
    assert _statuses(client, address, address) == [404, 429]


def test_enquiries_are_counted(client, world, settings):
    _limit(settings, enquire="1/h/ip")
    address = reverse("partnership_enquire", args=["kaohsiung-gdynia"])
    assert [client.post(address).status_code for _ in range(2)] == [302, 429]
