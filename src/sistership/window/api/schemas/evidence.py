"""Evidence, out and in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.window.api.schemas.texts import (
    Day,
    Key,
    Language,
    Line,
    Number,
    Text,
    Texts,
    Wordings,
    city_key,
    wordings_of,
)
from sistership.window.offices.agreements.exchange import text_of_number
from sistership.window.offices.agreements.models import Evidence, EvidenceEvent

EvidenceState = Literal["filed", "awaiting", "confirmed", "disputed", "one_sided", "withdrawn"]


class FileOut(Schema):
    """A file that the window holds."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str


class RecordOut(Schema):
    """A record of the window, named from afar."""

    kind: str
    public_id: UUID
    title: str


class EvidenceOut(Schema):
    """What shows that a promise or a step of it is done."""

    public_id: UUID
    commitment: UUID
    milestone: UUID | None
    kind: str = Field(description="file, link, figure or record")
    title: Wordings
    side: str = Field(description="Key of the city that filed it")
    on: date = Field(description="The day that it shows, or on which the figure was taken")
    state: EvidenceState
    counts_from: datetime | None = Field(description="From when it counts, as things stand")
    url: str | None
    value: str | None
    unit: Wordings
    file: FileOut | None
    record: RecordOut | None
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, evidence: Evidence) -> EvidenceOut:
        """Evidence that queries decorated with its state."""
        row: Any = evidence
        file = evidence.file
        return cls(
            public_id=evidence.public_id,
            commitment=evidence.commitment.public_id,
            milestone=evidence.milestone.public_id if evidence.milestone else None,
            kind=evidence.evidence_kind,
            title=wordings_of(evidence, "title"),
            side=city_key(evidence.side) or "",
            on=evidence.on,
            state=row.state,
            counts_from=evidence.counts_from,
            url=evidence.url or None,
            value=text_of_number(evidence.value),
            unit=wordings_of(evidence, "unit"),
            file=FileOut(
                name=file.name, media_type=file.media_type, size_bytes=file.size_bytes, sha256=file.sha256
            )
            if file
            else None,
            record=RecordOut(
                kind=evidence.record_kind, public_id=evidence.record_id, title=evidence.record_title
            )
            if evidence.record_id
            else None,
            is_public=evidence.is_public,
            is_example=evidence.is_example,
        )


class EventOut(Schema):
    """One thing that happened to evidence."""

    at: datetime
    event: str = Field(description="filed, asked, confirmed, disputed, answered or withdrawn")
    side: str | None
    reason: str | None
    reason_language: str | None

    @classmethod
    def of(cls, event: EvidenceEvent) -> EventOut:
        """The event, without the account that caused it."""
        return cls(
            at=event.at,
            event=event.event,
            side=city_key(event.side),
            reason=event.reason or None,
            reason_language=event.reason_language or None,
        )


class EvidenceWithEvents(Schema):
    """Evidence and what happened to it, oldest first."""

    evidence: EvidenceOut
    events: list[EventOut]


class EvidenceIn(Schema):
    """A link or a figure to file for a commitment or one of its steps."""

    kind: Literal["link", "figure"]
    side: Key = Field(description="Key of the city that files it", examples=["kaohsiung"])
    title: Texts
    on: Day
    milestone: UUID | None = None
    url: str | None = Field(None, max_length=500, pattern=r"^https?://[^\s\x00]+$")
    value: Number | None = None
    unit: Texts | None = None
    is_public: bool = True


class FileIn(Schema):
    """What a filed document shows; the document comes beside it, as multipart form data."""

    side: Key
    title: Line
    title_language: Language = "en"
    on: Day
    milestone: UUID | None = None
    is_public: bool = True


class Answer(Schema):
    """The other side's answer; a dispute needs a reason."""

    side: Key = Field(description="Key of the city that answers", examples=["gdynia"])
    is_confirmed: bool
    reason: Text = ""
    language: Language = "en"


class Reason(Schema):
    """What is said to the other side's reasons, or why evidence is taken back."""

    reason: Text
    language: Language = "en"
