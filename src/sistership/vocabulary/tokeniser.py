"""Text → tokens for search: folded Latin words, overlapping pairs of Chinese characters, numbers in parts.

1. Each character is folded by itself (NFKC, case, diacritics, variants of Chinese characters), so that every
   token knows the span of the text that it came from.
2. A run of Chinese, Japanese or Korean characters yields its overlapping pairs and its last character, so
   that any two neighbouring characters are a token and any single one begins a token.
3. A Latin word is one token; `'s` at its end is dropped, any other apostrophe inside it joins.
4. Parts joined by `-`, `/`, `.` or `_` of which one holds a digit are an identifier: every sequence of its
   parts is a token, joined by `-`. KH-2026-0042 is found by itself, by 2026-0042 and by 0042.

A token holds small letters, digits, `-` and characters beyond ASCII only; databases need not cut it again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST_TOKEN = 60
"""Characters; what is longer is cut, in texts and in queries alike."""
MOST_PARTS = 6
"""Parts of an identifier whose every sequence is a token; else the whole and its parts are."""
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŧ": "t"}
)
_VARIANTS = str.maketrans("臺裏峯羣爲衆着麽綫甯囯", "台裡峰群為眾著麼線寧國")
_APOSTROPHES = "'’ʼ＇‘`´"
_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U00020000-\U000323af"
)
_PIECE = re.compile(
    rf"(?P<cjk>[{_CJK}]+)"
    rf"|(?P<word>[^\W_{_CJK}]+(?:(?:'[^\W_{_CJK}]+)|(?:[-/._](?=[^\W_{_CJK}])[^\W_{_CJK}]+))*)"
)
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Token:
    """One token and where it stands: characters of the text from 0, end excluded."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as tokens see it, with the place that each of its characters has in the text."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text behind a span of its folded form, which must not be empty."""
        return self.origins[start], self.origins[end - 1] + 1


@lru_cache(maxsize=20_000)
def _fold_character(character: str) -> str:
    before, folded = "", character
    while folded != before:
        before = folded
        folded = unicodedata.normalize("NFKC", folded).casefold().translate(_LETTERS).translate(_VARIANTS)
        folded = "".join(
            "'" if one in _APOSTROPHES else one
            for one in unicodedata.normalize("NFD", folded)
            if not "\u0300" <= one <= "\u036f"
        )
        folded = unicodedata.normalize("NFC", folded)
    return folded


def fold(text: str) -> str:
    """The text in small letters without diacritics, in half width: Gdańsk → gdansk, ＡＩ → ai, 臺 → 台."""
    return "".join(map(_fold_character, text))


def fold_with_origins(text: str) -> Folded:
    """As `fold`, with the place of each character."""
    origins: list[int] = []
    parts: list[str] = []
    for place, character in enumerate(text):
        folded = _fold_character(character)
        parts.append(folded)
        origins += [place] * len(folded)
    return Folded("".join(parts), tuple(origins))


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in their order, repetitions included."""
    folded = fold_with_origins(text)
    for piece in _PIECE.finditer(folded.text):
        cut = _pairs(piece.group()) if piece["cjk"] else _words(piece.group())
        for token, start, end in cut:
            yield Token(token[:LONGEST_TOKEN], *folded.span(piece.start() + start, piece.start() + end))


def token_set(text: str) -> set[str]:
    """What an index keeps of a text."""
    return {token.text for token in tokens(text)}


def _pairs(run: str) -> Iterator[tuple[str, int, int]]:
    for start in range(len(run) - 1):
        yield run[start : start + 2], start, start + 2
    yield run[-1], len(run) - 1, len(run)


def _words(piece: str) -> Iterator[tuple[str, int, int]]:
    parts = [(found.group(), found.start(), found.end()) for found in re.finditer(r"[^-/._]+", piece)]
    if not _HAS_DIGIT.search(piece):
        for word, start, end in parts:
            yield _without_apostrophes(word), start, end
        return
    names = [_without_apostrophes(word) for word, _, _ in parts]
    for first, (_, start, _) in enumerate(parts):
        for last in range(first, len(parts)):
            if len(parts) <= MOST_PARTS or first == last or (first == 0 and last == len(parts) - 1):
                yield "-".join(names[first : last + 1]), start, parts[last][2]


def _without_apostrophes(word: str) -> str:
    return word.removesuffix("'s").replace("'", "")


@dataclass(frozen=True, slots=True)
class Term:
    """What a reader looks for: all of its tokens must be there, the last one perhaps as a beginning."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


def query_terms(text: str, *, is_last_open: bool = False) -> list[Term]:
    """The terms of what somebody typed: one for each word, identifier and run of Chinese characters.

    A single Chinese character is looked for as the beginning of a pair, which finds it wherever it stands.
    With `is_last_open` the last Latin word may go on, as while somebody is still typing.
    """
    folded = fold(text)
    pieces = list(_PIECE.finditer(folded))
    terms: list[Term] = []
    for number, piece in enumerate(pieces):
        is_open = is_last_open and number == len(pieces) - 1 and piece.end() == len(folded.rstrip())
        if piece["cjk"]:
            run = piece.group()
            pairs = tuple(run[start : start + 2] for start in range(len(run) - 1))
            terms.append(Term(tuple(dict.fromkeys(pairs)) or (run,), is_prefix=not pairs))
            continue
        words = [_without_apostrophes(word) for word in re.split(r"[-/._]", piece.group())]
        asked = ("-".join(words),) if _HAS_DIGIT.search(piece.group()) else tuple(words)
        # a long identifier is indexed whole and in parts only, as a short one is in any sequence
        terms.append(Term(tuple(word[:LONGEST_TOKEN] for word in asked), is_prefix=is_open))
    return terms
