"""Two visions crossed by hand: which cells hold what, and in which order the empty ones come."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sistership.window.offices.visions.matrix import cross

A1, A2, B1, B2 = "net zero", "liveability", "port", "learning"
PROMISES = [("school", "kept"), ("tram", "late"), ("old", "dropped"), ("alone", "on_track")]
SERVES = {"school": {A2, B2}, "tram": {A1, A2, B1}, "old": {A1, B2}}
GOALS = {A1: {7, 13}, A2: {11, 4}, B1: {13, 14}, B2: {4, 11}}


def _crossed():
    return cross([A1, A2], [B1, B2], PROMISES, serves=SERVES, goals=GOALS)


def test_a_cell_holds_what_serves_both_axes():
    cells = {(cell.first, cell.second): cell for cell in _crossed().cells}
    assert cells[A1, B1].promises == ("tram",)
    assert cells[A2, B1].promises == ("tram",)
    assert cells[A2, B2].promises == ("school",)
    assert cells[A2, B2].counts == Counter(kept=1)
    assert cells[A1, B1].shared_goals == (13,)


def test_a_dropped_promise_is_counted_but_fills_nothing():
    cell = next(cell for cell in _crossed().cells if (cell.first, cell.second) == (A1, B2))
    assert cell.counts == Counter(dropped=1)
    assert cell.is_empty


def test_promises_that_serve_no_axis_are_named():
    assert _crossed().unaligned == ("alone",)


def test_openings_with_shared_goals_come_first_then_those_with_less_around_them():
    none = cross([A1, A2], [B1, B2], [("school", "kept")], serves={"school": {A1, B1}}, goals=GOALS)
    assert [(one.first, one.second) for one in none.openings()] == [(A2, B2), (A1, B2), (A2, B1)]
    # A2 × B2 share two goals; the other two share none, and each has one promise around it: order of rows
    plain = cross([A1, A2], [B1, B2], [("school", "kept")], serves={"school": {A1, B1}}, goals={})
    assert [(one.first, one.second) for one in plain.openings()] == [(A2, B2), (A1, B2), (A2, B1)]


@given(
    serves=st.dictionaries(
        st.sampled_from(["p", "q", "r"]), st.sets(st.sampled_from([A1, A2, B1, B2])), max_size=3
    ),
    states=st.lists(st.sampled_from(["kept", "late", "dropped"]), min_size=3, max_size=3),
)
def test_every_cell_is_either_a_meeting_or_an_opening(serves, states):
    promises = list(zip("pqr", states, strict=True))
    matrix = cross([A1, A2], [B1, B2], promises, serves=serves, goals=GOALS)
    assert len(matrix.meetings()) + len(matrix.openings()) == len(matrix.cells) == 4
    for cell in matrix.cells:
        assert set(cell.promises) == {
            one for one in "pqr" if {cell.first, cell.second} <= serves.get(one, set())
        }
