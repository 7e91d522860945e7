"""Commitments, milestones and intentions, out and in."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.window.api.schemas.evidence import EvidenceOut
from sistership.window.api.schemas.texts import (
    Day,
    Key,
    Number,
    SourceOut,
    Texts,
    Wordings,
    city_key,
    sources_of,
    wordings_of,
)
from sistership.window.offices.agreements.exchange import text_of_number
from sistership.window.offices.agreements.models import Commitment, Intention, Milestone

Rhythm = Literal["", "monthly", "quarterly", "half_yearly", "yearly"]
TargetRule = Literal["sum", "latest"]
PromiseState = Literal["kept", "on_track", "at_risk", "late", "dropped"]


class MilestoneOut(Schema):
    """A dated step of a commitment."""

    public_id: UUID
    commitment: UUID
    title: Wordings
    side: str | None = Field(description="Key of the city that takes this step; null: all that owe it")
    due_on: date | None
    state: PromiseState
    is_example: bool

    @classmethod
    def of(cls, milestone: Milestone) -> MilestoneOut:
        """A milestone that load_commitments decorated."""
        row: Any = milestone
        return cls(
            public_id=milestone.public_id,
            commitment=milestone.commitment.public_id,
            title=wordings_of(milestone, "title"),
            side=city_key(milestone.side),
            due_on=milestone.due_on,
            state=row.state,
            is_example=milestone.is_example,
        )


class CommitmentOut(Schema):
    """What one or more sides said they will do; state and progress are computed from evidence."""

    public_id: UUID
    partnership: str = Field(description="Key of the partnership", examples=["kaohsiung-gdynia"])
    agreement: UUID | None
    direction: UUID | None = Field(description="null: promised beside the directions")
    title: Wordings
    summary: Wordings
    measure: Wordings
    unit: Wordings
    owing: list[str] = Field(description="Keys of the cities that owe it", examples=[["kaohsiung"]])
    due_on: date | None
    rhythm: str = Field(description="monthly, quarterly, half_yearly, yearly, or empty: once")
    rhythm_from: date | None
    rhythm_until: date | None
    target_value: str | None = Field(examples=["10"])
    target_rule: str = Field(description="sum or latest")
    state: PromiseState
    figure: str | None = Field(description="What counted figures add up to", examples=["4"])
    steps_done: int
    next_due_on: date | None
    next_owing: list[str] = Field(description="Keys of the cities that owe the next step")
    awaiting_from: list[str] = Field(description="Keys of the cities whose answer to evidence is awaited")
    dropped_on: date | None
    dropped_reason: Wordings
    milestones: list[MilestoneOut]
    evidence: list[EvidenceOut]
    sources: list[SourceOut]
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, commitment: Commitment) -> CommitmentOut:
        """A commitment that load_commitments decorated."""
        row: Any = commitment
        steps = {step.pk: step for step in row.steps}
        for step in row.steps:
            step.commitment = commitment  # known: spares a query for each
        for proof in row.proofs:
            proof.commitment = commitment
            proof.milestone = steps.get(proof.milestone_id)
        direction = commitment.direction
        return cls(
            public_id=commitment.public_id,
            partnership=commitment.partnership.key,
            agreement=commitment.agreement.public_id if commitment.agreement else None,
            direction=direction.public_id if direction else None,
            title=wordings_of(commitment, "title"),
            summary=wordings_of(commitment, "summary"),
            measure=wordings_of(commitment, "measure"),
            unit=wordings_of(commitment, "unit"),
            owing=sorted(side.city.key for side in commitment.owing.all()),
            due_on=commitment.due_on,
            rhythm=commitment.rhythm,
            rhythm_from=commitment.rhythm_from,
            rhythm_until=commitment.rhythm_until,
            target_value=text_of_number(commitment.target_value),
            target_rule=commitment.target_rule,
            state=row.state,
            figure=text_of_number(row.figure),
            steps_done=row.steps_done,
            next_due_on=commitment.next_due_on,
            next_owing=sorted(side.city.key for side in row.next_owing),
            awaiting_from=[side.city.key for side in row.awaiting_from],
            dropped_on=commitment.dropped_on,
            dropped_reason=wordings_of(commitment, "dropped_reason"),
            milestones=[MilestoneOut.of(step) for step in row.steps],
            evidence=[EvidenceOut.of(proof) for proof in row.proofs],
            sources=sources_of(commitment),
            is_public=commitment.is_public,
            is_example=commitment.is_example,
        )


class CommitmentIn(Schema):
    """A commitment to add."""

    partnership: Key = Field(examples=["kaohsiung-gdynia"])
    agreement: UUID | None = Field(None, description="Needed where there is no direction to say it")
    direction: UUID | None = None
    title: Texts
    summary: Texts | None = None
    measure: Texts | None = None
    unit: Texts | None = None
    owing: list[Key] = Field(min_length=1, max_length=20, examples=[["kaohsiung"]])
    due_on: Day | None = None
    rhythm: Rhythm = ""
    rhythm_from: Day | None = None
    rhythm_until: Day | None = None
    target_value: Number | None = None
    target_rule: TargetRule = "sum"
    is_public: bool = True


class CommitmentChange(Schema):
    """What to change of a commitment; a field that is not sent stays, null empties it."""

    title: Texts | None = None
    summary: Texts | None = None
    measure: Texts | None = None
    unit: Texts | None = None
    owing: list[Key] | None = Field(None, min_length=1, max_length=20)
    due_on: Day | None = None
    rhythm: Rhythm = ""
    rhythm_from: Day | None = None
    rhythm_until: Day | None = None
    target_value: Number | None = None
    target_rule: TargetRule = "sum"
    is_public: bool = True


class Drop(Schema):
    """Why a commitment ends without being kept; both sides can read it."""

    reason: Texts


class MilestoneIn(Schema):
    """A step to add."""

    title: Texts
    side: Key | None = Field(None, examples=["gdynia"])
    due_on: Day | None = None


class MilestoneChange(Schema):
    """What to change of a step; a field that is not sent stays, null empties it."""

    title: Texts | None = None
    side: Key | None = None
    due_on: Day | None = None


class IntentionOut(Schema):
    """What a side hopes, invites to or wants to discuss. Never counted as a commitment."""

    public_id: UUID
    partnership: str
    kind: str = Field(description="hope, invitation or talk")
    text: Wordings
    side: str | None
    agreement: UUID | None
    about_month: date | None = Field(description="First day of the month it points to")
    became: UUID | None = Field(description="The commitment that it became")
    sources: list[SourceOut]
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, intention: Intention, *, commitments: set[int], agreements: set[int]) -> IntentionOut:
        """The intention; it names only those commitments and agreements that the reader sees."""
        became = intention.became if intention.became_id in commitments else None
        agreement = intention.agreement if intention.agreement_id in agreements else None
        return cls(
            public_id=intention.public_id,
            partnership=intention.partnership.key,
            kind=intention.intention_kind,
            text=wordings_of(intention, "text"),
            side=city_key(intention.side),
            agreement=agreement.public_id if agreement else None,
            about_month=intention.about_month,
            became=became.public_id if became else None,
            sources=sources_of(intention),
            is_public=intention.is_public,
            is_example=intention.is_example,
        )
