"""Names beside dots on a map, none over another and none outside the box."""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_EM = 18.0
LINE_WEIGHT = 7.0
DOT_CLEARANCE = 2.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its edges, y downward."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def is_inside(self, other: Box) -> bool:
        """Whether it lies wholly in another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


def width_em(text: str) -> float:
    """A generous estimate of a bold text's width in em: wide scripts one em a character, others by kind."""
    return sum(
        0.0
        if unicodedata.combining(character)
        else 1.04
        if unicodedata.east_asian_width(character) in "WF"
        else 0.86
        if character in "MWmw"
        else 0.74
        if character.isupper()
        else 0.62
        for character in text
    )


def shorten(text: str, *, most_em: float = MOST_EM) -> str:
    """The text, or its beginning and an ellipsis where it is wider than `most_em`."""
    if width_em(text) <= most_em:
        return text
    kept = text
    while kept and width_em(kept) > most_em - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def place_labels(
    anchors: Sequence[tuple[float, float]],
    widths: Sequence[float],
    *,
    order: Iterable[int],
    line_height: float,
    radius: float,
    frame: Box,
    obstacles: Sequence[Box],
    lines: Sequence[tuple[float, float]],
) -> list[Box] | None:
    """A box for each label, nearest to its anchor first, or None when they cannot all have one.

    `order` says whose turn comes first; dots of every anchor and `obstacles` are kept free; a box over points
    of `lines` costs some distance but is allowed. Units are those of the drawing.
    """
    clear = radius + DOT_CLEARANCE
    taken = list(obstacles) + [Box(x - clear, y - clear, x + clear, y + clear) for x, y in anchors]
    points = sorted(lines)
    lefts = [x for x, _y in points]
    placed: dict[int, Box] = {}
    for index in order:
        best: tuple[float, Box] | None = None
        for cost, box in _candidates(anchors[index], widths[index], line_height=line_height, clear=clear):
            if best is not None and cost >= best[0]:
                break
            if not box.is_inside(frame) or any(box.overlaps(other) for other in taken):
                continue
            beside = points[bisect_left(lefts, box.left) : bisect_right(lefts, box.right)]
            total = cost + LINE_WEIGHT * sum(box.top <= y <= box.bottom for _x, y in beside)
            if best is None or total < best[0]:
                best = (total, box)
        if best is None:
            return None
        placed[index] = best[1]
        taken.append(best[1])
    return [placed[index] for index in range(len(anchors))]


def _candidates(
    anchor: tuple[float, float], width: float, *, line_height: float, clear: float
) -> list[tuple[float, Box]]:
    """Boxes around the anchor by rising cost: right, left, above, below first, then on widening rings."""
    x, y = anchor
    half = line_height / 2
    near = clear + 3
    found = [
        (0.0, Box(x + near, y - half, x + near + width, y + half)),
        (1.0, Box(x - near - width, y - half, x - near, y + half)),
        (2.0, Box(x - width / 2, y - near - line_height, x + width / 2, y - near)),
        (2.5, Box(x - width / 2, y + near, x + width / 2, y + near + line_height)),
    ]
    for ring in range(9):
        distance = near + 2 + ring * line_height * 0.75
        for step in range(16):
            angle = math.tau * step / 16
            along, down = math.cos(angle), math.sin(angle)
            centre_x = x + along * distance + math.copysign(width / 2, along) * min(abs(along) * 1.6, 1)
            centre_y = y + down * (distance + half)
            box = Box(centre_x - width / 2, centre_y - half, centre_x + width / 2, centre_y + half)
            found.append((4.0 + ring * 8 + step % 4, box))
    return sorted(found, key=lambda candidate: candidate[0])
