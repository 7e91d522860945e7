"""What a reader asks for: words, each widened by the concept that it names, and phrases in quotation marks.

1. All clauses must hold. A clause is a choice of ways; a way is terms that must all be there.
2. Where the words name a concept, every word of that concept in any language is another way.
3. A phrase in quotation marks is never widened; its words must stand together, which an index of tokens
   cannot say, so that whoever searches checks `stand_together` on what the index found.
4. The last Latin word outside of quotation marks may go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sistership.vocabulary.concepts import Concept, concepts_in
from sistership.vocabulary.tokeniser import Term, fold, query_terms, tokens

Way = tuple[Term, ...]
_PHRASE = re.compile('["“”「『]([^"“”「」『』]+)["“”」』]')
_BETWEEN = re.compile(r"\W+")
MOST_CLAUSES = 20


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for."""

    clauses: tuple[tuple[Way, ...], ...]
    """Empty when nothing was asked that can be looked for."""
    concepts: tuple[Concept, ...] = ()
    """Those by which clauses were widened."""
    phrases: tuple[str, ...] = ()
    """Folded, with one space between words."""

    def stand_together(self, text: str) -> bool:
        """Whether every phrase stands in the text."""
        folded = _spaced(text)
        return all(phrase in folded for phrase in self.phrases)

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Spans of the text that answer the query, in their order and apart from each other."""
        terms = [way[0] for ways in self.clauses for way in ways[:1]]
        terms += [term for ways in self.clauses for term in ways[0][1:]]
        whole = {token for term in terms if not term.is_prefix for token in term.tokens}
        begun = tuple(token for term in terms if term.is_prefix for token in term.tokens[-1:])
        spans = []
        for one in tokens(text):
            if one.text in whole:
                spans.append((one.start, one.end))
            elif begun and one.text.startswith(begun):
                # of a pair of Chinese characters, the first alone was asked for
                spans.append((one.start, one.end if one.text[0].isascii() else one.start + 1))
        asked = {concept.id for concept in self.concepts}
        if asked:
            spans += [(one.start, one.end) for one in concepts_in(text) if one.concept.id in asked]
        return list(_joined(sorted(spans)))


def parse_query(text: str) -> Query:
    """The query of what somebody typed."""
    phrases = [found for found in _PHRASE.findall(text) if query_terms(found)]
    clauses: list[tuple[Way, ...]] = [(tuple(query_terms(phrase)),) for phrase in phrases]
    found: dict[str, Concept] = {}
    rest = _PHRASE.sub("\n", text)
    mentions = concepts_in(rest)
    here = 0
    loose: list[str] = []
    while mentions:
        start, end = mentions[0].start, mentions[0].end
        same = [one for one in mentions if one.start < end]
        end = max(one.end for one in same)
        mentions = mentions[len(same) :]
        loose.append(rest[here:start])
        here = end
        named = {one.concept.id: one.concept for one in same}
        found |= named
        own: Way = tuple(query_terms(rest[start:end]))
        clauses.append((own, *(way for concept in named.values() for way in concept.ways() if way != own)))
    loose.append(rest[here:])
    for number, words in enumerate(loose):
        is_last = number == len(loose) - 1
        # a character left over between concepts, as 的 is, says nothing
        clauses += [
            ((term,),)
            for term in query_terms(words, is_last_open=is_last)
            if not (found and _is_lone_character(term))
        ]
    return Query(
        tuple(dict.fromkeys(clauses[:MOST_CLAUSES])), tuple(found.values()), tuple(map(_phrase, phrases))
    )


def _is_lone_character(term: Term) -> bool:
    return len(term.tokens[0]) == 1 and not term.tokens[0].isascii()


def _phrase(words: str) -> str:
    return _spaced(words).strip()


def _spaced(text: str) -> str:
    return _BETWEEN.sub(" ", fold(text))


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for one, last in spans:
        if one > end:
            if end > start:
                yield start, end
            start, end = one, last
        end = max(end, last)
    if end > start:
        yield start, end
