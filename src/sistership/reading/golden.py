"""What a person says should be found in a document: the file beside it, read into plain values.

The form is told in docs/guide/reading.md. A field that the file does not name is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sistership.common.errors import InputError
from sistership.reading.draft import Span

Parts: TypeAlias = Mapping[str, Any]
"""A value by its parts: {"name": "陳其邁", "title": "市長"}; a text is {"": text}."""

SINGLE = ("language", "kind", "source_kind", "published_on")
"""Said once of a whole document."""
LEFT_OUT = "left_out"
REFUSED = "refused"
_GIVEN = "given_published_on"
_COMMITMENT = ("what", "owed_by", "owing_cities", "due")
_INTENTION = ("mode", "what", "who", "when")
PARTS: Mapping[str, tuple[str, ...]] = {
    "person": ("name", "latin_name", "title", "title_as_said", "city"),
    "organisation": ("name", "aliases", "city"),
    "direction": ("title", "number", "text"),
    "commitment": _COMMITMENT,
    "intention": _INTENTION,
    "shared": ("what", "who", "items"),
    "raised": ("what", "who", "items"),
    "fact": ("text", "about", "number", "bound", "unit", "entities"),
    "vision_axis": ("title", "city"),
}
"""Fields whose values have parts."""
_LISTS = {"commitment": _COMMITMENT, "intention": _INTENTION}
TEXTS = (
    *("headline", "publisher", "event_date", "event_end_date", "event_date_unresolved"),
    *("trip_start_date", "trip_end_date", "city", "place", "agreement", "term", "delegation_lead"),
    *("signatory", "topic", "programme"),
)
"""Fields whose values are a text or a date."""
FIELDS = (*SINGLE, *TEXTS, *PARTS, LEFT_OUT, REFUSED)


@dataclass(frozen=True, slots=True)
class Expected:
    """One value that should be found, and where it may stand; no place where the golden names none."""

    parts: Parts
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Golden:
    """All that is said of one document, by field; an empty tuple says that nothing should be found."""

    fields: Mapping[str, tuple[Expected, ...]]
    given_published_on: date | None = None


def read_golden(content: object, text: str) -> Golden:
    """The golden file of a text, from its JSON. Raises InputError that names the key and what is allowed."""
    if not isinstance(content, dict):
        raise InputError("The file holds no object", allowed='{"kind": "visit", "city": ["高雄"]}')
    fields: dict[str, tuple[Expected, ...]] = {}
    given = None
    for key, said in content.items():
        if key == _GIVEN:
            given = _day(said)
        elif key in (*SINGLE, REFUSED):
            fields[key] = () if said is None else (_expected(key, said, text),)
        elif key not in FIELDS:
            raise InputError(
                f"There is no field {key!r}",
                where=key,
                allowed=", ".join((*FIELDS, _GIVEN)),
            )
        elif isinstance(said, list):
            fields[key] = tuple(_expected(key, value, text) for value in said)
        else:
            raise InputError(
                f"{said!r} is no list",
                where=key,
                allowed="a list of values; [] where nothing should be found",
            )
    return Golden(fields, given)


def _day(said: object) -> date:
    try:
        return date.fromisoformat(said if isinstance(said, str) else "")
    except ValueError as error:
        raise InputError(f"{said!r} is no date", where=_GIVEN, allowed="a date such as 2025-09-14") from error


def _expected(key: str, said: object, text: str) -> Expected:
    if not isinstance(said, dict):
        return Expected(_parts(key, said))
    rest = {part: value for part, value in said.items() if part not in ("value", "quote", "span")}
    if rest and "value" in said:
        raise InputError(f"{sorted(rest)} stand beside 'value'", where=key, allowed="value, quote, span")
    value = said.get("value") if "value" in said else rest
    return Expected(_parts(key, value), _spans(key, said, text))


def _parts(key: str, value: object) -> Parts:
    names = PARTS.get(key)
    if isinstance(value, str):
        # The short form of a person says name, title and city in one line.
        return {"line" if key == "person" else names[0] if names else "": value}
    if isinstance(value, list) and key in _LISTS and len(value) == len(_LISTS[key]):
        return dict(zip(_LISTS[key], value, strict=True))
    if isinstance(value, dict) and names and value and set(value) <= set(names):
        return value
    allowed = ["a text"]
    if key in _LISTS:
        allowed.append(f"[{', '.join(_LISTS[key])}]")
    if names:
        allowed.append(f"an object with some of {', '.join(names)}")
    raise InputError(f"{value!r} is no value of it", where=key, allowed="; ".join(allowed))


def _spans(key: str, said: Mapping[str, Any], text: str) -> tuple[Span, ...]:
    if "span" in said:
        match said["span"]:
            case [int(start), int(end)] if 0 <= start < end <= len(text):
                return ((start, end),)
        raise InputError(
            f"{said['span']!r} is no span", where=key, allowed=f"[start, end] within 0 and {len(text)}"
        )
    quote = said.get("quote")
    if quote is None:
        return ()
    if not isinstance(quote, str) or quote not in text or not quote:
        raise InputError(
            f"{quote!r} does not stand in the text", where=key, allowed="words copied from the document"
        )
    return tuple(match.span() for match in re.finditer(re.escape(quote), text))
