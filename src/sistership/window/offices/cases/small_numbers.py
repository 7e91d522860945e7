"""Which counts of a table may be shown, so that nobody is found in it by number or by subtraction.

1. A count below the least is hidden; 0 says nothing about anybody and is shown as nothing.
2. In a line whose sum is shown, what is hidden has to add up to the least as well, else the smallest count
   that is shown is hidden too: the sum less the others would give it away.
3. Both are repeated along rows and columns, the sums themselves being a row and a column, until it holds.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import chain
from typing import TypeVar

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)

LEAST = 5


def shown(
    counts: Mapping[tuple[Row, Column], int], *, row_sum: Row, column_sum: Column, least: int = LEAST
) -> set[tuple[Row, Column]]:
    """The places of a table that may be shown; `row_sum` names the row, `column_sum` the column of sums."""
    rows = {row for row, _column in counts} - {row_sum}
    columns = {column for _row, column in counts} - {column_sum}
    lines = [
        *(([(row, column) for column in columns], (row, column_sum)) for row in (*rows, row_sum)),
        *(([(row, column) for row in rows], (row_sum, column)) for column in (*columns, column_sum)),
    ]
    places = set(chain.from_iterable([*parts, total] for parts, total in lines))
    seen = {place for place in places if counts.get(place, 0) >= least}
    is_changed = True
    while is_changed:
        is_changed = False
        for parts, total in lines:
            hidden = sum(counts.get(place, 0) for place in parts if place not in seen)
            left = [place for place in parts if place in seen]
            if total in seen and 0 < hidden < least:
                seen.remove(min(left, key=lambda place: (counts[place], str(place))) if left else total)
                is_changed = True
    return seen
