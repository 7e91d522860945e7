"""What a text says, in a form in which texts of four languages are comparable.

1. Marks of HTML are dropped; beyond MOST_CHARACTERS nothing is read.
2. Each sentence has a language of its own: that which its words show, else the one given for the text, else
   that of the whole text.
3. Concepts are those whose terms stand in the text, and at a discount their broader ones. A concept counts
   once, however often it is said: repeating a word makes no text more about it.
4. Words are English stems: an English word's own, any other word's translations with a weight for each.
   What no lexicon knows (names, above all) stands for itself, Chinese characters in pairs. How often a word
   is said counts little: 1 + ln(times), and never more than MOST_OFTEN.
5. Numbers stand with their units. Small English words ("the", "she") count little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sistership.matching.text.chinese import has_chinese, simplified
from sistership.matching.text.grams import grams
from sistership.matching.text.language import (
    SMALL_WORD,
    SMALL_WORDS,
    UNDETERMINED,
    Script,
    language_of,
    script_of,
)
from sistership.matching.text.lemmas import lemma, stem
from sistership.matching.text.lexicon import Lexicon
from sistership.matching.text.quantities import Quantity, quantities
from sistership.matching.text.tagging import Found, tag_characters, tag_words
from sistership.matching.text.words import MOST_CHARACTERS, Word, sentences, stripped, words
from sistership.vocabulary.tokeniser import Folded, fold

MOST_OFTEN = 1.5
"""The most that a word weighs for being said again and again; once is 1."""
_LONE_CHARACTER = 0.5
"""Weight of a Chinese term of one character, which is a word seldom."""
_PAIR = 0.5
"""Weight of a pair of Chinese characters that no lexicon knows."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept of the domain vocabulary and the characters of the text that show it, end excluded."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a text; all empty for one of blanks or emoji."""

    language: str
    """As given, or as found; `und` where neither is known."""
    script: Script
    mentions: tuple[Mention, ...]
    sentences: tuple[tuple[int, int], ...]
    """Spans."""
    quantities: tuple[Quantity, ...]
    concepts: Mapping[str, float]
    """Ids of concepts → weight, to 1: of the domain vocabulary, its broader ones, and those of packs."""
    words: Mapping[str, float]
    """Stems, numbers, unknown words, pairs of characters → weight."""
    grams: Mapping[int, float]
    """Hashed character n-grams → weight."""
    is_cut: bool
    """Whether the text was longer than is read."""

    @property
    def tokens(self) -> frozenset[str]:
        """What an index keeps: small letters, digits, `-` and Chinese characters only."""
        return frozenset(f"c-{concept}" for concept in self.concepts) | frozenset(self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was understood."""
        return not self.concepts and not self.words


class _Gathered:
    """Meanings as they are found."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.terms: dict[tuple[int, int], float] = {}
        """(layer, row) → weight."""
        self.meant: dict[tuple[int, int], float] = {}
        """(layer, row) → weight of its concepts, each counted once."""
        self.units: Counter[tuple[int, int] | str] = Counter()
        """(layer, row) of a term that is translated, or a word that stands for itself → how often."""
        self.own: dict[str, float] = {}
        self.mentions: set[Mention] = set()

    def take(
        self,
        number: int,
        found: Found,
        weight: float = 1.0,
        *,
        is_translated: bool = True,
        is_small: bool = False,
    ) -> None:
        unit = (number, found.row)
        meant = weight * (SMALL_WORD if is_small else 1.0)
        self.terms[unit] = max(weight, self.terms.get(unit, 0.0))
        self.meant[unit] = max(meant, self.meant.get(unit, 0.0))
        if is_translated:
            self.units[unit] += 1
        if number == 0:
            for concept, _ in self.lexicon.layers[0].concepts.of(found.row):
                self.mentions.add(Mention(concept, found.start, found.end))

    def take_own(self, word: str, weight: float = 1.0) -> None:
        if word:
            self.units[word] += 1
            self.own[word] = max(weight, self.own.get(word, 0.0))

    def concepts(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for (number, row), share in self.meant.items():
            for concept, weight in self.lexicon.layers[number].concepts.of(row):
                _raise(found, concept, weight * share)
                for broader, part in self.lexicon.ancestors(concept):
                    _raise(found, broader, weight * share * part)
        return found

    def words(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for unit, times in self.units.items():
            often = min(MOST_OFTEN, 1.0 + math.log(times))
            if isinstance(unit, str):
                found[unit] = found.get(unit, 0.0) + often * self.own[unit]
                continue
            for word, weight in self.lexicon.layers[unit[0]].stems.of(unit[1]):
                found[word] = found.get(word, 0.0) + often * weight * self.terms[unit]
        return found


def _raise(found: dict[str, float], concept: str, weight: float) -> None:
    if weight > found.get(concept, 0.0):
        found[concept] = weight


def understand(text: str, *, language: str | None = None, lexicon: Lexicon) -> Understood:
    """Understand a text; `language` is that of its writer, if known. Never raises for any text."""
    is_cut = len(text) > MOST_CHARACTERS
    plain = stripped(text[:MOST_CHARACTERS])
    whole = language or language_of(plain)
    gathered = _Gathered(lexicon)
    spans = sentences(plain)
    for start, end in spans:
        _read_sentence(plain, start, end, whole, gathered)
    measured = tuple(quantities(plain))
    for one in measured:
        gathered.take_own(one.token)
    own_words = gathered.words()
    return Understood(
        language=whole,
        script=script_of(plain),
        mentions=tuple(sorted(gathered.mentions, key=lambda one: (one.start, -one.end, one.concept))),
        sentences=tuple(spans),
        quantities=measured,
        concepts=gathered.concepts(),
        words=own_words,
        grams=grams(plain) if own_words else {},
        is_cut=is_cut,
    )


def _read_sentence(text: str, start: int, end: int, whole: str, gathered: _Gathered) -> None:
    sentence = text[start:end]
    covered = bytearray(len(sentence))
    if has_chinese(sentence):
        _read_chinese(sentence, start, covered, gathered)
    found = [
        word for word in words(text, start, end) if not any(covered[word.start - start : word.end - start])
    ]
    if not found:
        return
    own = language_of(sentence)
    if own == UNDETERMINED:
        own = whole
    if own in ("en", "zh-hant"):
        languages: tuple[str, ...] = ("en",)
    elif own in SMALL_WORDS:
        languages = (own, "en")
    else:
        languages = ("en", "pl", "ms")
    _read_words(found, languages, gathered)


def _read_chinese(sentence: str, offset: int, covered: bytearray, gathered: _Gathered) -> None:
    """Take the Chinese terms of a sentence, and mark the characters that they cover."""
    folded = simplified(sentence)
    known = bytearray(len(folded.text))
    for number, layer in enumerate(gathered.lexicon.layers):
        for found in tag_characters(layer, folded):
            is_lone = found.last - found.first == 1
            gathered.take(number, _moved(found, offset), _LONE_CHARACTER if is_lone else 1.0)
            if not is_lone:
                known[found.first : found.last] = b"\x01" * (found.last - found.first)
            covered[found.start : found.end] = b"\x01" * (found.end - found.start)
    for pair in _unknown_pairs(folded, known):
        gathered.take_own(pair, _PAIR)


def _unknown_pairs(folded: Folded, known: bytearray) -> Iterable[str]:
    for place in range(len(known) - 1):
        pair = folded.text[place : place + 2]
        if not (known[place] or known[place + 1]) and all(map(has_chinese, pair)):
            yield pair


def _moved(found: Found, offset: int) -> Found:
    return Found(found.row, found.first, found.last, found.start + offset, found.end + offset)


def _read_words(sentence: list[Word], languages: tuple[str, ...], gathered: _Gathered) -> None:
    """Take the terms of a sentence, each word in the first language that knows it. English words stand for
    themselves, and need no translation but where a layer has one."""
    known: set[int] = set()
    for language in languages:
        is_english = language == "en"
        new: set[int] = set()
        for number, layer in enumerate(gathered.lexicon.layers):
            for found in tag_words(layer, sentence, language):
                places = range(found.first, found.last)
                if not known.issuperset(places):
                    is_small = _is_small(sentence, places, language)
                    weight = 1 / math.sqrt(found.readings)
                    is_translated = not is_english or layer.has_english
                    gathered.take(number, found, weight, is_translated=is_translated, is_small=is_small)
                    new.update(places)
        if not is_english:
            known |= new
    main = languages[0]
    for place, word in enumerate(sentence):
        is_small = word.text.lower() in SMALL_WORDS[main]
        if place not in known and not (is_small and main != "en"):
            forms = _own_forms(word.text, main)
            for own in forms:
                gathered.take_own(own, (SMALL_WORD if is_small else 1.0) / math.sqrt(len(forms)))


def _is_small(sentence: list[Word], places: range, language: str) -> bool:
    return all(
        sentence[place].text.lower() in SMALL_WORDS[language] and not sentence[place].text.isupper()
        for place in places
    )


def _own_forms(word: str, language: str) -> tuple[str, ...]:
    """How a word stands for itself: by the stems, as English has them, of its lemma (`went`: go) and of its
    form, if they differ."""
    plain = word.replace("'s", "").replace("’s", "")
    forms = (plain,) if not plain[:1].isalpha() else (lemma(plain, language), plain)
    return tuple(dict.fromkeys(_token(stem(fold(form).replace("'", ""), "en")) for form in forms))


def _token(word: str) -> str:
    """The word in letters that an index keeps; empty for one in another script."""
    kept = "".join("-" if one in ".,+#" else one for one in word if one.isascii())
    return "".join(one for one in kept if one.isalnum() or one == "-") if any(map(str.isalnum, kept)) else ""
