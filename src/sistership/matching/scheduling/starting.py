"""Plans to begin with: one that is given, and the greedy one."""

from __future__ import annotations

from collections.abc import Iterable

from sistership.common.errors import InputError
from sistership.common.text import gettext_noop
from sistership.matching.scheduling import kernel
from sistership.matching.scheduling.instance import Instance
from sistership.matching.scheduling.state import Ints, Problem, State, new_state


def plan_in(instance: Instance, slots: Ints, seed: int) -> State:
    """A plan with each meeting in the slot given (-1 for none); its interpreters are found anew.

    Raises InputError where fixed meetings need more interpreters than there are.
    """
    problem = instance.problem
    state = new_state(problem, seed)
    for m, s in enumerate(slots.tolist()):
        state.tape[0] = 0
        if s >= 0 and not (_has_room(problem, state, m, s) and kernel.place(problem, state, m, s)):
            # What was held before can be held again, so that this is a fixed meeting.
            raise InputError(
                gettext_noop("The fixed meetings cannot all have an interpreter"),
                where="fixed",
                next_step=gettext_noop("Add an interpreter, or move one of the fixed meetings"),
            )
    return state


def _has_room(problem: Problem, state: State, m: int, s: int) -> bool:
    is_busy = state.occupied[problem.a[m], s] >= 0 or state.occupied[problem.b[m], s] >= 0
    return bool(problem.open[m, s] and not is_busy and state.used[s] < problem.tables[s])


def fill(problem: Problem, state: State, order: Iterable[int]) -> None:
    """Place meetings one by one in that order wherever there is room."""
    for m in order:
        state.tape[0] = 0
        a, b = problem.a[m], problem.b[m]
        is_full = state.held[a] >= problem.cap[a] or state.held[b] >= problem.cap[b]
        if state.slot[m] >= 0 or is_full:
            continue
        s = kernel.find_slot(problem, state, m, -1)
        if s >= 0:
            kernel.place(problem, state, m, s)
