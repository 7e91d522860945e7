"""Pages of duty: a lead keeps the register and a breach, an officer answers a person, anybody reads."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from sistership.window.offices.duty import actions as duty
from sistership.window.offices.duty.models import Breach, PersonRequest, ProcessingActivity, RetentionRun
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people.models import Partnership, Person


@pytest.fixture
def lead(world, client):
    client.force_login(world.lead_k)
    return client


def test_a_lead_fills_in_checks_and_publishes_the_register(world, lead):
    lead.post("/en/administration/privacy/kaohsiung/start/")
    row = ProcessingActivity.objects.get(city=world.kaohsiung, key="followers")
    address = reverse("activity_edit", args=[row.public_id])
    assert "Check with counsel" in lead.get("/en/privacy/kaohsiung/").content.decode()
    sent = {"title_en": "Readers by mail", "basis": "consent", "checked_on": "2026-11-01"}
    assert lead.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.localized("title").text("en"), str(row.checked_on)) == ("Readers by mail", "2026-11-01")
    assert lead.get("/en/administration/privacy/gdynia/").status_code == 404
    found = json.loads(lead.get("/en/privacy/kaohsiung/register.json").content)
    assert {one["key"] for one in found["activities"]} >= {"letters", "followers"}
    assert found == json.loads(lead.get("/api/v1/cities/kaohsiung/privacy").content)


def test_the_page_says_loudly_where_no_basis_is_entered(world, lead):
    def page() -> str:
        return lead.get("/en/privacy/kaohsiung/").content.decode()

    assert "No basis is entered for passing personal data on" in page()
    for country in ("pl", "my"):
        address = reverse("transfer_set", args=["kaohsiung", country])
        assert lead.post(address, {"basis": "not_restricted"}).status_code == 422
        lead.post(address, {"basis": "not_restricted", "reference": "art. 21"})
    assert "No basis is entered" not in page()


def test_a_lead_takes_a_breach_from_record_to_close(world, lead):
    sent = {
        "title_en": "List sent to a wrong address",
        "noticed_at": "2026-01-05T10:00",
        "cities": ["kaohsiung"],
    }
    lead.post("/en/administration/breaches/add/", sent)
    breach = Breach.objects.get(noticed_at__year=2026, noticed_at__month=1)
    page = reverse("breach", args=[breach.public_id])
    assert "Overdue" in lead.get(page).content.decode()
    lead.post(page + "assess/", {"risk": "unlikely", "risk_reason_en": "Encrypted"})
    answer = lead.post(page + "close/", follow=True)
    assert "It is not said what was done" in answer.content.decode()
    lead.post(page + "edit/", {**sent, "measures_en": "Asked to delete it"})
    for code in ("tw_persons", "tw_authority"):
        lead.post(f"{page}untold/?city=kaohsiung&duty={code}", {"reason": "Nobody could read it"})
    lead.post(page + "close/")
    breach.refresh_from_db()
    assert breach.closed_at is not None


def test_an_officer_answers_and_cannot_erase_by_asking(world, client):
    client.force_login(world.officer_g)
    sent = {
        "city": "gdynia",
        "request_kind": "erasure",
        "received_on": "2026-01-05",
        "email": "jan@example.org",
    }
    client.post("/en/administration/requests/add/", sent)
    request = PersonRequest.objects.get(city=world.gdynia)
    page = reverse("person_request", args=[request.public_id])
    assert str(request.due_on) == "2026-02-05"
    (data,) = json.loads(client.get(page + "export/").content)
    assert data["people"]["person"]["email"] == "jan@example.org"
    assert client.post(page + "erase/", {"answer": "x", "is_sure": "on"}).status_code == 404
    client.force_login(world.administrator)
    assert client.post(page + "erase/", {"answer": "Erased"}).status_code == 422
    assert client.post(page + "erase/", {"answer": "Erased", "is_sure": "on"}).status_code == 302
    assert Person.objects.get(pk=world.person.pk).erased_at
    assert client.get(page).status_code == 200


def test_an_officer_of_another_city_gets_no_data_by_noting_a_request(world, client):
    request = duty.add_request(
        actor=SYSTEM,
        city=world.kaohsiung,
        request_kind="access",
        received_on=world.person_request.received_on,
        email="jan@example.org",
    )
    client.force_login(world.officer_k)
    page = reverse("person_request", args=[request.public_id])
    assert client.get(page).status_code == 200
    assert client.get(page + "export/").status_code == 404


def test_an_administrator_sees_what_is_over_and_lets_it_go(world, client):
    client.force_login(world.administrator)
    assert "Nothing is over" in client.get("/en/administration/retention/").content.decode()
    client.post("/en/administration/retention/run/")
    assert RetentionRun.objects.get().actor_id == world.administrator.public_id


def test_everybody_reads_the_basis_of_each_pair_in_both_directions(world, client):
    """Taiwan, Poland and Malaysia: six ways across a border, each by the law of the country that sends."""
    bases = ("standard_clauses", "consent", "public_interest", "adequacy", "agreement_of_authorities")
    cities = (world.kaohsiung, world.gdynia, world.penang)
    ways = [(one, to) for one in cities for to in cities if one != to]
    Partnership.objects.filter(key="gdynia-penang").update(is_public=True)
    for number, (city, to) in enumerate(ways):
        said = {"basis": bases[number % len(bases)], "reference": f"{city.key} to {to.key}"}
        duty.set_transfer_basis(actor=SYSTEM, city=city, to_country=to.country, **said)
    for city in cities:
        page = client.get(f"/en/privacy/{city.key}/").content.decode()
        data = json.loads(client.get(f"/api/v1/cities/{city.key}/privacy").content)["transfers"]
        shown = {f"{one.key} to {to.key}" for one, to in ways if f"{one.key} to {to.key}" in page}
        assert shown == {f"{one.key} to {to.key}" for one, to in ways if one == city}
        assert "No basis is entered" not in page
        assert {one["reference"] for one in data} == shown
