"""Evidence on the desk, and the one-time link from the letter: file, confirm, dispute, answer, withdraw."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from sistership.window.offices.agreements.models import Evidence
from sistership.window.offices.notices.models import Message, OneTimeToken


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def link_in_letter(to: str = "desk-gdynia@example.org") -> str:
    """The path of the link in the newest letter to the desk that asks for an answer."""
    letter = Message.objects.filter(to=to, body__contains="/answer/").order_by("-pk").first()
    return re.search(r"http://[^/]+(/\S+/answer/\S+/)", letter.body)[1]


def filing(world, **changes) -> dict[str, object]:
    return {
        "title_en": "The call for interns",
        "on": "2026-09-01",
        "evidence_kind": "link",
        "url": "https://example.org/call",
        "side": "kaohsiung",
        "is_public": "on",
    } | changes


def file(client, world, **changes):
    address = reverse("desk_file_evidence", args=[world.commitment.public_id])
    return client.post(address, filing(world, **changes))


def newest() -> Evidence:
    return Evidence.objects.order_by("pk").last()


def test_a_file_is_filed_for_a_step_and_the_partner_is_asked(world, client):
    client.force_login(world.officer_k)
    upload = SimpleUploadedFile("call.pdf", b"%PDF-1.7 call")
    answer = file(
        client, world, evidence_kind="file", file=upload, url="", milestone=str(world.milestone.public_id)
    )
    made = newest()
    assert (answer.status_code, answer.url) == (302, reverse("desk_evidence", args=[made.public_id]))
    assert (made.milestone_id, made.file.name, made.on) == (
        world.milestone.pk,
        "call.pdf",
        date(2026, 9, 1),
    )
    assert client.get(link_in_letter()).status_code == 200


def test_a_figure_keeps_its_unit_and_no_address_of_another_kind(world, client):
    client.force_login(world.officer_k)
    file(client, world, evidence_kind="figure", value="7.5", unit_en="interns")
    made = newest()
    assert (made.value, made.localized("unit").text("en"), made.url) == (Decimal("7.5"), "interns", "")


def test_a_record_of_the_window_is_named_from_afar(world, client):
    client.force_login(world.officer_k)
    file(client, world, evidence_kind="record", record=f"visit:{world.visit.public_id}")
    made = newest()
    assert (made.record_kind, made.record_id, made.record_title) == (
        "visit",
        world.visit.public_id,
        "Signing in Gdynia",
    )


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"evidence_kind": "file"}, "file", "Choose the file"),
        ({"url": ""}, "url", "Give the web address"),
        ({"url": "ftp://example.org"}, "url", "Give an address that begins with https:// or http://"),
        ({"evidence_kind": "figure"}, "value", "Give the figure"),
        ({"evidence_kind": "record"}, "record", "Choose the record"),
        ({"title_en": ""}, "title_en", "Write it in at least one language"),
        ({"side": "gdynia"}, "side", "Select a valid choice. gdynia is not one of the available choices."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(world, client, changes, field, words):
    client.force_login(world.officer_k)
    answer = file(client, world, **changes)
    assert answer.status_code == 422
    assert {name: list(errors) for name, errors in answer.context["form"].errors.items()} == {field: [words]}
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "The submitted file is empty."),
        ("virus.exe", b"MZ", "Files of type .exe are not taken. Choose one of these types: .csv, .docx"),
        ("not.pdf", b"<html>", "The file is named .pdf but its content is not of that type."),
        ("big.txt", b"a" * 2500, "The file is too large: 2.4 KB. A file may have up to 2.0 KB."),
    ],
)
def test_a_bad_upload_is_refused_in_plain_words(world, client, settings, name, content, words):
    client.force_login(world.officer_k)
    settings.UPLOAD_MAX_BYTES = 2048
    answer = file(client, world, evidence_kind="file", file=SimpleUploadedFile(name, content))
    errors = answer.context["form"].errors["file"]
    assert len(errors) == 1
    assert errors[0].replace("\xa0", " ").startswith(words)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "status"), [("officer_g", 403), ("officer_p", 403), ("councillor_k", 403), ("lead_k", 302)]
)
def test_only_staff_of_a_side_that_owes_files(world, client, name, status):
    client.force_login(getattr(world, name))
    assert file(client, world).status_code == status


def act(client, evidence, event, **data):
    return client.post(reverse("desk_act_on_evidence", args=[evidence.public_id, event]), data)


def state_of(evidence) -> str:
    evidence.refresh_from_db()
    return evidence.base_state


def offered(client, account, evidence) -> list[str]:
    client.force_login(account)
    return list(client.get(reverse("desk_evidence", args=[evidence.public_id])).context["forms"])


def test_each_side_is_offered_what_it_may_do_now(world, client):
    assert offered(client, world.officer_g, world.filed) == ["confirmed", "disputed"]
    assert offered(client, world.officer_k, world.filed) == ["withdrawn"]
    act(client, world.filed, "withdrawn")
    assert state_of(world.filed) == "withdrawn"
    assert offered(client, world.officer_g, world.filed) == []


def test_a_dispute_is_given_reasons_answered_and_settled(world, client):
    client.force_login(world.officer_g)
    empty = act(client, world.filed, "disputed", **{"disputed-reason": " "})
    assert empty.status_code == 422
    assert "This field is required." in empty.content.decode()
    assert act(client, world.filed, "disputed", **{"disputed-reason": "Two left in May"}).status_code == 302
    assert state_of(world.filed) == "disputed"
    assert offered(client, world.officer_k, world.filed) == ["answered", "withdrawn"]
    act(client, world.filed, "answered", **{"answered-reason": "They came back in June"})
    assert state_of(world.filed) == "awaiting"
    client.force_login(world.officer_g)
    act(client, world.filed, "confirmed")
    assert state_of(world.filed) == "confirmed"
    reasons = [event.reason for event in world.filed.events.all() if event.reason]
    assert reasons == ["Two left in May", "They came back in June"]


@pytest.mark.parametrize("event", ["confirmed", "disputed"])
def test_nobody_answers_for_the_side_that_filed(world, client, event):
    client.force_login(world.officer_k)
    assert act(client, world.filed, event, **{"disputed-reason": "no"}).status_code == 403
    assert state_of(world.filed) == "awaiting"


def test_getting_an_event_changes_nothing(world, client):
    client.force_login(world.officer_g)
    answer = client.get(reverse("desk_act_on_evidence", args=[world.filed.public_id, "confirmed"]))
    assert (answer.status_code, state_of(world.filed)) == (302, "awaiting")
    unknown = client.post(f"/en/desk/evidence/{world.filed.public_id}/burnt/")
    assert unknown.status_code == 404


def test_an_answer_that_comes_too_late_says_so(world, client):
    client.force_login(world.officer_g)
    act(client, world.filed, "confirmed")
    answer = act(client, world.filed, "disputed", **{"disputed-reason": "I was away"})
    page = client.get(answer.url)
    assert [str(one) for one in page.context["messages"]][-1] == (
        "Somebody answered or withdrew this evidence meanwhile. See what happened below."
    )
    assert state_of(world.filed) == "confirmed"


def test_evidence_that_is_not_published_is_for_staff_alone(world, client):
    for account, status in (
        (world.officer_k, 200),
        (world.officer_g, 200),
        (world.officer_p, 404),
        (world.councillor_k, 403),
    ):
        client.force_login(account)
        assert client.get(reverse("desk_evidence", args=[world.filed.public_id])).status_code == status


def test_reading_the_link_changes_nothing_and_confirming_uses_it_up(world):
    stranger = Client(enforce_csrf_checks=True)
    path = link_in_letter()
    assert path.startswith("/pl/answer/")
    page = stranger.get(path)
    text = page.content.decode()
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert ("Staże co roku" in text, "Interns placed in the first year" in text) == (True, True)
    assert stranger.get(path).status_code == 200
    assert state_of(world.filed) == "awaiting"
    assert OneTimeToken.objects.get(about_id=world.filed.public_id).used_at is None

    assert stranger.post(path, {"answer": "confirmed"}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]
    answer = stranger.post(path, {"answer": "confirmed", "csrfmiddlewaretoken": token})
    assert (answer.status_code, answer.url) == (302, "/pl/answer/done/confirmed/")
    assert stranger.get(answer.url).status_code == 200
    assert state_of(world.filed) == "confirmed"
    event = world.filed.events.last()
    assert (event.event, event.side_id, event.account_id) == ("confirmed", world.side_g.pk, None)
    assert stranger.get(path).status_code == 410


def test_a_dispute_by_link_needs_a_reason_and_keeps_its_language(world, client):
    path = link_in_letter()
    empty = client.post(path, {"answer": "disputed", "reason": ""})
    assert (empty.status_code, state_of(world.filed)) == (422, "awaiting")
    assert client.post(path, {"answer": "disputed", "reason": "Dwie osoby odeszły"}).status_code == 302
    event = world.filed.events.last()
    assert (event.event, event.reason, event.reason_language) == ("disputed", "Dwie osoby odeszły", "pl")


def test_links_that_open_nothing_say_why(world, client):
    path = link_in_letter().replace("/pl/", "/en/")
    unknown = client.get("/en/answer/nothing/")
    assert (unknown.status_code, "This link is not known here." in unknown.content.decode()) == (404, True)
    client.post(path, {"answer": "confirmed"})
    used = client.post(path, {"answer": "disputed", "reason": "no"})
    assert (used.status_code, "This link was already used." in used.content.decode()) == (410, True)
    assert state_of(world.filed) == "confirmed"
    OneTimeToken.objects.update(used_at=None, expires_at=timezone.now() - timedelta(seconds=1))
    expired = client.get(path)
    assert (expired.status_code, "This link has expired." in expired.content.decode()) == (410, True)


def test_the_holder_of_the_link_reads_the_file_and_nobody_else(world, client):
    client.force_login(world.officer_k)
    upload = SimpleUploadedFile("call.pdf", b"%PDF-1.7 call")
    file(client, world, evidence_kind="file", file=upload, is_public="")
    assert newest().is_public is False
    path = link_in_letter()
    client.logout()
    answer = client.get(f"{path}file/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 call"
    assert answer["Content-Disposition"] == 'attachment; filename="call.pdf"'
    client.post(path, {"answer": "confirmed"})
    assert client.get(f"{path}file/").status_code == 410


def test_evidence_and_its_form_need_few_queries(world, client, django_assert_max_num_queries):
    client.force_login(world.officer_k)
    for name, record in (("desk_file_evidence", world.commitment), ("desk_evidence", world.filed)):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(name, args=[record.public_id])).status_code == 200
