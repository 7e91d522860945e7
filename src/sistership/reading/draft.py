"""What a reader hands back: a draft of fields, each tied to the characters that say it."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "memorandum", "letter_of_intent", "declaration", "sisterhood_pact", "visit", "unknown"
]
SourceKind: TypeAlias = Literal["signed_text", "official_notice", "press"]
IntentionMode: TypeAlias = Literal["hope", "invitation", "talk", "plan", "aim"]
Reader: TypeAlias = Literal["rules", "model"]
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PersonValue:
    """A named person; what the text does not say about him is None.

    ``title`` is the bare office (副市長), ``title_as_said`` the same with the city or body before it.
    """

    name: str
    latin_name: str | None
    title: str | None
    title_as_said: str | None
    city: str | None

    def completing(self, first: PersonValue | None) -> PersonValue:
        """What was said first, with what only this later mention tells."""
        if first is None:
            return self
        return replace(
            first,
            latin_name=first.latin_name or self.latin_name,
            title=first.title or self.title,
            title_as_said=first.title_as_said or self.title_as_said,
            city=first.city or self.city,
        )


@dataclass(frozen=True, slots=True)
class OrganisationValue:
    """A named body, the other names given in brackets, and its city where its name says one."""

    name: str
    aliases: tuple[str, ...]
    city: str | None


@dataclass(frozen=True, slots=True)
class DirectionValue:
    """One pillar of an agreement: its number in the list, its title, and what is said of it."""

    number: int
    title: str
    text: str | None


@dataclass(frozen=True, slots=True)
class CommitmentValue:
    """A deed that can be checked, who owes it as the text says, and the cities that this means.

    ``due`` is YYYY-MM or YYYY-MM-DD where the text names a day or month for it.
    """

    what: str
    owed_by: str | None
    owing_cities: tuple[str, ...]
    due: str | None


@dataclass(frozen=True, slots=True)
class IntentionValue:
    """What is only hoped, invited, discussed, planned or aimed at; ``when`` is YYYY-MM or YYYY-MM-DD."""

    what: str
    who: str | None
    mode: IntentionMode
    when: str | None


@dataclass(frozen=True, slots=True)
class TalkValue:
    """What someone told the other side; ``items`` are the single things, where the text lists them."""

    who: str | None
    what: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactValue:
    """A statement about a city; ``number``, ``bound`` and ``unit`` are None where no figure is given.

    ``bound`` is "more_than", "less_than", "about" or None; ``entities`` are the examples named.
    """

    text: str
    about: str | None
    number: float | None
    bound: str | None
    unit: str | None
    entities: tuple[OrganisationValue, ...]


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One axis of a city's vision, and the city that declares it."""

    title: str
    city: str | None


Value: TypeAlias = (
    str
    | date
    | PersonValue
    | OrganisationValue
    | DirectionValue
    | CommitmentValue
    | IntentionValue
    | TalkValue
    | FactValue
    | AxisValue
)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that the text says.

    ``span`` is a half-open range of character offsets into the text as given, ``confidence`` lies in
    (0, 1], and fields with the same ``group`` speak of the same person, list or window. ``reader`` says who
    found it; ``alternatives`` are what the other reader found in its place, each with its own span.
    """

    name: str
    value: Value
    span: Span
    confidence: float
    group: str | None = None
    reader: Reader = "rules"
    alternatives: tuple[Field, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The field as plain JSON values; dates in ISO form."""
        plain: dict[str, Any] = {
            "name": self.name,
            "value": _plain(self.value),
            "span": list(self.span),
            "confidence": self.confidence,
        }
        if self.group is not None:
            plain["group"] = self.group
        if self.reader != "rules":
            plain["reader"] = self.reader
        if self.alternatives:
            plain["alternatives"] = [field.as_json() for field in self.alternatives]
        return plain


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a reader found in one text, in the order of the text, and what it set aside."""

    kind: Kind
    source_kind: SourceKind
    language: str
    published_on: date | None
    fields: tuple[Field, ...]
    left_out: tuple[Span, ...]

    def named(self, name: str) -> tuple[Field, ...]:
        """The fields of one name, in the order of the text."""
        return tuple(field for field in self.fields if field.name == name)

    def as_json(self) -> dict[str, Any]:
        """The draft as plain JSON values, in the form that `sistership read --json` prints."""
        return {
            "kind": self.kind,
            "source_kind": self.source_kind,
            "language": self.language,
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "fields": [field.as_json() for field in self.fields],
            "left_out": [list(span) for span in self.left_out],
        }


def _plain(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return value
