"""Matchmaking days as the API gives them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.window.api.schemas.texts import Wordings, wordings_of
from sistership.window.offices.matchdays.models import Matchday

DayState = Literal["draft", "open", "closed", "planned", "held", "called_off"]


class MatchdayItem(Schema):
    """A matchmaking day in a list."""

    public_id: UUID
    partnership: str
    side: str = Field(description="Key of the city whose desk organises it")
    city: str = Field(description="Key of the city where it is held")
    kind: Literal["open", "cities", "funding"]
    state: DayState
    title: Wordings
    venue: Wordings
    zone: str = Field(description="IANA name of the clock of the place")
    first_at: datetime | None = Field(
        description="When the first slot begins; null before slots are laid out"
    )
    last_at: datetime | None
    registration_until: date | None
    is_example: bool

    @classmethod
    def of(cls, matchday: Matchday) -> MatchdayItem:
        """The day, with times and texts loaded."""
        return cls(**_plain(matchday))


def _plain(matchday: Matchday) -> dict[str, Any]:
    return {
        "public_id": matchday.public_id,
        "partnership": matchday.side.partnership.key,
        "side": matchday.side.city.key,
        "city": matchday.city.key,
        "kind": matchday.day_kind,
        "state": matchday.state,
        "title": wordings_of(matchday, "title"),
        "venue": wordings_of(matchday, "venue"),
        "zone": matchday.zone,
        "first_at": matchday.first_at,  # type: ignore[attr-defined]
        "last_at": matchday.last_at,  # type: ignore[attr-defined]
        "registration_until": matchday.registration_until,
        "is_example": matchday.is_example,
    }


class SlotOut(Schema):
    """A time for meetings."""

    number: int
    starts_at: datetime
    ends_at: datetime


class MatchdayOut(MatchdayItem):
    """A matchmaking day."""

    about: Wordings
    tables: int
    most_meetings: int
    slots: list[SlotOut]

    @classmethod
    def whole(cls, matchday: Matchday) -> MatchdayOut:
        """The day with its slots."""
        slots = [
            SlotOut(number=one.number, starts_at=one.starts_at, ends_at=one.ends_at)
            for one in matchday.slots.all()
        ]
        return cls(
            **_plain(matchday),
            about=wordings_of(matchday, "about"),
            tables=matchday.tables,
            most_meetings=matchday.most_meetings,
            slots=slots,
        )


class OwnMeetingOut(Schema):
    """A meeting as one of the two sees it."""

    starts_at: datetime
    ends_at: datetime
    table: int
    other: str
    city: str
    interpreter: str | None
    state: Literal["planned", "kept", "missed"]


class OwnPlanOut(Schema):
    """The personal plan of one who takes part."""

    matchday: UUID
    name: str
    zone: str
    published_at: datetime | None = Field(description="null before a plan is published")
    meetings: list[OwnMeetingOut]
    not_possible: list[str] = Field(description="Names of those asked for with whom no meeting is planned")
