"""Read questions, lessons and sites as pages, the API and the command line show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from sistership.window.ground.models import LocalizedText
from sistership.window.ground.search.searching import holding
from sistership.window.ground.sources import attach_sources
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.lessons.models import (
    Answer,
    Helped,
    HelpVerdict,
    Lesson,
    LessonEvent,
    Question,
    QuestionEvent,
    Site,
)
from sistership.window.offices.lessons.rules import (
    expert_partnerships,
    visible_lessons,
    visible_questions,
    visible_sites,
)
from sistership.window.offices.lessons.states import LessonState, QuestionState
from sistership.window.offices.people.models import City
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import Reader, grants_of
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.rules import visible_visits

OPEN = (QuestionState.ASKED, QuestionState.TAKEN, QuestionState.ANSWERED, QuestionState.ACCEPTED)
TIES = ("commitment", "milestone", "visit")
SIDES = ("partnership", "side__city")


def _cities(rows: Iterable[Question | Lesson]) -> list[City]:
    """The cities of the rows and of their partnerships, whose sides are read."""
    return [
        city for row in rows for city in (row.side.city, *(one.city for one in row.partnership.sides.all()))
    ]


def with_sides(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Questions with the sides of their partnerships."""
    return rows.select_related(*SIDES).prefetch_related(sides_with_cities("partnership__sides"))


def lessons_with_sides(rows: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """Lessons with the sides of their partnerships, and `helped_count`: how many sides they helped."""
    counted = Count("helped", filter=Q(helped__verdict__in=(HelpVerdict.YES, HelpVerdict.PARTLY)))
    return (
        rows.select_related(*SIDES)
        .prefetch_related(sides_with_cities("partnership__sides"))
        .annotate(helped_count=counted)
    )


def published(
    reader: Reader,
    *,
    stage: str = "",
    topic: str = "",
    city: str = "",
    language: str = "",
    words: str = "",
) -> QuerySet[Lesson]:
    """Published lessons that the reader sees, narrowed; `words` are looked for as search does."""
    rows = visible_lessons(reader).filter(state=LessonState.PUBLISHED)
    for name, value in (("stage", stage), ("topic", topic), ("side__city__key", city)):
        if value:
            rows = rows.filter(**{name: value})
    texts = LocalizedText.objects.filter(owner_id=OuterRef("public_id"), owner_kind=Lesson.kind())
    if language:
        rows = rows.filter(Exists(texts.filter(field="title", language=language)))
    return lessons_with_sides(holding(rows, Lesson.kind(), words)).order_by("-published_at", "-pk")


def topics(reader: Reader) -> list[str]:
    """Topics of the published lessons that the reader sees."""
    rows = visible_lessons(reader).filter(state=LessonState.PUBLISHED)
    return list(rows.order_by("topic").values_list("topic", flat=True).distinct())


def load_lessons(lessons: list[Lesson]) -> list[Lesson]:
    """Attach the texts of lessons and of the cities whose they are: one query."""
    load_texts(lessons, _cities(lessons))
    return lessons


def load_questions(questions: list[Question]) -> list[Question]:
    """Attach the texts of questions and of their cities: one query."""
    load_texts(questions, _cities(questions))
    return questions


def question_page(reader: Reader, public_id: UUID) -> Question | None:
    """A question with its answers, files, history and lessons; None where the reader sees none such."""
    rows = with_sides(_with_sight(reader, visible_questions(reader))).select_related(*TIES)
    rows = rows.prefetch_related(
        Prefetch("answers", Answer.objects.select_related("side__city").prefetch_related("files__file")),
        Prefetch("events", QuestionEvent.objects.select_related("side__city")),
        Prefetch("lessons", visible_lessons(reader), to_attr="visible_lessons"),
    )
    question = rows.filter(public_id=public_id).first()
    if question is None:
        return None
    _hide_what_is_not_seen(question)
    linked = [one for one in (getattr(question, name) for name in TIES) if one]
    load_texts(
        [question],
        list(question.answers.all()),
        question.visible_lessons,
        linked,
        _cities([question]),
        [one.side.city for one in question.answers.all()],
        [one.side.city for one in question.events.all() if one.side],
    )
    return question


def _with_sight(reader: Reader, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows that know which of the promise and the visit they name the reader sees."""
    return rows.annotate(  # type: ignore[no-any-return]
        sees_commitment=Exists(visible_commitments(reader).filter(pk=OuterRef("commitment_id"))),
        sees_visit=Exists(visible_visits(reader).filter(pk=OuterRef("visit_id"))),
    )


def _hide_what_is_not_seen(row: Any) -> None:
    """Leave out the promise or the visit that the reader may not see."""
    if not row.sees_commitment:
        row.commitment = row.milestone = None
    if not row.sees_visit:
        row.visit = None


def lesson_page(reader: Reader, public_id: UUID) -> Lesson | None:
    """A lesson with figures and their sources, sites, history and what it helped; None where unseen."""
    seen = Exists(visible_questions(reader).filter(pk=OuterRef("question_id")))
    rows = lessons_with_sides(_with_sight(reader, visible_lessons(reader)).annotate(sees_question=seen))
    promises = Exists(visible_commitments(reader).filter(pk=OuterRef("commitment_id")))
    helped_rows = Helped.objects.annotate(sees_commitment=promises)
    rows = rows.select_related("revised_by", *TIES, "question", "revises", "handed_in_by__city")
    rows = rows.prefetch_related(
        "figures",
        Prefetch("sites", Site.objects.select_related("contact__city")),
        Prefetch("helped", helped_rows.select_related("side__city", "commitment", "evidence")),
        Prefetch("events", LessonEvent.objects.select_related("side__city")),
    )
    lesson = rows.filter(public_id=public_id).first()
    if lesson is None:
        return None
    _hide_what_is_not_seen(lesson)
    if not lesson.sees_question:  # type: ignore[attr-defined]
        lesson.question = None
    figures, sites, helped = (list(getattr(lesson, name).all()) for name in ("figures", "sites", "helped"))
    for one in helped:
        if not one.sees_commitment:
            one.commitment = one.evidence = None
    attach_sources(
        figures,
        [lesson],
        figures,
        sites,
        helped,
        [one.commitment for one in helped if one.commitment],
        [one for one in (*(getattr(lesson, name) for name in TIES), lesson.question) if one],
        _cities([lesson]),
        [one.contact.city for one in sites],
        [one.side.city for one in helped],
        [one.side.city for one in lesson.events.all() if one.side],
    )
    return lesson


@dataclass(slots=True)
class Day:
    """What waits for an expert."""

    to_answer: list[Question]
    """Asked of the reader's cities and answered by nobody yet."""
    to_settle: list[Question]
    """Asked by the reader's cities and answered: accept, ask further or close."""
    waiting: list[Question]
    """Asked by the reader's cities; the other side has not answered."""
    accepted: list[Question]
    """Accepted, and no lesson yet."""
    drafts: list[Lesson]
    to_review: list[Lesson]
    in_review: list[Lesson]
    """Handed in by the reader's cities."""
    to_judge: list[Helped]
    """Asked whether they helped."""


def expert_day(reader: Reader) -> Day:
    """What waits for the reader as an expert, oldest first. Ten queries."""
    own = grants_of(reader).expert_cities
    mine = expert_partnerships(reader)
    open_ones = with_sides(Question.objects.filter(partnership__in=mine, state__in=OPEN))
    questions = load_questions(list(open_ones.order_by("wanted_by", "asked_at", "pk")))
    unpublished = (LessonState.DRAFT, LessonState.RETURNED, LessonState.IN_REVIEW)
    rows = lessons_with_sides(Lesson.objects.filter(partnership__in=mine, state__in=unpublished))
    lessons = load_lessons(list(rows.select_related("handed_in_by").order_by("pk")))
    judged = Helped.objects.filter(side__city__in=own, verdict="", lesson__partnership__in=mine)
    to_judge = list(judged.select_related("lesson").order_by("asked_at", "pk"))
    load_texts([one.lesson for one in to_judge])

    def asked(*states: QuestionState, by_own: bool) -> list[Question]:
        return [one for one in questions if one.state in states and (one.side.city_id in own) == by_own]

    reviewed = [one for one in lessons if one.state == LessonState.IN_REVIEW]
    by_own = [one for one in reviewed if one.handed_in_by and one.handed_in_by.city_id in own]
    return Day(
        to_answer=asked(QuestionState.ASKED, QuestionState.TAKEN, by_own=False),
        to_settle=asked(QuestionState.ANSWERED, by_own=True),
        waiting=asked(QuestionState.ASKED, QuestionState.TAKEN, by_own=True),
        accepted=[one for one in questions if one.state == QuestionState.ACCEPTED],
        drafts=[one for one in lessons if one.state != LessonState.IN_REVIEW],
        to_review=[one for one in reviewed if one not in by_own],
        in_review=by_own,
        to_judge=to_judge,
    )


def sites_for(reader: Reader, *, visit: Visit | None = None) -> list[Site]:
    """Sites that the reader sees, by the city whose desk shows them, or those of a visit."""
    rows = visible_sites(reader).select_related("contact__city", "lesson")
    if visit:
        rows = rows.filter(stops__visit=visit)
    sites = list(rows.order_by("contact__city__key", "pk"))
    load_texts(sites, [one.lesson for one in sites], [one.contact.city for one in sites])
    return sites
