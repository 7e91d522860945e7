"""Time meetings that are all to be held, so that people wait as seldom and as evenly as can be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sistership.matching.scheduling import kernel
from sistership.matching.scheduling.event import Candidate, Event
from sistership.matching.scheduling.exact import time_exactly
from sistership.matching.scheduling.instance import MEETING, Instance, instance_of
from sistership.matching.scheduling.outcome import meetings_of
from sistership.matching.scheduling.schedule import Progress, Schedule, Watch, waits_of
from sistership.matching.scheduling.starting import fill, plan_in
from sistership.matching.scheduling.state import Flags, Ints, Problem
from sistership.matching.scheduling.validation import check_event

ROUNDS = 8
STEPS = 400_000
HOT, COLD = 0.4, 0.1
"""Temperatures, in waits."""
WHOLE, NEIGHBOURHOODS = 0.8, 6
"""CP-SAT has this share of its time for the whole plan; before that, parts of it have the rest."""
AGAIN = 0.3
"""Rounds from the best plan so far start at this temperature."""


def anneal_waits(
    instance: Instance, start: Ints, *, seed: int, rounds: int, steps: int, watch: Watch | None = None
) -> tuple[Ints, float]:
    """The best slots found from ``start`` (-1 for a meeting without one), and their score.

    Half of the rounds begin anew and hot, the others go on from the best.
    """
    problem = instance.problem
    perfect = MEETING * problem.value.size
    if problem.fixed.all():  # nothing may move; there may be nothing at all
        return start, perfect
    best, reached = start.copy(), -np.inf
    order = np.argsort(problem.open.sum(axis=1), kind="stable").tolist()
    for turn in range(rounds):
        is_new = turn % 2 == 0
        state = plan_in(instance, start if is_new else best, seed * 1_000_003 + turn)
        fill(problem, state, order)
        found = np.empty_like(best)
        score = float(kernel.anneal(problem, state, steps, HOT if is_new else AGAIN, COLD, perfect, found))
        if score > reached:
            best, reached = found, score
        is_over = watch is not None and not watch(Progress("timing", turn + 1, rounds, reached, perfect))
        if reached >= perfect or is_over:
            break
    return best, reached


def has_too_many(problem: Problem) -> bool:
    """Whether somebody is to have more meetings than allowed, or than there are slots."""
    degree = np.bincount(np.concatenate([problem.a, problem.b]), minlength=problem.cap.size)
    return bool((degree > problem.cap).any())


def time_meetings(
    event: Event,
    *,
    seed: int,
    rounds: int = ROUNDS,
    steps: int = STEPS,
    prove_s: float = 0.0,
    workers: int = 8,
    watch: Watch | None = None,
) -> Schedule:
    """Times for all candidates of the event, with the fewest waits found.

    Annealing makes a plan that is the same for the same seed, rounds and steps; with ``prove_s`` CP-SAT then
    searches from it for up to so many seconds, for fewer waits or for the proof that there are none, which
    does depend on the machine. ``left_out`` names meetings that found no place. Raises InputError for an
    event that contradicts itself.
    """
    check_event(event)
    instance = instance_of(event, is_timing=True)
    slots, _ = anneal_waits(instance, instance.start, seed=seed, rounds=rounds, steps=steps, watch=watch)
    bound, is_impossible = 0, has_too_many(instance.problem)
    spread = event.rules.gap_difference
    if prove_s > 0 and not is_impossible:
        slots, bound, is_impossible = _prove(instance, slots, seed, prove_s, workers, spread)
    meetings = meetings_of(instance, plan_in(instance, slots, seed))
    held = {one.pair for one in meetings}
    values = {one.pair: one.value for one in event.candidates}
    schedule = Schedule(
        meetings=meetings,
        worth=sum(values.get(pair, 0.0) for pair in held),
        bound=sum(values.values()),
        waits=0,
        most_waits=0,
        least_waits=0,
        waits_bound=bound,
        short_of_floor=0,
        unmet=(),
        left_out=tuple(one.pair for one in event.candidates if one.pair not in held),
        is_impossible=is_impossible or bool(instance.impossible),
        steps=rounds * steps,
    )
    return _with_waits(event, schedule)


def shorten_waits(
    event: Event,
    schedule: Schedule,
    *,
    seed: int,
    rounds: int = ROUNDS,
    steps: int = STEPS,
    prove_s: float = 0.0,
    workers: int = 8,
    watch: Watch | None = None,
) -> Schedule:
    """The same meetings at times with fewer waits, where there are such; never one meeting less."""
    held = {one.pair: one for one in schedule.meetings}
    known = {one.pair: one for one in event.candidates}
    kept = replace(
        event,
        candidates=tuple(known.get(pair, Candidate(one.a, one.b, 0.0)) for pair, one in held.items()),
        rules=replace(event.rules, gap_difference=None),
    )
    instance = instance_of(kept, is_timing=True)
    places = {slot.id: place for place, slot in enumerate(event.slots)}
    start = np.array([places[held[one.pair].slot] for one in instance.candidates], dtype=np.int64)
    slots, _ = anneal_waits(instance, start, seed=seed, rounds=rounds, steps=steps, watch=watch)
    bound = 0
    if prove_s > 0:
        slots, bound, _ = _prove(instance, slots, seed, prove_s, workers, None)
    meetings = meetings_of(instance, plan_in(instance, slots, seed))
    found = _with_waits(event, replace(schedule, meetings=meetings, waits_bound=bound))
    if len(meetings) < len(schedule.meetings) or found.waits > schedule.waits:
        return replace(schedule, waits_bound=bound)
    return found


def _with_waits(event: Event, schedule: Schedule) -> Schedule:
    waits = waits_of(event, schedule.meetings)
    return replace(
        schedule,
        waits=sum(waits.values()),
        most_waits=max(waits.values(), default=0),
        least_waits=min(waits.values(), default=0),
    )


def _rank(instance: Instance, slots: Ints, spread: int | None) -> tuple[int, int, int]:
    """Meetings left out, waits by which people differ too much, waits: the less the better, in that order."""
    state = plan_in(instance, slots, 0)
    too_far = 0 if spread is None else max(0, int(kernel.spread_of(state)) - spread)
    return int((slots < 0).sum()), too_far, int(state.total[1])


def _prove(
    instance: Instance, slots: Ints, seed: int, seconds: float, workers: int, spread: int | None
) -> tuple[Ints, int, bool]:
    """The better of the plan and CP-SAT's, what is proved of waits, and whether no plan exists.

    Parts of the plan first, then the whole from the best plan so far. Ends at once where nobody waits.
    """
    problem = instance.problem
    rank = _rank(instance, slots, spread)
    rng = np.random.default_rng(seed)
    for _ in range(NEIGHBOURHOODS):
        if rank == (0, 0, 0):
            return slots, 0, False
        part = time_exactly(
            problem,
            slots,
            spread=spread,
            seconds=(1 - WHOLE) * seconds / NEIGHBOURHOODS,
            seed=seed,
            workers=workers,
            free=_neighbourhood(instance, slots, rng),
        )
        if part.slots is not None and (found := _rank(instance, part.slots, spread)) < rank:
            slots, rank = part.slots, found
    exact = time_exactly(problem, slots, spread=spread, seconds=WHOLE * seconds, seed=seed, workers=workers)
    if exact.slots is not None and _rank(instance, exact.slots, spread) < rank:
        slots = exact.slots
    return slots, exact.bound, exact.is_impossible


def _neighbourhood(instance: Instance, slots: Ints, rng: np.random.Generator) -> Flags:
    """Meetings of some people, one who waits first, and of those whom they meet: a third of all at most."""
    problem = instance.problem
    state = plan_in(instance, slots, 0)
    waiting = np.flatnonzero(state.gaps > 0)
    people = [int(rng.choice(waiting if waiting.size else np.arange(state.gaps.size)))]
    free = np.zeros(slots.size, dtype=np.bool_)
    for person in people:
        mine = np.flatnonzero((problem.a == person) | (problem.b == person))
        if free.sum() + mine.size > max(slots.size // 3, 20):
            break
        free[mine] = True
        others = {*problem.a[mine].tolist(), *problem.b[mine].tolist()} - set(people)
        people += rng.permutation(sorted(others)).tolist()
    return free
