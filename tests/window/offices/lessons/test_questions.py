"""Questions between experts: asked, taken, answered by page or by link, accepted, closed; seen by few."""

from __future__ import annotations

import re

import pytest

from sistership.common.errors import InputError, RuleError, StateError
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Payload
from sistership.window.offices.lessons.actions import questions
from sistership.window.offices.lessons.models import Answer
from sistership.window.offices.lessons.rules import visible_questions
from sistership.window.offices.lessons.states import QUESTION_TABLE, QuestionState
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.erasure import erase_person, export_person
from sistership.window.offices.people.rules import is_staff_somewhere, may

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _letters(question, to: str) -> list[Message]:
    return list(Message.objects.filter(about_id=question.public_id, to=to).order_by("pk"))


def test_the_other_citys_expert_is_asked_in_her_language_and_answers_by_link_once(experts, asked):
    (letter,) = _letters(asked, "expert-k@example.org")
    assert letter.language == "zh-hant"
    assert not _letters(asked, "expert-g@example.org")
    assert not _letters(asked, "expert-p@example.org")
    secret = re.search(r"/expert-answer/([^/]+)/", letter.body).group(1)
    made = questions.answer_by_link(
        secret=secret, texts={"zh-hant": "至少二十公尺。"}, uploads=[("width.pdf", b"%PDF-1.7 x")]
    )
    assert (made.side, made.is_by_link, made.files.get().name) == (experts.side_k, True, "width.pdf")
    asked.refresh_from_db()
    assert asked.state == QuestionState.ANSWERED
    (told,) = _letters(asked, "expert-p@example.org")
    assert "至少二十公尺。" in told.body
    with pytest.raises(StateError):
        questions.answer_by_link(secret=secret, texts={"en": "again"})


def test_where_a_city_has_no_expert_its_desk_is_asked(world):
    question = questions.ask(
        actor=world.officer_k.ref,
        partnership=world.kaohsiung_gdynia,
        side=world.side_k,
        titles={"en": "T"},
        contexts={"en": "C"},
        topic="light-rail",
        stage="design",
    )
    assert [one.to for one in Message.objects.filter(about_id=question.public_id)] == [
        "desk-gdynia@example.org"
    ]


def test_a_question_goes_from_hand_to_hand_until_it_is_accepted(experts, asked):
    k, p = experts.k.ref, experts.p.ref
    taken = questions.take(actor=k, question=asked, side=experts.side_k)
    assert taken.taken_by_id == experts.k.public_id
    with pytest.raises(StateError):
        questions.take(actor=k, question=asked, side=experts.side_k)
    questions.put_back(actor=k, question=asked, side=experts.side_k)
    questions.answer(actor=k, question=asked, side=experts.side_k, texts={"en": "Twenty metres."})
    questions.ask_further(actor=p, question=asked, side=experts.side_p, texts={"en": "With trees?"})
    assert len(_letters(asked, "expert-k@example.org")) == 2
    questions.answer(actor=k, question=asked, side=experts.side_k, texts={"en": "Without."})
    questions.accept(actor=p, question=asked, side=experts.side_p)
    events = list(asked.events.values_list("event", flat=True))
    assert events == ["asked", "taken", "put_back", "answered", "asked_again", "answered", "accepted"]
    state: QuestionState | None = None
    for event in events:
        state = QUESTION_TABLE[state, event][0]
    asked.refresh_from_db()
    assert asked.state == state == QuestionState.ACCEPTED
    assert [one.is_follow_up for one in Answer.objects.filter(question=asked)] == [False, True, False]


def test_each_side_does_what_is_its_own(experts, asked):
    with pytest.raises(RuleError):
        questions.answer(actor=experts.p.ref, question=asked, side=experts.side_p, texts={"en": "x"})
    questions.answer(actor=experts.k.ref, question=asked, side=experts.side_k, texts={"en": "x"})
    with pytest.raises(RuleError):
        questions.accept(actor=experts.k.ref, question=asked, side=experts.side_k)
    with pytest.raises(InputError):
        questions.accept(actor=experts.g.ref, question=asked, side=experts.world.side_g)
    asked.refresh_from_db()
    assert asked.state == QuestionState.ANSWERED


def test_closing_needs_a_reason_that_the_other_side_reads_and_ends_the_links(experts, asked):
    with pytest.raises(InputError) as refused:
        questions.close(actor=experts.p.ref, question=asked, side=experts.side_p, reason=" ")
    assert refused.value.where == "reason"
    questions.close(actor=experts.p.ref, question=asked, side=experts.side_p, reason="It was left out")
    first, last = _letters(asked, "expert-k@example.org")
    assert "It was left out" in last.body
    secret = re.search(r"/expert-answer/([^/]+)/", first.body).group(1)
    with pytest.raises(StateError):
        questions.answer_by_link(secret=secret, texts={"en": "late"})


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"titles": {"en": " "}}, "title"),
        ({"contexts": {}}, "context"),
        ({"stage": "dream"}, "stage"),
        ({"topic": "輕軌"}, "topic"),
    ],
)
def test_a_wrong_question_says_where(experts, changes, where):
    given = {
        "titles": {"en": "T"},
        "contexts": {"en": "C"},
        "topic": "light-rail",
        "stage": "design",
    } | changes
    with pytest.raises(InputError) as refused:
        questions.ask(
            actor=experts.p.ref,
            partnership=experts.world.kaohsiung_penang,
            side=experts.side_p,
            **given,
        )
    assert refused.value.where == where


def test_a_private_question_is_seen_by_the_two_cities_experts_and_officers_alone(experts, asked):
    world = experts.world
    seen = {
        name
        for name in ("officer_k", "officer_g", "officer_p", "lead_k", "councillor_k", "outsider")
        if asked in visible_questions(getattr(world, name))
    }
    assert seen == {"officer_k", "officer_p", "lead_k"}
    assert asked in visible_questions(experts.k)
    assert asked in visible_questions(experts.p)
    assert asked not in visible_questions(experts.g)
    words = ("How wide", "George Town")
    assert not [one for one in Payload.objects.all() if any(word in str(one.data) for word in words)]


def test_an_expert_is_no_officer(experts):
    world = experts.world
    assert not is_staff_somewhere(experts.k)
    assert not may(experts.k, "partnership.write", world.kaohsiung_penang)
    assert not may(experts.k, "partnership.see_internal", world.kaohsiung_penang)
    assert may(experts.k, "lessons.write", world.kaohsiung_penang)
    assert not may(experts.g, "lessons.write", world.kaohsiung_penang)
    assert not may(world.councillor_k, "lessons.write", world.kaohsiung_penang)


def test_who_asked_is_exported_and_erased_while_the_question_stays(experts, asked):
    subject = experts.p.ref
    assert export_person(subject)["lessons"]["questions_asked"] == [asked.public_id]
    erase_person(actor=SYSTEM, subject=subject)
    asked.refresh_from_db()
    assert asked.asked_by_id is None
    assert not asked.events.filter(account_id__isnull=False).exists()
    assert asked.localized("title").text("en") == "How wide must a street be?"
