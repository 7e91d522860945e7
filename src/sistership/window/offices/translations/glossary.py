"""Terms that a translation must use: the glossaries of the partnership's cities, then the words of the house.

1. A concept is found in a source by any word that a city of the partnership or the house has for it.
2. The word to use is that of the city that speaks the target language, else another city's, else the house's.
3. Words are found inflected: Chinese as it stands; English with a plural; Polish by the stem of each word;
   other languages with a short ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sistership.window.offices.people.models import CityTerm
from sistership.window.offices.translations.house_terms import HOUSE_TERMS

LETTER = r"[^\W\u3400-\u9fff]"
"""A letter of a word written with blanks; a Chinese character may stand beside one without any."""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One concept, from one language into another."""

    concept: str
    sources: tuple[str, ...]
    target: str
    """The word to use."""
    accepted: tuple[str, ...]
    """Words of the target language by which the concept counts as said."""
    is_locked: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term in a source: characters from 0, end excluded."""

    start: int
    end: int
    term: GlossaryTerm


def _stem(word: str) -> str:
    """What of a Polish word stays when it is inflected."""
    keep = len(word) - 3 if len(word) > 6 else len(word) - 1 if len(word) > 3 else len(word)
    return re.escape(word[:keep]) + r"\w{0,5}"


@lru_cache(maxsize=2048)
def pattern_of(term: str, language: str) -> re.Pattern[str]:
    """How a term is found in a text of the language."""
    if language.startswith("zh"):
        return re.compile(re.escape(term))
    words = term.split()
    if language == "pl":
        inner = r"\s+".join(_stem(word) for word in words)
    elif language == "en":
        *first, last = words
        plural = re.escape(last[:-1]) + "(?:y|ies)" if last.endswith("y") else re.escape(last) + "(?:e?s)?"
        inner = r"\s+".join([*map(re.escape, first), plural])
    else:
        inner = r"\s+".join(map(re.escape, words)) + r"(?:-?\w{1,3})?"
    return re.compile(rf"(?<!{LETTER}){inner}(?!{LETTER})", re.IGNORECASE)


def find_terms(text: str, terms: Iterable[GlossaryTerm], language: str) -> list[FoundTerm]:
    """Every term in the text, the longest where several begin; none inside another."""
    found = [
        FoundTerm(match.start(), match.end(), term)
        for term in terms
        for word in term.sources
        for match in pattern_of(word, language).finditer(text)
    ]
    kept: list[FoundTerm] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def says(text: str, term: GlossaryTerm, language: str) -> bool:
    """Whether a translation uses the term."""
    return any(pattern_of(word, language).search(text) for word in term.accepted)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of one partnership's cities, read once for any pair of languages."""

    rows: tuple[tuple[str, str, str, bool, str, str], ...]
    """Concept, language, term, whether locked, note, and the language of the city."""

    def between(self, source: str, target: str) -> tuple[GlossaryTerm, ...]:
        """The terms that have words in both languages."""
        cities: dict[str, list[tuple[str, str, str, bool, str, str]]] = {}
        for row in self.rows:
            cities.setdefault(row[0].strip().lower(), []).append(row)
        found = []
        for rows in cities.values():
            known = [row for row in rows if row[1] == source]
            wanted = sorted((row for row in rows if row[1] == target), key=lambda row: row[5] != target)
            if known and wanted:
                found.append(
                    GlossaryTerm(
                        concept=rows[0][0],
                        sources=tuple(dict.fromkeys(row[2] for row in known)),
                        target=wanted[0][2],
                        accepted=tuple(dict.fromkeys(row[2] for row in wanted)),
                        is_locked=wanted[0][3],
                        note=wanted[0][4],
                    )
                )
        said = {word.lower() for term in found for word in term.sources}
        for house in HOUSE_TERMS:
            sources, targets = house.words.get(source, ()), house.words.get(target, ())
            left = tuple(word for word in sources if word.lower() not in said)
            if left and targets and house.concept.lower() not in {term.concept.lower() for term in found}:
                found.append(GlossaryTerm(house.concept, left, targets[0], targets, house.is_locked))
        return tuple(found)


def glossary_of(partnership_ids: Iterable[int]) -> dict[int, Glossary]:
    """Partnership → its glossary: one query for any number."""
    wanted = set(partnership_ids)
    rows = CityTerm.objects.filter(city__sides__partnership__in=wanted).values_list(
        "city__sides__partnership", "concept", "language", "term", "is_locked", "note", "city__language"
    )
    found: dict[int, list[tuple[str, str, str, bool, str, str]]] = {one: [] for one in wanted}
    for partnership, *row in rows.order_by("pk"):
        if partnership in found:
            found[partnership].append(tuple(row))  # type: ignore[arg-type]  # six columns as named above
    return {partnership: Glossary(tuple(own)) for partnership, own in found.items()}
