"""What single words mean: from the list of plain words, and learnt from the terms of the domain vocabulary.

1. A plain word stands for the English words of its row, the first one in full, the others by half; and for
   the meaning that the row is, which all its words share. An English word stands for itself already, and for
   the others of its row.
2. The vocabulary says that 渡輪服務, `ferry service` and `przewóz promowy` are one thing; it does not say
   that 渡輪 is a ferry. But 渡輪 stands in many terms, and what their English names share is `ferry`.
3. So each concept is taken as a pair of texts (all its terms in one language, all its English terms), as is
   each row of plain words, and the chance that a word stands for an English stem is found by expectation
   maximisation (IBM model 1; Brown et al. 1993). A word in Chinese is any run of 2–4 characters; longer ones
   that explain no more fall away, since the shorter ones stand in more terms.
4. A word is kept where it stands in LEAST concepts, with the stems that take LEAST_SHARE of its chance. These
   are words for comparing texts, never concepts of the vocabulary: nothing is explained by them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sistership.matching.text.chinese import chinese_runs, simplified
from sistership.matching.text.language import SMALL_WORDS
from sistership.matching.text.layers import PARTS, Layer, LayerBuilder
from sistership.matching.text.lemmas import stem
from sistership.matching.text.words import words
from sistership.vocabulary.domain_concepts import DomainConcept
from sistership.vocabulary.plain_words import PlainWord

ROUNDS = 12
LEAST = 2
"""Concepts in which a word stands."""
LEAST_SHARE = 0.12
LEAST_WEIGHT = 0.6
"""How often a word is expected to stand for a stem."""
LONGEST = 4
"""Characters of a word in Chinese."""
OTHER_WORD = 0.5
"""Weight of an English word beside the first of its row."""
MEANING = "plain:"
"""Begins the name of the meaning that a row of plain words has."""
TRUST = 0.7
"""Weight of what was learnt beside what the vocabulary says."""
Texts = list[tuple[list[str], list[str]]]


def parts_layer(domain: Mapping[str, DomainConcept], plain: Sequence[PlainWord] = ()) -> Layer:
    """A layer of single words with their English stems and no concepts."""
    builder = LayerBuilder(PARTS)
    for number, row in enumerate(plain):
        said = [set(_stems(word, "en", None)) for word in row["en"]]
        meant: dict[str, float] = {}
        for place, some in enumerate(said):
            for one in some:
                meant[one] = max(meant.get(one, 0.0), OTHER_WORD if place else 1.0)
        meaning = {f"{MEANING}{number}": 1.0}
        for language, terms in row.items():
            for place, word in enumerate(terms):
                stems = meant
                if language == "en":
                    stems = {one: weight for one, weight in meant.items() if one not in said[place]}
                builder.add(language, word, concepts=meaning, stems=stems)
    rows = [*(concept.terms for concept in domain.values()), *plain]
    english = [sorted({one for term in named["en"] for one in _stems(term, "en", None)}) for named in rows]
    for language in ("zh-hant", "pl", "ms"):
        forms: defaultdict[str, set[str]] = defaultdict(set)
        own = [{one for term in named[language] for one in _units(term, language, forms)} for named in rows]
        texts = list(zip(map(sorted, own), english, strict=True))
        for unit, meant in _learnt(texts).items():
            if language == "zh-hant":
                builder.add_key(language, unit, concepts={}, stems=meant)
            for form in forms[unit]:
                builder.add(language, form, concepts={}, stems=meant)
    return builder.build()


def _units(term: str, language: str, forms: defaultdict[str, set[str]]) -> Iterable[str]:
    if language != "zh-hant":
        yield from _stems(term, language, forms)
        return
    for plain in chinese_runs(simplified(term).text):
        for start in range(len(plain)):
            for end in range(start + 2, min(start + LONGEST, len(plain)) + 1):
                yield plain[start:end]


def _stems(term: str, language: str, forms: defaultdict[str, set[str]] | None) -> Iterable[str]:
    for word in words(term):
        small = word.text.lower()
        if len(small) > 2 and small not in SMALL_WORDS[language]:
            unit = stem(small, language)
            if forms is not None:
                forms[unit].add(small)
            yield unit


def _learnt(texts: Texts) -> dict[str, dict[str, float]]:
    """Word → English stem → chance, for those that are kept."""
    units = {name: number for number, name in enumerate(sorted({one for own, _ in texts for one in own}))}
    stems = {name: number for number, name in enumerate(sorted({one for _, other in texts for one in other}))}
    held = Counter(one for own, _ in texts for one in own)
    firsts: list[int] = []
    seconds: list[int] = []
    numbers: list[int] = []
    for number, (own, other) in enumerate(texts):
        firsts += [units[one] for one in own] * len(other)
        for one in other:
            seconds += [stems[one]] * len(own)
        numbers += [number] * (len(own) * len(other))
    said = np.array(seconds)
    pairs, cell = np.unique(np.array(firsts) * len(stems) + said, return_inverse=True)
    group = np.unique(np.array(numbers) * len(stems) + said, return_inverse=True)[1]
    unit_of = pairs // len(stems)
    chance = np.ones(len(pairs))
    for _ in range(ROUNDS):
        share = chance[cell]
        share = share / np.bincount(group, weights=share)[group]
        expected = np.bincount(cell, weights=share, minlength=len(pairs))
        chance = expected / np.bincount(unit_of, weights=expected)[unit_of]
    names, meant = list(units), list(stems)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for place in np.flatnonzero((chance >= LEAST_SHARE) & (expected >= LEAST_WEIGHT)).tolist():
        unit, named = divmod(int(pairs[place]), len(stems))
        if held[names[unit]] >= LEAST:
            found[names[unit]][meant[named]] = TRUST * float(chance[place])
    return dict(found)
