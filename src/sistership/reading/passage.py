"""A sentence made easy to match, that still knows where each of its characters came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sistership.reading.draft import Span

Role: TypeAlias = Literal["headline", "heading", "item", "body"]

# Full-width signs become their ASCII twins, and the dots used inside foreign names become one.
_SAME = (
    {0xFF01 + offset: 0x21 + offset for offset in range(94)}
    | {ord(dot): "・" for dot in "·‧•．"}
    | {ord("／"): "/", ord("～"): "~", ord("﹑"): "、"}
)
_HALF_STOP = re.compile(r"(?<=[\u4e00-\u9fff)）」』])\.(?=\s|$|[\u4e00-\u9fff「『])")
_LATIN = re.compile(r"[\x00-\x7fÀ-ɏḀ-ỹ]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, heading or list item.

    ``text`` is for matching: spaces beside Chinese removed, punctuation unified. ``raw`` has the same
    length but the characters as written. ``places[i]`` is the offset of character i in the whole text.
    ``breaks`` are the positions before which space was removed: writers set names apart that way.
    """

    text: str
    raw: str
    places: tuple[int, ...]
    breaks: frozenset[int]
    role: Role
    line: int

    def span(self, start: int, end: int) -> Span:
        """The range in the whole text of positions start to end (exclusive, not empty)."""
        return self.places[start], self.places[end - 1] + 1


def unify(text: str) -> str:
    """The text with punctuation unified, of the same length: offsets stay true."""
    return text.translate(_SAME)


def with_full_stops(text: str) -> str:
    """A text that ends its Chinese sentences with the half-width stop, with the full one; of equal length."""
    return text if "。" in text else _HALF_STOP.sub("。", text)


def make_passage(text: str, start: int, end: int, *, role: Role, line: int) -> Passage:
    """The passage for text[start:end], which is one line or a part of one."""
    letters: list[str] = []
    places: list[int] = []
    breaks: set[int] = set()
    position = start
    while position < end:
        letter = text[position]
        if not letter.isspace():
            letters.append(letter)
            places.append(position)
            position += 1
            continue
        after = position
        while after < end and text[after].isspace():
            after += 1
        in_latin = letters and after < end and _LATIN.match(letters[-1]) and _LATIN.match(text[after])
        if in_latin and not (letters[-1].isdigit() and text[after].isdigit()):
            letters.append(" ")
            places.append(position)
        else:
            breaks.add(len(letters))
        position = after
    raw = "".join(letters)
    return Passage(unify(raw), raw, tuple(places), frozenset(breaks), role, line)
