"""Annealing over plans, compiled: place, lift and move meetings while every rule about people, tables and
interpreters holds at every step.

All compiled code stands in this one file, so that a change of any part renews what numba has cached.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit


@njit(cache=True)
def _draw(st: Any, below: int) -> Any:
    """A whole number in [0, below), by splitmix64."""
    st.random[0] += np.uint64(0x9E3779B97F4A7C15)
    z = st.random[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return np.int64(((z >> np.uint64(32)) * np.uint64(below)) >> np.uint64(32))


@njit(cache=True)
def _unit(st: Any) -> Any:
    return (_draw(st, 1 << 30) + 0.5) / (1 << 30)


@njit(cache=True)
def _seat(pr: Any, st: Any, m: int, s: int) -> bool:
    """Give the meeting an interpreter in the slot, moving others between interpreters where that helps."""
    count = pr.free.shape[0]
    for i in range(count):
        if st.busy[i, s] < 0 and pr.serves[m, i] and pr.free[i, s]:
            st.busy[i, s] = m
            st.by[m] = i
            return True
    queue = st.queue[:, 0]
    came = st.queue[:, 1]  # the interpreter from whom the search came; -1 from m itself, -2 not reached
    head, tail = 0, 0
    for i in range(count):
        came[i] = -2
        if pr.serves[m, i] and pr.free[i, s]:
            came[i] = -1
            queue[tail] = i
            tail += 1
    while head < tail:
        i = queue[head]
        head += 1
        if st.busy[i, s] < 0:
            while came[i] >= 0:  # the one before hands its meeting on to i
                giver = came[i]
                moved = st.busy[giver, s]
                st.busy[i, s] = moved
                st.by[moved] = i
                i = giver
            st.busy[i, s] = m
            st.by[m] = i
            return True
        other = st.busy[i, s]
        for j in range(count):
            if came[j] == -2 and pr.serves[other, j] and pr.free[j, s]:
                came[j] = i
                queue[tail] = j
                tail += 1
    return False


@njit(cache=True)
def _waits(st: Any, p: int, d: int, change: int, was: int, now: int) -> None:
    """Keep the runs and waits of a person true after one meeting more or less (``was`` → ``now`` held)."""
    before = st.blocks[p, d]
    after = before + change
    st.blocks[p, d] = after
    delta = max(0, after - 1) - max(0, before - 1)
    if was > 0:
        st.people_with[st.gaps[p]] -= 1
    st.gaps[p] += delta
    st.total[1] += delta
    if now > 0:
        st.people_with[st.gaps[p]] += 1


@njit(cache=True)
def _step(pr: Any, st: Any, p: int, s: int) -> int:
    """How many runs a meeting in this slot adds to the person's day: 1, 0 or -1."""
    change = 1
    if pr.left[p, s] >= 0 and st.occupied[p, pr.left[p, s]] >= 0:
        change -= 1
    if pr.right[p, s] >= 0 and st.occupied[p, pr.right[p, s]] >= 0:
        change -= 1
    return change


@njit(cache=True)
def place(pr: Any, st: Any, m: int, s: int) -> bool:
    """Hold m in s; its people and a table are free there. False where no interpreter can be found."""
    if pr.needs[m] and not _seat(pr, st, m, s):
        return False
    st.log[st.tape[0], 0] = m
    st.log[st.tape[0], 1] = -1
    st.tape[0] += 1
    if st.rank[m] >= 0:  # the last of the missing takes its place
        st.tape[1] -= 1
        last = st.missing[st.tape[1]]
        st.missing[st.rank[m]] = last
        st.rank[last] = st.rank[m]
        st.rank[m] = -1
    st.slot[m] = s
    st.used[s] += 1
    st.total[0] += pr.value[m]
    if pr.prior[m] == s:
        st.total[0] += pr.stay[m]
    for p in (pr.a[m], pr.b[m]):
        if st.held[p] < pr.floor[p]:
            st.total[0] += pr.penalty
        change = _step(pr, st, p, s)
        st.occupied[p, s] = m
        st.held[p] += 1
        _waits(st, p, pr.day[s], change, st.held[p] - 1, st.held[p])
    return True


@njit(cache=True)
def lift(pr: Any, st: Any, m: int) -> None:
    """Hold m no longer."""
    s = st.slot[m]
    st.log[st.tape[0], 0] = m
    st.log[st.tape[0], 1] = s
    st.tape[0] += 1
    if st.rank[m] == -1:
        st.missing[st.tape[1]] = m
        st.rank[m] = st.tape[1]
        st.tape[1] += 1
    st.slot[m] = -1
    st.used[s] -= 1
    st.total[0] -= pr.value[m]
    if pr.prior[m] == s:
        st.total[0] -= pr.stay[m]
    for p in (pr.a[m], pr.b[m]):
        if st.held[p] <= pr.floor[p]:
            st.total[0] -= pr.penalty
        st.occupied[p, s] = -1
        st.held[p] -= 1
        _waits(st, p, pr.day[s], -_step(pr, st, p, s), st.held[p] + 1, st.held[p])
    if st.by[m] >= 0:
        st.busy[st.by[m], s] = -1
        st.by[m] = -1


@njit(cache=True)
def score(pr: Any, st: Any) -> Any:
    """The worth of the plan: value less penalties, less what waits cost."""
    worth = st.total[0] - pr.gap_weight * st.total[1]
    if pr.spread_weight > 0.0:
        worth -= pr.spread_weight * max(0, spread_of(st) - pr.spread)
    return worth


@njit(cache=True)
def spread_of(st: Any) -> int:
    """The most waits of one person less the fewest, among people with meetings."""
    least, most = -1, 0
    for g in range(st.people_with.size):
        if st.people_with[g] > 0:
            if least < 0:
                least = g
            most = g
    return most - max(least, 0)


@njit(cache=True)
def _undo(pr: Any, st: Any) -> None:
    """Take the move under way back; what was possible before is possible again, step by step."""
    n = st.tape[0]
    while n > 0:
        n -= 1
        st.tape[0] = n
        if st.log[n, 1] < 0:
            lift(pr, st, st.log[n, 0])
        else:
            place(pr, st, st.log[n, 0], st.log[n, 1])
    st.tape[0] = 0


@njit(cache=True)
def find_slot(pr: Any, st: Any, m: int, avoid: int) -> Any:
    """A slot where all is free for m: the one with the fewest waits, or a random one where none count."""
    slots = pr.open.shape[1]
    p, q = pr.a[m], pr.b[m]
    s = _draw(st, slots)
    best, found = 99.0, -1
    for _ in range(slots):
        s = s + 1 if s + 1 < slots else 0
        if s == avoid or not pr.open[m, s] or st.used[s] >= pr.tables[s]:
            continue
        if st.occupied[p, s] >= 0 or st.occupied[q, s] >= 0:
            continue
        if pr.gap_weight == 0.0 and pr.prior[m] < 0:
            return s
        cost = float(_step(pr, st, p, s) + _step(pr, st, q, s)) * pr.gap_weight
        if pr.prior[m] == s:
            cost -= pr.stay[m]
        if cost < best:
            best, found = cost, s
    return found


@njit(cache=True)
def _meeting_in(pr: Any, st: Any, s: int) -> Any:
    """A random meeting of the slot that may be lifted, or -1."""
    people = st.held.size
    start = _draw(st, people)
    for k in range(people):
        m = st.occupied[(start + k) % people, s]
        if m >= 0 and not pr.fixed[m]:
            return m
    return -1


@njit(cache=True)
def _make_room(pr: Any, st: Any, m: int, s: int, out: Any) -> int:
    """Lift what stands in the way of m in s and place m; how many were lifted, -1 where it cannot be done."""
    n = 0
    for p in (pr.a[m], pr.b[m]):
        other = st.occupied[p, s]
        if other >= 0:
            if pr.fixed[other]:
                return -1
            lift(pr, st, other)
            out[n] = other
            n += 1
    if st.used[s] >= pr.tables[s]:
        other = _meeting_in(pr, st, s)
        if other < 0:
            return -1
        lift(pr, st, other)
        out[n] = other
        n += 1
    for p in (pr.a[m], pr.b[m]):
        if st.held[p] >= pr.cap[p]:
            other = _least_of(pr, st, p)
            if other < 0:
                return -1
            lift(pr, st, other)
    if place(pr, st, m, s):
        return n
    other = _served_instead(pr, st, m, s)
    if other < 0:
        return -1
    lift(pr, st, other)
    out[n] = other
    return n + 1 if place(pr, st, m, s) else -1


@njit(cache=True)
def _exchange(pr: Any, st: Any, m: int, t: int, out: Any) -> bool:
    """Let m and all that stand in one another's way change between its slot and t (a Kempe chain)."""
    s = st.slot[m]
    out[0], n = m, 1
    if st.used[t] >= pr.tables[t]:
        out[1] = _meeting_in(pr, st, t)
        n = 2 if out[1] >= 0 else 1
    k = 0
    while k < n:
        one = out[k]
        target = t if st.slot[one] == s else s
        if pr.fixed[one] or not pr.open[one, target]:
            return False
        for p in (pr.a[one], pr.b[one]):
            other = st.occupied[p, target]
            is_new = other >= 0
            for j in range(n):
                is_new = is_new and out[j] != other
            if is_new:
                if n == out.size:
                    return False
                out[n] = other
                n += 1
        k += 1
    for k in range(n):
        lift(pr, st, out[k])
    for k in range(n):
        target = t if st.log[k, 1] == s else s
        if st.used[target] >= pr.tables[target] or not place(pr, st, out[k], target):
            return False
    return True


@njit(cache=True)
def _least_of(pr: Any, st: Any, p: int) -> Any:
    """A meeting of the person to give up: mostly the one of least value, sometimes any."""
    slots = pr.open.shape[1]
    is_any = _draw(st, 4) == 0
    start = _draw(st, slots)
    found = -1
    for k in range(slots):
        m = st.occupied[p, (start + k) % slots]
        if m >= 0 and not pr.fixed[m]:
            if is_any:
                return m
            if found < 0 or pr.value[m] < pr.value[found]:
                found = m
    return found


@njit(cache=True)
def _served_instead(pr: Any, st: Any, m: int, s: int) -> Any:
    """A meeting in s whose interpreter could serve m, or -1."""
    count = pr.free.shape[0]
    start = _draw(st, count)
    for k in range(count):
        i = (start + k) % count
        if pr.serves[m, i] and pr.free[i, s]:
            other = st.busy[i, s]
            if other >= 0 and not pr.fixed[other]:
                return other
    return -1


@njit(cache=True)
def _choose_slot(pr: Any, st: Any, m: int) -> int:
    """Where to try m: a slot with all free where there is one, else any that is open to it."""
    s = find_slot(pr, st, m, st.slot[m]) if st.slot[m] < 0 or _draw(st, 4) == 0 else -1
    if s >= 0:
        return s
    slots = pr.open.shape[1]
    s = _draw(st, slots)
    if pr.gap_weight > 0.0 and _draw(st, 4) > 0:  # beside another meeting of one of the two
        p = pr.a[m] if _draw(st, 2) == 0 else pr.b[m]
        for _ in range(slots):
            s = s + 1 if s + 1 < slots else 0
            if s != st.slot[m] and pr.open[m, s] and _step(pr, st, p, s) <= 0:
                return s
    for _ in range(slots):
        s = s + 1 if s + 1 < slots else 0
        if s != st.slot[m] and pr.open[m, s]:
            return s
    return -1


@njit(cache=True)
def _move(pr: Any, st: Any, out: Any) -> bool:
    """Change the plan at random, and log it: insert, remove, move, or let meetings change slots."""
    is_missing = st.tape[1] > 0 and _draw(st, 4) == 0
    m = st.missing[_draw(st, st.tape[1])] if is_missing else _draw(st, st.slot.size)
    if pr.fixed[m]:
        return False
    was = st.slot[m]
    if was >= 0 and pr.gap_weight == 0.0 and _draw(st, 50) == 0:
        lift(pr, st, m)
        return True
    s = _choose_slot(pr, st, m)
    if s < 0:
        return False
    if was >= 0 and pr.gap_weight > 0.0 and _draw(st, 8) > 0:
        return _exchange(pr, st, m, s, out)
    if was >= 0:
        lift(pr, st, m)
    lifted = _make_room(pr, st, m, s, out)
    if lifted < 0:
        return False
    for k in range(lifted):
        other = out[k]
        if st.slot[other] >= 0:
            continue
        p, q = pr.a[other], pr.b[other]
        if (
            was >= 0
            and pr.open[other, was]
            and st.occupied[p, was] < 0
            and st.occupied[q, was] < 0
            and st.used[was] < pr.tables[was]
            and place(pr, st, other, was)
        ):
            continue
        t = find_slot(pr, st, other, s)
        if t >= 0 and st.held[p] < pr.cap[p] and st.held[q] < pr.cap[q]:
            place(pr, st, other, t)
    return True


@njit(cache=True)
def anneal(pr: Any, st: Any, steps: int, hot: float, cold: float, enough: float, best: Any) -> Any:
    """Try so many random changes, from temperature ``hot`` to ``cold``; the best plan's slots go to ``best``.

    Returns the best score; ends early once it reaches ``enough``.
    """
    out = np.empty(64, dtype=np.int64)
    now = score(pr, st)
    found = now
    best[:] = st.slot
    temperature = hot
    rate = math.log(cold / hot) / max(steps, 1)
    for n in range(steps):
        if n % 128 == 0:
            temperature = hot * math.exp(rate * n)
        st.tape[0] = 0
        if not _move(pr, st, out):
            _undo(pr, st)
            continue
        then = score(pr, st)
        if then < now and _unit(st) >= math.exp((then - now) / temperature):
            _undo(pr, st)
            continue
        now = then
        if now > found + 1e-9:
            found = now
            best[:] = st.slot
            if found >= enough:
                break
    st.tape[0] = 0
    return found
