"""Scheduling beside CP-SAT alone: choosing meetings against the relaxation's bound, and waits.

    python -m benchmarks.matching.schedule choose [--peer-s 60]
    python -m benchmarks.matching.schedule time [--seconds 45]

Invented events of benchmarks/matching/scheduling_events.py. Each line is one event, both methods in one run.
"""

from __future__ import annotations

import time

import click
import numpy as np
from ortools.sat.python import cp_model

from benchmarks.matching.scheduling_events import choosing_event, timing_event
from sistership.matching.scheduling import Event, choose_meetings, time_meetings, violations
from sistership.matching.scheduling.bound import interpreter_groups
from sistership.matching.scheduling.exact import time_exactly
from sistership.matching.scheduling.instance import instance_of
from sistership.matching.scheduling.starting import plan_in
from sistership.matching.scheduling.timing import anneal_waits

CHOOSING = (
    ((200, 20, 60, 1000), 2.0, (1, 2, 3)),
    ((200, 20, 35, 1400), 2.0, (1,)),
    ((500, 24, 120, 3000), 10.0, (1, 2, 3)),
)
TIMING = ((42, 8, 21, 125), (30, 10, 12, 100), (46, 12, 20, 180), (60, 22, 20, 200), (80, 22, 25, 302))


@click.group()
def bench() -> None:
    """Measure scheduling beside its peers."""


def choose_by_cp_sat(event: Event, seconds: float) -> tuple[float, float] | None:
    """The whole problem as one Boolean model: what it found and what it proved, in units of value."""
    problem = instance_of(event).problem
    model = cp_model.CpModel()
    x = {(m, s): model.new_bool_var("") for m, s in np.argwhere(problem.open).tolist()}
    of: dict[int, list[cp_model.IntVar]] = {}
    at: dict[tuple[int, int], list[cp_model.IntVar]] = {}
    for (m, s), var in x.items():
        of.setdefault(m, []).append(var)
        for p in (int(problem.a[m]), int(problem.b[m])):
            at.setdefault((p, s), []).append(var)
    for ones in (*of.values(), *at.values()):
        model.add_at_most_one(ones)
    short = []
    for p in range(problem.cap.size):
        mine = [var for (q, _), ones in at.items() if q == p for var in ones]
        model.add(sum(mine) <= int(problem.cap[p]))
        short.append(model.new_int_var(0, int(problem.floor[p]), ""))
        model.add(short[-1] + sum(mine) >= int(problem.floor[p]))
    for s in range(problem.tables.size):
        model.add(sum(var for (_, t), var in x.items() if t == s) <= int(problem.tables[s]))
        for group in interpreter_groups(problem):
            served = np.flatnonzero(problem.needs & ~(problem.serves & ~group).any(axis=1)).tolist()
            here = [x[m, s] for m in served if (m, s) in x]
            model.add(sum(here) <= int((problem.free[:, s] & group).sum()))
    worth = np.round(problem.value * 1000).astype(int)
    model.maximize(
        sum(int(worth[m]) * var for (m, _), var in x.items()) - round(problem.penalty * 1000) * sum(short)
    )
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 8
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return solver.objective_value / 1000, solver.best_objective_bound / 1000


@bench.command("choose")
@click.option("--peer-s", type=float, default=60.0)
def choose(peer_s: float) -> None:
    """Share of the bound within the limit; CP-SAT alone on the first seed of each size."""
    choose_meetings(choosing_event(20, 6, 8, 40, seed=1), seed=1, rounds=1, steps=100)  # compile
    for size, limit_s, seeds in CHOOSING:
        for seed in seeds:
            event = choosing_event(*size, seed=seed)
            began, processor = time.perf_counter(), time.process_time()
            end = processor + limit_s  # one thread: on a quiet machine the same as by the clock
            found = choose_meetings(
                event, seed=1, rounds=10_000, steps=20_000, watch=lambda _, end=end: time.process_time() < end
            )
            took, used = time.perf_counter() - began, time.process_time() - processor
            line = f"| {size} | {seed} | {found.bound:.1f} | {found.share:.4%} | {took:.2f} s | {used:.2f} s | {len(found.meetings)} | {len(violations(event, found.meetings))} |"
            if seed == seeds[0] and peer_s:
                theirs = choose_by_cp_sat(event, peer_s)
                line += (
                    f" {theirs[0] / found.bound:.2%} (it proves ≤ {theirs[1] / found.bound:.2%}) |"
                    if theirs
                    else " nothing found |"
                )
            print(line, flush=True)


@bench.command("time")
@click.option("--seconds", type=float, default=45.0)
@click.option("--steps", type=int, default=400_000)
def wait(seconds: float, steps: int) -> None:
    """Waits: annealing alone, CP-SAT alone, both (annealing, then CP-SAT from its plan)."""
    for size in TIMING:
        event = timing_event(*size, seed=1)
        instance = instance_of(event, is_timing=True)
        spread = event.rules.gap_difference
        slots, _ = anneal_waits(instance, instance.start, seed=1, rounds=4, steps=steps)
        alone = int(plan_in(instance, slots, 0).total[1])
        exact = time_exactly(instance.problem, None, spread=spread, seconds=seconds, seed=1)
        theirs = "–" if exact.slots is None else str(int(plan_in(instance, exact.slots, 0).total[1]))
        both = time_meetings(event, seed=1, rounds=4, steps=steps, prove_s=seconds)
        print(
            f"| {size} | {len(instance.candidates)} | {alone} | {theirs} (≥ {exact.bound}) | {both.waits}"
            f" (≥ {both.waits_bound}) | {both.most_waits - both.least_waits} | {len(violations(event, both.meetings))} |",
            flush=True,
        )


if __name__ == "__main__":
    bench()
