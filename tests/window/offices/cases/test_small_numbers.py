"""Counts that may be shown: no small one, and none that the others give away."""

from __future__ import annotations

import random
from itertools import product

import pytest

from sistership.window.offices.cases.small_numbers import LEAST, shown

ALL = "all"


def _table(parts: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """The parts with the sums of rows, columns and all."""
    counts = dict(parts)
    for (row, column), count in parts.items():
        for place in ((row, ALL), (ALL, column), (ALL, ALL)):
            counts[place] = counts.get(place, 0) + count
    return counts


def test_a_small_number_hides_the_one_from_which_it_would_follow():
    counts = _table({("July", "visit"): 9, ("July", "partner"): 2, ("July", "talent"): 6})
    seen = shown(counts, row_sum=ALL, column_sum=ALL)
    assert ("July", "partner") not in seen
    assert ("July", "talent") not in seen  # 17 - 9 - 6 would be 2
    assert {("July", "visit"), ("July", ALL), (ALL, ALL)} <= seen


def test_nothing_of_a_few_is_shown():
    assert shown(_table({("July", "visit"): 4}), row_sum=ALL, column_sum=ALL) == set()
    assert shown({}, row_sum=ALL, column_sum=ALL) == set()


@pytest.mark.parametrize("seed", range(20))
def test_no_line_gives_a_small_number_away(seed):
    chance = random.Random(seed)
    rows, columns = ["July", "August", "May"], ["visit", "partner", "talent", "other"]
    counts = _table({place: chance.choice((0, 1, 3, 5, 8, 20)) for place in product(rows, columns)})
    seen = shown(counts, row_sum=ALL, column_sum=ALL)
    assert all(counts[place] >= LEAST for place in seen)
    lines = [([(row, one) for one in columns], (row, ALL)) for row in [*rows, ALL]]
    lines += [([(one, column) for one in rows], (ALL, column)) for column in [*columns, ALL]]
    for parts, total in lines:
        hidden = sum(counts[place] for place in parts if place not in seen)
        assert total not in seen or hidden == 0 or hidden >= LEAST
