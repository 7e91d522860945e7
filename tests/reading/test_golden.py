"""The two real articles against golden files, field by field: names, values, spans, and what is left out."""

import json
from pathlib import Path
from typing import Any

import pytest

from sistership.reading import read_text

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
ARTICLES = ("gdynia-2025-09-15", "penang-2024-10-19")
LONGEST_QUOTE = 18


def shortened(words: str) -> str:
    """Long wordings are kept in the golden files by their beginning and end only."""
    return words if len(words) <= LONGEST_QUOTE else f"{words[:6]}…{words[-6:]}"


def essence(value: Any) -> Any:
    """A value without what is not said, long wordings shortened."""
    if isinstance(value, str):
        return shortened(value)
    if isinstance(value, dict):
        return {key: essence(said) for key, said in value.items() if said not in (None, [], ())}
    if isinstance(value, list | tuple):
        return [essence(said) for said in value]
    return value


def place_of(text: str, quote: str, after: str) -> tuple[int, int]:
    """Where a golden quote stands in the text: after the words given, or at its first occurrence."""
    head, _, tail = quote.partition("…")
    start = text.index(after + head) + len(after)
    return start, (text.index(tail, start) + len(tail)) if tail else start + len(head)


@pytest.mark.parametrize("name", ARTICLES)
def test_article_as_golden(name: str, real_data: Path) -> None:
    text = (real_data / "documents" / f"{name}.zh-Hant.txt").read_text(encoding="utf-8")
    golden = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    draft = read_text(text)

    found = [(f.name, essence(f.as_json()["value"]), f.span) for f in draft.fields]
    expected = [
        (row["name"], row["value"], place_of(text, row["quote"], row.get("after", "")))
        for row in golden["fields"]
    ]
    assert found == expected
    assert (draft.kind, draft.source_kind) == (golden["kind"], golden["source_kind"])
    assert str(draft.published_on) == golden["published_on"]

    tail = text.index(golden["left_out_from"])
    above = [shortened(text[start:end]) for start, end in draft.left_out if end <= tail]
    assert above == golden["left_out_also"]
    below = "".join(text[start:end] for start, end in draft.left_out if start >= tail)
    assert "".join(below.split()) == "".join(text[tail:].split())
    assert max(field.span[1] for field in draft.fields) < tail


def test_nobody_is_said_to_have_signed_in_gdynia(real_data: Path) -> None:
    text = (real_data / "documents" / "gdynia-2025-09-15.zh-Hant.txt").read_text(encoding="utf-8")
    draft = read_text(text)
    assert draft.named("signatory") == ()
    assert draft.named("place") == ()


def test_a_visit_holds_no_commitment(real_data: Path) -> None:
    text = (real_data / "documents" / "penang-2024-10-19.zh-Hant.txt").read_text(encoding="utf-8")
    draft = read_text(text)
    assert draft.named("commitment") == ()
    assert draft.named("direction") == ()
    assert draft.named("agreement") == ()
