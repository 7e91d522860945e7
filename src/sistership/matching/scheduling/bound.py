"""What no plan can exceed: the linear relaxation that forgets when meetings are held."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import coo_array  # type: ignore[import-untyped]

from sistership.matching.scheduling.state import Flags, Floats, Problem

MOST_GROUPS = 512


class Bound(NamedTuple):
    """The most that a plan can be worth, and how much of each meeting the relaxation holds."""

    value: float
    shares: Floats


def bound_of(problem: Problem) -> Bound:
    """Solve the relaxation by HiGHS.

    Variables: the share x of each meeting in [0, 1], and how far each person stays below the floor. Rows: a
    person's meetings are at most the cap and the slots in which any of them is open; with what is missing
    they reach the floor; all meetings fit the tables, and the pairs of people there, over all slots; those
    that only a group of interpreters can serve fit the hours of that group. Every plan keeps them all, so
    the optimum is at least the worth of the best plan.
    """
    meetings, people = problem.value.size, problem.cap.size
    if meetings == 0:
        return Bound(-float(problem.floor.sum()) * problem.penalty, np.zeros(0))
    lines: list[tuple[NDArray[np.intp], Floats, float]] = []  # columns, factors, at most
    ones = np.ones
    for p in range(people):
        mine = np.flatnonzero((problem.a == p) | (problem.b == p))
        if mine.size == 0:
            continue
        most = min(int(problem.cap[p]), int(problem.open[mine].any(axis=0).sum()))
        if mine.size > most:
            lines.append((mine, ones(mine.size), most))
        if problem.floor[p] > 0:
            lines.append((np.append(mine, meetings + p), -ones(mine.size + 1), -float(problem.floor[p])))
    lines.append((np.arange(meetings), ones(meetings), _room(problem)))
    for group in interpreter_groups(problem):
        served = np.flatnonzero(problem.needs & ~(problem.serves & ~group).any(axis=1))
        hours = int(problem.free[group].sum())
        if served.size > hours:
            lines.append((served, ones(served.size), hours))
    rows = np.concatenate([np.full(len(line[0]), at) for at, line in enumerate(lines)])
    columns = np.concatenate([line[0] for line in lines])
    factors = np.concatenate([line[1] for line in lines])
    worth = np.concatenate([problem.value + problem.stay, np.full(people, -problem.penalty)])
    lowest = np.concatenate([problem.fixed.astype(float), np.zeros(people)])
    highest = np.concatenate([np.ones(meetings), problem.floor.astype(float)])
    solved = linprog(
        -worth,
        A_ub=coo_array((factors, (rows, columns)), shape=(len(lines), worth.size)).tocsr(),
        b_ub=np.array([line[2] for line in lines]),
        bounds=np.column_stack([lowest, highest]),
        method="highs",
    )
    if not solved.success:  # no rows can contradict each other but through fixed meetings, which are checked
        return Bound(float(np.maximum(worth[:meetings], 0).sum()), np.zeros(meetings))
    return Bound(float(-solved.fun), np.asarray(solved.x[:meetings], dtype=np.float64))


def _room(problem: Problem) -> int:
    """Meetings that fit: in each slot no more than its tables, and half of the people who could meet."""
    total = 0
    for s in range(problem.tables.size):
        meetings = problem.open[:, s]
        people = np.union1d(problem.a[meetings], problem.b[meetings]).size
        total += min(int(problem.tables[s]), people // 2)
    return total


def interpreter_groups(problem: Problem) -> list[Flags]:
    """Each set of interpreters that serves some meetings alone, and the unions of such sets (Hall's rows)."""
    if not problem.needs.any():
        return []
    single = [np.asarray(row) for row in np.unique(problem.serves[problem.needs], axis=0)]
    groups = {row.tobytes(): row for row in single}
    grown = dict(groups)
    while grown and len(groups) <= MOST_GROUPS:
        unions = {
            union.tobytes(): union
            for new in grown.values()
            for row in single
            if (union := new | row).tobytes() not in groups
        }
        groups |= unions
        grown = unions
    if len(groups) > MOST_GROUPS:  # pairs at least; fewer rows only make the bound looser
        groups = {(one | two).tobytes(): one | two for one, two in combinations(single, 2)}
    return list(groups.values())
