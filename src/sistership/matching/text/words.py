"""Words of a text in Latin letters, sentences, and what is stripped before either is looked for."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from sistership.matching.text.chinese import CHINESE
from sistership.vocabulary.tokeniser import LONGEST_TOKEN

MOST_CHARACTERS = 100_000
"""Of a text, some forty pages; what stands beyond is not read, and `Understood.is_cut` says so."""
_LETTER = rf"[^\W\d_{CHINESE}]"
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)*(?:{_LETTER}+)?|{_LETTER}(?:{_LETTER}|\d|\u0300)*(?:['’ʼ]{_LETTER}+)*(?:\+\+|\#)?"
)
_HIDDEN = (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->"))
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_SENTENCE = re.compile(r"[^.!?。！？；\n]+(?:[.!?](?!\s|$)[^.!?。！？；\n]*)*[.!?。！？；]*\s*")


class Word(NamedTuple):
    """A word in Latin letters, as it is spelled (cut at LONGEST_TOKEN), and its characters in the text."""

    text: str
    start: int
    end: int
    is_joined: bool
    """Whether a hyphen alone stands between it and the word before."""


def stripped(text: str) -> str:
    """The text without HTML, of the same length: each mark becomes blanks, so that places stay true."""
    if "<" in text:
        for opening, closing in _HIDDEN:
            text = _without(text, opening, closing)
        text = _TAG.sub(lambda found: " " * len(found.group()), text)
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return text


def _without(text: str, opening: str, closing: str) -> str:
    """Blanks for all that stands between; a part that is never closed stays."""
    small = text.lower() if len(text.lower()) == len(text) else text
    parts, here = [], 0
    while (start := small.find(opening, here)) >= 0 and (last := small.find(closing, start)) >= 0:
        parts += [text[here:start], " " * (last + len(closing) - start)]
        here = last + len(closing)
    return "".join([*parts, text[here:]])


def _entity(found: re.Match[str]) -> str:
    meant = html.unescape(found.group())
    return meant.ljust(len(found.group())) if len(meant) == 1 else " " * len(found.group())


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a text, in their order, without blanks around them."""
    found = []
    for match in _SENTENCE.finditer(text):
        inner = match.group()
        start = match.start() + len(inner) - len(inner.lstrip())
        end = match.start() + len(inner.rstrip())
        if end > start:
            found.append((start, end))
    return found


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words in Latin (or any other alphabetic) letters, and the numbers; not Chinese characters."""
    found: list[Word] = []
    last = -1
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        is_joined = match.start() == last + 1 and text[last] in "-‐‑" if last >= 0 else False
        found.append(Word(match.group()[:LONGEST_TOKEN], match.start(), match.end(), is_joined))
        last = match.end()
    return found
