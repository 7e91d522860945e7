"""Texts written after the rules, in the manners of city press, against golden files made by reading them."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.reading import articles

from sistership.reading import (
    CommitmentValue,
    DirectionValue,
    Draft,
    Field,
    IntentionValue,
    OrganisationValue,
    PersonValue,
    read_text,
)

GOLDEN = Path(__file__).resolve().parent / "documents" / "zh"
COMPARED = (
    "event_date",
    "event_end_date",
    "event_date_unresolved",
    "trip_start_date",
    "trip_end_date",
    "city",
    "place",
    "agreement",
    "term",
    "person",
    "delegation_lead",
    "signatory",
    "organisation",
    "direction",
    "commitment",
    "intention",
)


def told(field: Field) -> Any:
    """A value in the short form of the golden files."""
    match field.value:
        case PersonValue(name=name, title=title, city=city):
            return " ".join(part for part in (name, title, city) if part)
        case OrganisationValue(name=name):
            return name
        case DirectionValue(title=title):
            return title
        case CommitmentValue(what=what, owed_by=owed_by, owing_cities=cities, due=due):
            return [what, owed_by, list(cities), due]
        case IntentionValue(what=what, who=who, mode=mode, when=when):
            return [mode, what, who, when]
        case value:
            return str(value)


def found_in(draft: Draft, name: str) -> list[Any]:
    return [told(field) for field in draft.named(name)]


@pytest.mark.parametrize("name", articles.UNSEEN)
def test_text_as_golden(name: str) -> None:
    text = articles.UNSEEN[name]
    golden = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    draft = read_text(text)
    found = {each: found_in(draft, each) for each in COMPARED}
    expected = {each: golden.get(each, []) for each in COMPARED}
    # A headline may name a city or a body before the body of the text does: their order says nothing.
    for side in (found, expected):
        for unordered in ("city", "person", "organisation"):
            side[unordered] = sorted(side[unordered])
    assert found == expected
    day = draft.published_on.isoformat() if draft.published_on else None
    assert (draft.kind, draft.source_kind, day) == (
        golden["kind"],
        golden["source_kind"],
        golden["published_on"],
    )
    assert [text[start:end] for start, end in draft.left_out] == golden.get("left_out", [])
    if "topic" in golden:
        assert found_in(draft, "topic") == golden["topic"]
