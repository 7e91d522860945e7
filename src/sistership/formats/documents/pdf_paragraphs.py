"""Lines of pages to paragraphs: what repeats on pages goes, breaks that are only layout are joined.

A line is joined to the one before where that one had no room for its first word, both are of one size and at
the usual distance, and the new line begins no item and no indented paragraph.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from sistership.formats.documents.document import is_han
from sistership.formats.documents.numerals import MARKER
from sistership.formats.documents.pdf_lines import Line

_PAGE_NUMBER = re.compile(
    r"[-–—\s]*\d{1,4}[-–—\s]*|\d{1,4}\s*(?:/|of|z|dari)\s*\d{1,4}"
    r"|(?:page|p\.|strona|str\.|halaman|第)\s*\d{1,4}\s*頁?"
    r"(?:\s*(?:of|z|/|,|，|共|dari)\s*共?\s*\d{1,4}\s*頁?)?",
    re.I,
)
_SENTENCE_END = re.compile(r"[。！？!?.:：;；][」』”\")）]*$")
_DIGITS = re.compile(r"\d+")
HYPHENS = "-\u2010\u00ad"
_EDGE_LINES = 3


Paragraph: TypeAlias = list[tuple[int, str]]
"""Pieces with the number of their page, counted from 0; together they are the text."""


def drop_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], bool]:
    """The pages without page numbers, and without lines that repeat at the edge of most pages.

    What recurs beside lines that recur too, and no farther off than usual, is text that happens to.
    """
    repeated: Counter[tuple[str, int]] = Counter()
    for page in pages:
        repeated.update({_key(line) for line in (*page[: _EDGE_LINES + 1], *page[-_EDGE_LINES - 1 :])})
    often = max(2, 0.5 * sum(bool(page) for page in pages))
    wide = _widest_usual_gap(pages)

    def recurs(line: Line) -> bool:
        return repeated[_key(line)] >= often or _PAGE_NUMBER.fullmatch(line.text) is not None

    def is_furniture(lines: Sequence[Line], beside: Line) -> bool:
        is_apart = min(abs(beside.top - line.top) for line in lines) > 1.05 * wide
        return all(map(recurs, lines)) and (is_apart or not recurs(beside))

    kept: list[list[Line]] = []
    for page in pages:
        first, last = 0, len(page)
        for count in range(min(_EDGE_LINES, len(page) - 1), 0, -1):
            if is_furniture(page[:count], page[count]):
                first = count
                break
        for count in range(min(_EDGE_LINES, len(page) - 1 - first), 0, -1):
            if is_furniture(page[-count:], page[-count - 1]):
                last = len(page) - count
                break
        kept.append(list(page[first:last]))
    return kept, sum(map(len, kept)) < sum(map(len, pages))


def _widest_usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    """How far apart lines within the pages stand at most, but for the few that stand farther."""
    inner = [page[_EDGE_LINES:-_EDGE_LINES] for page in pages]
    gaps = sorted(one.top - other.top for page in inner for one, other in pairwise(page))
    return gaps[len(gaps) * 9 // 10] if gaps else 0.0


def _key(line: Line) -> tuple[str, int]:
    """A line that repeats says the same but for numbers, at the same height."""
    return _DIGITS.sub("#", line.text), round(line.top / 6)


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """All paragraphs in order; one that goes on over a page break is one."""
    found: list[Paragraph] = []
    previous: Sequence[Line] = ()
    for number, page in enumerate(pages):
        gap = _usual_gap(page)
        for place, line in enumerate(page):
            if place:
                is_on = _goes_on(page[place - 1], line, page, gap)
            else:
                is_on = bool(previous) and _goes_over(previous, page)
            if is_on:
                _add(found[-1], number, line.text)
            else:
                found.append([(number, line.text)])
        previous = page or previous
    return [[(number, text.replace("\u2010", "-")) for number, text in paragraph] for paragraph in found]


def _add(paragraph: Paragraph, number: int, text: str) -> None:
    """Add a line; a word that a hyphen breaks is made whole, Bielsko-Biała keeps its hyphen."""
    page, before = paragraph[-1]
    if len(before) > 1 and before[-1] in HYPHENS and before[-2].isalpha() and text[0].isalpha():
        if text[0].islower():
            paragraph[-1] = (page, before[:-1])
        paragraph.append((number, text))
        return
    is_close = is_han(before[-1]) or is_han(text[0])
    paragraph.append((number, text if is_close else f" {text}"))


def _usual_gap(page: Sequence[Line]) -> float:
    """The distance from line to line within paragraphs: the lower third of those on the page."""
    gaps = sorted(
        one.top - other.top for one, other in pairwise(page) if 0 < one.top - other.top < 4 * one.size
    )
    return gaps[len(gaps) // 3] if gaps else 0.0


def _goes_on(before: Line, line: Line, page: Sequence[Line], gap: float) -> bool:
    distance = before.top - line.top
    if not 0 < distance <= max(1.3 * gap, 1.25 * line.size):
        return False
    if abs(before.size - line.size) > 0.12 * before.size or MARKER.match(line.text):
        return False
    indent = line.left - before.left
    if indent > 0.8 * line.size and not MARKER.match(before.text):
        return False
    return _is_full(before, line, _right_edge(before, page))


def _goes_over(previous: Sequence[Line], page: Sequence[Line]) -> bool:
    """Whether the last paragraph of a page goes on at the top of the next."""
    last, line = previous[-1], page[0]
    if abs(last.size - line.size) > 0.12 * last.size or MARKER.match(line.text):
        return False
    if _SENTENCE_END.search(last.text):
        return False
    if line.left - statistics.median(other.left for other in page) > 1.5 * line.size:
        return False
    return _is_full(last, line, _right_edge(last, previous))


def _right_edge(line: Line, page: Sequence[Line]) -> float:
    """How far lines of the same column reach."""
    return max(
        (
            other.right
            for other in page
            if other.left < line.right
            and line.left < other.right
            and abs(other.left - line.left) < 6 * line.size
        ),
        default=line.right,
    )


def _is_full(before: Line, line: Line, edge: float) -> bool:
    """Whether the first word of the new line would not have fitted on the line before."""
    word = line.text.split(" ", 1)[0]
    letters = next((place for place, letter in enumerate(word) if is_han(letter)), len(word))
    width = (line.right - line.left) / max(1, _width(line.text))
    needed = width * (_width(word[:letters]) + 1 if letters else 4)
    return before.right + needed > edge + 0.5


def _width(text: str) -> int:
    """Letters in halves of a Chinese one."""
    return sum(2 if is_han(letter) else 1 for letter in text)
