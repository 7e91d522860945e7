"""Whether a quote bears out a value: its names, its numbers, its day.

1. A name stands in the quote word for word; the last letters of a Latin word may differ (Gdynia, w Gdyni).
2. Of a longer wording most words stand in the quote, and every figure does.
3. A day stands in the quote as a number, or as yesterday, today or a weekday of the known day of publication;
   a month or a year that the quote names is the same. When a deed is due may stand elsewhere in its line.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from sistership.reading.draft import DirectionValue, FactValue, OrganisationValue, PersonValue, Span
from sistership.reading.second.anchor import evened
from sistership.reading.second.days import is_day_borne_out, is_month_borne_out
from sistership.reading.second.numbers import figures_in, numbers_in

Reason: TypeAlias = Literal["words", "number", "date"]

_NAMES = {"headline", "publisher", "city", "place", "agreement", "term", "delegation_lead", "signatory"}
_NAMES |= {"programme"}
_SHARE_OF_WORDS = 0.6
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d+")
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_CONTEXT = {"city", "owing_cities", "about", "unit", "who", "owed_by"}
"""Parts that are often said elsewhere: they must stand in the text, not in the quote."""
_CONCLUDED = {"mode", "bound"}


def contradiction(name: str, value: Any, span: Span, text: str, published_on: date | None) -> Reason | None:
    """Why the words at ``span`` do not bear out the value; None where they do."""
    quote = text[slice(*span)]
    if isinstance(value, date):
        return None if is_day_borne_out(value, quote, text, published_on) else "date"
    if isinstance(value, str):
        return _of_words(value, quote, is_name=name in _NAMES)
    if isinstance(value, PersonValue):
        said = [value.name, value.latin_name, value.title]
        return _of_all(said, quote) or _stands_in(value.city, text)
    if isinstance(value, OrganisationValue):
        return _of_all([value.name, *value.aliases], quote) or _stands_in(value.city, text)
    if isinstance(value, FactValue):
        wrong_number = value.number is not None and value.number not in numbers_in(quote)
        for entity in value.entities:
            if _of_all([entity.name, *entity.aliases], quote):
                return "words"
        if wrong_number:
            return "number"
    return _of_parts(value, span, text, published_on)


def _of_parts(value: Any, span: Span, text: str, published_on: date | None) -> Reason | None:
    assert is_dataclass(value)
    quote = text[slice(*span)]
    line = text[text.rfind("\n", 0, span[0]) + 1 : (text.find("\n", span[1]) + 1 or len(text) + 1) - 1]
    for part in fields(value):
        said = getattr(value, part.name)
        if part.name in _CONCLUDED or said is None or not isinstance(said, str | tuple):
            continue
        if part.name in ("due", "when"):
            if not _is_month_said(said, line, text, published_on):
                return "date"
            continue
        for words in (said,) if isinstance(said, str) else said:
            if not isinstance(words, str):
                continue
            is_name = isinstance(value, DirectionValue) and part.name == "title"
            wrong = (
                _stands_in(words, text) if part.name in _CONTEXT else _of_words(words, quote, is_name=is_name)
            )
            if wrong:
                return wrong
    return None


def _of_all(names: list[str | None], quote: str) -> Reason | None:
    for name in names:
        if name and (wrong := _of_words(name, quote, is_name=True)):
            return wrong
    return None


def _stands_in(name: str | None, text: str) -> Reason | None:
    return _of_words(name, text, is_name=True) if name else None


def _of_words(value: str, quote: str, *, is_name: bool) -> Reason | None:
    """The wording against the quote; every figure of it must stand there too."""
    if not set(_FIGURE.findall(evened_figures(value))) <= figures_in(quote):
        return "number"
    said, even = evened(value), evened(quote)
    if said in even:
        return None
    if _HAN.search(said):
        pairs = [
            said[place : place + 2] for place in range(len(said) - 1) if said[place : place + 2].isalpha()
        ]
        found = sum(pair in even for pair in pairs)
        return "words" if is_name or not pairs or found < _SHARE_OF_WORDS * len(pairs) else None
    words = [word.casefold() for word in _WORD.findall(value)]
    known = {word.casefold() for word in _WORD.findall(quote)}
    found = sum(any(_is_form_of(word, other) for other in known) for word in words)
    return "words" if not words or found < (1 if is_name else _SHARE_OF_WORDS) * len(words) else None


def _is_form_of(word: str, other: str) -> bool:
    """Whether two words differ in their last letters only: Gdynia, Gdyni; Kosiorek, Kosiorkiem."""
    if word == other:
        return True
    stem = min(len(word), len(other)) - 2
    return stem >= 3 and word[:stem] == other[:stem] and abs(len(word) - len(other)) <= 4


def evened_figures(value: str) -> str:
    """Figures without marks for thousands, in plain width."""
    return re.sub(r"(?<=\d)[,.\u00a0\u202f '](?=\d{3}(?!\d))", "", evened(value))


def _is_month_said(said: str | tuple[str, ...], quote: str, text: str, published_on: date | None) -> bool:
    match = _MONTH.fullmatch(said) if isinstance(said, str) else None
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), match[3]
    try:
        whole = date(year, month, int(day or 1))
    except ValueError:
        return False
    if day:
        return is_day_borne_out(whole, quote, text, published_on)
    return is_month_borne_out(year, month, quote, text, published_on)
