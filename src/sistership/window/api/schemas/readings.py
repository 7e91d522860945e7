"""Documents being read, out and in."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.window.api.schemas.texts import Day, Key, Line
from sistership.window.offices.readings.entries import draft_of_reading
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.readings.states import ReadingState
from sistership.window.offices.visits.accept import Accepted
from sistership.window.offices.visits.engine import LONGEST_TEXT

Draft = dict[str, Any]


class AboutIn(Schema):
    """What is known of a document beside its text."""

    partnership: Key | None = Field(
        None, description="Key; empty: found by the two cities that the text names"
    )
    title: Line = ""
    publisher: Line = Field("", max_length=200)
    published_on: Day | None = Field(None, description="Days such as “yesterday” are counted from it")
    url: str = Field("", max_length=500, pattern=r"^(https?://[^\s\x00]+)?$")


class TextIn(AboutIn):
    """A document as text."""

    text: str = Field(max_length=LONGEST_TEXT, pattern=r"^[^\x00]*$")


class ReadingOut(Schema):
    """A document being read. No record is made before it is accepted."""

    public_id: UUID
    state: Literal["drafted", "accepted"]
    partnership: str | None
    title: str
    sha256: str = Field(description="Of the text")
    text: str = Field(description="What the spans of the draft count in; empty once accepted")
    draft: Draft | None = Field(
        description="In the form that `sistership read --json` prints; none once accepted"
    )

    @classmethod
    def of(cls, reading: Reading) -> ReadingOut:
        """The reading as it stands."""
        is_open = reading.state == ReadingState.DRAFTED
        return cls(
            public_id=reading.public_id,
            state="drafted" if is_open else "accepted",
            partnership=reading.partnership.key if reading.partnership else None,
            title=reading.title,
            sha256=reading.sha256,
            text=reading.text,
            draft=draft_of_reading(reading).as_json() if is_open else None,
        )


class AcceptIn(Schema):
    """What to accept: the draft as it stands, or the one given here."""

    draft: Draft | None = Field(None, description="Corrected, in the form that the reading gives")


class AcceptedOut(Schema):
    """What came of accepting."""

    is_new: bool = Field(description="False where records cite this text already: nothing was made")
    partnership: str | None
    agreement: UUID | None
    visit: UUID | None
    made: dict[str, int] = Field(description="Kind of record → how many were made")
    notes: list[str] = Field(description="What was left out or placed by rule, for a person to check")

    @classmethod
    def of(cls, accepted: Accepted | None) -> AcceptedOut:
        """None: this reading was accepted before."""
        if accepted is None:
            return cls(is_new=False, partnership=None, agreement=None, visit=None, made={}, notes=[])
        return cls(
            is_new=accepted.is_new,
            partnership=accepted.partnership.key if accepted.partnership else None,
            agreement=accepted.agreement.public_id if accepted.agreement else None,
            visit=accepted.visit.public_id if accepted.visit else None,
            made=accepted.made,
            notes=list(accepted.notes),
        )
