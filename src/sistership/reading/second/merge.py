"""Two readers, one draft: agreement makes a field surer, and where they differ both stand there."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    Span,
    TalkValue,
    Value,
)
from sistership.reading.second.anchor import evened

_ONCE = {"headline", "publisher", "published_on", "event_date", "event_end_date", "place", "agreement"}
_ONCE |= {"term", "trip_start_date", "trip_end_date"}
"""Fields of which an occasion has one: another value is a different reading, not one more."""
_SUREST = 0.99


@dataclass(frozen=True, slots=True)
class Merged:
    """The draft of both readers, and how many of the second one's fields agreed, were new, differed."""

    draft: Draft
    agreed: int
    added: int
    differing: int


def merge(draft: Draft, found: tuple[Field, ...]) -> Merged:
    """The rules' draft with the second reader's fields: agreeing ones absorbed, differing ones beside."""
    fields = list(draft.fields)
    counts = {"agreed": 0, "added": 0, "differing": 0}
    added: list[Field] = []
    for field in found:
        place, is_same = _twin(fields, field)
        if place is None:
            counts["added"] += 1
            added.append(field)
        elif is_same:
            counts["agreed"] += 1
            sure = min(_SUREST, 1 - (1 - fields[place].confidence) * 0.5)
            fields[place] = replace(fields[place], confidence=max(fields[place].confidence, round(sure, 3)))
        else:
            counts["differing"] += 1
            both = (*fields[place].alternatives, field)
            fields[place] = replace(fields[place], alternatives=both)
    ordered = tuple(sorted([*fields, *_of_once(added)], key=lambda field: (field.span, field.name)))
    return Merged(replace(draft, fields=ordered), **counts)


def _of_once(added: list[Field]) -> list[Field]:
    """New fields, where several readings of what happens once stand under the first of them."""
    kept: list[Field] = []
    for field in added:
        first = next((n for n, other in enumerate(kept) if other.name == field.name), None)
        if field.name in _ONCE and first is not None:
            kept[first] = replace(kept[first], alternatives=(*kept[first].alternatives, field))
        else:
            kept.append(field)
    return kept


def _twin(fields: list[Field], field: Field) -> tuple[int | None, bool]:
    """The place of the field of the rules that speaks of the same, and whether it says the same."""
    rivals = [(place, other) for place, other in enumerate(fields) if other.name == field.name]
    for place, other in rivals:
        if _is_same(other.value, field.value):
            return place, True
    for place, other in rivals:
        if field.name in _ONCE or _is_about_same(other, field):
            return place, False
    return None, False


def _is_same(one: Value, other: Value) -> bool:
    """The same value; what one of them leaves unsaid does not make it another."""
    if isinstance(one, PersonValue) and isinstance(other, PersonValue):
        titles = {evened(person.title) for person in (one, other) if person.title}
        return evened(one.name) == evened(other.name) and len(titles) < 2
    if isinstance(one, OrganisationValue) and isinstance(other, OrganisationValue):
        return bool(_names_of(one) & _names_of(other))
    if isinstance(one, DirectionValue) and isinstance(other, DirectionValue):
        return (one.number, evened(one.title)) == (other.number, evened(other.title))
    if isinstance(one, AxisValue) and isinstance(other, AxisValue):
        return evened(one.title) == evened(other.title)
    if isinstance(one, FactValue) and isinstance(other, FactValue):
        return (one.number, evened(one.text)) == (other.number, evened(other.text))
    if isinstance(one, CommitmentValue) and isinstance(other, CommitmentValue):
        return evened(one.what) == evened(other.what) and one.due == other.due
    if isinstance(one, IntentionValue | TalkValue) and isinstance(other, IntentionValue | TalkValue):
        return evened(one.what) == evened(other.what)
    if isinstance(one, str) and isinstance(other, str):
        return evened(one).rstrip(".。") == evened(other).rstrip(".。")
    return one == other


def _names_of(body: OrganisationValue) -> set[str]:
    return {evened(name) for name in (body.name, *body.aliases)}


def _is_about_same(one: Field, other: Field) -> bool:
    if isinstance(one.value, PersonValue) and isinstance(other.value, PersonValue):
        return evened(one.value.name) == evened(other.value.name)
    if isinstance(one.value, DirectionValue) and isinstance(other.value, DirectionValue):
        return one.value.number == other.value.number
    if isinstance(one.value, CommitmentValue | IntentionValue | TalkValue | FactValue):
        return _overlap(one.span, other.span) >= 0.5
    return False


def _overlap(one: Span, other: Span) -> float:
    """The share of the shorter span that lies in the longer one."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / min(one[1] - one[0], other[1] - other[0])
