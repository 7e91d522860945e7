"""Concepts of the sectors in which cities work together, with the words that show them in four languages.

`concepts.tsv` holds one concept in each row: id, id of the broader concept, and for each language its words,
separated by `|`, the first of them the name. A `*` at the end of a word, or of one of several, stands for any
ending, which Polish needs (`półprzewodnik*`). A word after `~` is a name only: it would mean something else
in another language, as Malay `air`, water, does in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES
from sistership.vocabulary.tokeniser import Term, fold, fold_with_origins, query_terms

COLUMNS = ("id", "broader", *LANGUAGES)
_ID = re.compile(r"[a-z][a-z0-9-]*")
_LETTER = r"[^\W_\u2e80-\U000323af]"


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of the vocabulary."""

    id: str
    broader: str
    """Id of the concept of which this is a part; empty for none."""
    names: Mapping[str, str]
    """Language → its name."""
    words: Mapping[str, tuple[str, ...]]
    """Language → the words that show it, folded; `*` at the end stands for any ending."""

    def name(self, language: str) -> str:
        """Its name; raises InputError for a language that the vocabulary does not have."""
        if language not in self.names:
            raise InputError(f"The vocabulary has no language {language!r}", allowed=", ".join(LANGUAGES))
        return self.names[language]

    def ways(self) -> list[tuple[Term, ...]]:
        """What to look for in an index to find it in any language: all terms of any one of these."""
        found: dict[tuple[Term, ...], None] = {}
        for words in self.words.values():
            for word in words:
                parts = (
                    Term(term.tokens, is_prefix=term.is_prefix or part.endswith("*"))
                    for part in word.split()
                    for term in query_terms(part.rstrip("*"))
                )
                found[tuple(parts)] = None
        return list(found)


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept and the words that showed it: characters of the text from 0, end excluded."""

    concept: Concept
    start: int
    end: int


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by id."""
    return read_concepts(files(__package__).joinpath("concepts.tsv").read_text("utf-8"))


def read_concepts(text: str, *, file: str = "concepts.tsv") -> Mapping[str, Concept]:
    """Concepts by id from the text of a file; raises InputError that names file, row and field."""
    lines = text.splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise InputError(
            "The first row does not name the columns", where=f"{file}, row 1", allowed=" ".join(COLUMNS)
        )
    found: dict[str, Concept] = {}
    for row, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        where = f"{file}, row {row}"
        if len(cells) != len(COLUMNS):
            raise InputError(f"There are {len(cells)} fields", where=where, allowed=f"{len(COLUMNS)} fields")
        given = dict(zip(COLUMNS, cells, strict=True))
        concept = _concept(given, where)
        if concept.id in found:
            raise InputError(f"{concept.id!r} stands there twice", where=f"{where}, id")
        if concept.broader and concept.broader not in found:
            raise InputError(f"{concept.broader!r} is no concept of a row above", where=f"{where}, broader")
        found[concept.id] = concept
    return found


def _concept(given: Mapping[str, str], where: str) -> Concept:
    if not _ID.fullmatch(given["id"]):
        raise InputError(
            f"{given['id']!r} is no id", where=f"{where}, id", allowed="small letters, digits and hyphens"
        )
    names: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        cells = [word.strip() for word in given[language].split("|")]
        if not all(word.strip("~* ") for word in cells):
            raise InputError("A word is empty", where=f"{where}, {language}")
        names[language] = cells[0].strip("~*")
        words[language] = tuple(fold(word) for word in cells if not word.startswith("~"))
    return Concept(given["id"], given["broader"], names, words)


@cache
def _patterns() -> tuple[tuple[Concept, tuple[str, ...], re.Pattern[str]], ...]:
    """Each concept with how its words begin (without any of these a text need not be looked through) and a
    pattern of all of them."""
    return tuple((concept, *_pattern(concept)) for concept in concepts().values())


def _pattern(concept: Concept) -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = sorted({word for some in concept.words.values() for word in some}, key=len, reverse=True)
    begun = dict.fromkeys(word.split()[0].rstrip("*") for word in words)
    spaced = "|".join(_spaced(word) for word in words if word[0].isascii())
    unspaced = [re.escape(word) for word in words if not word[0].isascii()]
    # The bounds stand once around all words: a class of so many letters takes a millisecond to compile.
    bounded = [rf"(?<!{_LETTER})(?:{spaced})(?!{_LETTER})"] if spaced else []
    return tuple(begun), re.compile("|".join(bounded + unspaced))


def _spaced(word: str) -> str:
    """A pattern of a word or words of letters; `*` stands for any ending."""
    return r"[\s-]+".join(
        re.escape(part.rstrip("*")) + (r"[^\W_]*?" if part.endswith("*") else "") for part in word.split()
    )


def concepts_in(text: str) -> list[Mention]:
    """The concepts that a text in any of the languages mentions, in its order.

    Words inside longer words of another concept are that other concept's: in "urban flooding" of a concept
    that has both words, `flooding` is not counted again.
    """
    folded = fold_with_origins(text)
    found = [
        Mention(concept, *folded.span(*match.span()))
        for concept, begun, pattern in _patterns()
        if any(start in folded.text for start in begun)
        for match in pattern.finditer(folded.text)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Mention] = []
    for one in found:
        is_inside = any(
            other.start <= one.start
            and one.end <= other.end
            and other.end - other.start > one.end - one.start
            for other in kept
        )
        if not is_inside:
            kept.append(one)
    return kept
