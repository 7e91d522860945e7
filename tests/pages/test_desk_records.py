"""Agreements, visits, committees and desk addresses: the forms that write them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from sistership.window.offices.agreements.actions import committees
from sistership.window.offices.agreements.models import Agreement, Committee, Meeting
from sistership.window.offices.people.models import Person
from sistership.window.offices.visits.models import Visit


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(world, client):
    client.force_login(world.officer_k)
    return client


def test_an_agreement_with_its_authentic_languages(world, officer):
    answer = officer.post(
        reverse("desk_add_agreement", args=["kaohsiung-penang"]),
        {
            "agreement_kind": "letter_of_intent",
            "title_en": "Letter of intent",
            "title_zh_hant": "合作意向書",
            "title_ms": "Surat hasrat",
            "authentic": ["zh-hant", "ms"],
            "signed_on": "2026-03-20",
        },
    )
    made = Agreement.objects.order_by("pk").last()
    assert (answer.status_code, answer.url) == (302, reverse("desk_agreement", args=[made.public_id]))
    texts = made.localized("title").variants
    assert {code: one.is_authentic for code, one in texts.items()} == {
        "en": False,
        "zh-hant": True,
        "ms": True,
    }
    assert (made.signed_on, made.is_public, made.localized("place").text("en")) == (
        date(2026, 3, 20),
        False,
        "",
    )


def test_editing_an_agreement_marks_the_authentic_wording(world, officer):
    address = reverse("desk_edit_agreement", args=[world.agreement.public_id])
    page = officer.get(address)
    group = next(row for row in page.context["form"].rows() if getattr(row, "name", "") == "title")
    marks = {line.language: line.is_authentic for line in (*group.first, *group.others)}
    texts = world.agreement.localized("title").variants
    assert marks == {
        "zh-Hant": texts["zh-hant"].is_authentic,
        "en": texts["en"].is_authentic,
        "pl": texts["pl"].is_authentic,
        "ms": False,
    }
    assert sum(marks.values()) == 1


def test_only_a_lead_changes_the_term(world, client):
    address = reverse("desk_edit_term", args=[world.agreement.public_id])
    client.force_login(world.officer_k)
    assert client.get(address).status_code == 403
    client.force_login(world.lead_k)
    version = client.get(address).context["version"]
    wrong = client.post(address, {"version": version, "starts_on": "2026-01-01", "ends_on": "2025-01-01"})
    assert list(wrong.context["form"].errors) == ["ends_on"]
    term = {"version": version, "starts_on": "2025-09-14", "ends_on": "2030-09-13", "renewal_en": "By letter"}
    assert client.post(address, term).status_code == 302
    world.agreement.refresh_from_db()
    assert (world.agreement.starts_on, world.agreement.ends_on) == (date(2025, 9, 14), date(2030, 9, 13))
    assert world.agreement.localized("renewal").text("en") == "By letter"


def test_parties_directions_and_a_signatory_who_is_new(world, officer):
    place = [world.agreement.public_id]
    officer.post(reverse("desk_add_party", args=place), {"side": "kaohsiung", "organisation": ""})
    officer.post(reverse("desk_add_direction", args=place), {"title_en": "Ports"})
    signing = reverse("desk_add_signatory", args=place)
    nobody = officer.post(signing, {"side": "kaohsiung"})
    assert list(nobody.context["form"].errors) == ["person"]
    officer.post(signing, {"side": "kaohsiung", "name_zh_hant": "林測試", "title_zh_hant": "副市長"})
    person = Person.objects.order_by("pk").last()
    signatory = world.agreement.signatories.get()
    assert (signatory.person_id, person.city.key, signatory.localized("title").text("zh-hant")) == (
        person.pk,
        "kaohsiung",
        "副市長",
    )
    assert [(one.side_id, one.organisation_id) for one in world.agreement.parties.all()][-1] == (
        world.side_k.pk,
        None,
    )
    assert [one.localized("title").text("en") for one in world.agreement.directions.all()] == [
        "Talent exchange",
        "Ports",
    ]
    page = officer.get(reverse("desk_agreement", args=place)).content.decode()
    assert ("林測試" in page, "副市長" in page) == (True, True)


def test_a_document_is_attached_by_file_or_by_address(world, officer):
    before = world.agreement.documents.count()
    address = reverse("desk_attach_document", args=[world.agreement.public_id])
    neither = officer.post(address, {"document_kind": "minutes", "title_en": "Minutes"})
    assert list(neither.context["form"].errors) == ["file"]
    officer.post(
        address,
        {
            "document_kind": "signed_text",
            "title_en": "Signed text",
            "file": SimpleUploadedFile("signed.pdf", b"%PDF-1.7 signed by both"),
            "is_authentic": "on",
        },
    )
    officer.post(address, {"document_kind": "press", "title_en": "News", "url": "https://example.org/news"})
    attached = list(world.agreement.documents.order_by("pk"))[before:]
    assert [(one.document.document_kind, bool(one.document.file), one.is_authentic) for one in attached] == [
        ("signed_text", True, True),
        ("press", False, False),
    ]


def test_a_visit_with_people_and_points(world, officer):
    answer = officer.post(
        reverse("desk_add_visit", args=["kaohsiung-gdynia"]),
        {"occasion_en": "Port council", "on": "2026-05-04", "until": "2026-05-06", "host": "gdynia"},
    )
    visit = Visit.objects.order_by("pk").last()
    assert answer.url == reverse("desk_visit", args=[visit.public_id])
    place = [visit.public_id]
    officer.post(
        reverse("desk_add_attendance", args=place),
        {"name_en": "Wu Test", "side": "kaohsiung", "capacity_en": "Director", "is_lead": "on"},
    )
    officer.post(
        reverse("desk_add_point", args=place), {"text_en": "Shore power", "point_kind": "shared", "side": ""}
    )
    there = visit.attendances.get()
    assert (there.side_id, there.is_lead, there.localized("capacity").text("en")) == (
        world.side_k.pk,
        True,
        "Director",
    )
    assert [(one.point_kind, one.side_id) for one in visit.points.all()] == [("shared", None)]
    page = officer.get(answer.url).content.decode()
    assert ("Wu Test" in page, "Shore power" in page) == (True, True)
    late = officer.post(
        reverse("desk_add_visit", args=["kaohsiung-gdynia"]),
        {"occasion_en": "Backwards", "on": "2026-05-04", "until": "2026-05-03"},
    )
    assert list(late.context["form"].errors) == ["until"]


def test_a_committee_meets_and_decides(world, officer):
    officer.post(
        reverse("desk_add_committee", args=["kaohsiung-penang"]),
        {"name_en": "Rain group", "rhythm": "monthly"},
    )
    committee = Committee.objects.order_by("pk").last()
    assert (committee.rhythm, committee.agreement) == ("monthly", None)
    officer.post(
        reverse("desk_add_meeting", args=[committee.public_id]), {"on": "2026-06-01", "place_en": "Online"}
    )
    meeting = Meeting.objects.order_by("pk").last()
    officer.post(
        reverse("desk_add_decision", args=[meeting.public_id]),
        {"text_en": "Share the radar data", "side": "penang", "due_on": "2026-07-01"},
    )
    decision = meeting.decisions.get()
    assert (decision.side.city.key, decision.due_on) == ("penang", date(2026, 7, 1))
    page = officer.get(reverse("desk_committee", args=[committee.public_id])).content.decode()
    assert ("Online" in page, "Share the radar data" in page) == (True, True)


def test_the_minutes_come_with_the_meeting_or_later(world, officer):
    place = [world.committee.public_id]
    minutes = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7 what was said")
    officer.post(reverse("desk_add_meeting", args=place), {"on": "2026-06-01", "file": minutes})
    meeting = Meeting.objects.order_by("pk").last()
    titles = {code: one.text for code, one in meeting.minutes.localized("title").variants.items()}
    assert (meeting.on, meeting.minutes.document_kind, sorted(titles), titles["en"]) == (
        date(2026, 6, 1),
        "minutes",
        ["en", "ms", "pl", "zh-hant"],
        "Minutes of 1 June 2026",
    )
    page = officer.get(reverse("desk_committee", args=place)).content.decode()
    later = reverse("desk_attach_minutes", args=[world.meeting.public_id])
    assert (
        page.count(reverse("document_file", args=[meeting.minutes.public_id])),
        page.count(later),
        page.count(reverse("desk_attach_minutes", args=[meeting.public_id])),
    ) == (1, 1, 0)
    wrong = officer.post(later, {"file": SimpleUploadedFile("minutes.exe", b"MZ")})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["file"])
    text = SimpleUploadedFile("minutes.txt", "第一次會議".encode())
    assert officer.post(later, {"file": text}).status_code == 302
    world.meeting.refresh_from_db()
    assert world.meeting.minutes.file.name == "minutes.txt"
    again = officer.post(later, {"file": SimpleUploadedFile("other.txt", b"Other")})
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["file"])


def test_a_member_from_the_register_takes_a_seat(world, client):
    client.force_login(world.officer_g)
    committee = committees.add_committee(
        actor=world.officer_g.ref, partnership=world.hidden, names={"en": "Harbour group"}
    )
    address = reverse("desk_add_member", args=[committee.public_id])
    answer = client.post(address, {"person": str(world.person.public_id), "side": "gdynia"})
    assert answer.status_code == 302
    assert [one.person_id for one in committee.members.all()] == [world.person.pk]


def test_the_desk_address_is_set_by_its_own_city(world, client):
    address = reverse("desk_edit_email", args=[world.side_k.public_id])
    client.force_login(world.officer_g)
    assert client.get(address).status_code == 403
    client.force_login(world.officer_k)
    version = client.get(address).context["version"]
    wrong = client.post(address, {"version": version, "email": "nobody"})
    assert list(wrong.context["form"].errors) == ["email"]
    assert client.post(address, {"version": version, "email": "window@kcg.example"}).status_code == 302
    world.side_k.refresh_from_db()
    assert world.side_k.desk_email == "window@kcg.example"
