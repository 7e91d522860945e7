"""Terms of one source, compiled for looking up: a domain vocabulary, or a pack of a general lexicon.

1. A term is kept under keys: as it is spelled, as the lemmas of its words, as their stems (marked, so that a
   stem is never taken for a word). Chinese terms have one key, their characters in simplified form.
2. A key leads to a row: the concepts that the term may mean, and what it means in English, as stems; each
   with a weight. The weights of a row's concepts, and of its stems, have a length of 1 together, so that a
   word of many meanings says less of each.
3. For each first word of a key, or first character, the length of the longest key is kept where it is above
   1: looking for the longest term at a place takes as many look-ups as that, one or two for most words.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sistership.matching.text.chinese import has_chinese, simplified
from sistership.matching.text.lemmas import lemma, stem
from sistership.matching.text.words import words

PARTS = "parts"
"""Name of the layer of plain words, see `parts`."""
STEMMED = "\x01"
"""Begins a key of stems."""
SPELLED = "\x02"
"""Begins a key of capitals that must be spelled so: IT is no `it`."""
_SHORT_CAPITALS = 3
_LEAST_STEM = 5
"""Letters of a single word that may be found by its stem."""
MOST_MEANINGS = 40
"""Concepts, and stems, of one row: the weightiest."""
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Meanings:
    """Names (of concepts, or stems) with weights, for each row. The empty name says nothing."""

    names: tuple[str, ...]
    starts: npt.NDArray[np.int32]
    ids: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]

    def of(self, row: int) -> Iterator[tuple[str, float]]:
        """The names of a row with their weights."""
        start, end = self.starts[row], self.starts[row + 1]
        for number, weight in zip(
            self.ids[start:end].tolist(), self.weights[start:end].tolist(), strict=True
        ):
            if name := self.names[number]:
                yield name, weight


@dataclass(frozen=True, slots=True)
class Layer:
    """One compiled source."""

    name: str
    keys: Mapping[str, Mapping[str, int]]
    """Language → key → row."""
    longest: Mapping[str, Mapping[str, int]]
    """Language → first word of keys (characters of zh) → most words of such a key; left out: 1."""
    concepts: Meanings
    stems: Meanings

    @property
    def has_english(self) -> bool:
        """Whether its English terms stand for other English words."""
        return self.name == PARTS


class LayerBuilder:
    """Gathers terms and compiles them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._meant: dict[tuple[str, str], list[tuple[Weights, Weights]]] = {}

    def add(self, language: str, term: str, *, concepts: Weights, stems: Weights) -> None:
        """Take a term in; what is said of one term twice is added up."""
        for tongue, key in term_keys(term, language):
            self.add_key(tongue, key, concepts=concepts, stems=stems)

    def add_key(self, language: str, key: str, *, concepts: Weights, stems: Weights) -> None:
        """As `add`, for what is a key already."""
        self._meant.setdefault((language, key), []).append((concepts, stems))

    def build(self) -> Layer:
        """The compiled layer."""
        keys: defaultdict[str, dict[str, int]] = defaultdict(dict)
        rows: dict[tuple[tuple[str, float], ...], int] = {}
        meant: list[tuple[Weights, Weights]] = []
        known: dict[tuple[int, ...], int] = {}
        for (language, key), given in self._meant.items():
            # most keys have the very weights of another
            told = tuple([id(one) for pair in given for one in pair])
            row = known.get(told)
            if row is None:
                concepts, stems = given[0] if len(given) == 1 else map(_sum, zip(*given, strict=True))
                same = (*concepts.items(), ("", 0.0), *stems.items())
                row = known[told] = rows.setdefault(same, len(rows))
                if row == len(meant):
                    meant.append((concepts, stems))
            keys[language][key] = row
        return Layer(
            self.name,
            dict(keys),
            {language: longest_by_start(some, language) for language, some in keys.items()},
            _meanings([concepts for concepts, _ in meant]),
            _meanings([stems for _, stems in meant]),
        )


def _sum(given: Iterable[Weights]) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in given:
        for name, weight in one.items():
            found[name] = found.get(name, 0.0) + weight
    return found


def _meanings(rows: list[Weights]) -> Meanings:
    numbers: dict[str, int] = {}
    starts, ids, weights = [0], [], []
    for row in rows:
        chosen = sorted(row.items(), key=lambda item: (-item[1], item[0]))[:MOST_MEANINGS]
        length = math.sqrt(sum(weight * weight for _, weight in chosen)) or 1.0
        for name, weight in chosen:
            ids.append(numbers.setdefault(name, len(numbers)))
            weights.append(weight / length)
        starts.append(len(ids))
    return Meanings(
        tuple(numbers), np.array(starts, np.int32), np.array(ids, np.int32), np.array(weights, np.float32)
    )


def term_keys(term: str, language: str) -> set[tuple[str, str]]:
    """Languages and keys under which a term is looked for. Latin letters alone, as AOI in Chinese, are
    looked for as English is."""
    if has_chinese(term):
        return {("zh-hant", simplified(term).text)}
    tongue = "en" if language == "zh-hant" else language
    found = words(term)
    if not found:
        return set()
    texts = [word.text for word in found]
    if len(texts) == 1 and len(texts[0]) <= _SHORT_CAPITALS and texts[0].isupper():
        return {(tongue, SPELLED + texts[0])}
    keys = {(tongue, " ".join(forms)) for forms in (spelled(texts), lemmas(texts, tongue))}
    is_long_word = len(texts[0]) >= _LEAST_STEM and tongue != "en"
    if len(texts) > 1 or is_long_word:
        keys.add((tongue, STEMMED + " ".join(stems(texts, tongue))))
    if len(texts) == 2 and found[1].is_joined:
        keys.add((tongue, "".join(spelled(texts))))
    return keys


def spelled(texts: list[str]) -> list[str]:
    """Words as they are, in small letters."""
    return [text.lower() for text in texts]


def lemmas(texts: list[str], language: str) -> list[str]:
    """Their lemmas."""
    return [lemma(text, language) for text in texts]


def stems(texts: list[str], language: str) -> list[str]:
    """Their stems."""
    return [stem(text, language) for text in texts]


def longest_by_start(keys: Mapping[str, int], language: str) -> dict[str, int]:
    """The most words of a key by its first word, for Chinese characters by the first; where it is 1, it is
    left out."""
    found: dict[str, int] = {}
    for key in keys:
        first, length = (
            (key[0], len(key)) if language == "zh-hant" else (key.split(" ", 1)[0], key.count(" ") + 1)
        )
        if length > found.get(first, 0):
            found[first] = length
    return found
