"""Where two visions meet, and where nothing is promised yet: a pure function of what is aligned with what.

1. A promise serves the axes and goals named for it and those named for its direction (inherited).
2. A cell joins one axis of the first city with one of the second and holds the promises that serve both.
3. A cell counts by state; dropped promises are counted, but they do not fill a cell.
4. An empty cell is where nothing is promised yet. Those whose axes serve the same global goals come first,
   the most shared goals before the others; then those of the two axes with the fewest promises.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

A = TypeVar("A")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Cell(Generic[A, P]):
    """One crossing of two axes."""

    first: A
    second: A
    promises: tuple[P, ...]
    """Those that serve both axes, dropped ones too, in the order given."""
    counts: Counter[str]
    """State → how many."""
    shared_goals: tuple[int, ...]
    """Numbers of the global goals that both axes serve."""

    @property
    def running(self) -> int:
        """Promises that were not dropped."""
        return sum(self.counts.values()) - self.counts["dropped"]

    @property
    def is_empty(self) -> bool:
        return self.running == 0


@dataclass(frozen=True, slots=True)
class Matrix(Generic[A, P]):
    """All crossings, row by row, and what they say."""

    firsts: tuple[A, ...]
    seconds: tuple[A, ...]
    rows: tuple[tuple[Cell[A, P], ...], ...]
    unaligned: tuple[P, ...]
    """Promises, not dropped, that serve no axis of either city."""

    @property
    def cells(self) -> list[Cell[A, P]]:
        return [cell for row in self.rows for cell in row]

    def meetings(self) -> list[Cell[A, P]]:
        """Cells that hold promises, the fullest first."""
        return sorted((one for one in self.cells if not one.is_empty), key=lambda one: -one.running)

    def openings(self) -> list[Cell[A, P]]:
        """Cells in which nothing is promised, the likeliest first (rule 4)."""
        load = Counter[int]()
        for one in self.cells:
            load[id(one.first)] += one.running
            load[id(one.second)] += one.running
        return sorted(
            (one for one in self.cells if one.is_empty),
            key=lambda one: (-len(one.shared_goals), load[id(one.first)] + load[id(one.second)]),
        )


def cross(
    firsts: Iterable[A],
    seconds: Iterable[A],
    promises: Iterable[tuple[P, str]],
    *,
    serves: Mapping[P, set[A]],
    goals: Mapping[A, set[int]],
) -> Matrix[A, P]:
    """Cross two cities' axes.

    `promises` are (promise, state); `serves` the axes of each, inherited ones included; `goals` the
    numbers of the global goals of each axis.
    """
    firsts, seconds, promises = tuple(firsts), tuple(seconds), tuple(promises)

    def cell(first: A, second: A) -> Cell[A, P]:
        both = [(one, state) for one, state in promises if {first, second} <= serves.get(one, set())]
        shared = goals.get(first, set()) & goals.get(second, set())
        return Cell(
            first=first,
            second=second,
            promises=tuple(one for one, _state in both),
            counts=Counter(state for _one, state in both),
            shared_goals=tuple(sorted(shared)),
        )

    return Matrix(
        firsts=firsts,
        seconds=seconds,
        rows=tuple(tuple(cell(first, second) for second in seconds) for first in firsts),
        unaligned=tuple(one for one, state in promises if state != "dropped" and not serves.get(one)),
    )
