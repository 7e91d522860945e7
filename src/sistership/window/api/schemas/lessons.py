"""Lessons, out and in."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, HttpUrl, StringConstraints

from sistership.window.api.schemas.expert_questions import SideIn, Stage, Ties, Topic, ties_of
from sistership.window.api.schemas.texts import (
    Key,
    Number,
    SourceOut,
    Texts,
    Wordings,
    sources_of,
    wordings_of,
)
from sistership.window.offices.agreements.exchange import text_of_number
from sistership.window.offices.lessons.models import Lesson

LessonState = Literal["draft", "in_review", "returned", "published", "superseded"]
Money = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2, allow_inf_nan=False)]
Currency = Annotated[str, StringConstraints(pattern="^([A-Z]{3})?$")]
Year = Annotated[int, Field(ge=1800, le=2200)]
Longitude = Annotated[float, Field(ge=-180, le=180, examples=[120.28])]
Latitude = Annotated[float, Field(ge=-90, le=90, examples=[22.65])]
HelpAfter = Annotated[int, Field(ge=0, le=3650, description="Days until it is asked; 0: never")]


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

    public_id: UUID
    label: Wordings
    value: str
    unit: Wordings
    year: int
    sources: list[SourceOut]


class SiteOut(Schema):
    """A place that a delegation can be shown."""

    public_id: UUID
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


class LessonOut(LessonItem, Ties):
    """A lesson with everything that its page shows."""

    texts: dict[str, Wordings] = Field(description="context, done, went_wrong, again, differently, …")
    cost_amount: str | None
    cost_currency: str | None
    cost_price_year: int | None
    longitude: float | None
    latitude: float | None
    help_after_days: int
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
            longitude=lesson.longitude,
            latitude=lesson.latitude,
            help_after_days=lesson.help_after_days,
            **ties_of(lesson),
            question=lesson.question.public_id if lesson.question else None,
            figures=[
                FigureOut(
                    public_id=one.public_id,
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
                    public_id=one.public_id,
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


class LessonIn(SideIn, Ties):
    """A lesson to begin as a draft; `side` is the city whose experience it is."""

    partnership: Key
    topic: Topic
    stage: Stage
    texts: LessonTexts
    question: UUID | None = Field(None, description="An accepted question that becomes this lesson")
    cost_amount: Money | None = None
    cost_currency: Currency = ""
    cost_price_year: Year | None = None
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    help_after_days: HelpAfter = 90
    is_public: bool = False


class LessonChange(SideIn, Ties):
    """What to change of a draft; a field that is not sent stays, null empties it.

    `side` is the city for which you write.
    """

    topic: Topic = ""
    stage: Stage = "planning"
    texts: LessonTexts = LessonTexts()
    cost_amount: Money | None = None
    cost_currency: Currency = ""
    cost_price_year: Year | None = None
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    help_after_days: HelpAfter = 90
    is_public: bool = False


class FigureIn(SideIn):
    """A number to add, with the page that it comes from; `side` is the city for which you write."""

    label: Texts
    unit: Texts | None = None
    value: Number
    year: Year
    source_title: Texts
    source_url: HttpUrl = Field(examples=["https://example.org/report"])


class SiteIn(SideIn):
    """A place that a delegation can be shown; `side` is the city for which you write."""

    name: Texts
    shows: Texts | None = None
    when: Texts | None = None
    longitude: Longitude
    latitude: Latitude
    contact: Key = Field(description="Key of the city whose desk arranges it", examples=["kaohsiung"])


class HelpedIn(SideIn):
    """Whether the lesson helped the side, and why."""

    verdict: Literal["yes", "partly", "no"]
    reason: Texts
    commitment: UUID | None = Field(None, description="A promise of the side that it is evidence of")
