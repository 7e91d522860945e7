"""Texts, sources, and the small types that every schema uses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from sistership.window.ground.models import Source
from sistership.window.ground.records import Record
from sistership.window.offices.people.models import Side

Language = Literal["zh-hant", "en", "pl", "ms"]
# No database holds NUL in a text.
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Line = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00\r\n]*$")]
Key = Annotated[str, StringConstraints(max_length=120, pattern=r"^[-a-zA-Z0-9_]+$")]
Texts = Annotated[
    dict[Annotated[str, StringConstraints(pattern="^(zh-hant|en|pl|ms)$")], Text],
    Field(
        description="Text by language; an empty text removes that wording",
        examples=[{"zh-hant": "每年安排實習", "en": "Place interns every year"}],
    ),
]
Day = Annotated[
    date,
    Field(
        ge=date(1900, 1, 1),
        le=date(2199, 12, 31),
        description="A day from 1900 to 2199",
        examples=["2030-06-30"],
    ),
]
Number = Annotated[Decimal, Field(max_digits=18, decimal_places=4, allow_inf_nan=False, examples=["10"])]


class Wording(Schema):
    """A text in one language."""

    text: str = Field(examples=["Place interns every year"])
    is_authentic: bool = Field(description="The wording that counts where wordings differ")
    is_stale: bool = Field(description="The authentic wording changed after this translation was made")
    is_machine_draft: bool = Field(description="Translated by a machine and not yet signed by a person")


Wordings = Annotated[dict[str, Wording], Field(description="Wordings by language; empty where there is none")]


def wordings_of(record: Record, field: str) -> dict[str, Wording]:
    """All wordings of a field, languages in alphabetical order, so that equal content has equal bytes."""
    return {
        language: Wording(
            text=one.text,
            is_authentic=one.is_authentic,
            is_stale=one.is_stale,
            is_machine_draft=one.is_machine_draft,
        )
        for language, one in sorted(record.localized(field).variants.items())
    }


class SourceOut(Schema):
    """Where a statement comes from."""

    field: str | None = Field(description="The field that it supports; null: the record as a whole")
    document: UUID
    document_kind: str = Field(description="signed_text, official_notice, press, minutes or example")
    title: Wordings
    publisher: str | None
    published_on: date | None
    url: str | None
    span: tuple[int, int] | None = Field(description="Characters from 0, end excluded")
    quote: str | None = Field(description="The words of the span, where the window holds the text")

    @classmethod
    def of(cls, source: Source) -> SourceOut:
        """The source with its document, whose texts are loaded."""
        document = source.document
        start, end = source.span_start, source.span_end
        return cls(
            field=source.field or None,
            document=document.public_id,
            document_kind=document.document_kind,
            title=wordings_of(document, "title"),
            publisher=document.publisher or None,
            published_on=document.published_on,
            url=document.url or None,
            span=None if start is None or end is None else (start, end),
            quote=source.quote or None,
        )


def sources_of(record: Record) -> list[SourceOut]:
    """The sources that queries attached to the record."""
    return [SourceOut.of(source) for source in record.sources]  # type: ignore[attr-defined]


def city_key(side: Side | None) -> str | None:
    """A side is named by the key of its city."""
    return side.city.key if side else None
