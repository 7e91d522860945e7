"""The arrays that the annealing works on: what a plan must keep to, and the plan itself.

Indexed by meeting m, person p, slot s, interpreter i, day d; -1 stands for none.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


class Problem(NamedTuple):
    """What does not change. A wait is a run of empty slots of a person between two meetings of one day."""

    a: Ints  # [m] the two people
    b: Ints
    value: Floats  # [m]
    open: Flags  # [m, s] both are there
    fixed: Flags  # [m] stays where it is
    needs: Flags  # [m] needs an interpreter
    serves: Flags  # [m, i]
    free: Flags  # [i, s] the interpreter is there
    prior: Ints  # [m] slot in an earlier plan
    stay: Floats  # [m] worth of keeping it
    cap: Ints  # [p] most meetings
    floor: Ints  # [p]
    tables: Ints  # [s]
    left: Ints  # [p, s] the slot before, in which the person could wait or meet, on the same day
    right: Ints  # [p, s] the slot after
    day: Ints  # [s]
    penalty: float  # for each meeting short of the floor
    gap_weight: float  # for each wait
    spread_weight: float  # for each wait by which two people differ too much
    spread: int  # allowed difference of waits
    wanted: Flags  # [m] tried first


class State(NamedTuple):
    """A plan, and what is kept up to date with it."""

    slot: Ints  # [m]
    by: Ints  # [m] its interpreter
    occupied: Ints  # [p, s] its meeting
    busy: Ints  # [i, s] the meeting that the interpreter serves
    held: Ints  # [p] its meetings
    used: Ints  # [s]
    blocks: Ints  # [p, d] runs of meetings without a wait
    gaps: Ints  # [p]
    people_with: Ints  # [g] people with meetings that have g waits
    total: Floats  # [2] value less penalties, waits
    log: Ints  # [n, 2] meeting and its slot before, of the move under way
    tape: Ints  # [2] length of the log, number of missing meetings
    missing: Ints  # [m] wanted meetings that are not held, in any order
    rank: Ints  # [m] where the meeting stands there; -1 held, -2 not wanted
    queue: Ints  # [i, 2] of the search for an interpreter
    random: NDArray[np.uint64]  # [1]


def new_state(problem: Problem, seed: int) -> State:
    """An empty plan; ``seed`` decides every random choice that follows, on any machine."""
    meetings, slots = problem.open.shape
    people, interpreters = problem.cap.size, problem.free.shape[0]
    most_gaps = slots + 1

    def none(*shape: int) -> Ints:
        return np.full(shape, -1, dtype=np.int64)

    def zero(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    wanted = np.flatnonzero(problem.wanted)
    rank = np.full(meetings, -2, dtype=np.int64)
    rank[wanted] = np.arange(wanted.size)
    short = float(np.sum(problem.floor)) * problem.penalty
    return State(
        slot=none(meetings),
        by=none(meetings),
        occupied=none(people, slots),
        busy=none(max(interpreters, 1), slots),
        held=zero(people),
        used=zero(slots),
        blocks=zero(people, int(problem.day[-1]) + 1),
        gaps=zero(people),
        people_with=zero(most_gaps),
        total=np.array([-short, 0.0]),
        log=zero(4096, 2),
        tape=np.array([0, int(problem.wanted.sum())], dtype=np.int64),
        missing=np.concatenate([wanted, np.zeros(meetings - wanted.size, dtype=np.int64)]),
        rank=rank,
        queue=zero(max(interpreters, 1), 2),
        random=np.array([(seed * 0x9E3779B97F4A7C15 + 0x1234567) % 2**64], dtype=np.uint64),
    )
