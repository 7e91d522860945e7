"""Cases as their desks read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.window.api.schemas.evidence import FileOut
from sistership.window.api.schemas.texts import Wordings, city_key, wordings_of
from sistership.window.offices.cases.models import Case, CaseEvent, CaseFile, CaseMessage, ClockRun, Handover
from sistership.window.offices.cases.states import Clock
from sistership.window.offices.people.models import Account

Service = Literal["landing", "partner", "validation", "talent", "resource", "visit", "grievance", "other"]
State = Literal["received", "routed", "in_work", "waiting", "handed_over", "answered", "closed", "reopened"]
Tab = Literal["mine", "desk", "risk", "late", "offered", "partner", "enquirer", "unread", "answered", "all"]
Priority = Literal[1, 2, 3]
HOUR_S = 3600


class OfficerOut(Schema):
    """Who works on a case."""

    account: UUID
    name: str

    @classmethod
    def of(cls, account: Account | None) -> OfficerOut | None:
        """None where nobody has taken it."""
        return cls(account=account.public_id, name=account.get_full_name()) if account else None


class EnquirerOut(Schema):
    """Who asks, as they say it; all empty after the enquirer was forgotten."""

    name: str
    email: str
    telephone: str
    organisation: str
    organisation_kind: str
    city: str
    may_be_handed_over: bool = Field(description="Whether they agreed that the other city reads the case")


class CaseItem(Schema):
    """A case, in a list."""

    public_id: UUID
    number: str = Field(description="For people", examples=["KAO-GDY-2026-00042"])
    partnership: str
    received_by: str = Field(description="Key of the city that received it")
    side: str = Field(description="Key of the city that owes everything now")
    offered_to: str | None = Field(description="Key of the city that is offered it now")
    channel: str = Field(description="How it came in: form, mail, api, phone or register")
    service: Service
    concepts: list[str] = Field(description="Sector concepts that it is about", examples=[["light-rail"]])
    subject: str = Field(description="In the enquirer's own words")
    language: str = Field(description="In which the enquirer is written to")
    enquirer: EnquirerOut
    state: State
    priority: Priority = Field(description="1 low, 2 normal, 3 high")
    desk: UUID | None = Field(description="Organisation that works on it; null: the city's own desk")
    officer: OfficerOut | None
    is_unread: bool = Field(description="The enquirer wrote after anybody of the owing side last looked")
    received_at: datetime
    first_answered_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    paused_since: datetime | None = Field(description="Since when the enquirer owes an answer")
    due_clock: str | None = Field(description="first_answer, next_step or outcome: what is due first")
    due_at: datetime | None
    at_risk_from: datetime | None
    outcome_due_at: datetime | None
    outcome_kind: str | None
    commitment: UUID | None = Field(description="The commitment that it served")
    merged_into: str | None = Field(description="Number of the case in which it went on")
    is_example: bool

    @classmethod
    def of(cls, case: Case) -> CaseItem:
        """A case with its sides, desk, officer and commitment."""
        return cls(**_columns(case))


SAME = (
    "public_id",
    "number",
    "channel",
    "service",
    "concepts",
    "subject",
    "language",
    "state",
    "priority",
    "is_unread",
    "received_at",
    "first_answered_at",
    "answered_at",
    "closed_at",
    "paused_since",
    "due_at",
    "at_risk_from",
    "outcome_due_at",
    "is_example",
)
JOINED = (
    "partnership",
    "received_by__city",
    "side__city",
    "offered_to__city",
    "desk",
    "officer",
    "commitment",
    "merged_into",
)
"""What `CaseItem.of` looks at."""


def _columns(case: Case) -> dict[str, Any]:
    return {
        **{name: getattr(case, name) for name in SAME},
        "partnership": case.partnership.key,
        "received_by": case.received_by.city.key,
        "side": case.side.city.key,
        "offered_to": city_key(case.offered_to),
        "enquirer": EnquirerOut(
            name=case.enquirer_name,
            email=case.enquirer_email,
            telephone=case.enquirer_telephone,
            organisation=case.enquirer_organisation,
            organisation_kind=case.enquirer_organisation_kind,
            city=case.enquirer_city,
            may_be_handed_over=case.may_be_handed_over,
        ),
        "desk": case.desk.public_id if case.desk else None,
        "officer": OfficerOut.of(case.officer),
        "due_clock": case.due_clock or None,
        "outcome_kind": case.outcome_kind or None,
        "commitment": case.commitment.public_id if case.commitment else None,
        "merged_into": case.merged_into.number if case.merged_into else None,
    }


class CaseEventOut(Schema):
    """Something that happened to a case."""

    at: datetime
    event: str
    side: str | None = Field(description="Key of the city that acted; null: the enquirer")
    detail: dict[str, Any]
    reason: str | None
    reason_language: str | None

    @classmethod
    def of(cls, event: CaseEvent, cities: Mapping[int, str]) -> CaseEventOut:
        """`cities`: side → key of its city."""
        return cls(
            at=event.at,
            event=event.event,
            side=cities[event.side_id] if event.side_id else None,
            detail=event.detail,
            reason=event.reason or None,
            reason_language=event.reason_language or None,
        )


class ClockOut(Schema):
    """A promised time, from its start to its end, in working hours of the side that owed it."""

    clock: Literal["first_answer", "next_step", "outcome"]
    side: str
    started_at: datetime
    promised_working_h: float
    used_working_h: float = Field(description="Before the last pause; in all, once it has ended")
    due_at: datetime | None = Field(description="Null while it is paused")
    ended_at: datetime | None
    is_kept: bool | None = Field(description="Null while it runs, and where it went to another side")

    @classmethod
    def of(cls, run: ClockRun, cities: Mapping[int, str]) -> ClockOut:
        """`cities`: side → key of its city."""
        return cls(
            clock=Clock(run.clock).value,
            side=cities[run.side_id],
            started_at=run.started_at,
            promised_working_h=run.promised_s / HOUR_S,
            used_working_h=run.used_s / HOUR_S,
            due_at=run.due_at,
            ended_at=run.ended_at,
            is_kept=run.is_kept,
        )


class HandoverOut(Schema):
    """An offer to hand a case over to another city."""

    public_id: UUID
    case: UUID
    from_side: str
    to_side: str
    state: Literal["offered", "accepted", "declined", "withdrawn", "expired"]
    offered_at: datetime
    reason: str
    reason_language: str
    expires_at: datetime
    decided_at: datetime | None
    answer: str | None
    answer_language: str | None

    @classmethod
    def of(cls, handover: Handover, case: Case, cities: Mapping[int, str]) -> HandoverOut:
        """`cities`: side → key of its city."""
        same = ("public_id", "state", "offered_at", "reason", "reason_language", "expires_at", "decided_at")
        return cls(
            **{name: getattr(handover, name) for name in same},
            case=case.public_id,
            from_side=cities[handover.from_side_id],
            to_side=cities[handover.to_side_id],
            answer=handover.answer or None,
            answer_language=handover.answer_language or None,
        )


class CaseOut(CaseItem):
    """A case with its history; its words are at …/messages."""

    read_by: list[str] = Field(description="Keys of the cities that read it")
    why_here: str = Field(description="Why it is at its desk, in the language of the request")
    routed_why: dict[str, Any]
    organisation: UUID | None = Field(description="The enquirer's organisation in the register")
    outcome: Wordings
    file_numbers: dict[str, str] = Field(description="Key of a city → number in its own registry")
    handovers: list[HandoverOut]
    clocks: list[ClockOut]
    events: list[CaseEventOut]

    @classmethod
    def whole(cls, case: Case, *, why_here: str, cities: Mapping[int, str]) -> CaseOut:
        """A case whose texts are loaded. `cities`: side → key of its city, of the whole partnership."""
        return cls(
            **_columns(case),
            read_by=sorted(cities[side.pk] for side in case.sides.all()),
            why_here=why_here,
            routed_why=case.routed_why,
            organisation=case.organisation.public_id if case.organisation else None,
            outcome=wordings_of(case, "outcome"),
            file_numbers={
                cities[one.side_id]: one.number for one in case.file_numbers.order_by("side__position")
            },
            handovers=[HandoverOut.of(one, case, cities) for one in case.handovers.all()],
            clocks=[ClockOut.of(run, cities) for run in case.clocks.all()],
            events=[CaseEventOut.of(event, cities) for event in case.events.all()],
        )


class CaseFileOut(Schema):
    """A file that came or went with words, or why one that came was not kept."""

    public_id: UUID
    name: str
    file: FileOut | None
    refused: str | None = Field(description="Why it was not kept")

    @classmethod
    def of(cls, one: CaseFile) -> CaseFileOut:
        """The file, with what is stored."""
        stored = one.file
        return cls(
            public_id=one.public_id,
            name=one.name,
            file=FileOut(
                name=stored.name,
                media_type=stored.media_type,
                size_bytes=stored.size_bytes,
                sha256=stored.sha256,
            )
            if stored
            else None,
            refused=one.refused or None,
        )


class TranslationOut(Schema):
    """What words say in another language; it stands beside them."""

    language: str
    text: str
    is_machine_draft: bool


class CaseMessageOut(Schema):
    """Words of a case, as they were written."""

    public_id: UUID
    direction: Literal["in", "out", "shared", "note"] = Field(
        description="from the enquirer, to the enquirer, between the cities, internal note of your own side"
    )
    channel: str
    side: str | None = Field(description="Key of the city that wrote; null: the enquirer")
    author: str
    language: str | None
    subject: str
    text: str
    quoted: str = Field(description="What a letter repeated of earlier ones")
    at: datetime
    files: list[CaseFileOut]
    translations: list[TranslationOut]

    @classmethod
    def of(cls, message: CaseMessage) -> CaseMessageOut:
        """The words with their side, files and translations."""
        same = ("public_id", "direction", "channel", "author", "subject", "text", "quoted", "at")
        return cls(
            **{name: getattr(message, name) for name in same},
            side=city_key(message.side),
            language=message.language or None,
            files=[CaseFileOut.of(one) for one in message.files.all()],
            translations=translations_of(message.translations.all()),
        )


def translations_of(rows: Iterable[Any]) -> list[TranslationOut]:
    """Translations by language."""
    return [
        TranslationOut(language=one.language, text=one.text, is_machine_draft=one.is_machine_draft)
        for one in rows
    ]
