"""The balance between cities as the public sees it: nobody is found in it by number or by subtraction.

1. A line is one way between two cities; it has a count for each year and a sum.
2. Counts from 1 to below five are not shown, nor what would give them away: see cases/small_numbers.py.
3. No sum over several lines is shown at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sistership.window.offices.cases.small_numbers import LEAST, shown

SUM = "sum"
NO_LINE = ("", "")


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One way between two cities: counts by year and in all; None where it is too few to be shown."""

    home: str
    host: str
    years: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class BalanceTable:
    """All ways, both of a pair one after the other, with the years as columns."""

    years: tuple[int, ...]
    rows: tuple[BalanceRow, ...]
    least: int = LEAST


def shown_balance(flows: Sequence[tuple[int, str, str, int]]) -> BalanceTable:
    """The table from (year, home, host city, count)."""
    years = tuple(sorted({year for year, *_ in flows}))
    pairs = {tuple(sorted((home, host))) for _year, home, host, _count in flows}
    ways = [way for first, second in sorted(pairs) for way in ((first, second), (second, first))]
    counts: dict[tuple[tuple[str, str], str], int] = {}
    for year, home, host, count in flows:
        for column in (str(year), SUM):
            counts[(home, host), column] = counts.get(((home, host), column), 0) + count
    seen = shown(counts, row_sum=NO_LINE, column_sum=SUM)

    def value(way: tuple[str, str], column: str) -> int | None:
        count = counts.get((way, column), 0)
        return count if count == 0 or (way, column) in seen else None

    rows = [
        BalanceRow(way[0], way[1], tuple(value(way, str(year)) for year in years), value(way, SUM))
        for way in ways
    ]
    return BalanceTable(years, tuple(rows))
