"""From lines to passages: headings, list items and sentences, with words broken over lines made whole."""

from __future__ import annotations

import re

from sistership.reading.draft import Span
from sistership.reading.latin.lexicon import UPPER, Lexicon
from sistership.reading.latin.page import Page
from sistership.reading.passage import Passage, Role

_SAME = (
    {ord(sign): '"' for sign in "“”„«»‟″"}
    | {ord(sign): "'" for sign in "‘’‚‛′"}
    | {ord(sign): "-" for sign in "‐‑"}
    | {ord(sign): "–" for sign in "‒—−"}
    | {ord(sign): " " for sign in "\u00a0\u2009\u202f"}
)
_NUMBER = re.compile(
    r"\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,5})[.)](?!\d)|\d{1,2}(?:\.\d{1,2})+\.?|"
    r"[•●▪■◦*→✓·–-])\s+"
)
_INLINE_ITEM = re.compile(
    r"(?:(?<=[:;,.])|(?<=[;,] and)|(?<=[;,] oraz)|(?<=[;,] i))\s+(?:\(?[a-h1-9]\)|\([ivx]{1,4}\))\s+"
)
_SENTENCE_END = re.compile(rf"[.!?…]+[\"”’')\]»]*(?=\s+[\"“„«'‘(\[]*[{UPPER}\d§])")
_LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\.$")
_PARTY_LINE = re.compile(
    r"(?:for (?:and on behalf of )?the|on behalf of|w imieniu|za miasto)\b.{0,80}$", re.IGNORECASE
)
_SIGNER_LINE = re.compile(rf"(?:[{UPPER}][\w'-]+ ){{1,3}}[{UPPER}][\w'-]+, [{UPPER}][^.]{{2,60}}$")
_LONGEST_SENTENCE = 900
_LONGEST_HEADING = 110
_LONGEST_ITEM = 900
_WRAPPED = 38
_SHORTEST_BEFORE_YEAR = 7


def unify(text: str) -> str:
    """Quotes, dashes and spaces made alike; the length stays."""
    return text.translate(_SAME)


def make_passage(text: str, pieces: list[Span], *, role: Role, line: int) -> Passage:
    """The passage of pieces of lines: one space for any, none where a hyphen breaks a word over two lines."""
    letters: list[str] = []
    places: list[int] = []
    for start, end in pieces:
        words = text[start:end]
        if letters and letters[-1] in "-\u00ad" and len(letters) > 1 and letters[-2].isalpha():
            if words[:1].islower():
                letters.pop()
                places.pop()
        elif letters and letters[-1] != " ":
            letters.append(" ")
            places.append(start - 1 if start else 0)
        for offset, letter in enumerate(words):
            if letter == "\u00ad":
                continue
            if letter.isspace():
                if letters and letters[-1] == " ":
                    continue
                letter = " "
            letters.append(letter)
            places.append(start + offset)
    while letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    first = next((n for n, letter in enumerate(letters) if letter != " "), len(letters))
    raw = "".join(letters[first:])
    return Passage(unify(raw), raw, tuple(places[first:]), frozenset(), role, line)


def cut_passages(text: str, page: Page, lexicon: Lexicon) -> tuple[Passage, ...]:
    """The passages of a text, the headline first."""
    passages: list[Passage] = []
    if page.headline:
        passages.append(make_passage(text, [page.headline], role="headline", line=-1))
    heading = re.compile(rf"\s*(?:{lexicon.article_heading})", re.IGNORECASE)
    for number, pieces in enumerate(_paragraphs(text, page, heading)):
        whole = make_passage(text, pieces, role="body", line=number)
        if not whole.text:
            continue
        for start, end, role in _parts(whole.text, heading, lexicon):
            while start < end and whole.text[start] == " ":
                start += 1
            while end > start and whole.text[end - 1] == " ":
                end -= 1
            if start < end:
                passages.append(
                    Passage(
                        whole.text[start:end],
                        whole.raw[start:end],
                        whole.places[start:end],
                        frozenset(),
                        role,
                        number,
                    )
                )
    return tuple(passages)


def item_text(text: str) -> int:
    """The position at which a list item begins after its number."""
    match = _NUMBER.match(text)
    return match.end() if match else 0


def _paragraphs(text: str, page: Page, heading: re.Pattern[str]) -> list[list[Span]]:
    """Lines put together to paragraphs, where a line was only broken and not ended."""
    found: list[list[Span]] = []
    for line in page.lines:
        if found and _goes_on(text, found[-1], line, page, heading):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(text: str, before: list[Span], line: Span, page: Page, heading: re.Pattern[str]) -> bool:
    last = text[slice(*before[-1])]
    this = text[slice(*line)]
    gap = text[before[-1][1] : line[0]]
    if any(start < line[0] and before[-1][1] <= start for start, _ in page.left_out):
        return False
    if (
        _NUMBER.match(this)
        or heading.match(this)
        or (heading.match(last) and len(last) < _WRAPPED)
        or re.search(r"[:;_…]\s*$", last)
    ):
        return False
    if re.search(r"[.!?][\"”’')\]»]*$", last) and not this[:1].islower():
        return False
    if _SIGNER_LINE.match(this) and _SIGNER_LINE.match(last):
        return False
    if (_PARTY_LINE.match(this) and this[:1].isupper()) or _PARTY_LINE.match(last):
        return False
    if this.isupper() or last.isupper():
        return False
    if this[:1].islower():
        return len(last) > 12 or not _NUMBER.match(last)
    if gap.count("\n") > 1 or "|" in this + last or "\t" in this:
        return False
    widest = max(end - start for start, end in before)
    return len(last) >= _WRAPPED and len(last) >= 0.6 * widest and re.search(r"[^.!?]$", last) is not None


def _parts(text: str, heading: re.Pattern[str], lexicon: Lexicon) -> list[tuple[int, int, Role]]:
    if title := heading.match(text):
        rest = text[title.end() :]
        if len(text) <= _LONGEST_HEADING and not re.search(r"[.;,]$", rest.rstrip()):
            return [(0, len(text), "heading")]
        return [(0, title.end(), "heading"), *_sentences(text, title.end(), lexicon)]
    is_speech = re.match(r"[–-] ", text) and re.search(rf" [–-] (?:{lexicon.says})", text, re.IGNORECASE)
    if (number := _NUMBER.match(text)) and not is_speech:
        if len(text) <= _LONGEST_ITEM and not lexicon.clause.match(text, number.end()):
            return _inline(text, number.end(), lexicon, first=(0, "item"))
        return _inline(text, number.end(), lexicon, first=None)
    if len(text) <= _LONGEST_HEADING and not re.search(r"[.;,:!?…][\"')\]]*$", text):
        return [(0, len(text), "heading")]
    return _inline(text, 0, lexicon, first=None)


def _inline(
    text: str, start: int, lexicon: Lexicon, *, first: tuple[int, Role] | None
) -> list[tuple[int, int, Role]]:
    """Items within a paragraph: the Parties shall: a) …; b) …"""
    marks = list(_INLINE_ITEM.finditer(text, start))
    if len(marks) < 2:
        return [(first[0], len(text), first[1])] if first else _sentences(text, start, lexicon)
    head = marks[0].start()
    parts: list[tuple[int, int, Role]] = (
        [(first[0], head, first[1])] if first else _sentences(text[:head], start, lexicon)
    )
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts.extend((mark.start() + 1, end, "item") for mark, end in zip(marks, ends, strict=True))
    return parts


def _sentences(text: str, start: int, lexicon: Lexicon) -> list[tuple[int, int, Role]]:
    parts: list[tuple[int, int, Role]] = []
    for match in _SENTENCE_END.finditer(text, start):
        word = _LAST_WORD.search(text, start, match.end()) if text[match.start()] == "." else None
        is_stop = match.end() - match.start() == 1
        if (
            word
            and is_stop
            and _is_short(word[1], lexicon)
            and not _ends_with_year(text[start : match.end()], lexicon)
        ):
            continue
        parts.append((start, match.end(), "body"))
        start = match.end()
    parts.append((start, len(text), "body"))
    return [
        (at, min(at + _LONGEST_SENTENCE, stop), role)
        for first, stop, role in parts
        for at in range(first, stop, _LONGEST_SENTENCE)
    ]


def _is_short(word: str, lexicon: Lexicon) -> bool:
    return word.lower() in lexicon.abbreviations or (len(word) == 1 and word.isupper()) or word in ("r", "ul")


def _ends_with_year(said: str, lexicon: Lexicon) -> bool:
    """Whether 2026 r. ends a sentence: one with words enough, or that says what is done or meant."""
    if not re.search(r"\d{4} r\.$", said):
        return False
    told = (lexicon.binding, lexicon.sign_verb, *(rule for rule, _, _ in lexicon.intentions))
    return len(said.split()) > _SHORTEST_BEFORE_YEAR or any(rule.search(said) for rule in told)
