"""The independent check: does any applicant and any host prefer each other to what they got?

It shares no code with the placing. For each host it sorts those placed there and makes the two passes of the
choice word by word; what the last one taken in each pass shows is the cut-off of that kind of place:

1. A newcomer of a reserve's group is chosen in the first pass if the reserve is not full, or if the newcomer
   comes before the last member taken into it.
2. Otherwise the first pass stands as it was, and the newcomer is chosen in the second if a place is left, or
   if the newcomer comes before the last one taken then. If the reserves take every place, nobody is.
3. (applicant, host) is a blocking pair if the applicant lists the host above the place got and the host would
   choose the applicant from those placed there and the applicant together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sistership.matching.placement.market import Market, Real, Whole

SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """For each pool the last applicant taken into it."""

    last: Whole
    """P: index of an applicant; −1: a place is free, anybody is taken; −2: no such place, nobody is."""
    score: Real
    """P: that applicant's score; NaN where there is none."""


@dataclass(frozen=True, slots=True)
class Check:
    """What the independent check found."""

    blocking_pairs: int
    faults: int
    """Applicants at a host that they did not list or that refuses them, and places over a host's number."""
    examples: tuple[tuple[int, int], ...]
    """Up to 100 blocking pairs (applicant, host), as indices."""

    @property
    def is_stable(self) -> bool:
        """No blocking pair and nothing forbidden."""
        return self.blocking_pairs == 0 and self.faults == 0


def cutoffs_of(market: Market, assigned: Whole) -> Cutoffs:
    """The cut-offs of every pool; ``assigned``: host of each applicant, −1 for none."""
    score = _scores_where_placed(market.list_start, market.entry_host, market.entry_score, assigned)
    placed = np.flatnonzero(assigned >= 0)
    order = placed[np.lexsort((market.lottery[placed], -score[placed], assigned[placed]))]
    last, last_score = _two_passes(
        order,
        assigned,
        score,
        market.group,
        market.places,
        market.pool_start,
        market.pool_group,
        market.pool_reserve,
    )
    return Cutoffs(last, last_score)


def check(market: Market, assigned: Whole) -> Check:
    """Count what blocks a placement; ``assigned``: host of each applicant, −1 for none."""
    return count_blocking(market, assigned, np.ones(len(assigned), np.bool_))


def count_blocking(market: Market, assigned: Whole, is_counted: NDArray[np.bool_]) -> Check:
    """The same, counting only pairs of the applicants marked in ``is_counted`` (N)."""
    cut = cutoffs_of(market, assigned)
    blocking, strangers, found = _blocking_pairs(
        market.list_start,
        market.entry_host,
        market.entry_score,
        market.lottery,
        market.group,
        market.pool_start,
        market.pool_group,
        assigned,
        is_counted,
        cut.last,
        cut.score,
    )
    taken = np.bincount(assigned[assigned >= 0], minlength=len(market.places))
    over = int(np.maximum(taken - market.places, 0).sum())
    pairs = tuple((int(one), int(host)) for one, host in found)
    return Check(int(blocking), int(strangers) + over, pairs)


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _scores_where_placed(list_start: Whole, entry_host: Whole, entry_score: Real, assigned: Whole) -> Real:
    """N: score at the host got; NaN for who got none, or a host that the list does not name."""
    score = np.full(len(assigned), np.nan)
    for who in range(len(assigned)):
        for entry in range(list_start[who], list_start[who + 1]):
            if entry_host[entry] == assigned[who]:
                score[who] = entry_score[entry]
    return score


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _two_passes(
    order: Whole,
    assigned: Whole,
    score: Real,
    group: Whole,
    places: Whole,
    pool_start: Whole,
    pool_group: Whole,
    pool_reserve: Whole,
) -> tuple[Whole, Real]:
    """Cut-offs; ``order``: the placed applicants by host, at each host the best first."""
    last = np.full(len(pool_group), -1, np.int64)
    last_score = np.full(len(pool_group), np.nan)
    is_taken = np.zeros(len(assigned), np.bool_)
    begin = 0
    for host in range(len(places)):
        end = begin
        while end < len(order) and assigned[order[end]] == host:
            end += 1
        left = places[host]
        for pool in range(pool_start[host] + 1, pool_start[host + 1]):
            taken = 0
            for at in range(begin, end):
                who = order[at]
                if taken < pool_reserve[pool] and group[who] == pool_group[pool]:
                    is_taken[who] = True
                    taken += 1
                    if taken == pool_reserve[pool]:
                        last[pool], last_score[pool] = who, score[who]
            left -= taken
            if pool_reserve[pool] == 0:
                last[pool] = -2
        open_pool = pool_start[host]
        if left == 0:
            last[open_pool] = -2
        for at in range(begin, end):
            who = order[at]
            if not is_taken[who] and left > 0:
                left -= 1
                if left == 0:
                    last[open_pool], last_score[open_pool] = who, score[who]
        begin = end
    return last, last_score


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _is_chosen(score: float, number: int, last: int, last_score: float, lottery: Whole) -> bool:
    """Whether a newcomer gets into a pool with this cut-off."""
    if last == -2:
        return False
    if last == -1 or score > last_score:
        return True
    return bool(score == last_score and number < lottery[last])


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _blocking_pairs(
    list_start: Whole,
    entry_host: Whole,
    entry_score: Real,
    lottery: Whole,
    group: Whole,
    pool_start: Whole,
    pool_group: Whole,
    assigned: Whole,
    is_counted: NDArray[np.bool_],
    last: Whole,
    last_score: Real,
) -> tuple[int, int, Whole]:
    """(blocking pairs, applicants placed where they may not be, the first of the pairs)."""
    found = np.empty((100, 2), np.int64)
    blocking, strangers = 0, 0
    for who in range(len(assigned)):
        if not is_counted[who]:
            continue
        is_home = assigned[who] < 0
        for entry in range(list_start[who], list_start[who + 1]):
            host, score = entry_host[entry], entry_score[entry]
            if host == assigned[who]:
                is_home = not np.isnan(score)
                break
            if np.isnan(score):
                continue
            is_wanted = _is_chosen(
                score, lottery[who], last[pool_start[host]], last_score[pool_start[host]], lottery
            )
            for pool in range(pool_start[host] + 1, pool_start[host + 1]):
                if pool_group[pool] == group[who]:
                    is_wanted |= _is_chosen(score, lottery[who], last[pool], last_score[pool], lottery)
            if is_wanted:
                if blocking < 100:
                    found[blocking, 0], found[blocking, 1] = who, host
                blocking += 1
        if not is_home:
            strangers += 1
    return blocking, strangers, found[: min(blocking, 100)]
