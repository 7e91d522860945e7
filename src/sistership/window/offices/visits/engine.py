"""The reader, for the window: from a text to a draft of plain values."""

from __future__ import annotations

from datetime import date

from sistership.common.errors import InputError
from sistership.reading import (
    LONGEST_TEXT,
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
from sistership.reading.draft import Span, Value
from sistership.reading.second import REASONS, Ask, Dropped, SecondReading, read_with_second
from sistership.reading.stored import VALUE_TYPES, draft_from_json, field_from_json, value_from_json
from sistership.window.ground import ports

__all__ = [
    "LONGEST_TEXT",
    "REASONS",
    "VALUE_TYPES",
    "AxisValue",
    "CommitmentValue",
    "DirectionValue",
    "Draft",
    "Dropped",
    "FactValue",
    "Field",
    "IntentionValue",
    "OrganisationValue",
    "PersonValue",
    "SecondReading",
    "Span",
    "TalkValue",
    "Value",
    "draft_from_json",
    "draft_of",
    "draft_with_second",
    "field_from_json",
    "second_reader_host",
    "value_from_json",
]


def draft_of(text: str, *, published_on: date | None = None) -> Draft:
    """What the text reports, every field with its span; raises InputError where it cannot be read."""
    return read_text(text, published_on=published_on)


def second_reader_host() -> str | None:
    """The host to which a text goes when the second reader is asked; None where none can be asked."""
    try:
        model = ports.second_reader()
    except InputError:
        return None
    return model.host if model else None


def draft_with_second(
    text: str, *, published_on: date | None = None, ask: Ask | None = None
) -> SecondReading:
    """What both readers find in the text; the second is ``ask``, else the one that settings name.

    Raises InputError only where `draft_of` does. Where the second reader is not set up, or fails, the draft
    is that of the rules; for a failure, ``failure`` says why.
    """
    if ask is None:
        try:
            ask = ports.second_reader()
        except InputError as error:
            return SecondReading(draft_of(text, published_on=published_on), failure=error.message)
    if ask is None:
        return SecondReading(draft_of(text, published_on=published_on))
    return read_with_second(text, ask=ask, published_on=published_on)
