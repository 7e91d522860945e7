"""Enquiries as enquirers, and programs that speak for them, see them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from sistership.window.api.schemas.cases import Service, State, TranslationOut, translations_of
from sistership.window.api.schemas.texts import Key, Language, Line, Text
from sistership.window.offices.cases.actions.receiving import Enquiry
from sistership.window.offices.cases.addresses import enquirer_url
from sistership.window.offices.cases.models import Case, CaseMessage, Direction

OrganisationKind = Literal[
    "city_department",
    "science_park",
    "university",
    "company",
    "startup",
    "investor",
    "association",
    "other",
]
Name = Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00\r\n]*$")]
Email = Annotated[
    str, StringConstraints(max_length=254, pattern=r"^$|^[^\s@\x00]+@[^\s@\x00]+\.[^\s@\x00]+$")
]
Telephone = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00\r\n]*$")]


class EnquiryIn(Schema):
    """What somebody asks one of the cities."""

    partnership: Key
    side: Key = Field(description="Key of the city that is asked", examples=["gdynia"])
    service: Service
    text: Text = Field(examples=["Szukamy biura w Kaohsiung."])
    language: Language = Field(description="In which the enquirer writes and is written to")
    subject: Line = ""
    name: Name = ""
    email: Email = Field("", description="This or a telephone number is needed")
    telephone: Telephone = ""
    organisation: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00\r\n]*$")] = ""
    organisation_kind: Literal[""] | OrganisationKind = ""
    city: Name = ""
    may_be_handed_over: bool = Field(default=True, description="Whether the other city may read it")
    channel: Literal["api", "phone"] = Field(
        "api", description="phone: taken down by an officer of the city that is asked"
    )

    def enquiry(self) -> Enquiry:
        """As the office of cases takes it."""
        return Enquiry(**self.model_dump(exclude={"partnership", "side", "channel"}))


class EnquiryWordsIn(Schema):
    """What an enquirer adds."""

    text: Text
    language: Language | Literal[""] = ""


class EnquiryFileOut(Schema):
    """A file that came or went with words."""

    public_id: UUID
    name: str
    refused: str | None


class EnquiryWordsOut(Schema):
    """Words between an enquirer and a city."""

    direction: Literal["in", "out"]
    at: datetime
    language: str | None
    subject: str
    text: str
    files: list[EnquiryFileOut]
    translations: list[TranslationOut]

    @classmethod
    def of(cls, message: CaseMessage) -> EnquiryWordsOut:
        """The words with their files and translations."""
        return cls(
            direction="in" if message.direction == Direction.IN else "out",
            at=message.at,
            language=message.language or None,
            subject=message.subject,
            text=message.text,
            files=[
                EnquiryFileOut(public_id=one.public_id, name=one.name, refused=one.refused or None)
                for one in message.files.all()
            ],
            translations=translations_of(message.translations.all()),
        )


class EnquiryOut(Schema):
    """How an enquiry stands."""

    number: str
    link: str = Field(description="The enquirer's page; whoever has it reads the enquiry")
    partnership: str
    service: Service
    subject: str
    language: str
    state: State
    side: str = Field(description="Key of the city that answers next")
    received_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    is_your_turn: bool = Field(description="The city waits for the enquirer's answer")
    due_at: datetime | None = Field(description="By when the city promised its next word")
    outcome_due_at: datetime | None
    outcome_kind: str | None
    may_be_handed_over: bool
    read_by: list[str] = Field(description="Keys of the cities that read it")
    messages: list[EnquiryWordsOut]

    @classmethod
    def of(cls, case: Case) -> EnquiryOut:
        """The enquiry with its words."""
        row: Any = case
        same = ("number", "service", "subject", "language", "state", "received_at", "answered_at")
        also = ("closed_at", "due_at", "outcome_due_at", "may_be_handed_over")
        words = case.messages.filter(direction__in=("in", "out"))
        return cls(
            **{name: getattr(row, name) for name in (*same, *also)},
            link=enquirer_url(case),
            partnership=case.partnership.key,
            side=case.side.city.key,
            is_your_turn=case.state == "waiting",
            outcome_kind=case.outcome_kind or None,
            read_by=sorted(side.city.key for side in case.sides.select_related("city")),
            messages=[EnquiryWordsOut.of(one) for one in words.prefetch_related("files", "translations")],
        )
