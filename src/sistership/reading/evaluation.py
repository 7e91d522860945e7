"""How well a draft agrees with what a person found in the same document: precision, recall and F1 by field.

1. Dates, kinds, numbers and modes must be equal.
2. Names and titles must be equal without case, width, spaces, punctuation, and 台 for 臺.
3. Sentences (what is promised, hoped, told) must overlap: twice the letters in common, in order, over the
   letters of both, at least SENTENCE_OVERLAP.
4. A value counts only if every part that the golden gives agrees; parts that it does not give are not judged.
5. Where a golden says where a value stands, the span found must share SPAN_OVERLAP of the letters of both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from sistership.reading.draft import Draft, Field, Span
from sistership.reading.golden import FIELDS, LEFT_OUT, REFUSED, SINGLE, Expected, Golden, Parts

SENTENCE_OVERLAP = 0.7
SPAN_OVERLAP = 0.5
_SENTENCES = {
    ("commitment", "what"),
    ("intention", "what"),
    ("shared", "what"),
    ("raised", "what"),
    ("fact", "text"),
    ("direction", "text"),
}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one field; the ratios are None where there is nothing to divide by."""

    right: int = 0
    missed: int = 0
    """Expected and not found."""
    invented: int = 0
    """Found and not expected."""
    spans_right: int = 0
    spans_judged: int = 0

    @property
    def precision(self) -> float | None:
        """How much of what was found is right."""
        return _ratio(self.right, self.right + self.invented)

    @property
    def recall(self) -> float | None:
        """How much of what should be found was found."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        return _ratio(2 * self.right, 2 * self.right + self.missed + self.invented)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.missed + other.missed,
            self.invented + other.invented,
            self.spans_right + other.spans_right,
            self.spans_judged + other.spans_judged,
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """One document judged: scores by field, and in words what was missed, invented or stands elsewhere."""

    scores: Mapping[str, Score]
    missed: tuple[tuple[str, str], ...] = ()
    invented: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Found:
    parts: Parts
    span: Span | None
    is_taken: bool = field(default=False)


def judge(golden: Golden, draft: Draft | None, text: str, *, refusal: str = "") -> Judgement:
    """Judge a draft; None is a document that the reader refused, with the words of its refusal."""
    scores: dict[str, Score] = {}
    missed: list[tuple[str, str]] = []
    invented: list[tuple[str, str]] = []
    elsewhere: list[tuple[str, str]] = []
    for name, expected in golden.fields.items():
        found = _found(name, draft, text, refusal)
        score = Score()
        for one in expected:
            best = _best(name, one, found)
            if best is None:
                score = replace(score, missed=score.missed + 1)
                missed.append((name, _in_words(one.parts)))
                continue
            best.is_taken = True
            score = replace(score, right=score.right + 1)
            if one.spans and best.span is not None:
                is_there = max(_shared(span, best.span) for span in one.spans) >= SPAN_OVERLAP
                score = score + Score(spans_right=int(is_there), spans_judged=1)
                if not is_there:
                    elsewhere.append((name, text[slice(*best.span)]))
        rest = [one for one in found if not one.is_taken]
        scores[name] = replace(score, invented=len(rest))
        invented += [(name, _in_words(one.parts)) for one in rest]
    return Judgement(scores, tuple(missed), tuple(invented), tuple(elsewhere))


def summed(judgements: Iterable[Judgement]) -> dict[str, Score]:
    """The scores of many documents by field, in the order of FIELDS."""
    total: dict[str, Score] = {}
    for judgement in judgements:
        for name, score in judgement.scores.items():
            total[name] = total.get(name, Score()) + score
    return {name: total[name] for name in FIELDS if name in total}


def _found(name: str, draft: Draft | None, text: str, refusal: str) -> list[_Found]:
    if name == REFUSED:
        return [_Found({"": refusal}, None)] if refusal else []
    if draft is None:
        return []
    if name == LEFT_OUT:
        return [_Found({"": text[slice(*span)]}, span) for span in draft.left_out]
    if name in SINGLE:
        said = getattr(draft, name)
        return [] if said is None else [_Found({"": str(said)}, _span_of(draft, name))]
    return [_Found(_parts_of(field), field.span) for field in draft.named(name)]


def _span_of(draft: Draft, name: str) -> Span | None:
    return next((field.span for field in draft.named(name)), None)


def _parts_of(field: Field) -> Parts:
    value: Any = field.as_json()["value"]
    if not isinstance(value, dict):
        return {"": value}
    if field.name == "person":
        line = " ".join(value[part] for part in ("name", "title", "city") if value[part])
        return {**value, "line": line}
    return value


def _best(name: str, expected: Expected, found: list[_Found]) -> _Found | None:
    """What agrees best of what is left, the first where several do."""
    free = [
        (_agreement(name, expected.parts, one.parts), -n, one)
        for n, one in enumerate(found)
        if not one.is_taken
    ]
    agreement, _, one = max(free, default=(0.0, 0, None), key=lambda each: each[:2])
    return one if agreement else None


def _agreement(name: str, expected: Parts, found: Parts) -> float:
    """1 where all parts agree, less where sentences only overlap, 0 where a part differs."""
    least = 1.0
    for part, said in expected.items():
        other = found.get(part)
        if name == REFUSED:
            agrees = float(_plain(str(said)) in _plain(str(other)))
        elif (name, part) in _SENTENCES and isinstance(said, str) and isinstance(other, str):
            agrees = SequenceMatcher(None, _plain(said), _plain(other), autojunk=False).ratio()
            agrees = agrees if agrees >= SENTENCE_OVERLAP else 0.0
        else:
            agrees = float(_comparable(said) == _comparable(other))
        least = min(least, agrees)
    return least


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return value if _is_date(value) else _plain(value)
    if isinstance(value, list | tuple):
        return sorted(map(str, map(_comparable, value)))
    return value


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKC", text).casefold().replace("台", "臺")
    return "".join(letter for letter in letters if letter.isalnum())


def _shared(first: Span, second: Span) -> float:
    """Letters that two spans share, of all the letters that either holds."""
    common = min(first[1], second[1]) - max(first[0], second[0])
    return max(common, 0) / (max(first[1], second[1]) - min(first[0], second[0]))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _in_words(parts: Parts) -> str:
    if "line" in parts:
        return str(parts["line"])
    said = [str(value) for value in parts.values() if value not in (None, [], ())]
    return " · ".join(said) or "nothing"
