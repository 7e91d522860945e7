"""Questions between experts and lessons: read, ask, answer, write, review, say whether it helped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router, Status

from sistership.common.errors import InputError, RuleError
from sistership.window.api.access import Request, reading, writing
from sistership.window.api.found import or_404, partnership_or_404, side_named
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.lessons import (
    AnswerIn,
    HelpedIn,
    LessonIn,
    LessonItem,
    LessonOut,
    LessonState,
    QuestionIn,
    QuestionItem,
    QuestionOut,
    QuestionState,
    SideIn,
    SideReason,
    Stage,
    Topic,
)
from sistership.window.api.schemas.texts import Key
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.lessons.actions import helped, lessons, questions
from sistership.window.offices.lessons.models import Lesson, Question
from sistership.window.offices.lessons.queries import (
    lesson_page,
    lessons_with_sides,
    load_lessons,
    load_questions,
    question_page,
    with_sides,
)
from sistership.window.offices.lessons.rules import expert_sides, visible_lessons, visible_questions
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import require

router = Router(auth=reading, tags=["Experts and lessons"])


def _acting(request: Request, partnership: Partnership, key: str) -> Side:
    """The side that is named, for which the reader must be an expert."""
    side = side_named(partnership, key)
    assert side is not None
    if side.pk not in {one.pk for one in expert_sides(request.auth, partnership)}:
        raise RuleError(
            f"You are no expert of {key!r}", where="side", next_step="Ask an officer of that city"
        )
    return side


@router.get("/questions", response=Page[QuestionItem])
def list_questions(
    request: Request,
    window: Paging,
    partnership: Key | None = None,
    topic: Topic | None = None,
    state: QuestionState | None = None,
) -> Page[QuestionItem]:
    """Questions between experts that you may see."""
    wanted = {"partnership__key": partnership, "topic": topic, "state": state}
    rows = with_sides(visible_questions(request.auth)).order_by("pk")
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows, window, lambda part: [QuestionItem.of(row) for row in load_questions(part)])


def _question(request: Request, public_id: UUID) -> QuestionOut:
    return QuestionOut.whole(or_404(question_page(request.auth, public_id)))


@router.get("/questions/{uuid:public_id}", response=QuestionOut)
def get_question(request: Request, public_id: UUID) -> QuestionOut:
    """One question with its answers."""
    return _question(request, public_id)


@router.post("/questions", response={201: QuestionOut}, auth=writing)
def ask_question(request: Request, data: QuestionIn) -> Status[QuestionOut]:
    """Ask the experts of the other sides, for a side whose expert you are."""
    partnership = partnership_or_404(request.auth, data.partnership)
    made = questions.ask(
        actor=request.auth.ref,
        partnership=partnership,
        side=_acting(request, partnership, data.side),
        titles=data.title,
        contexts=data.context,
        wanted=data.wanted,
        topic=data.topic,
        stage=data.stage,
        wanted_by=data.wanted_by,
        is_public=data.is_public,
    )
    return Status(201, _question(request, made.public_id))


def _to_act_on(request: Request, public_id: UUID) -> Question:
    return or_404(with_sides(visible_questions(request.auth)).filter(public_id=public_id).first())


@router.post("/questions/{uuid:public_id}/answer", response=QuestionOut, auth=writing)
def answer_question(request: Request, public_id: UUID, data: AnswerIn) -> QuestionOut:
    """Answer for a side that was asked; for the side that asks, ask further."""
    question = _to_act_on(request, public_id)
    side = _acting(request, question.partnership, data.side)
    deed = questions.ask_further if side.pk == question.side_id else questions.answer
    deed(actor=request.auth.ref, question=question, side=side, texts=data.text)
    return _question(request, public_id)


@router.post("/questions/{uuid:public_id}/accept", response=QuestionOut, auth=writing)
def accept_answer(request: Request, public_id: UUID, data: SideIn) -> QuestionOut:
    """Accept the answer, for the side that asked."""
    question = _to_act_on(request, public_id)
    side = _acting(request, question.partnership, data.side)
    questions.accept(actor=request.auth.ref, question=question, side=side)
    return _question(request, public_id)


@router.post("/questions/{uuid:public_id}/close", response=QuestionOut, auth=writing)
def close_question(request: Request, public_id: UUID, data: SideReason) -> QuestionOut:
    """Close it without an answer, with the reason."""
    question = _to_act_on(request, public_id)
    questions.close(
        actor=request.auth.ref,
        question=question,
        side=_acting(request, question.partnership, data.side),
        reason=data.reason,
        language=data.language,
    )
    return _question(request, public_id)


@router.get("/lessons", response=Page[LessonItem])
def list_lessons(
    request: Request,
    window: Paging,
    partnership: Key | None = None,
    side: Key | None = None,
    topic: Topic | None = None,
    stage: Stage | None = None,
    state: LessonState | None = None,
) -> Page[LessonItem]:
    """Lessons that you may see; `side` is the city whose experience it is."""
    wanted = {
        "partnership__key": partnership,
        "side__city__key": side,
        "topic": topic,
        "stage": stage,
        "state": state,
    }
    rows = lessons_with_sides(visible_lessons(request.auth)).order_by("pk")
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows, window, lambda part: [LessonItem.of(row) for row in load_lessons(part)])


def _lesson(request: Request, public_id: UUID) -> LessonOut:
    return LessonOut.whole(or_404(lesson_page(request.auth, public_id)))


@router.get("/lessons/{uuid:public_id}", response=LessonOut)
def get_lesson(request: Request, public_id: UUID) -> LessonOut:
    """One lesson with its figures, sites, and whom it helped."""
    return _lesson(request, public_id)


@router.post("/lessons", response={201: LessonOut}, auth=writing)
def begin_lesson(request: Request, data: LessonIn) -> Status[LessonOut]:
    """Begin a lesson as a draft, as an expert of one of the sides."""
    partnership = partnership_or_404(request.auth, data.partnership)
    require(request.auth, "lessons.write", partnership)
    side = side_named(partnership, data.side)
    assert side is not None
    question = None
    if data.question:
        question = or_404(visible_questions(request.auth).filter(public_id=data.question).first())
    texts: dict[str, Any] = data.texts.model_dump(exclude_none=True)
    made = lessons.begin(
        actor=request.auth.ref,
        partnership=partnership,
        side=side,
        acting=expert_sides(request.auth, partnership)[0],
        texts=texts,
        topic=data.topic,
        stage=data.stage,
        question=question,
        cost_amount=data.cost_amount,
        cost_currency=data.cost_currency,
        cost_price_year=data.cost_price_year,
        is_public=data.is_public,
    )
    return Status(201, _lesson(request, made.public_id))


def _lesson_to_act_on(request: Request, public_id: UUID) -> Lesson:
    return or_404(lessons_with_sides(visible_lessons(request.auth)).filter(public_id=public_id).first())


@router.post("/lessons/{uuid:public_id}/hand-in", response=LessonOut, auth=writing)
def hand_in_lesson(request: Request, public_id: UUID, data: SideIn) -> LessonOut:
    """Hand a draft in; the other side is asked to review it."""
    lesson = _lesson_to_act_on(request, public_id)
    side = _acting(request, lesson.partnership, data.side)
    lessons.hand_in(actor=request.auth.ref, lesson=lesson, side=side)
    return _lesson(request, public_id)


@router.post("/lessons/{uuid:public_id}/approve", response=LessonOut, auth=writing)
def approve_lesson(request: Request, public_id: UUID, data: SideIn) -> LessonOut:
    """Publish it, for a side that did not hand it in."""
    lesson = _lesson_to_act_on(request, public_id)
    side = _acting(request, lesson.partnership, data.side)
    lessons.approve(actor=request.auth.ref, lesson=lesson, side=side)
    return _lesson(request, public_id)


@router.post("/lessons/{uuid:public_id}/return", response=LessonOut, auth=writing)
def return_lesson(request: Request, public_id: UUID, data: SideReason) -> LessonOut:
    """Return it with the reason, for a side that did not hand it in."""
    lesson = _lesson_to_act_on(request, public_id)
    lessons.return_it(
        actor=request.auth.ref,
        lesson=lesson,
        side=_acting(request, lesson.partnership, data.side),
        reason=data.reason,
        language=data.language,
    )
    return _lesson(request, public_id)


@router.post("/lessons/{uuid:public_id}/helped", response=LessonOut, auth=writing)
def say_helped(request: Request, public_id: UUID, data: HelpedIn) -> LessonOut:
    """Say whether it helped; with a commitment that the side owes, it is filed as evidence of it."""
    lesson = _lesson_to_act_on(request, public_id)
    side = _acting(request, lesson.partnership, data.side)
    commitment = None
    if data.commitment:
        rows = visible_commitments(request.auth).filter(partnership=lesson.partnership)
        commitment = rows.filter(public_id=data.commitment).first()
        if commitment is None:
            raise InputError(
                f"{data.commitment} is no commitment of this partnership",
                where="commitment",
                allowed="a public id from /commitments, or null",
            )
        require(request.auth, "commitment.file_evidence", commitment)
    helped.say_helped(
        actor=request.auth.ref,
        lesson=lesson,
        side=side,
        verdict=data.verdict,
        reasons=data.reason,
        commitment=commitment,
    )
    return _lesson(request, public_id)
