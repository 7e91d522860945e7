"""What an officer, or a program that works for one, does with a case."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from sistership.window.api.schemas.cases import Priority
from sistership.window.api.schemas.texts import Key, Language, Line, Text, Texts

FileNumber = Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00\r\n]*$")]


class WordsIn(Schema):
    """Words to the enquirer."""

    kind: Literal["replied", "asked", "answered"] = Field(
        description="a word on the way; a question, which pauses the clock of the outcome; the answer"
    )
    text: Text
    language: Language
    subject: Line = ""


class NoteIn(Schema):
    """Words that the enquirer does not read."""

    text: Text
    language: Language
    is_shared: bool = Field(default=False, description="Whether the other cities that read the case read it")


class OfferIn(Schema):
    """To whom a case is offered, and why."""

    to_side: Key = Field(description="Key of the other city", examples=["gdynia"])
    reason: Text
    language: Language


class OfferAnswerIn(Schema):
    """A word on acceptance, or why it is declined."""

    answer: Text = ""
    language: Language = "en"


class CloseIn(Schema):
    """What came of a case."""

    outcome: Literal[
        "served", "partly", "referred", "not_possible", "withdrawn", "silent", "recommendation", "spam"
    ]
    texts: Texts = {}
    commitment: UUID | None = Field(None, description="The commitment of the partnership that it served")


class ReopenIn(Schema):
    """Why a case is opened again."""

    reason: Text
    language: Language


class MergeIn(Schema):
    """The case that goes on."""

    into: UUID


class AssignIn(Schema):
    """Where a case goes, within the side that owes it; what is null is nobody in particular."""

    officer: UUID | None = Field(None, description="Account of an officer")
    desk: UUID | None = Field(None, description="Organisation of the city; null: its own desk")
    priority: Priority = 2
    reason: Text = ""


class FileNumberIn(Schema):
    """The number in your own side's registry; an empty one removes it."""

    number: FileNumber
