"""The experts' tour through the pages: ask, answer by link, accept, write, review, read, did it help."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.lessons.models import Lesson, Question
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Role
from sistership.window.pages.templatetags.window import number

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _expert(name, city) -> Client:
    account = people.add_account(actor=SYSTEM, email=f"{name}@example.org", password="x" * 20, language="en")
    people.grant_role(actor=SYSTEM, account=account, role=Role.EXPERT, city=city)
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("zh-hant", Decimal("16500000000.00"), "16,500,000,000"),
        ("en", Decimal("22.0400"), "22.04"),
        ("pl", Decimal("27840.5000"), "27\xa0840,5"),
        ("en", 120.28, "120.28"),
        ("en", Decimal("38.0000"), "38"),
        ("en", -0.5, "-0.5"),
        ("en", Decimal(100), "100"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(language, value, said):
    with translation.override(language):
        assert number(value) == said


def test_experts_ask_answer_write_review_and_say_that_it_helped(world, client):
    p, k = _expert("p", world.penang), _expert("k", world.kaohsiung)
    assert p.get(reverse("desk")).status_code == 403, "an expert is no officer"
    form = {"title_en": "How wide?", "context_en": "Narrow streets.", "topic": "light-rail"}
    form |= {"stage": "planning", "side": "penang"}
    address = reverse("desk_ask_expert", args=["kaohsiung-penang"])
    assert p.post(address, form | {"title_en": ""}).status_code == 422
    assert p.post(address, form).status_code == 302
    question = Question.objects.get(partnership=world.kaohsiung_penang)
    letter = Message.objects.get(about_id=question.public_id, to="k@example.org")
    link = re.search(r"http[^\s]+(/en/expert-answer/\S+)", letter.body).group(1)
    assert "Narrow streets." in client.get(link).content.decode()
    sent = {"text_en": "Twenty metres.", "documents": SimpleUploadedFile("width.txt", b"20 m")}
    assert client.post(link, sent).status_code == 302
    assert client.post(link, {"text_en": "again"}).status_code == 410
    page = p.get(reverse("desk_expert_question", args=[question.public_id])).content.decode()
    assert "Twenty metres." in page
    assert "width.txt" in page
    file = question.answers.get().files.get()
    there = reverse("expert_answer_file", args=[file.public_id])
    assert b"".join(p.get(there).streaming_content) == b"20 m"
    assert client.get(there).status_code == 404
    p.post(reverse("desk_act_on_question", args=[question.public_id, "accepted"]))
    begin = reverse("desk_add_lesson", args=["kaohsiung-penang"]) + f"?question={question.public_id}"
    assert "Narrow streets." in p.get(begin).content.decode()
    texts = {"title_en": "Width", "context_en": "Narrow streets.", "done_en": "Twenty metres were kept."}
    about = {"topic": "light-rail", "stage": "planning", "side": "kaohsiung", "is_public": "on"}
    assert p.post(begin, texts | about | {"help_after_days": 90}).status_code == 302
    lesson = Lesson.objects.get(question=question)
    k_page = reverse("desk_lesson", args=[lesson.public_id])
    figure = {"label_en": "Width", "unit_en": "m", "value": "20", "year": "2024", "source_title_en": "Plan"}
    there = reverse("desk_add_figure", args=[lesson.public_id])
    assert p.post(there, figure).status_code == 422, "a figure without a source"
    assert p.post(there, figure | {"source_url": "https://example.org/plan"}).status_code == 302
    p.post(reverse("desk_act_on_lesson", args=[lesson.public_id, "handed_in"]))
    assert "Approve and publish" not in p.get(k_page).content.decode()
    assert "Approve and publish" in k.get(k_page).content.decode()
    readers = reverse("lesson", args=[lesson.public_id])
    assert client.get(readers).status_code == 404
    k.post(reverse("desk_act_on_lesson", args=[lesson.public_id, "approved"]))
    assert "https://example.org/plan" in client.get(readers).content.decode()
    assert "Width" in client.get(reverse("lessons"), {"q": "narrow", "stage": "planning"}).content.decode()
    assert "Width" not in client.get(reverse("lessons"), {"stage": "operation"}).content.decode()
    results = client.get(reverse("search"), {"q": "narrow"}).content.decode()
    assert readers in results
    assert reverse("expert_question", args=[question.public_id]) not in results
    there = reverse("desk_say_helped", args=[lesson.public_id])
    assert k.get(there).status_code == 403
    assert p.post(there, {"verdict": "yes", "reason_en": "It settled Beach Street."}).status_code == 302
    assert "It settled Beach Street." in client.get(readers).content.decode()
