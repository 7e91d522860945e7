"""Keep of the proposals only what a span of the text says; count the rest with its reason."""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from sistership.common.text import gettext_noop
from sistership.reading.draft import Draft, Field
from sistership.reading.second.anchor import find_quote
from sistership.reading.second.answer import Proposal
from sistership.reading.second.check import Reason as Contradiction
from sistership.reading.second.check import contradiction
from sistership.reading.second.prompt import FIELDS

Reason: TypeAlias = (
    Literal["unknown_field", "wrong_form", "no_quote", "not_found", "left_out"] | Contradiction
)
REASONS: dict[str, str] = {
    "unknown_field": gettext_noop("no field of that name exists"),
    "wrong_form": gettext_noop("the value has the wrong form"),
    "no_quote": gettext_noop("it quotes nothing"),
    "not_found": gettext_noop("its quote does not stand in the text"),
    "left_out": gettext_noop("its quote stands in what was left out"),
    "words": gettext_noop("its words are not in the quote"),
    "number": gettext_noop("its number is not in the quote"),
    "date": gettext_noop("its day is not in the quote"),
}
"""What each reason means, to be translated where it is shown."""
_USUAL_CONFIDENCE, _MOST_CONFIDENCE, _LEAST_CONFIDENCE = 0.5, 0.7, 0.05


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many proposals of one field name were dropped for one reason; see REASONS for its meaning."""

    name: str
    reason: Reason
    count: int


def keep_anchored(
    proposals: Sequence[Proposal], text: str, draft: Draft
) -> tuple[tuple[Field, ...], tuple[Dropped, ...]]:
    """The proposals that the text says, as fields; and how many were dropped, by field name and reason."""
    kept: list[Field] = []
    dropped: dict[tuple[str, Reason], int] = {}
    for proposal in proposals:
        found = _anchored(proposal, text, draft)
        if isinstance(found, Field):
            if all((found.name, found.value) != (field.name, field.value) for field in kept):
                kept.append(found)
        else:
            name = "—" if found == "unknown_field" else proposal.name
            dropped[name, found] = dropped.get((name, found), 0) + 1
    return tuple(kept), tuple(Dropped(name, reason, count) for (name, reason), count in dropped.items())


def _anchored(proposal: Proposal, text: str, draft: Draft) -> Field | Reason:
    if not isinstance(proposal.name, str) or proposal.name not in FIELDS:
        return "unknown_field"
    try:
        value = _value_of(FIELDS[proposal.name][0], proposal.value)
    except (TypeError, ValueError):
        return "wrong_form"
    if not isinstance(proposal.quote, str) or not proposal.quote.strip():
        return "no_quote"
    near = proposal.start if type(proposal.start) is int and 0 <= proposal.start <= len(text) else None
    span = find_quote(text, proposal.quote, near)
    if span is None:
        return "not_found"
    if any(start < span[1] and span[0] < end for start, end in draft.left_out):
        return "left_out"
    wrong = contradiction(proposal.name, value, span, text, draft.published_on)
    return wrong or Field(proposal.name, value, span, _confidence(proposal.confidence), reader="model")


def _confidence(said: Any) -> float:  # anything
    """What a model says of itself is worth little: at most 0.7, and 0.5 where it says nothing."""
    is_number = isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said <= 1
    return max(_LEAST_CONFIDENCE, min(_MOST_CONFIDENCE, float(said))) if is_number else _USUAL_CONFIDENCE


def _value_of(hint: Any, given: Any) -> Any:  # any type that a value holds; any JSON value
    """The value of a type from JSON; what an object does not say is None. Raises TypeError, ValueError."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if given in (None, "") else _value_of(inner[0], given)
    if origin is Literal:
        if given not in inner:
            raise ValueError(given)
        return given
    if origin is tuple:
        if not isinstance(given, list | types.NoneType):
            raise TypeError(given)
        return tuple(_value_of(inner[0], part) for part in given or ())
    if is_dataclass(hint):
        if not isinstance(given, dict) or len(given) > 20:
            raise TypeError(given)
        hints = get_type_hints(hint)
        parts = {part.name: _value_of(hints[part.name], given.get(part.name)) for part in fields(hint)}
        return hint(**parts)  # type: ignore[operator]  # is_dataclass also admits instances
    if hint is date:
        return date.fromisoformat(given)
    if hint is float and type(given) is int:
        return float(given)
    if type(given) is not hint or (hint is str and not given.strip()):
        raise TypeError(given)
    return " ".join(given.split()) if hint is str else given
