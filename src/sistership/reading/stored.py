"""The way back: a draft as JSON values to a Draft, strictly; what does not fit is named by its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined
from sistership.reading.draft import (
    AxisValue,
    CommitmentValue,
    DirectionValue,
    Draft,
    FactValue,
    Field,
    IntentionValue,
    Kind,
    OrganisationValue,
    PersonValue,
    Reader,
    SourceKind,
    Span,
    TalkValue,
    Value,
)

VALUE_TYPES: dict[str, type] = {
    "headline": str,
    "publisher": str,
    "published_on": date,
    "event_date": date,
    "event_end_date": date,
    "event_date_unresolved": str,
    "trip_start_date": date,
    "trip_end_date": date,
    "city": str,
    "place": str,
    "agreement": str,
    "term": str,
    "organisation": OrganisationValue,
    "person": PersonValue,
    "delegation_lead": str,
    "signatory": str,
    "direction": DirectionValue,
    "commitment": CommitmentValue,
    "intention": IntentionValue,
    "topic": str,
    "shared": TalkValue,
    "raised": TalkValue,
    "fact": FactValue,
    "programme": str,
    "vision_axis": AxisValue,
}
"""Name of a field → what its value is."""

_FIELD_KEYS = {"name", "value", "span", "confidence", "group", "reader", "alternatives"}
_DRAFT_KEYS = {"kind", "source_kind", "language", "published_on", "fields", "left_out"}


def draft_from_json(values: object) -> Draft:
    """The draft that `Draft.as_json` wrote. Raises InputError that names the place and what is allowed."""
    given = _mapping(values, "draft", needed=_DRAFT_KEYS, allowed=_DRAFT_KEYS)
    day = given["published_on"]
    return Draft(
        kind=_one_of(given["kind"], get_args(Kind), "kind"),
        source_kind=_one_of(given["source_kind"], get_args(SourceKind), "source_kind"),
        language=_words(given["language"], "language"),
        published_on=None if day is None else _day(day, "published_on"),
        fields=tuple(
            field_from_json(one, where=f"fields[{place}]")
            for place, one in enumerate(_list(given["fields"], "fields"))
        ),
        left_out=tuple(
            _span(one, f"left_out[{place}]") for place, one in enumerate(_list(given["left_out"], "left_out"))
        ),
    )


def field_from_json(values: object, *, where: str = "field") -> Field:
    """The field that `Field.as_json` wrote."""
    given = _mapping(values, where, needed={"name", "value", "span", "confidence"}, allowed=_FIELD_KEYS)
    name = _one_of(given["name"], tuple(VALUE_TYPES), f"{where}.name")
    group = given.get("group")
    return Field(
        name=name,
        value=value_from_json(name, given["value"], where=f"{where}.value"),
        span=_span(given["span"], f"{where}.span"),
        confidence=_confidence(given["confidence"], f"{where}.confidence"),
        group=None if group is None else _words(group, f"{where}.group"),
        reader=_one_of(given.get("reader", "rules"), get_args(Reader), f"{where}.reader"),
        alternatives=tuple(
            field_from_json(one, where=f"{where}.alternatives[{place}]")
            for place, one in enumerate(_list(given.get("alternatives", []), f"{where}.alternatives"))
        ),
    )


def value_from_json(name: str, value: object, *, where: str = "value") -> Value:
    """The value of a field of that name."""
    found: Value = _typed(VALUE_TYPES[name], value, where)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: object, where: str) -> Any:
    """The JSON value as the type says: plain types, dates, tuples, options and the value classes."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None and NoneType in get_args(kind):
            return None
        return _typed(next(one for one in get_args(kind) if one is not NoneType), value, where)
    if origin is Literal:
        return _one_of(value, get_args(kind), where)
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_typed(inner, one, f"{where}[{place}]") for place, one in enumerate(_list(value, where)))
    if kind is str:
        return _words(value, where)
    if kind is date:
        return _day(value, where)
    if kind in (int, float):
        return _number(kind, value, where)
    hints = _hints(kind)
    given = _mapping(value, where, needed=set(hints), allowed=set(hints))
    return kind(**{name: _typed(hint, given[name], f"{where}.{name}") for name, hint in hints.items()})


def _refuse(value: object, where: str, allowed: str) -> InputError:
    shown = repr(value)
    return InputError(
        filled(
            gettext_noop("%(given)s does not fit here"),
            given=shown if len(shown) <= 60 else shown[:59] + "…",
        ),
        where=where,
        allowed=allowed,
        next_step=gettext_noop("Give the draft in the form that `sistership read --json` prints"),
    )


def _mapping(value: object, where: str, *, needed: set[str], allowed: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        names = filled(gettext_noop("an object with %(names)s"), names=sorted(needed))
        raise _refuse(value, where, names)
    if missing := sorted(needed - set(value)):
        raise InputError(
            filled(gettext_noop("%(name)s is missing"), name=repr(missing[0])),
            where=where,
            allowed=joined(*sorted(allowed)),
            next_step=gettext_noop("Give the draft in the form that `sistership read --json` prints"),
        )
    if unknown := sorted(set(map(str, value)) - allowed):
        raise _refuse(unknown[0], where, joined(*sorted(allowed)))
    return value


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise _refuse(value, where, gettext_noop("a list"))
    return value


def _words(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip() or "\x00" in value:
        raise _refuse(value, where, gettext_noop("text that is not empty"))
    return value


def _one_of(value: object, allowed: tuple[str, ...], where: str) -> Any:
    if value not in allowed:
        raise _refuse(value, where, joined(*allowed))
    return value


def _day(value: object, where: str) -> date:
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise _refuse(value, where, gettext_noop("a day such as 2026-03-18")) from error


def _number(kind: type, value: object, where: str) -> int | float:
    is_number = isinstance(value, int) if kind is int else isinstance(value, int | float)
    if isinstance(value, bool) or not is_number or not isfinite(value):  # type: ignore[arg-type]
        raise _refuse(
            value, where, gettext_noop("a whole number") if kind is int else gettext_noop("a number")
        )
    return value  # type: ignore[return-value]


def _span(value: object, where: str) -> Span:
    is_pair = isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value)
    if not is_pair or not 0 <= value[0] < value[1]:  # type: ignore[index]
        raise _refuse(value, where, gettext_noop("two offsets into the text, the first below the second"))
    return value[0], value[1]  # type: ignore[index]


def _confidence(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise _refuse(value, where, gettext_noop("a number above 0, up to 1"))
    return float(value)
