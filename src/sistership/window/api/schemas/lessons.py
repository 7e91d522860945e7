"""Questions between experts and lessons, out and in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from sistership.window.api.schemas.texts import (
    Day,
    Key,
    Language,
    Number,
    SourceOut,
    Text,
    Texts,
    Wordings,
    sources_of,
    wordings_of,
)
from sistership.window.offices.agreements.exchange import text_of_number
from sistership.window.offices.lessons.models import Lesson, Question

Stage = Literal["planning", "design", "construction", "operation", "governance"]
QuestionState = Literal["asked", "taken", "answered", "accepted", "closed", "lesson"]
LessonState = Literal["draft", "in_review", "returned", "published", "superseded"]
Topic = Annotated[str, StringConstraints(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]


class QuestionItem(Schema):
    """A question between experts, in a list."""

    public_id: UUID
    partnership: str
    side: str = Field(description="Key of the city that asks")
    title: Wordings
    context: Wordings
    wanted: Wordings
    topic: str
    stage: Stage
    state: QuestionState
    wanted_by: date | None
    asked_at: datetime
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, question: Question) -> QuestionItem:
        """The question, whose texts and side are loaded."""
        return cls(**_question(question))


def _question(question: Question) -> dict[str, Any]:
    return {
        "public_id": question.public_id,
        "partnership": question.partnership.key,
        "side": question.side.city.key,
        **{name: wordings_of(question, name) for name in Question.TEXT_FIELDS},
        "topic": question.topic,
        "stage": question.stage,
        "state": question.state,
        "wanted_by": question.wanted_by,
        "asked_at": question.asked_at,
        "is_public": question.is_public,
        "is_example": question.is_example,
    }


class AnswerOut(Schema):
    """An answer, or what the asking side asks further."""

    side: str
    is_follow_up: bool
    at: datetime
    text: Wordings
    files: list[str] = Field(description="Names of the documents that came with it")


class QuestionOut(QuestionItem):
    """A question with its answers, oldest first."""

    answers: list[AnswerOut]
    lessons: list[UUID]

    @classmethod
    def whole(cls, question: Question) -> QuestionOut:
        """A question that question_page loaded."""
        row: Any = question
        return cls(
            **_question(question),
            answers=[
                AnswerOut(
                    side=one.side.city.key,
                    is_follow_up=one.is_follow_up,
                    at=one.at,
                    text=wordings_of(one, "text"),
                    files=[file.name for file in one.files.all()],
                )
                for one in question.answers.all()
            ],
            lessons=[one.public_id for one in row.visible_lessons],
        )


class QuestionIn(Schema):
    """A question to the experts of the other sides."""

    partnership: Key
    side: Key = Field(description="Key of the city that asks", examples=["penang"])
    title: Texts
    context: Texts
    wanted: Texts | None = None
    topic: Topic = Field(examples=["light-rail"])
    stage: Stage
    wanted_by: Day | None = None
    is_public: bool = False


class AnswerIn(Schema):
    """An answer for a side that was asked; from the asking side it asks further."""

    side: Key
    text: Texts


class SideIn(Schema):
    """For which side one acts."""

    side: Key


class SideReason(SideIn):
    """For which side one acts, and why."""

    reason: Text
    language: Language = "en"


class LessonItem(Schema):
    """A lesson in a list."""

    public_id: UUID
    partnership: str
    side: str = Field(description="Key of the city whose experience it is")
    title: Wordings
    topic: str
    stage: Stage
    state: LessonState
    version: int
    published_at: datetime | None
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, lesson: Lesson) -> LessonItem:
        """The lesson, whose texts and side are loaded."""
        return cls(**_lesson(lesson))


def _lesson(lesson: Lesson) -> dict[str, Any]:
    return {
        "public_id": lesson.public_id,
        "partnership": lesson.partnership.key,
        "side": lesson.side.city.key,
        "title": wordings_of(lesson, "title"),
        "topic": lesson.topic,
        "stage": lesson.stage,
        "state": lesson.state,
        "version": lesson.version,
        "published_at": lesson.published_at,
        "is_public": lesson.is_public,
        "is_example": lesson.is_example,
    }


class FigureOut(Schema):
    """A number of a lesson with its sources."""

    label: Wordings
    value: str
    unit: Wordings
    year: int
    sources: list[SourceOut]


class SiteOut(Schema):
    """A place that a delegation can be shown."""

    name: Wordings
    shows: Wordings
    when: Wordings
    longitude: float
    latitude: float
    contact: str = Field(description="Key of the city whose desk arranges it")


class HelpedOut(Schema):
    """What a side said of the lesson."""

    side: str
    verdict: str
    reason: Wordings
    commitment: UUID | None


class LessonOut(LessonItem):
    """A lesson with everything that its page shows."""

    texts: dict[str, Wordings] = Field(description="context, done, went_wrong, again, differently, …")
    cost_amount: str | None
    cost_currency: str | None
    cost_price_year: int | None
    question: UUID | None
    figures: list[FigureOut]
    sites: list[SiteOut]
    helped: list[HelpedOut]

    @classmethod
    def whole(cls, lesson: Lesson) -> LessonOut:
        """A lesson that lesson_page loaded."""
        return cls(
            **_lesson(lesson),
            texts={name: wordings_of(lesson, name) for name in Lesson.TEXT_FIELDS if name != "title"},
            cost_amount=text_of_number(lesson.cost_amount),
            cost_currency=lesson.cost_currency or None,
            cost_price_year=lesson.cost_price_year,
            question=lesson.question.public_id if lesson.question else None,
            figures=[
                FigureOut(
                    label=wordings_of(one, "label"),
                    value=text_of_number(one.value) or "",
                    unit=wordings_of(one, "unit"),
                    year=one.year,
                    sources=sources_of(one),
                )
                for one in lesson.figures.all()
            ],
            sites=[
                SiteOut(
                    **{name: wordings_of(one, name) for name in ("name", "shows", "when")},
                    longitude=one.longitude,
                    latitude=one.latitude,
                    contact=one.contact.city.key,
                )
                for one in lesson.sites.all()
            ],
            helped=[
                HelpedOut(
                    side=one.side.city.key,
                    verdict=one.verdict,
                    reason=wordings_of(one, "reason"),
                    commitment=one.commitment.public_id if one.commitment else None,
                )
                for one in lesson.helped.all()
                if one.verdict
            ],
        )


class LessonTexts(Schema):
    """What a lesson says, by language."""

    title: Texts | None = None
    context: Texts | None = None
    done: Texts | None = None
    went_wrong: Texts | None = None
    again: Texts | None = None
    differently: Texts | None = None
    cost_includes: Texts | None = None
    place: Texts | None = None


class LessonIn(SideIn):
    """A lesson to begin as a draft; `side` is the city whose experience it is."""

    partnership: Key
    topic: Topic
    stage: Stage
    texts: LessonTexts
    question: UUID | None = Field(None, description="An accepted question that becomes this lesson")
    cost_amount: Number | None = None
    cost_currency: Annotated[str, StringConstraints(pattern="^([A-Z]{3})?$")] = ""
    cost_price_year: Annotated[int, Field(ge=1800, le=2200)] | None = None
    is_public: bool = False


class HelpedIn(SideIn):
    """Whether the lesson helped the side, and why."""

    verdict: Literal["yes", "partly", "no"]
    reason: Texts
    commitment: UUID | None = Field(None, description="A promise of the side that it is evidence of")
