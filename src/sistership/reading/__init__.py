"""The reader: from a press article or an agreement to a draft of fields, each with its span in the text."""

from sistership.reading.draft import (
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
)
from sistership.reading.reader import LONGEST_TEXT, read_text

__all__ = [
    "LONGEST_TEXT",
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
    "read_text",
]
