"""Waits by CP-SAT: fewer than the annealing found, or the proof that there are none to be saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from sistership.matching.scheduling.bound import MOST_GROUPS, interpreter_groups
from sistership.matching.scheduling.state import Ints, Problem


@dataclass(frozen=True, slots=True)
class Exact:
    """``slots`` is None where no plan was found; ``bound`` where nothing is proved about waits."""

    slots: Ints | None
    bound: int
    is_impossible: bool = False


def time_exactly(
    problem: Problem,
    hint: Ints | None,
    *,
    spread: int | None,
    seconds: float,
    seed: int,
    workers: int = 8,
    known_bound: int = 0,
    free: np.ndarray | None = None,
    go_on: Callable[[], bool] | None = None,
) -> Exact:
    """Hold every meeting with the fewest waits, two people's waits at most ``spread`` apart (None: no limit).

    ``hint`` gives a slot to each meeting, -1 for none. With ``free`` only these meetings may leave their slot
    in the hint: a neighbourhood of it, whose bound says nothing of the whole. Ends after ``seconds``.
    """
    model = cp_model.CpModel()
    meetings, slots = problem.open.shape
    x: dict[tuple[int, int], cp_model.IntVar] = {}
    for m in range(meetings):
        stays = free is not None and not free[m] and hint is not None and hint[m] >= 0
        assert hint is not None or not stays
        allowed = [int(hint[m])] if stays and hint is not None else np.flatnonzero(problem.open[m]).tolist()
        for s in allowed:
            x[m, s] = model.new_bool_var("")
        model.add_exactly_one(x[m, s] for s in allowed)
    for s in range(slots):
        here = [var for (_, at), var in x.items() if at == s]
        if len(here) > problem.tables[s]:
            model.add(sum(here) <= int(problem.tables[s]))
    groups = interpreter_groups(problem)
    if len(groups) > MOST_GROUPS:
        return Exact(None, 0)
    for group in groups:
        served = np.flatnonzero(problem.needs & ~(problem.serves & ~group).any(axis=1))
        for s in range(slots):
            here = [x[m, s] for m in served.tolist() if (m, s) in x]
            hours = int((problem.free[:, s] & group).sum())
            if len(here) > hours:
                model.add(sum(here) <= hours)
    waits = _waits(model, problem, x, spread)
    model.add(sum(waits) >= known_bound)
    model.minimize(sum(waits))
    if hint is not None:
        for (m, s), var in x.items():
            model.add_hint(var, int(hint[m] == s))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed % 2**31
    status = solver.solve(model, _Watcher(go_on) if go_on is not None else None)
    if status == cp_model.INFEASIBLE:
        return Exact(None, 0, is_impossible=free is None)
    bound = max(0, round(solver.best_objective_bound)) if free is None else 0
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Exact(None, bound)
    found = np.full(meetings, -1, dtype=np.int64)
    for (m, s), var in x.items():
        if solver.boolean_value(var):
            found[m] = s
    return Exact(found, bound)


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Ends the search when whoever waits for it has had enough."""

    def __init__(self, go_on: Callable[[], bool]) -> None:
        super().__init__()
        self._go_on = go_on

    def on_solution_callback(self) -> None:
        if not self._go_on():
            self.stop_search()


def _waits(
    model: cp_model.CpModel, problem: Problem, x: dict[tuple[int, int], cp_model.IntVar], spread: int | None
) -> list[cp_model.LinearExpr | int]:
    """The waits of each person: runs of meetings on a day less one, summed over the days."""
    days = int(problem.day[-1]) + 1
    by_person: dict[int, dict[int, list[cp_model.IntVar]]] = {}
    for (m, s), var in x.items():
        for p in (int(problem.a[m]), int(problem.b[m])):
            by_person.setdefault(p, {}).setdefault(s, []).append(var)
    waits: list[cp_model.LinearExpr | int] = []
    for p, mine in by_person.items():
        for ones in mine.values():
            if len(ones) > 1:
                model.add_at_most_one(ones)
        total: cp_model.LinearExpr | int = 0
        for day in range(days):
            here = sorted(s for s in mine if problem.day[s] == day)
            if not here:
                continue
            total += _starts(model, problem, p, here, mine) - _is_there(model, here, mine, days, p, problem)
        waits.append(total)
    if spread is not None and waits:
        least = model.new_int_var(0, problem.tables.size, "")
        for total in waits:
            model.add(total >= least)
            model.add(total <= least + spread)
    return waits


def _starts(
    model: cp_model.CpModel,
    problem: Problem,
    p: int,
    here: list[int],
    mine: dict[int, list[cp_model.IntVar]],
) -> cp_model.LinearExpr | int:
    """How many runs of meetings the person has: slots with a meeting after a slot without one."""
    total: cp_model.LinearExpr | int = 0
    for s in here:
        busy = sum(mine[s])
        before = int(problem.left[p, s])
        if before < 0 or before not in mine:
            total += busy
            continue
        previous = sum(mine[before])
        start = model.new_bool_var("")
        model.add(start >= busy - previous)
        model.add(start <= busy)
        model.add(start + previous <= 1)
        total += start
    return total


def _is_there(
    model: cp_model.CpModel,
    here: list[int],
    mine: dict[int, list[cp_model.IntVar]],
    days: int,
    p: int,
    problem: Problem,
) -> cp_model.LinearExpr | int:
    """1 where the person has a meeting on that day."""
    if days == 1:
        return 1
    there = model.new_bool_var("")
    for s in here:
        model.add(there >= sum(mine[s]))
    model.add(there <= sum(sum(mine[s]) for s in here))
    return there
