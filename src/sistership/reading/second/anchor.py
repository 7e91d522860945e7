"""Find a quote in a text: exactly, or with spaces, widths and quotation marks evened out."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from sistership.reading.draft import Span

SHORTEST_QUOTE = 2
LONGEST_QUOTE = 1_500
_EVEN = {ord(mark): '"' for mark in "“”„«»「」『』"} | {ord(mark): "'" for mark in "‘’‚`´"}
_EVEN |= {ord(mark): "-" for mark in "‐‑‒–—―−"} | {ord("台"): "臺"}


def evened(text: str) -> str:
    """The text without spaces, in plain widths and in lower case, for comparing."""
    return _evened_with_places(text)[0]


@lru_cache(maxsize=4)
def _evened_with_places(text: str) -> tuple[str, tuple[int, ...]]:
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKC", letter).casefold().translate(_EVEN):
            if not part.isspace() and unicodedata.category(part) != "Cf":
                letters.append(part)
                places.append(place)
    return "".join(letters), tuple(places)


def find_quote(text: str, quote: str, near: int | None) -> Span | None:
    """Where the quote stands in the text, nearest to ``near`` or first; None where it does not.

    An exact match is preferred to one that is alike but for spaces, widths and quotation marks.
    """
    if len(quote.strip()) < SHORTEST_QUOTE or len(quote) > LONGEST_QUOTE:
        return None
    exact = _nearest(text, quote.strip(), near)
    if exact is not None:
        return exact, exact + len(quote.strip())
    wanted = evened(quote)
    if len(wanted) < SHORTEST_QUOTE:
        return None
    even, places = _evened_with_places(text)
    after = None if near is None else sum(1 for place in places if place < near)
    found = _nearest(even, wanted, after)
    return None if found is None else (places[found], places[found + len(wanted) - 1] + 1)


def _nearest(text: str, wanted: str, near: int | None) -> int | None:
    best: int | None = None
    start = text.find(wanted)
    while start >= 0:
        if best is None or (near is not None and abs(start - near) < abs(best - near)):
            best = start
        if near is None:
            break
        start = text.find(wanted, start + 1)
    return best
