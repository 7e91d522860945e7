"""The lines of a PDF page with their places, in reading order."""

from __future__ import annotations

import ctypes
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from sistership.formats.documents.document import LONGEST_TEXT, is_han, tidy

_MARKER_ALONE = re.compile(r"(?:[(（]?[\da-zA-Z一二三四五六七八九十]{1,4}[.)）、．]|[•●■◦▪*–-])")
_HYPHEN = "\u2010"
_MOST_MARKERS = 500
_MOST_LETTERS = 2 * LONGEST_TEXT + 1
"""More on one page is refused as too long whatever follows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of letters; places in points from the lower left corner, ``size`` is its height.

    It ends in U+2010 where a hyphen only breaks a word.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def lines_of_page(page: Any) -> list[Line]:  # a PdfPage
    """The lines of a page from top to bottom; columns as the file writes them, one after the other."""
    textpage = page.get_textpage()
    try:
        pieces = _pieces(textpage)
    finally:
        textpage.close()
    return _in_order(_with_markers(_on_one_line(pieces)))


def _pieces(textpage: Any) -> list[Line]:  # a PdfTextPage
    """Runs of letters as PDFium breaks them into lines."""
    raw = textpage.raw
    lines: list[Line] = []
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []

    def end() -> None:
        text = tidy("".join(letters))
        if text and boxes:
            left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
            bottom, top = min(box[2] for box in boxes), max(box[3] for box in boxes)
            size = statistics.median(box[3] - box[2] for box in boxes)
            lines.append(Line(text, left, right, bottom, top, size))
        letters.clear()
        boxes.clear()

    for place in range(min(textpage.count_chars(), _MOST_LETTERS)):
        code = pdfium.FPDFText_GetUnicode(raw, place)
        if code in (10, 13):
            end()
            continue
        letter = _HYPHEN if code == 2 or code == 0xAD else chr(code) if code else ""
        letters.append(letter)
        if letter.strip() and (box := _box(raw, place)):
            boxes.append(box)
    end()
    return lines


def _box(raw: Any, place: int) -> tuple[float, float, float, float] | None:
    """The box of a letter by its font's height, not its own: a full stop is as tall as a capital."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(raw, place, ctypes.byref(rect)):
        return None
    return (rect.left, rect.right, rect.bottom, rect.top)


def _on_one_line(pieces: Sequence[Line]) -> list[Line]:
    """Pieces that follow one another at one height are one line: cells of a row, letters set apart."""
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last and _overlap(last, piece) > 0.6 and 0 <= piece.left - last.right <= 12 * last.size:
            gap = piece.left - last.right
            is_close = gap < (1.0 if is_han(last.text[-1]) and is_han(piece.text[0]) else 0.25) * last.size
            lines[-1] = replace(
                last,
                text=f"{last.text}{'' if is_close else ' '}{piece.text}",
                right=piece.right,
                bottom=min(last.bottom, piece.bottom),
                top=max(last.top, piece.top),
            )
        else:
            lines.append(piece)
    return lines


def _with_markers(lines: list[Line]) -> list[Line]:
    """Numbers and bullets that a file writes apart from their items, set before them."""
    alone = [line for line in lines if _MARKER_ALONE.fullmatch(line.text)][:_MOST_MARKERS]
    found: dict[int, Line] = {}
    used: set[int] = set()
    for marker in alone:
        for place, line in enumerate(lines):
            is_beside = 0 <= line.left - marker.right <= 6 * line.size and _overlap(marker, line) > 0.6
            if is_beside and place not in found and line not in alone:
                found[place] = replace(line, text=f"{marker.text} {line.text}", left=marker.left)
                used.add(id(marker))
                break
    return [found.get(place, line) for place, line in enumerate(lines) if id(line) not in used]


def _overlap(one: Line, other: Line) -> float:
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    return common / max(0.1, min(one.top - one.bottom, other.top - other.bottom))


def _in_order(lines: list[Line]) -> list[Line]:
    """From top to bottom, unless lines stand side by side: then the file's own order is the better guess."""
    by_height = sorted(lines, key=lambda line: -line.top)
    for place, line in enumerate(by_height):
        for other in by_height[place + 1 : place + 4]:
            if _overlap(line, other) > 0.5 and (other.left > line.right or line.left > other.right):
                return lines
    return by_height
