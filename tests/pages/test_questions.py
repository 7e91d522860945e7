"""Ask why: anybody asks, the owing side answers, and both are published; nothing else is."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from sistership.common.errors import InputError, StateError
from sistership.window.ground.models import LocalizedText
from sistership.window.offices.agreements.actions import questions
from sistership.window.offices.agreements.models import WhyQuestion
from sistership.window.offices.agreements.states import WHY_TABLE, WhyState
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry, Payload
from sistership.window.offices.notices import following
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.erasure import erase_person, export_person, find_subjects

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TEXT = "Why is this on track? I am Jan Kowalski, tel. 123."
EMAIL = "asker@example.net"


def _form(**changes) -> dict[str, str]:
    return {"text": TEXT, "email": EMAIL, "language": "en", "website": ""} | changes


@pytest.fixture
def asked(client, world) -> WhyQuestion:
    address = reverse("commitment_ask", args=[world.commitment.public_id])
    assert client.post(address, _form()).status_code == 302
    return WhyQuestion.objects.get(email=EMAIL)


def _answer(client, world, asked, **changes):
    client.force_login(world.officer_k)
    values = {"deed": "answered", "wording": "Why is this on track?", "side": "kaohsiung"}
    values |= {"answer_zh_hant": "因為尚未到期。", "answer_en": "Because it is not due yet."}
    return client.post(reverse("desk_question", args=[asked.public_id]), values | changes)


def _page(client, world) -> str:
    return client.get(reverse("commitment", args=[world.commitment.public_id])).content.decode()


def test_a_question_is_private_until_its_answer_and_then_both_are_published(client, world, asked):
    assert asked.asked_state == "on_track"
    letter = Message.objects.filter(about_id=asked.public_id).get()
    assert letter.to == "desk-kaohsiung@example.org"
    assert f"/desk/questions/{asked.public_id}/" in letter.body
    assert "on track?" not in _page(client, world)
    assert _answer(client, world, asked).status_code == 302
    client.logout()
    page = _page(client, world)
    assert "Why is this on track?" in page
    assert "Because it is not due yet." in page
    assert "Kowalski" not in page
    assert EMAIL not in page
    asked.refresh_from_db()
    assert (asked.state, asked.asked, asked.email) == ("answered", "", "")
    assert asked.side == world.side_k
    answer = Message.objects.get(to=EMAIL)
    assert "Because it is not due yet." in answer.body
    assert not Message.objects.filter(body__contains="Kowalski").exists()
    assert not LocalizedText.objects.filter(text__contains="Kowalski").exists()
    assert not [one for one in Payload.objects.all() if "Kowalski" in str(one.data)]
    assert list(
        Entry.objects.filter(subject_id=asked.public_id).order_by("pk").values_list("action", flat=True)
    ) == ["why.asked", "why.answered"]


def test_the_answer_stands_in_the_readers_language(client, world, asked):
    _answer(client, world, asked)
    client.logout()
    page = client.get(f"/zh-hant/commitments/{world.commitment.public_id}/").content.decode()
    assert "因為尚未到期。" in page
    assert '<span lang="en">Why is this on track?</span>' in page


def test_a_declined_question_is_published_with_the_reason(client, world, asked):
    _answer(client, world, asked, deed="declined", answer_en="It is before a court.")
    client.logout()
    page = _page(client, world)
    assert "Why it is not answered" in page
    assert "It is before a court." in page


def test_what_was_put_away_leaves_no_word(client, world, asked):
    _answer(client, world, asked, deed="discarded", answer_en="", answer_zh_hant="")
    asked.refresh_from_db()
    assert (asked.state, asked.asked, asked.email) == ("discarded", "", "")
    assert not Message.objects.filter(to=EMAIL).exists()
    client.logout()
    assert "questions" not in _page(client, world)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"answer_zh_hant": "", "answer_en": ""}, "answer_en"), ({"wording": " "}, "wording")],
)
def test_an_answer_without_words_is_refused_beside_its_field(client, world, asked, changes, field):
    answer = _answer(client, world, asked, **changes)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_only_the_side_that_owes_sees_and_answers(client, world, asked):
    address = reverse("desk_question", args=[asked.public_id])
    for name, status in (("officer_k", 200), ("lead_k", 200), ("officer_g", 404), ("councillor_k", 403)):
        client.force_login(getattr(world, name))
        assert client.get(address).status_code == status, name
    with pytest.raises(InputError):
        questions.answer_why(
            actor=SYSTEM, question=asked, side=world.side_g, wording="x", answers={"en": "y"}
        )


def test_a_question_is_dealt_with_once(client, world, asked):
    _answer(client, world, asked)
    with pytest.raises(StateError):
        questions.discard_why(actor=SYSTEM, question=asked, side=world.side_k)
    page = client.get(reverse("desk_question", args=[asked.public_id])).content.decode()
    assert "Because it is not due yet." in page
    ended = [state for state in WhyState if state is not WhyState.ASKED]
    assert not [state for state, _event in WHY_TABLE if state in ended]


def test_the_desk_counts_and_lists_what_waits(client, world, asked):
    client.force_login(world.officer_k)
    assert "2 questions of readers wait" in client.get(reverse("desk")).content.decode()
    assert TEXT in client.get(reverse("desk_questions")).content.decode()
    client.force_login(world.officer_g)
    assert TEXT not in client.get(reverse("desk_questions")).content.decode()


def test_followers_are_told_the_answer(client, world, asked):
    following.ask_to_follow(
        email="f@example.net", language="en", rhythm="at_once", about=world.commitment.ref, title="x"
    )
    letter = Message.objects.get(to="f@example.net")
    following.confirm(letter.body.split("/follow/confirm/")[1].split("/")[0])
    _answer(client, world, asked)
    news = Message.objects.filter(to="f@example.net").order_by("-pk").first()
    assert "Because it is not due yet." in news.body


@pytest.mark.parametrize("changes", [{"text": ""}, {"text": "x" * 2001}, {"email": "nobody"}])
def test_a_wrong_question_is_refused_and_kept_on_the_page(client, world, changes):
    address = reverse("commitment_ask", args=[world.commitment.public_id])
    before = WhyQuestion.objects.count()
    answer = client.post(address, _form(**changes))
    assert answer.status_code == 422
    assert next(iter(changes)) in answer.context["form"].errors
    assert WhyQuestion.objects.count() == before


def test_programs_and_floods_are_turned_away(client, world):
    address = reverse("commitment_ask", args=[world.commitment.public_id])
    before = WhyQuestion.objects.count()
    assert client.post(address, _form(website="http://spam")).status_code == 302
    assert WhyQuestion.objects.count() == before
    cache.clear()
    statuses = [client.post(address, _form()).status_code for _number in range(12)]
    assert statuses == [302] * 10 + [429] * 2


def test_who_asked_is_exported_and_erased_by_the_address(world, asked):
    (subject,) = find_subjects(EMAIL)
    export = export_person(subject)["agreements"]["questions"]
    assert [one["asked"] for one in export] == [TEXT]
    erase_person(actor=SYSTEM, subject=subject)
    asked.refresh_from_db()
    assert (asked.email, asked.asked) == ("", TEXT)
