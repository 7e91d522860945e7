"""The guided form and the enquirer's own page: one question a page; then all that a link allows, no more."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sistership.window.ground import clock
from sistership.window.ground.texts import write_texts
from sistership.window.offices.cases.actions import drafting, receiving, work
from sistership.window.offices.cases.addresses import enquirer_secret
from sistership.window.offices.cases.models import Case, CaseFile, EnquiryDraft, Recommendation
from sistership.window.offices.notices.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.once]
ANSWERS = {
    "city": {"side": "gdynia"},
    "service": {"service": "partner"},
    "words": {"text": "我們想在格丁尼亞找夥伴。", "subject": ""},
    "you": {"name": "王小明", "organisation": "港灣科技", "organisation_kind": "company", "city": "高雄"},
    "reach": {"email": "wang@firma.example", "telephone": "", "language": "zh-hant"},
    "reading": {"may_be_handed_over": "no"},
}
EMAIL = "wang@firma.example"


@pytest.fixture(autouse=True)
def without_limits():
    """Rate limits are counted anew."""
    cache.clear()


@pytest.fixture
def begun(client, world) -> str:
    """The secret of an enquiry just begun at the start page."""
    answer = client.post(reverse("partnership_enquire", args=["kaohsiung-gdynia"]), {"website": ""})
    return answer.url.split("/enquire/")[1].split("/")[0]


@pytest.fixture
def case(world) -> Case:
    return receiving.receive(
        actor=work.ENQUIRER,
        side=world.side_k,
        enquiry=receiving.Enquiry(
            service="visit", text="May we come?", language="en", name="Anna", email=EMAIL
        ),
        came=receiving.Came(channel="form"),
    )


def _page(client, name, *args, status=200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


def test_the_first_page_says_what_it_is_not_and_where_applications_go(client, world):
    assert "kaohsiung-gdynia/enquire/" in _page(client, "enquire")
    page = _page(client, "partnership_enquire", "kaohsiung-gdynia")
    assert "not a formal application" in page
    assert "first answer within 16 working hours" in page
    assert client.get(reverse("partnership_enquire", args=[world.hidden.key])).status_code == 404


def test_every_question_leads_to_the_next_and_the_answers_to_a_case(client, world, begun):
    for step, given in ANSWERS.items():
        answer = client.post(reverse("enquiry_step", args=[begun, step]), given)
        assert answer.status_code == 302, step
    assert answer.url == reverse("enquiry_step", args=[begun, "files"])
    upload = SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n%%EOF", content_type="application/pdf")
    answer = client.post(answer.url, {"files": upload})
    assert answer.url == reverse("enquiry_check", args=[begun])
    page = client.get(answer.url).content.decode()
    for said in ("Gdynia", "finding a partner", "我們想在格丁尼亞找夥伴。", "港灣科技", EMAIL, "plan.pdf"):
        assert said in page
    assert not Case.objects.filter(enquirer_email=EMAIL).exists()
    sent = client.post(answer.url)
    found = Case.objects.get(enquirer_email=EMAIL)
    assert (found.side, found.service, found.language) == (world.side_g, "partner", "zh-hant")
    assert not found.may_be_handed_over
    page = client.get(sent.url).content.decode()
    assert found.number in page
    assert "in Gdynia" in page
    assert "in Kaohsiung" in page
    assert client.post(answer.url).url == reverse("enquiry", args=[enquirer_secret(found)])
    assert Case.objects.filter(enquirer_email=EMAIL).count() == 1


@pytest.mark.parametrize(
    ("step", "given", "field"),
    [
        ("city", {"side": "penang"}, "side"),
        ("service", {}, "service"),
        ("words", {"text": " "}, "text"),
        ("reach", {"email": "", "telephone": "", "language": "en"}, "email"),
        ("reading", {}, "may_be_handed_over"),
        ("files", {"files": SimpleUploadedFile("a.exe", b"MZ")}, "files"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_question_and_not_kept(client, begun, step, given, field):
    answer = client.post(reverse("enquiry_step", args=[begun, step]), given)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert list(drafting.find(begun).answers) == ["partnership"]


def test_one_comes_back_by_the_link(client, begun):
    client.post(reverse("enquiry_step", args=[begun, "city"]), ANSWERS["city"])
    assert begun in _page(client, "enquiry_save", begun)
    client.post(reverse("enquiry_save", args=[begun]), {"email": EMAIL, "website": ""})
    assert begun in Message.objects.get(to=EMAIL).body
    answer = client.get(reverse("enquiry_draft", args=[begun]))
    assert answer.url == reverse("enquiry_step", args=[begun, "service"])
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "checked" in _page(client, "enquiry_step", begun, "city")
    _page(client, "enquiry_draft", "unknown", status=404)


def test_programs_and_floods_begin_nothing(client, world):
    start = reverse("partnership_enquire", args=["kaohsiung-gdynia"])
    assert client.post(start, {"website": "http://spam"}).url == start
    assert not EnquiryDraft.objects.exists()
    assert {client.post(start, {"website": ""}).status_code for _number in range(31)} == {302, 429}


def test_the_own_page_says_how_it_stands_and_takes_words(client, world, case):
    secret = enquirer_secret(case)
    page = _page(client, "enquiry", secret)
    assert "The desk of Kaohsiung has your enquiry." in page
    assert "Kaohsiung owes the next step" in page
    work.note(
        actor=world.officer_k.ref, case=case, side=world.side_k, text="INTERNAL", language="en", author="K"
    )
    words = work.Words(text="How many are you?", language="en")
    work.write(actor=world.officer_k.ref, case=case, kind="asked", words=words, author="Lin")
    page = _page(client, "enquiry", secret)
    assert "How many are you?" in page
    assert "You answer next" in page
    assert "INTERNAL" not in page
    assert client.post(reverse("enquiry_write", args=[secret]), {"text": ""}).status_code == 422
    upload = SimpleUploadedFile("list.pdf", b"%PDF-1.7\n%%EOF\n", content_type="application/pdf")
    answer = client.post(reverse("enquiry_write", args=[secret]), {"text": "Five.", "files": upload})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == "in_work"
    file = CaseFile.objects.get(name="list.pdf")
    assert client.get(reverse("enquiry_file", args=[secret, file.public_id])).status_code == 200
    other = enquirer_secret(world.case)
    assert client.get(reverse("enquiry_file", args=[other, file.public_id])).status_code == 404


def test_an_answered_enquiry_is_reopened_by_writing(client, world, case):
    words = work.Words(text="Yes.", language="en")
    work.write(actor=world.officer_k.ref, case=case, kind="answered", words=words, author="Lin")
    secret = enquirer_secret(case)
    assert "has answered" in _page(client, "enquiry", secret)
    client.post(reverse("enquiry_write", args=[secret]), {"text": "And on Sunday?"})
    case.refresh_from_db()
    assert case.state == "reopened"


def test_a_new_link_voids_the_old_one_and_a_lost_one_is_mailed(client, case):
    old = enquirer_secret(case)
    answer = client.post(reverse("enquiry_renew", args=[old]))
    assert client.get(answer.url).status_code == 200
    assert "Have my links sent to me" in _page(client, "enquiry", old, status=404)
    before = Message.objects.count()
    pages = [
        client.post(reverse("enquiry_lost"), {"email": email, "website": ""}).content.split(b"<main")[1]
        for email in (EMAIL, "nobody@example.net")
    ]
    assert pages[0] == pages[1]
    assert Message.objects.count() == before + 1
    case.refresh_from_db()
    assert enquirer_secret(case) in Message.objects.latest("pk").body


def test_one_takes_the_data_along_withdraws_and_is_forgotten(client, case):
    secret = enquirer_secret(case)
    data = json.loads(client.get(reverse("enquiry_data", args=[secret])).content)
    assert data["enquirer_email"] == EMAIL
    assert data["messages"][0]["text"] == "May we come?"
    client.post(reverse("enquiry_reading", args=[secret]), {"agreed": "no"})
    _page(client, "enquiry_withdraw", secret)
    client.post(reverse("enquiry_withdraw", args=[secret]))
    assert "withdrawn by the enquirer" in _page(client, "enquiry", secret)
    _page(client, "enquiry_erase", secret)
    assert "Your data is erased" in client.post(reverse("enquiry_erase", args=[secret])).content.decode()
    _page(client, "enquiry", secret, status=404)
    case.refresh_from_db()
    assert (case.enquirer_email, case.may_be_handed_over) == ("", False)


def test_the_own_page_keeps_to_the_budget_of_queries(client, world, case):
    words = work.Words(text="How many are you?", language="en")
    for _number in range(6):
        work.write(actor=world.officer_k.ref, case=case, kind="replied", words=words, author="Lin")
    for name in ("enquiry", "enquiry_sent", "enquiry_data"):
        with CaptureQueriesContext(connection) as queries:
            _page(client, name, enquirer_secret(case))
        assert len(queries) <= 15, [name, *(one["sql"][:150] for one in queries)]


def test_promised_and_kept_times_are_published_without_small_numbers(client, world):
    start = datetime.now(UTC) - timedelta(days=20)
    for number in range(6):
        with clock.at(start):
            asked = receiving.receive(
                actor=work.ENQUIRER,
                side=world.side_k,
                enquiry=receiving.Enquiry(service="visit", text="?", language="en", email=EMAIL),
                came=receiving.Came(channel="form"),
            )
        with clock.at(start + timedelta(days=15 if number == 0 else 0, minutes=5)):
            words = work.Words(text="Yes.", language="en")
            work.write(actor=world.officer_k.ref, case=asked, kind="answered", words=words, author="Lin")
    page = _page(client, "partnership_service", "kaohsiung-gdynia")
    assert "Kaohsiung: 5 of 6 first answers within the promised time" in page
    assert "Gdynia: fewer than 5 enquiries" in page
    data = json.loads(client.get(reverse("partnership_service_json", args=["kaohsiung-gdynia"])).content)
    whole = [one for one in data["times"] if one["month"] is None and one["service"] is None]
    assert [(one["clock"], one["number"], one["kept"]) for one in whole] == [
        ("first_answer", 6, 5),
        ("outcome", 6, 6),
    ]
    table = client.get(reverse("partnership_service_csv", args=["kaohsiung-gdynia"])).content.decode()
    assert len(table.splitlines()) == len(data["times"]) + 1


def test_a_public_recommendation_stands_on_the_pages_of_its_city(client, world):
    given = {"made_by": world.side_g, "side": world.side_k, "made_at": clock.now()}
    found = Recommendation.objects.create(case=world.case, is_public=True, **given)
    hidden = Recommendation.objects.create(case=world.case, **given)
    for record, title in ((found, "Answer in Polish too"), (hidden, "Not yet public")):
        write_texts(record, {"title": {"en": title}, "text": {"en": "The desk should."}})
    assert "The desk should." in _page(client, "recommendation", found.public_id)
    _page(client, "recommendation", hidden.public_id, status=404)
    for name, key in (("partnership", "kaohsiung-gdynia"), ("public_city", "kaohsiung")):
        page = _page(client, name, key)
        assert "Answer in Polish too" in page
        assert "Not yet public" not in page
