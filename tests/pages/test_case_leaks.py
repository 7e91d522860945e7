"""Pages and routes of the API, asked for cases that the reader may not see: no word of them.

The walk of `test_access.py` looks for the same words on every page, asked for the reader's own.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.pages import walk
from tests.window.offices.cases.leaking import READ_BY, file_of, leaked

from sistership.window.offices.cases.addresses import enquirer_secret
from sistership.window.offices.cases.models import Case, LetterTemplate
from sistership.window.offices.people import actions as people

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.once]
FOREIGN = {
    "anonymous": "c",
    "outsider": "c",
    "councillor_k": "c",
    "officer_g": "c",
    "officer_k": "a",
    "officer_p": "d",
    "administrator": "c",
}
"""Role → a case that it may not read."""
NEAR = (
    *("case", "handover", "offer", "template", "search", "journal", "partnership", "translat", "feed"),
    *("commitment", "calendar", "promise", "outbox", "incoming"),
)
"""Words in the names of pages that show something of cases."""


@pytest.fixture(autouse=True)
def no_request_counted_yet(db):
    cache.clear()


def _asked(world, told, letter: str, monkeypatch) -> dict[str, str]:
    """Name → address of the pages to open, with the case in the place of the world's."""
    case = told.cases[letter]
    template = LetterTemplate.objects.filter(side=case.received_by).latest("pk")
    around = replace(world, case=case, offered=told.offers.get(letter, world.offered), template=template)
    monkeypatch.setitem(walk.WORDS, "partnership", case.partnership.key)
    found = {}
    for name in walk.names():
        given = walk.arguments(name, around)
        if "case-files" in walk._form(name):
            given["public_id"] = file_of(case).public_id
        if any(word in name for word in NEAR):
            found[name] = reverse(name, kwargs=given)
    return found


def _said(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + str(response.headers)


@pytest.mark.parametrize("role", list(FOREIGN))
def test_no_page_says_a_word_of_a_case_to_others(world, told, monkeypatch, role):
    client = Client()
    if role != "anonymous":
        client.force_login(getattr(world, role))
    asked = _asked(world, told, FOREIGN[role], monkeypatch)
    assert {"desk_case", "desk_cases"} <= asked.keys()
    statuses = {}
    for name, address in asked.items():
        if name == "letter" and role == "administrator":
            continue  # of the demo alone, in which the administrator plays the partner
        response = client.get(address, {"tab": "all"} if name == "desk_cases" else {})
        statuses[name] = response.status_code
        found = leaked(_said(response), role)
        if name == "outbox" and role == "administrator":
            continue  # subjects stand there in the demo alone
        assert not found, f"{role} reads {found} at {address}"
    assert statuses["desk_case"] in (302, 403, 404)


@pytest.mark.parametrize("role", [one for one in FOREIGN if one != "anonymous"])
def test_no_route_says_a_word_of_a_case_to_others(world, told, role):
    case = told.cases[FOREIGN[role]]
    _, secret = people.issue_api_token(account=getattr(world, role), name="leaks", scopes=["read"])
    around = replace(world, case=case, offered=told.offers.get(FOREIGN[role], world.offered))
    addresses = {address for method, address in walk.api_addresses(around).values() if method == "get"}
    addresses |= {f"/api/v1/case-files/{file_of(case).public_id}"}
    addresses |= {
        f"/api/v1/{path}"
        for path in ("cases?tab=all&limit=100", "search?q=zqctext", "search?q=zqdnote", "cases?words=zqc")
    }
    statuses = {}
    for address in sorted(addresses):
        response = Client().get(address, headers={"Authorization": f"Bearer {secret}"})
        statuses[address] = response.status_code
        assert not leaked(_said(response), role), f"{role} at {address}"
    assert statuses[f"/api/v1/cases/{case.public_id}"] == 404
    assert statuses[f"/api/v1/case-files/{file_of(case).public_id}"] == 404


@pytest.mark.parametrize("role", ["officer_k", "officer_g"])
def test_a_file_goes_to_who_reads_its_words_as_a_thing_to_be_saved(world, told, role):
    client = Client()
    client.force_login(getattr(world, role))
    case = told.cases["d"]
    response = client.get(reverse("desk_case_file", args=[file_of(case).public_id]))
    assert "zqdcontent" in _said(response)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    note = client.get(reverse("desk_case_file", args=[file_of(case, of_note=True).public_id]))
    assert note.status_code == (200 if role == "officer_k" else 404)


def test_an_enquirer_sees_their_own_and_no_note(world, told):
    notes = ["note", "theirnote"]
    for letter, case in told.cases.items():
        secret = enquirer_secret(case)
        said = ""
        for name in ("enquiry", "enquiry_data"):
            response = Client().get(reverse(name, args=[secret]))
            assert response.status_code == 200
            said += _said(response)
        said += _said(Client().get(f"/api/v1/enquiries/{secret}"))
        others = [one for one in told.cases if one != letter]
        assert f"zq{letter}text" in said
        assert not [word for one in others for word in (f"zq{one}",) if word in said]
        assert not [place for place in notes if f"zq{letter}{place}" in said]
        own = reverse("enquiry_file", kwargs={"secret": secret, "public_id": file_of(case).public_id})
        assert f"zq{letter}content" in _said(Client().get(own))
        for foreign in (file_of(case, of_note=True), file_of(told.cases[others[0]])):
            at = reverse("enquiry_file", kwargs={"secret": secret, "public_id": foreign.public_id})
            assert Client().get(at).status_code == 404


def test_each_officer_reads_their_own_on_the_list(world, told):
    """The tests above could not fail if nobody were shown anything."""
    for role in ("officer_k", "officer_g", "officer_p"):
        client = Client()
        client.force_login(getattr(world, role))
        said = _said(client.get(reverse("desk_cases"), {"tab": "all"}))
        assert {letter for letter in "abcd" if f"zq{letter}subject" in said} == READ_BY[role]
    assert Case.objects.filter(subject__startswith="zq").count() == 4
