"""Agreements, committees and visits."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.window.api.schemas.texts import SourceOut, Wordings, city_key, sources_of, wordings_of
from sistership.window.offices.agreements.models import Agreement, Committee, Direction, Meeting
from sistership.window.offices.people.models import Person
from sistership.window.offices.visits.models import Visit

AgreementKind = Literal["memorandum", "letter_of_intent", "declaration", "sisterhood_pact"]


class AgreementItem(Schema):
    """An agreement in a list."""

    public_id: UUID
    partnership: str
    kind: AgreementKind
    title: Wordings
    signed_on: date | None = Field(description="null where no source says it")
    starts_on: date | None
    ends_on: date | None
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, agreement: Agreement) -> AgreementItem:
        """The agreement, whose partnership and texts are loaded."""
        return cls(**_agreement(agreement))


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "public_id": agreement.public_id,
        "partnership": agreement.partnership.key,
        "kind": agreement.agreement_kind,
        "title": wordings_of(agreement, "title"),
        "signed_on": agreement.signed_on,
        "starts_on": agreement.starts_on,
        "ends_on": agreement.ends_on,
        "is_public": agreement.is_public,
        "is_example": agreement.is_example,
    }


class DirectionOut(Schema):
    """One of the agreement's pillars."""

    public_id: UUID
    position: int
    title: Wordings
    summary: Wordings

    @classmethod
    def of(cls, direction: Direction) -> DirectionOut:
        """The direction, whose texts are loaded."""
        return cls(
            public_id=direction.public_id,
            position=direction.position,
            title=wordings_of(direction, "title"),
            summary=wordings_of(direction, "summary"),
        )


class PartyOut(Schema):
    """A city, or a body of it, that is party to the agreement."""

    side: str
    organisation: UUID | None
    name: Wordings = Field(description="Name of the organisation; empty where the city itself is party")


class PersonOut(Schema):
    """A person named in a public record, and in what capacity."""

    name: Wordings
    capacity: Wordings
    side: str | None

    @classmethod
    def of(cls, person: Person, *, capacity: dict[str, Any], side: str | None) -> PersonOut:
        """The person, whose name is loaded; never an address."""
        return cls(name=wordings_of(person, "name"), capacity=capacity, side=side)


class AttachedOut(Schema):
    """A document of the agreement."""

    public_id: UUID
    kind: str
    title: Wordings
    language: str | None
    is_authentic: bool
    url: str | None


class AgreementOut(AgreementItem):
    """An agreement with its parties, signatories, documents and directions."""

    summary: Wordings
    place: Wordings = Field(description="Where it was signed; empty where no source says it")
    renewal: Wordings
    parties: list[PartyOut]
    signatories: list[PersonOut]
    documents: list[AttachedOut]
    directions: list[DirectionOut]
    committees: list[UUID]
    sources: list[SourceOut]

    @classmethod
    def with_directions(cls, agreement: Agreement, directions: list[Direction]) -> AgreementOut:
        """An agreement that agreement_page loaded, with its directions."""
        return cls(
            **_agreement(agreement),
            summary=wordings_of(agreement, "summary"),
            place=wordings_of(agreement, "place"),
            renewal=wordings_of(agreement, "renewal"),
            parties=[
                PartyOut(
                    side=party.side.city.key,
                    organisation=party.organisation.public_id if party.organisation else None,
                    name=wordings_of(party.organisation, "name") if party.organisation else {},
                )
                for party in agreement.parties.all()
            ],
            signatories=[
                PersonOut.of(one.person, capacity=wordings_of(one, "title"), side=city_key(one.side))
                for one in agreement.signatories.all()
            ],
            documents=[
                AttachedOut(
                    public_id=one.document.public_id,
                    kind=one.document.document_kind,
                    title=wordings_of(one.document, "title"),
                    language=one.document.language or None,
                    is_authentic=one.is_authentic,
                    url=one.document.url or None,
                )
                for one in agreement.documents.all()
            ],
            directions=[DirectionOut.of(direction) for direction in directions],
            committees=[committee.public_id for committee in agreement.committees.all()],
            sources=sources_of(agreement),
        )


class CommitteeItem(Schema):
    """A joint committee in a list."""

    public_id: UUID
    partnership: str
    name: Wordings
    rhythm: str = Field(description="monthly, quarterly, half_yearly, yearly, or empty")
    is_example: bool

    @classmethod
    def of(cls, committee: Committee) -> CommitteeItem:
        """The committee, whose partnership and texts are loaded."""
        return cls(**_committee(committee))


def _committee(committee: Committee) -> dict[str, Any]:
    return {
        "public_id": committee.public_id,
        "partnership": committee.partnership.key,
        "name": wordings_of(committee, "name"),
        "rhythm": committee.rhythm,
        "is_example": committee.is_example,
    }


class DecisionOut(Schema):
    """What a meeting decided."""

    public_id: UUID
    text: Wordings
    side: str | None
    due_on: date | None


class MeetingOut(Schema):
    """A meeting of the committee."""

    public_id: UUID
    on: date
    place: Wordings
    summary: Wordings
    decisions: list[DecisionOut]

    @classmethod
    def of(cls, meeting: Meeting) -> MeetingOut:
        """The meeting with its decisions, whose texts are loaded."""
        return cls(
            public_id=meeting.public_id,
            on=meeting.on,
            place=wordings_of(meeting, "place"),
            summary=wordings_of(meeting, "summary"),
            decisions=[
                DecisionOut(
                    public_id=one.public_id,
                    text=wordings_of(one, "text"),
                    side=city_key(one.side),
                    due_on=one.due_on,
                )
                for one in meeting.decisions.all()
            ],
        )


class CommitteeOut(CommitteeItem):
    """A committee with its members and meetings."""

    members: list[PersonOut]
    meetings: list[MeetingOut]
    sources: list[SourceOut]

    @classmethod
    def whole(cls, committee: Committee) -> CommitteeOut:
        """A committee that committee_page loaded."""
        return cls(
            **_committee(committee),
            members=[
                PersonOut.of(one.person, capacity={}, side=city_key(one.side))
                for one in committee.members.all()
            ],
            meetings=[MeetingOut.of(meeting) for meeting in committee.meetings.all()],
            sources=sources_of(committee),
        )


class VisitItem(Schema):
    """A visit in a list."""

    public_id: UUID
    partnership: str
    occasion: Wordings
    on: date
    until: date | None
    host: str | None = Field(description="Key of the city that received the others")
    place: Wordings
    summary: Wordings
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, visit: Visit) -> VisitItem:
        """The visit, whose partnership, host and texts are loaded."""
        return cls(**_visit(visit))


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "public_id": visit.public_id,
        "partnership": visit.partnership.key,
        "occasion": wordings_of(visit, "occasion"),
        "on": visit.on,
        "until": visit.until,
        "host": city_key(visit.host),
        "place": wordings_of(visit, "place"),
        "summary": wordings_of(visit, "summary"),
        "is_public": visit.is_public,
        "is_example": visit.is_example,
    }


class PointOut(Schema):
    """One thing that was said."""

    kind: str = Field(description="topic, shared, raised or fact")
    text: Wordings
    side: str | None
    sources: list[SourceOut]


class VisitOut(VisitItem):
    """A visit with the people there and what was said."""

    signed: UUID | None = Field(description="The agreement that was signed on this occasion")
    attendances: list[PersonOut]
    points: list[PointOut]
    sources: list[SourceOut]

    @classmethod
    def whole(cls, visit: Visit, *, signed: UUID | None) -> VisitOut:
        """A visit that visit_page loaded; `signed` is given where the reader sees that agreement."""
        return cls(
            **_visit(visit),
            signed=signed,
            attendances=[
                PersonOut.of(one.person, capacity=wordings_of(one, "capacity"), side=city_key(one.side))
                for one in visit.attendances.all()
            ],
            points=[
                PointOut(
                    kind=one.point_kind,
                    text=wordings_of(one, "text"),
                    side=city_key(one.side),
                    sources=sources_of(one),
                )
                for one in visit.points.all()
            ],
            sources=sources_of(visit),
        )
