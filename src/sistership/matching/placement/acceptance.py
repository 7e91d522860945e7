"""Applicant-proposing deferred acceptance with places and majority reserves, compiled.

1. Each applicant asks the hosts of the list in turn; a host holds the best of those who asked so far and
   sends the others on (Gale and Shapley 1962; one applicant after another, McVitie and Wilson 1971).
2. A host chooses in two passes: first for each reserve the best of its group, up to the reserved places;
   then for all other places the best of everybody left (Hafalir, Yenmez and Yildirim, Theoretical Economics
   8, 2013).
3. With one newcomer to a full host, the two passes reject exactly one: the worst among all whose group has
   more members held than places reserved, or has no reserve. A heap for each pool finds it in O(log places).
4. Such choices are substitutable and take no fewer from more, so the outcome is stable, best for every
   applicant among the stable ones, and nobody gains by another list (Hatfield and Milgrom 2005).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from sistership.matching.placement.market import Market, Real, Whole

UNPLACED = -1


def deferred_acceptance(market: Market) -> tuple[Whole, int]:
    """(host of each applicant, −1 for none; how many times somebody asked a host)."""
    assigned, asked = _propose(
        market.list_start,
        market.entry_host,
        market.entry_score,
        market.lottery,
        market.group,
        market.places,
        market.pool_start,
        market.pool_group,
        market.pool_reserve,
    )
    return assigned, int(asked)


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _is_worse(score: float, number: int, than_score: float, than_number: int) -> bool:
    """Whether the first comes after the second: a lower score, or at the same score a later lottery place."""
    return score < than_score or (score == than_score and number > than_number)


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _push(
    member: Whole, score: Real, lottery: Whole, start: int, size: int, who: int, his_score: float
) -> None:
    """Add to the heap at ``start``, whose root is the worst."""
    at = size
    while at > 0:
        up = (at - 1) // 2
        above = member[start + up]
        if not _is_worse(his_score, lottery[who], score[start + up], lottery[above]):
            break
        member[start + at] = above
        score[start + at] = score[start + up]
        at = up
    member[start + at] = who
    score[start + at] = his_score


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _pop(member: Whole, score: Real, lottery: Whole, start: int, size: int) -> int:
    """Take the worst off the heap of ``size`` members."""
    root = int(member[start])
    last = size - 1
    who, his_score = member[start + last], score[start + last]
    at = 0
    while True:
        down = 2 * at + 1
        if down >= last:
            break
        other = down + 1
        if other < last and _is_worse(
            score[start + other],
            lottery[member[start + other]],
            score[start + down],
            lottery[member[start + down]],
        ):
            down = other
        if not _is_worse(score[start + down], lottery[member[start + down]], his_score, lottery[who]):
            break
        member[start + at] = member[start + down]
        score[start + at] = score[start + down]
        at = down
    member[start + at] = who
    score[start + at] = his_score
    return root


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _propose(
    list_start: Whole,
    entry_host: Whole,
    entry_score: Real,
    lottery: Whole,
    group: Whole,
    places: Whole,
    pool_start: Whole,
    pool_group: Whole,
    pool_reserve: Whole,
) -> tuple[Whole, int]:
    count, hosts, pools = len(list_start) - 1, len(places), len(pool_group)
    # No heap holds more than the host's places, plus one newcomer, nor more than all who named the host.
    named = np.zeros(hosts, np.int64)
    for entry in range(len(entry_host)):
        named[entry_host[entry]] += 1
    heap_start = np.zeros(pools + 1, np.int64)
    for host in range(hosts):
        for pool in range(pool_start[host], pool_start[host + 1]):
            heap_start[pool + 1] = heap_start[pool] + min(places[host] + 1, named[host])
    member = np.empty(heap_start[pools], np.int64)
    score = np.empty(heap_start[pools], np.float64)
    size = np.zeros(pools, np.int64)
    held = np.zeros(hosts, np.int64)
    next_entry = list_start[:-1].copy()
    assigned = np.full(count, -1, np.int64)
    asked = 0
    for start in range(count):
        who = start
        while who >= 0 and next_entry[who] < list_start[who + 1]:
            entry = next_entry[who]
            next_entry[who] += 1
            his_score = entry_score[entry]
            host = entry_host[entry]
            if np.isnan(his_score) or places[host] == 0:
                continue
            asked += 1
            own = pool_start[host]
            for pool in range(pool_start[host] + 1, pool_start[host + 1]):
                if pool_group[pool] == group[who]:
                    own = pool
            _push(member, score, lottery, heap_start[own], size[own], who, his_score)
            size[own] += 1
            assigned[who] = host
            if held[host] < places[host]:
                held[host] += 1
                break
            worst = -1
            for pool in range(pool_start[host], pool_start[host + 1]):
                if size[pool] > pool_reserve[pool] and (
                    worst < 0
                    or _is_worse(
                        score[heap_start[pool]],
                        lottery[member[heap_start[pool]]],
                        score[heap_start[worst]],
                        lottery[member[heap_start[worst]]],
                    )
                ):
                    worst = pool
            who = _pop(member, score, lottery, heap_start[worst], size[worst])
            size[worst] -= 1
            assigned[who] = -1
    return assigned, asked
