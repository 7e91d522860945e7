"""A city's privacy register: who answers, what is done with personal data, where it passes on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

Wording = Annotated[dict[str, str], Field(description="Text by language", examples=[{"en": "Letters"}])]


class PrivacyContactOut(Schema):
    """Who answers for the city's personal data."""

    organisation: UUID | None
    officer: str | None
    email: str | None
    telephone: str | None
    address: str | None


class KeptOut(Schema):
    """What the window lets go of by itself, after the days that it runs with."""

    name: str = Field(examples=["letters"])
    days: int = Field(examples=[180])


class ActivityOut(Schema):
    """One row of the register."""

    key: str = Field(examples=["letters"])
    title: Wording
    purpose: Wording
    persons: Wording
    data: Wording
    recipients: Wording
    kept: Wording
    security: Wording
    basis: str = Field(description="Lawful basis", examples=["public_task"])
    article: str | None = Field(examples=["art. 6(1)(e)"])
    retention: list[KeptOut]
    checked_on: date | None = Field(description="When counsel last looked at it; null: not yet")


class TransferOut(Schema):
    """Data that the city may pass on to a partner city, and why."""

    to_city: str = Field(examples=["kaohsiung"])
    to_country: str = Field(examples=["TW"])
    state: Literal["in_force", "ends_soon", "ended", "missing", "not_needed"]
    basis: str | None
    reference: str | None
    url: str | None
    valid_until: date | None


class PrivacyOut(Schema):
    """A city's record of processing."""

    city: str = Field(examples=["gdynia"])
    law: str | None = Field(description="gdpr, tw, my; null: no law known here", examples=["gdpr"])
    contact: PrivacyContactOut | None
    activities: list[ActivityOut]
    transfers: list[TransferOut]
