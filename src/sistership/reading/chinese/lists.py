"""Lists as Chinese writes them: A、B、C與D等."""

from __future__ import annotations

import re

_JOINT = re.compile(r"以及|與|和|及|或|暨")
_OPEN, _CLOSE = "「『《((", "」』》))"


def split_list(text: str, start: int, end: int, *, pair: bool = False) -> list[tuple[int, int]]:
    """The positions of the items of the list in text[start:end], without empty ones.

    The joining word is read as a comma in the last item only, and, in a list without 、, only if ``pair``.
    """
    items: list[tuple[int, int]] = []
    depth = 0
    first = start
    for position in range(start, end):
        letter = text[position]
        depth += (letter in _OPEN) - (letter in _CLOSE)
        if letter == "、" and depth <= 0:
            items.append((first, position))
            first = position + 1
    if items or pair:
        joint = next(
            (
                match
                for match in _JOINT.finditer(text, first, end)
                if (
                    match.start() - first >= 2
                    and end - match.end() >= 2
                    and "(" not in text[first : match.start()]
                )
                or (match.start() == first and items)
                or ")" in text[first : match.start()]
            ),
            None,
        )
        if joint:
            items.append((first, joint.start()))
            first = joint.end()
    items.append((first, end))
    return [(i, j) for i, j in items if i < j]
