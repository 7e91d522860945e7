"""Choose meetings and time them together: the relaxation says which are wanted, annealing when they are."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sistership.matching.scheduling import kernel
from sistership.matching.scheduling.bound import bound_of
from sistership.matching.scheduling.event import Event, Meeting
from sistership.matching.scheduling.instance import Instance, instance_of
from sistership.matching.scheduling.outcome import meetings_of, short_of_floor, unmet_of
from sistership.matching.scheduling.schedule import Progress, Schedule, Watch, waits_of
from sistership.matching.scheduling.starting import fill, plan_in
from sistership.matching.scheduling.state import Floats, Ints
from sistership.matching.scheduling.validation import check_event

ROUNDS = 24
STEPS = 100_000
HEATS = (0.5, 0.2, 0.05)
"""Starting temperatures of rounds, by turns, as shares of the mean value of a meeting."""
COOLING = 0.06
"""The temperature at the end of a round, as a share of the one at its start."""


def choose_meetings(
    event: Event,
    *,
    seed: int,
    rounds: int = ROUNDS,
    steps: int = STEPS,
    earlier: Iterable[Meeting] = (),
    stay: float = 0.0,
    watch: Watch | None = None,
) -> Schedule:
    """The best plan found: which candidates meet, when, at which table, with which interpreter.

    The same event, seed, rounds and steps give the same plan on any machine; ``watch`` may end the work after
    a round. A meeting of ``earlier`` counts ``stay`` more in the slot that it had. Raises InputError for an
    event that contradicts itself.
    """
    check_event(event)
    instance = instance_of(event, earlier=earlier, stay=stay)
    bound = bound_of(instance.problem)
    instance = _wanting(instance, bound.shares)
    best, done = _anneal(instance, bound.value, bound.shares, seed, rounds, steps, watch)
    state = plan_in(instance, best, seed)
    meetings = meetings_of(instance, state)
    waits = waits_of(event, meetings)
    return Schedule(
        meetings=meetings,
        worth=float(kernel.score(instance.problem, state)),
        bound=bound.value,
        waits=sum(waits.values()),
        most_waits=max(waits.values(), default=0),
        least_waits=min(waits.values(), default=0),
        waits_bound=None,
        short_of_floor=short_of_floor(instance, meetings),
        unmet=unmet_of(instance, state),
        steps=done,
    )


def _wanting(instance: Instance, shares: Floats) -> Instance:
    wanted = shares > 1e-6
    return Instance(
        instance.event,
        instance.candidates,
        instance.problem._replace(wanted=wanted),
        instance.start,
        instance.impossible,
    )


def _anneal(
    instance: Instance,
    bound: float,
    shares: Floats,
    seed: int,
    rounds: int,
    steps: int,
    watch: Watch | None,
) -> tuple[Ints, int]:
    problem = instance.problem
    state = plan_in(instance, instance.start, seed)
    fill(problem, state, np.lexsort((-problem.value, -shares)).tolist())
    best = state.slot.copy()
    worth = float(kernel.score(problem, state))
    scale = float(problem.value.mean()) if problem.value.size else 0.0
    scale = scale or 1.0
    tried = 0
    for turn in range(rounds):
        if worth >= bound - 1e-9 or problem.fixed.all():
            break
        hot = scale * HEATS[turn % len(HEATS)]
        found = np.empty_like(best)
        reached = float(kernel.anneal(problem, state, steps, hot, hot * COOLING, bound - 1e-9, found))
        tried += steps
        if reached > worth:
            worth, best = reached, found
        if watch is not None and not watch(Progress("choosing", turn + 1, rounds, worth, bound)):
            break
        state = plan_in(instance, best, seed * 1_000_003 + turn + 1)
    return best, tried
