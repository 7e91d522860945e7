"""Profiles of the market, out and in: what everybody reads, and drafts that an officer begins."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from sistership.window.api.schemas.texts import Key, Language, Line, Text, Wording, wordings_of
from sistership.window.ground.messages import translated
from sistership.window.offices.market.actions.suggesting import Suggestion
from sistership.window.offices.market.models import Profile

ProfileKind = Literal["firm", "startup", "lab", "park", "investor", "department"]
Stage = Literal["", "idea", "seed", "early", "growth", "mature"]


class ProfileOut(Schema):
    """What everybody reads of a profile; who it is stands nowhere in it."""

    public_id: UUID
    city: str = Field(description="Key of its city", examples=["gdynia"])
    kind: ProfileKind
    language: Language = Field(description="In which its owner writes")
    title: dict[str, Wording]
    summary: dict[str, Wording]
    offers: dict[str, Wording]
    needs: dict[str, Wording]
    sectors: list[str] = Field(description="Keys of sectors", examples=[["light-rail"]])
    stage: Stage
    trl: list[int] | None = Field(description="Technology readiness, from and to")
    ticket_eur: list[int] | None = Field(description="Investment, from and to")
    available_from: date | None
    available_until: date | None
    published_at: datetime | None
    expires_on: date | None
    is_example: bool

    @classmethod
    def of(cls, profile: Profile) -> ProfileOut:
        """The profile, whose texts and city are loaded."""
        return cls(**_profile(profile))


def _span(low: int | None, high: int | None) -> list[int] | None:
    return None if low is None or high is None else [low, high]


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "public_id": profile.public_id,
        "city": profile.city.key,
        "kind": profile.profile_kind,
        "language": profile.language,
        **{name: wordings_of(profile, name) for name in Profile.TEXT_FIELDS},
        "sectors": profile.sectors,
        "stage": profile.stage,
        "trl": _span(profile.trl_low, profile.trl_high),
        "ticket_eur": _span(profile.ticket_low_eur, profile.ticket_high_eur),
        "available_from": profile.available_from,
        "available_until": profile.available_until,
        "published_at": profile.published_at,
        "expires_on": profile.expires_on,
        "is_example": profile.is_example,
    }


class ReasonOut(Schema):
    """What speaks for or against a suggestion."""

    text: str
    change: str = Field(description="What would change it; empty where nothing would")
    is_against: bool
    quotes: list[str] = Field(description="Sentences of both profiles")


class SuggestionOut(Schema):
    """A profile that is suggested, with its reasons."""

    profile: ProfileOut
    score: float = Field(ge=0, le=1)
    is_newcomer: bool
    reasons: list[ReasonOut]

    @classmethod
    def of(cls, one: Suggestion) -> SuggestionOut:
        """The suggestion, whose profile's texts and city are loaded."""
        reasons = [
            ReasonOut(
                text=translated(reason.said),
                change=translated(reason.change),
                is_against=reason.is_against,
                quotes=[quote.text for quote in reason.quotes],
            )
            for reason in one.reasons
        ]
        return cls(
            profile=ProfileOut.of(one.profile),
            score=one.why.score,
            is_newcomer=one.why.is_newcomer,
            reasons=reasons,
        )


class ProfileIn(Schema):
    """A profile that an officer begins for its owner; nothing is published by it."""

    model_config = ConfigDict(extra="forbid")

    city: Key = Field(description="One of your cities")
    kind: ProfileKind
    language: Language
    title: Line = ""
    summary: Text = ""
    offers: Text = ""
    needs: Text = ""
    sectors: list[Key] = Field(default=[], max_length=5)
    stage: Stage = ""
    size: int | None = Field(None, ge=1, le=1_000_000)
    organisation_name: Line = ""
    contact_name: Line = ""
    contact_email: Line = ""
    website: Line = ""


class DraftOut(Schema):
    """The profile that was begun."""

    public_id: UUID
    state: str
    link: str = Field(description="The owner's secret link: whoever has it can change the profile")
