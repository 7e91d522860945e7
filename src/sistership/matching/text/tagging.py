"""Where in a text terms of a layer stand: at each place the longest, of those that no longer one holds.

Two terms that overlap are both kept (研究生 and 生命 in 研究生命): which of them was meant is not for a
segmenter to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sistership.matching.text.layers import SPELLED, STEMMED, Layer, lemmas, spelled, stems
from sistership.matching.text.words import Word
from sistership.vocabulary.tokeniser import Folded


@dataclass(frozen=True, slots=True)
class Found:
    """A term that stands in a text."""

    row: int
    first: int
    """Number of its first word in the sentence; of the first character in Chinese."""
    last: int
    """One past the last."""
    start: int
    """Its first character in the text."""
    end: int
    """One past the last."""
    readings: int = 1
    """How many terms the same words may be; each says less by that."""


def tag_words(layer: Layer, sentence: Sequence[Word], language: str) -> Iterator[Found]:
    """Terms in Latin letters in the words of one sentence, in their order."""
    keys, longest = layer.keys.get(language), layer.longest.get(language)
    if not keys or longest is None or not sentence:
        return
    texts = [word.text for word in sentence]
    ways = [("", spelled(texts)), ("", lemmas(texts, language)), (STEMMED, stems(texts, language))]
    reached = 0
    for place, word in enumerate(sentence):
        rows, length = _longest(keys, longest, ways, place)
        if length <= 1 and word.text.isupper():
            found = keys.get(SPELLED + word.text)
            if found is not None:
                rows, length = [found], 1
        if length <= 1 and place + 1 < len(sentence) and sentence[place + 1].is_joined:
            found = keys.get(texts[place].lower() + texts[place + 1].lower())
            if found is not None:
                rows, length = [found], 2
        if rows and place + length > reached:
            reached = place + length
            for row in rows:
                yield Found(row, place, reached, word.start, sentence[reached - 1].end, len(rows))


def _longest(
    keys: Mapping[str, int], longest: Mapping[str, int], ways: Sequence[tuple[str, list[str]]], place: int
) -> tuple[list[int], int]:
    """The rows of the longest term that begins at a word, and its words. A single word may be two: `saw` is
    a tool and a form of `see`."""
    rows: list[int] = []
    length = 0
    for mark, forms in ways:
        for count in range(
            min(longest.get(mark + forms[place], 1), len(forms) - place), max(length - 1, 0), -1
        ):
            found = keys.get(mark + (forms[place] if count == 1 else " ".join(forms[place : place + count])))
            if found is None or (count == length and (count > 1 or mark or found in rows)):
                continue
            rows = [*rows, found] if count == length else [found]
            length = count
            break
    return rows, length


def tag_characters(layer: Layer, text: Folded) -> Iterator[Found]:
    """Chinese terms in a text of `simplified`, in their order."""
    keys, longest = layer.keys.get("zh-hant"), layer.longest.get("zh-hant")
    if not keys or longest is None:
        return
    characters = text.text
    reached = 0
    for place, character in enumerate(characters):
        for length in range(min(longest.get(character, 1), len(characters) - place), 0, -1):
            if place + length <= reached:
                break
            row = keys.get(characters[place : place + length])
            if row is not None and _stands_alone(characters, place, place + length):
                reached = place + length
                yield Found(row, place, reached, *text.span(place, reached))
                break


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a term that begins or ends with Latin letters is not a piece of a longer word."""
    is_cut_before = start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1])
    is_cut_after = end < len(text) and _is_latin(text[end]) and _is_latin(text[end - 1])
    return not (is_cut_before or is_cut_after)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
