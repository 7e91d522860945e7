"""Questions between experts, out and in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from sistership.window.api.schemas.texts import Day, Key, Language, Text, Texts, Wordings, wordings_of
from sistership.window.offices.lessons.models import Question

Stage = Literal["planning", "design", "construction", "operation", "governance"]
QuestionState = Literal["asked", "taken", "answered", "accepted", "closed", "lesson"]
Topic = Annotated[str, StringConstraints(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]


class Ties(Schema):
    """What a question or a lesson belongs to."""

    commitment: UUID | None = None
    milestone: UUID | None = Field(None, description="A step; its commitment comes with it")
    visit: UUID | None = None


def ties_of(row: Any) -> dict[str, Any]:
    """What a row belongs to, as far as its reader sees it."""
    found = {name: getattr(row, name) for name in Ties.model_fields}
    return {name: one.public_id if one else None for name, one in found.items()}


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


class AnswerFileOut(Schema):
    """A document that came with an answer."""

    public_id: UUID
    name: str
    media_type: str
    size: int = Field(description="In bytes")


class AnswerOut(Schema):
    """An answer, or what the asking side asks further."""

    side: str
    is_follow_up: bool
    at: datetime
    text: Wordings
    files: list[AnswerFileOut]


class QuestionOut(QuestionItem, Ties):
    """A question with its answers, oldest first."""

    answers: list[AnswerOut]
    lessons: list[UUID]

    @classmethod
    def whole(cls, question: Question) -> QuestionOut:
        """A question that question_page loaded."""
        row: Any = question
        return cls(
            **_question(question),
            **ties_of(question),
            answers=[
                AnswerOut(
                    side=one.side.city.key,
                    is_follow_up=one.is_follow_up,
                    at=one.at,
                    text=wordings_of(one, "text"),
                    files=[
                        AnswerFileOut(
                            public_id=each.public_id,
                            name=each.name,
                            media_type=each.file.media_type,
                            size=each.file.size_bytes,
                        )
                        for each in one.files.all()
                    ],
                )
                for one in question.answers.all()
            ],
            lessons=[one.public_id for one in row.visible_lessons],
        )


class QuestionIn(Ties):
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


class AnswerWithFiles(Schema):
    """An answer in one language; its documents come beside it, as multipart form data."""

    side: Key
    text: Text
    language: Language = "en"


class SideIn(Schema):
    """For which side one acts."""

    side: Key


class SideReason(SideIn):
    """For which side one acts, and why."""

    reason: Text
    language: Language = "en"
