"""The fields of a reading as an officer handles them: each with a key that stays, and what she decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.visits.accept import SameAs
from sistership.window.offices.visits.engine import (
    VALUE_TYPES,
    AxisValue,
    CommitmentValue,
    DirectionValue,
    Draft,
    FactValue,
    Field,
    IntentionValue,
    OrganisationValue,
    PersonValue,
    Span,
    TalkValue,
    Value,
    draft_from_json,
    field_from_json,
)

BY_NAME, A_NEW_ONE = "", "new"
"""What `same_as` says where it names no record."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a draft, and what an officer decided of it."""

    key: str
    field: Field
    same_as: str = BY_NAME
    """Public id of the person or body that is meant, `new`, or empty: found by name, else made."""
    is_corrected: bool = False

    def as_json(self) -> dict[str, Any]:
        """As the reading stores it."""
        return {
            "key": self.key,
            "field": self.field.as_json(),
            "same_as": self.same_as,
            "is_corrected": self.is_corrected,
        }


def entries_of(reading: Reading) -> list[Entry]:
    """The fields of the reading, in their order."""
    return [
        Entry(
            key=one["key"],
            field=field_from_json(one["field"], where=one["key"]),
            same_as=one["same_as"],
            is_corrected=one["is_corrected"],
        )
        for one in reading.fields
    ]


def numbered(fields: Iterable[Field], *, after: Iterable[str] = ()) -> list[Entry]:
    """Fields with keys of their own: f1, f2, … after those that were given out."""
    last = max((int(key[1:]) for key in after), default=0)
    return [Entry(key=f"f{last + place}", field=field) for place, field in enumerate(fields, start=1)]


def draft_of_reading(reading: Reading) -> Draft:
    """The draft as it stands, checked as strictly as one that comes from outside."""
    return draft_from_json(
        {
            "kind": reading.occasion_kind,
            "source_kind": reading.source_kind,
            "language": reading.language,
            "published_on": reading.published_on.isoformat() if reading.published_on else None,
            "fields": [one["field"] for one in reading.fields],
            "left_out": reading.left_out,
        }
    )


def same_as_of(entries: Iterable[Entry]) -> dict[Field, SameAs]:
    """What an officer said of persons and bodies, by field."""
    said: dict[Field, SameAs] = {}
    for entry in entries:
        if entry.same_as == A_NEW_ONE:
            said[entry.field] = "new"
        elif entry.same_as:
            said[entry.field] = UUID(entry.same_as)
    return said


def turned(field: Field) -> Field:
    """A promise as an intention, or the reverse; who owes it is for the officer to say."""
    value = field.value
    if isinstance(value, CommitmentValue):
        who = value.owing_cities[0] if len(value.owing_cities) == 1 else value.owed_by
        hoped = IntentionValue(what=value.what, who=who, mode="plan", when=value.due)
        return replace(field, name="intention", value=hoped, alternatives=())
    if isinstance(value, IntentionValue):
        owing = (value.who,) if value.who else ()
        promised = CommitmentValue(what=value.what, owed_by=value.who, owing_cities=owing, due=value.when)
        return replace(field, name="commitment", value=promised, alternatives=())
    raise InputError(gettext("Only a promise or an intention can be turned into the other"), where="field")


def plain_value(name: str, words: str, *, day: date | None = None, number: int = 1) -> Value:
    """The simplest value of a field that says these words; an officer fills in the rest."""
    kind = VALUE_TYPES[name]
    if kind is date:
        if day is None:
            raise InputError(gettext("Give the day"), where="day")
        return day
    simple: dict[type, Value] = {
        str: words,
        PersonValue: PersonValue(words, latin_name=None, title=None, title_as_said=None, city=None),
        OrganisationValue: OrganisationValue(words, aliases=(), city=None),
        DirectionValue: DirectionValue(number, title=words, text=None),
        CommitmentValue: CommitmentValue(words, owed_by=None, owing_cities=(), due=None),
        IntentionValue: IntentionValue(words, who=None, mode="hope", when=None),
        TalkValue: TalkValue(who=None, what=words, items=()),
        FactValue: FactValue(words, about=None, number=None, bound=None, unit=None, entities=()),
        AxisValue: AxisValue(words, city=None),
    }
    return simple[kind]


def place_of(quote: str, text: str, *, near: int = 0) -> Span:
    """Where the text says the quote, whatever blanks and line breaks stand between its letters.

    The place closest to `near` where there are several. Raises InputError where the text does not say it.
    """
    letters = "".join(quote.split())
    places = [place for place, letter in enumerate(text) if not letter.isspace()]
    dense = "".join(text[place] for place in places)
    found: list[Span] = []
    start = dense.find(letters) if letters else -1
    while start >= 0:
        found.append((places[start], places[start + len(letters) - 1] + 1))
        start = dense.find(letters, start + 1)
    if not found:
        raise InputError(
            gettext("These words do not stand in the document"),
            where="quote",
            next_step=gettext("Copy them from the text, without a change"),
        )
    return min(found, key=lambda span: abs(span[0] - near))
