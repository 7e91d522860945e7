"""Lessons: written by both sides, reviewed by the other, revised; figures have sources; did it help."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from sistership.common.errors import InputError, RuleError, StateError
from sistership.window.ground import clock
from sistership.window.ground.search.searching import search
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.lessons.actions import helped, lessons, parts, questions
from sistership.window.offices.lessons.exchange import (
    lesson_markdown,
    lessons_json,
    read_lessons,
    take_lessons,
)
from sistership.window.offices.lessons.models import Helped, Lesson, LessonFigure
from sistership.window.offices.lessons.queries import published
from sistership.window.offices.lessons.rules import visible_lessons, visible_sites
from sistership.window.offices.lessons.states import LESSON_TABLE, LessonState
from sistership.window.offices.lessons.tasks import ask_whether_lessons_helped
from sistership.window.offices.notices.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TEXTS = {
    "title": {"zh-hant": "路寬", "en": "Road width"},
    "context": {"zh-hant": "市區街道狹窄。", "en": "Streets are narrow."},
    "done": {"zh-hant": "先做交通模擬。", "en": "Traffic was simulated first."},
}


@pytest.fixture(autouse=True)
def _nothing_else(world) -> None:
    """The lesson of the small world is of another partnership; here it would only be in the way."""
    Lesson.objects.all().delete()


@pytest.fixture
def draft(experts, asked) -> Lesson:
    """A lesson of Kaohsiung on the question, with a figure and a site."""
    questions.answer(actor=experts.k.ref, question=asked, side=experts.side_k, texts={"en": "x"})
    questions.accept(actor=experts.p.ref, question=asked, side=experts.side_p)
    lesson = lessons.begin(
        actor=experts.k.ref,
        partnership=experts.world.kaohsiung_penang,
        side=experts.side_k,
        question=asked,
        texts=TEXTS,
        topic="light-rail",
        stage="planning",
        is_public=True,
        cost_amount=Decimal("16500000000"),
        cost_currency="TWD",
        cost_price_year=2013,
    )
    parts.add_figure(
        actor=experts.k.ref,
        lesson=lesson,
        side=experts.side_k,
        labels={"en": "Length of the loop"},
        units={"en": "km"},
        value=Decimal("22.04"),
        year=2024,
        source_titles={"en": "Route data"},
        source_url="https://example.org/route",
    )
    parts.add_site(
        actor=experts.k.ref,
        lesson=lesson,
        side=experts.side_k,
        names={"en": "Stop C20"},
        longitude=120.28,
        latitude=22.65,
        contact=experts.side_k,
        when={"en": "Weekdays"},
    )
    return lesson


@pytest.fixture
def shown(experts, draft) -> Lesson:
    """The lesson, published."""
    lessons.hand_in(actor=experts.k.ref, lesson=draft, side=experts.side_k)
    return lessons.approve(actor=experts.p.ref, lesson=draft, side=experts.side_p)


def test_an_accepted_question_becomes_a_lesson_that_the_other_side_publishes(experts, asked, draft):
    asked.refresh_from_db()
    assert asked.state == "lesson"
    assert not visible_lessons(AnonymousUser()).exists()
    assert not visible_lessons(experts.g).exists()
    assert visible_lessons(experts.p).get() == draft
    lessons.hand_in(actor=experts.k.ref, lesson=draft, side=experts.side_k)
    assert Message.objects.filter(about_id=draft.public_id, to="expert-p@example.org").exists()
    with pytest.raises(RuleError):
        lessons.approve(actor=experts.world.officer_k.ref, lesson=draft, side=experts.side_k)
    lessons.approve(actor=experts.p.ref, lesson=draft, side=experts.side_p)
    assert visible_lessons(AnonymousUser()).get().state == LessonState.PUBLISHED
    assert visible_sites(AnonymousUser()).get().contact == experts.side_k
    state = None
    for event in ("begun", "handed_in", "approved"):
        state = LESSON_TABLE[state, event][0]
    assert state == LessonState.PUBLISHED


def test_who_wrote_in_it_does_not_review_it(experts, draft):
    lessons.edit(
        actor=experts.p.ref, lesson=draft, side=experts.side_p, texts={"again": {"en": "Simulate first."}}
    )
    lessons.hand_in(actor=experts.k.ref, lesson=draft, side=experts.side_k)
    with pytest.raises(RuleError, match="cannot review"):
        lessons.approve(actor=experts.p.ref, lesson=draft, side=experts.side_p)
    lessons.approve(actor=experts.world.officer_p.ref, lesson=draft, side=experts.side_p)


def test_what_is_returned_says_why_and_is_handed_in_again(experts, draft):
    lessons.hand_in(actor=experts.k.ref, lesson=draft, side=experts.side_k)
    with pytest.raises(StateError):
        lessons.edit(actor=experts.k.ref, lesson=draft, side=experts.side_k, topic="roads")
    with pytest.raises(InputError):
        lessons.return_it(actor=experts.p.ref, lesson=draft, side=experts.side_p, reason="")
    lessons.return_it(actor=experts.p.ref, lesson=draft, side=experts.side_p, reason="No year")
    assert Message.objects.filter(to="expert-k@example.org", body__contains="No year").exists()
    lessons.edit(actor=experts.k.ref, lesson=draft, side=experts.side_k, topic="roads")
    lessons.hand_in(actor=experts.k.ref, lesson=draft, side=experts.side_k)


def test_a_revision_is_a_new_version_with_everything_and_readers_keep_the_former(experts, shown):
    fresh = lessons.revise(actor=experts.k.ref, lesson=shown, side=experts.side_k)
    with pytest.raises(StateError):
        lessons.revise(actor=experts.k.ref, lesson=shown, side=experts.side_k)
    lessons.edit(
        actor=experts.k.ref, lesson=fresh, side=experts.side_k, texts={"title": {"zh-hant": "街道寬度"}}
    )
    assert fresh.localized("title").variants["en"].is_stale
    assert [one.localized("title").text("en") for one in visible_lessons(AnonymousUser())] == ["Road width"]
    assert fresh.figures.get().value == Decimal("22.04")
    assert fresh.sites.get().localized("name").text("en") == "Stop C20"
    lessons.hand_in(actor=experts.k.ref, lesson=fresh, side=experts.side_k)
    lessons.approve(actor=experts.p.ref, lesson=fresh, side=experts.side_p)
    shown.refresh_from_db()
    assert (shown.state, fresh.version) == (LessonState.SUPERSEDED, 2)
    assert published(AnonymousUser()).get() == fresh


def test_no_figure_stands_without_a_source(experts, draft):
    with pytest.raises(InputError) as refused:
        parts.add_figure(
            actor=experts.k.ref,
            lesson=draft,
            side=experts.side_k,
            labels={"en": "Stops"},
            value=Decimal(38),
            year=2024,
        )
    assert refused.value.where == "source_url"
    LessonFigure.objects.create(lesson=draft, position=2, value=1, year=2024)
    with pytest.raises(InputError, match="Figure 2 has no source"):
        lessons.hand_in(actor=experts.k.ref, lesson=draft, side=experts.side_k)


def test_a_lesson_is_found_by_words_of_any_language_and_by_its_filters(experts, shown):
    nobody = AnonymousUser()
    for found in (
        {"words": "路寬"},
        {"words": "narrow streets"},
        {"words": "輕軌"},
        {"words": "lekka kolej"},
        {"words": "trem", "topic": "light-rail"},
        {"words": "length of the loop"},
        {"words": '"road width"'},
        {"stage": "planning"},
        {"city": "kaohsiung"},
    ):
        assert published(nobody, **found).get() == shown, found
    for missed in (
        {"words": "harbour"},
        {"words": '"width road"'},
        {"words": "?"},
        {"stage": "operation"},
        {"language": "pl"},
        {"city": "penang"},
    ):
        assert not published(nobody, **missed).exists(), missed


def test_search_finds_lessons_and_questions_for_those_who_may_read_them(experts, asked, draft):
    def found(reader, words):
        groups = search(reader, words, kinds=["lesson", "question"]).groups
        return [
            (group.kind, hit.record.version if group.kind == "lesson" else 0)
            for group in groups
            for hit in group.hits
        ]

    asker, lesson = ("question", 0), ("lesson", 1)
    nobody, world = AnonymousUser(), experts.world
    assert found(experts.p, "George Town") == [asker]
    assert sorted(found(experts.k, "輕軌")) == [lesson, asker]
    for reader in (nobody, experts.g, world.outsider, world.councillor_k, world.officer_g):
        for words in ("輕軌", "George", "narrow", "Length", "C20", "light rail"):
            assert found(reader, words) == [], (reader, words)
        assert not published(reader, words="narrow").exists()
    lessons.hand_in(actor=experts.k.ref, lesson=draft, side=experts.side_k)
    lessons.approve(actor=experts.p.ref, lesson=draft, side=experts.side_p)
    assert found(nobody, "輕軌") == [lesson]
    fresh = lessons.revise(actor=experts.k.ref, lesson=draft, side=experts.side_k)
    lessons.edit(actor=experts.k.ref, lesson=fresh, side=experts.side_k, texts={"again": {"en": "Zebra"}})
    assert found(nobody, "Zebra") == []
    lessons.hand_in(actor=experts.k.ref, lesson=fresh, side=experts.side_k)
    lessons.approve(actor=experts.p.ref, lesson=fresh, side=experts.side_p)
    assert found(nobody, "輕軌") == [("lesson", 2)]


def test_after_its_days_each_other_side_is_asked_once_and_answers_by_link(experts, shown):
    assert ask_whether_lessons_helped() == 0
    with clock.at(clock.now() + timedelta(days=91)):
        assert ask_whether_lessons_helped() == 1
        assert ask_whether_lessons_helped() == 0
        one = Helped.objects.get()
        letter = Message.objects.get(about_id=one.public_id)
        assert letter.to == "expert-p@example.org"
        secret = re.search(r"/lesson-helped/([^/]+)/", letter.body).group(1)
        helped.say_helped_by_link(secret=secret, verdict="yes", reasons={"ms": "Ya"})
    counted = published(AnonymousUser()).get()
    assert counted.helped_count == 1
    with pytest.raises(StateError):
        helped.say_helped(
            actor=experts.p.ref, lesson=shown, side=experts.side_p, verdict="no", reasons={"en": "x"}
        )


def test_what_helped_is_filed_as_evidence_of_a_promise(experts, shown):
    promise = promises.add_commitment(
        actor=SYSTEM,
        partnership=experts.world.kaohsiung_penang,
        titles={"en": "Plan the line"},
        owing=[experts.side_p],
    )
    one = helped.say_helped(
        actor=experts.p.ref,
        lesson=shown,
        side=experts.side_p,
        verdict="yes",
        reasons={"en": "It helped us in the route"},
        commitment=promise,
    )
    assert one.evidence.record_kind == "lesson"
    assert one.evidence.record_id == shown.public_id
    assert one.evidence.record_digest
    assert one.evidence.localized("title").text("en") == "It helped us in the route"
    with pytest.raises(InputError):
        helped.say_helped(
            actor=experts.k.ref, lesson=shown, side=experts.side_k, verdict="yes", reasons={"en": "x"}
        )


def test_lessons_go_out_and_come_in_again_in_one_form(experts, shown):
    value = lessons_json(Lesson.objects.select_related("partnership", "side__city"))

    again = read_lessons(json.dumps(value).encode(), file="lessons.json")
    assert take_lessons(actor=SYSTEM, values=again).known == (str(shown.public_id),)
    again[0]["id"] = ""
    assert take_lessons(actor=SYSTEM, values=again, is_dry_run=True).added == ("Road width",)
    assert Lesson.objects.count() == 1
    take_lessons(actor=SYSTEM, values=again)
    fresh = Lesson.objects.order_by("pk").last()
    assert fresh.state == LessonState.DRAFT
    ignored = {"id", "state"}
    (out,) = lessons_json([fresh])["lessons"]
    assert {k: v for k, v in out.items() if k not in ignored} == {
        k: v for k, v in again[0].items() if k not in ignored
    }
    assert "| Length of the loop | 22.04 | km | 2024 | Route data |" in lesson_markdown(shown, "en")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"partnership": "nowhere"}, "lessons[0].partnership"),
        ({"stage": "dream"}, "lessons[0].stage"),
        ({"side": "gdynia"}, "lessons[0].side"),
        ({"texts": {"title": {"xx": "y"}}}, "lessons[0].texts.title"),
        ({"texts": {}}, "lessons[0].title"),
        ({"id": "7"}, "lessons[0].id"),
        ({"place": [200, 5]}, "lessons[0].longitude"),
        ({"figures": [{"label": {"en": "n"}, "value": "x", "year": 2020}]}, "lessons[0].figures[0].sources"),
        ({"cost": {"amount": "much", "currency": "TWD"}}, "lessons[0].cost.amount"),
    ],
)
def test_a_wrong_file_says_which_lesson_and_field_and_nothing_is_taken(experts, change, where):
    value = {
        "partnership": "kaohsiung-penang",
        "side": "kaohsiung",
        "topic": "light-rail",
        "stage": "design",
        "texts": {"title": {"en": "T"}},
    } | change
    with pytest.raises(InputError) as refused:
        take_lessons(actor=SYSTEM, values=[value])
    assert refused.value.where == where
    assert not Lesson.objects.exists()


def test_a_file_that_is_no_list_of_lessons_is_refused():
    for content in (b"\xff", b"{", b"[]", b'{"form": "other"}'):
        with pytest.raises(InputError) as refused:
            read_lessons(content, file="x.json")
        assert refused.value.where == "x.json"


def test_a_link_of_another_purpose_opens_nothing(experts, shown):
    with pytest.raises(InputError):
        helped.say_helped_by_link(secret="unknown", verdict="yes", reasons={"en": "x"})
