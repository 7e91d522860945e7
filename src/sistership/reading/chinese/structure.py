"""From lines to passages: headline, headings, list items and sentences, in the order of the text."""

from __future__ import annotations

import re

from sistership.reading.chinese.furniture import Page
from sistership.reading.draft import Span
from sistership.reading.passage import Passage, Role, make_passage

_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}[.、)](?!\d)|\(\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*\)|[一二三四五六七八九十]{1,3}[、.]"
    r"|第[一二三四五六七八九十]{1,2}[,、:]|[①-⑩]|[●■◆•]\s)\s*"
)
# The paragraphs of an official letter are numbered, and are no list.
_EXPLANATION = re.compile(r"(?:說明|辦法|擬辦)\s*:\s*$")
_SENTENCE_END = re.compile(r"[。!?;]+[」』)\"”]*")
_LONGEST_SENTENCE = 600
_LONGEST_HEADING = 40


def cut_passages(unified: str, page: Page, text: str) -> tuple[Passage, ...]:
    """The passages of an article; ``unified`` is ``text`` with punctuation unified."""
    passages: list[Passage] = []
    if page.headline:
        passages.append(make_passage(text, *page.headline, role="headline", line=-1))
    explains = False
    for number, (start, end) in enumerate(page.lines):
        role = _role(unified[start:end])
        numbered = _NUMBERED.match(unified, start, end)
        explains = _EXPLANATION.match(unified, start, end) is not None or (explains and numbered is not None)
        if explains and numbered:
            start, role = numbered.end(), "body"
        for piece in _sentences(unified, (start, end)) if role == "body" else [(start, end)]:
            passage = make_passage(text, *piece, role=role, line=number)
            if passage.text:
                passages.append(passage)
    return tuple(passages)


def item_text(passage: Passage) -> int:
    """The position at which a list item begins after its number."""
    match = _NUMBERED.match(passage.text)
    return match.end() if match else 0


def item_form(passage: Passage) -> str:
    """How a list item is numbered: 一、 and 二、 alike, (一) and 1. otherwise."""
    number = _NUMBERED.match(passage.text)
    return re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", number[0].strip())) if number else ""


def _role(words: str) -> Role:
    if _NUMBERED.match(words) and len(words) <= _LONGEST_SENTENCE:
        return "item"
    if len(words) <= _LONGEST_HEADING and not re.search(r"[。;:,][」』)]*$|。", words):
        return "heading"
    return "body"


def _sentences(unified: str, line: Span) -> list[Span]:
    """Cut a line after each full stop; what has none for very long is cut all the same."""
    start, end = line
    pieces: list[Span] = []
    for match in _SENTENCE_END.finditer(unified, start, end):
        pieces.append((start, match.end()))
        start = match.end()
    if start < end:
        pieces.append((start, end))
    return [
        (at, min(at + _LONGEST_SENTENCE, stop))
        for first, stop in pieces
        for at in range(first, stop, _LONGEST_SENTENCE)
    ]
