"""On which side of a market a profile stands, from how it says what it offers and needs.

1. "We make pumps; we look for distributors" supplies; "we run a network of pipes; we need a supplier of
   pumps" uses. Both speak of pumps. Which it is shows in words that have nothing to do with pumps
   (`roles.tsv`).
2. A row counts once a side, however many of its words stand there. The role is the difference between what
   speaks for either, over their sum and CAUTION: 1 supplies, -1 uses, 0 is not known, or is both.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sistership.matching.text.chinese import has_chinese, simplified
from sistership.matching.text.language import UNDETERMINED, language_of
from sistership.matching.text.layers import Layer, LayerBuilder
from sistership.matching.text.tagging import tag_characters, tag_words
from sistership.matching.text.words import MOST_CHARACTERS, sentences, stripped, words
from sistership.vocabulary.role_words import SIDES, role_words

CAUTION = 1.0


def role_of(offers: str, needs: str, *, language: str | None = None) -> float:
    """-1 to 1 for what a profile says on its two sides."""
    rows = role_words()
    spoken = {1: 0.0, -1: 0.0}
    for side, text in zip(SIDES, (offers, needs), strict=True):
        for row in _rows(text, _layers()[side], language):
            spoken[rows[row].sign] += 1
    return (spoken[1] - spoken[-1]) / (spoken[1] + spoken[-1] + CAUTION)


@cache
def _layers() -> dict[str, Layer]:
    builders = {side: LayerBuilder(side) for side in SIDES}
    for number, row in enumerate(role_words()):
        for language, terms in row.terms.items():
            for term in terms:
                builders[row.side].add(language, term, concepts={str(number): 1.0}, stems={})
    return {side: builder.build() for side, builder in builders.items()}


def _rows(text: str, layer: Layer, language: str | None) -> set[int]:
    """Numbers of the rows of which any word stands in the text."""
    plain = stripped(text[:MOST_CHARACTERS])
    whole = language or language_of(plain)
    return {
        int(name)
        for start, end in sentences(plain)
        for row in _found(plain[start:end], layer, whole)
        for name, _ in layer.concepts.of(row)
    }


def _found(sentence: str, layer: Layer, whole: str) -> Iterable[int]:
    if has_chinese(sentence):
        yield from (one.row for one in tag_characters(layer, simplified(sentence)))
    own = language_of(sentence)
    tongue = whole if own == UNDETERMINED else own
    yield from (one.row for one in tag_words(layer, words(sentence), "en" if tongue == "zh-hant" else tongue))
