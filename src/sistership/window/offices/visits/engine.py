"""The reader, for the window: from a text to a draft of plain values."""

from __future__ import annotations

from datetime import date

from sistership.reading import (
    AxisValue,
    CommitmentValue,
    DirectionValue,
    Draft,
    FactValue,
    Field,
    IntentionValue,
    OrganisationValue,
    PersonValue,
    TalkValue,
    read_text,
)

__all__ = [
    "AxisValue",
    "CommitmentValue",
    "DirectionValue",
    "Draft",
    "FactValue",
    "Field",
    "IntentionValue",
    "OrganisationValue",
    "PersonValue",
    "TalkValue",
    "draft_of",
]


def draft_of(text: str, *, published_on: date | None = None) -> Draft:
    """What the text reports, every field with its span; raises InputError where it cannot be read."""
    return read_text(text, published_on=published_on)
