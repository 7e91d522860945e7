"""Applicants and hosts as arrays: each list one after another, each host's places in pools.

1. Applicants and hosts are in the order of their ids, so that the order of the input never matters.
2. A pool is a kind of place of one host: the first pool of a host is open to all and reserves nothing; one
   more pool follows for each of its reserves.
3. A score is larger for whom the host likes better; NaN: the host refuses this applicant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sistership.matching.placement.lottery import lottery_order
from sistership.matching.placement.values import Applicant, Host

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
NO_GROUP = -1


@dataclass(frozen=True)
class Market:
    """N applicants, H hosts, E entries of all lists, P pools. Indices count from 0."""

    applicants: tuple[str, ...]
    """N ids, in their order."""
    hosts: tuple[str, ...]
    """H ids, in their order."""
    groups: tuple[str, ...]
    """Names of the groups that have a reserve somewhere."""
    list_start: Whole
    """N + 1: entries of applicant i are list_start[i] … list_start[i + 1] − 1, the dearest first."""
    entry_host: Whole
    """E."""
    entry_score: Real
    """E; NaN where the host refuses the applicant."""
    lottery: Whole
    """N: place in the lottery, 0 first."""
    group: Whole
    """N: index of the group, −1 for none."""
    places: Whole
    """H."""
    pool_start: Whole
    """H + 1: the pools of host h are pool_start[h] … pool_start[h + 1] − 1."""
    pool_group: Whole
    """P: −1 for the open pool."""
    pool_reserve: Whole
    """P: places reserved; 0 for the open pool."""

    @cached_property
    def applicant_index(self) -> Mapping[str, int]:
        """Id → index."""
        return {name: index for index, name in enumerate(self.applicants)}

    @cached_property
    def host_index(self) -> Mapping[str, int]:
        """Id → index."""
        return {name: index for index, name in enumerate(self.hosts)}

    @cached_property
    def entry_applicant(self) -> Whole:
        """E: whose entry it is."""
        return np.repeat(np.arange(len(self.applicants)), np.diff(self.list_start))

    def entries_of(self, applicant: int) -> range:
        """The entries of an applicant, the dearest first."""
        return range(int(self.list_start[applicant]), int(self.list_start[applicant + 1]))

    def entry_at(self, applicant: int, host: int) -> int | None:
        """The entry of an applicant for a host; None where the list does not name it."""
        return next((one for one in self.entries_of(applicant) if self.entry_host[one] == host), None)


def market_of(applicants: Sequence[Applicant], hosts: Sequence[Host], *, seed: str) -> Market:
    """The arrays of values that `require_usable` let pass."""
    applicants = sorted(applicants, key=lambda one: one.id)
    hosts = sorted(hosts, key=lambda one: one.id)
    ids = tuple(one.id for one in applicants)
    host_index = {one.id: index for index, one in enumerate(hosts)}
    groups = sorted({reserve.group for one in hosts for reserve in one.reserves})
    group_index = {name: index for index, name in enumerate(groups)}
    scores = [_scores_of(one) for one in hosts]
    entry_host = [host_index[name] for one in applicants for name in one.choices]
    entry_score = [
        0.0 if (known := scores[host_index[name]]) is None else known.get(one.id, np.nan)
        for one in applicants
        for name in one.choices
    ]
    pool_start, pool_group, pool_reserve = _pools(
        [[(group_index[one.group], one.places) for one in host.reserves] for host in hosts]
    )
    return Market(
        applicants=ids,
        hosts=tuple(host_index),
        groups=tuple(groups),
        list_start=_starts([len(one.choices) for one in applicants]),
        entry_host=np.array(entry_host, np.int64),
        entry_score=np.array(entry_score, np.float64),
        lottery=lottery_order(seed, ids),
        group=np.array([group_index.get(one.group, NO_GROUP) for one in applicants], np.int64),
        places=np.array([one.places for one in hosts], np.int64),
        pool_start=pool_start,
        pool_group=pool_group,
        pool_reserve=pool_reserve,
    )


def _scores_of(host: Host) -> Mapping[str, float] | None:
    if host.ranking is not None:
        return {name: -float(place) for place, name in enumerate(host.ranking, 1)}
    return host.scores


def _starts(lengths: Sequence[int]) -> Whole:
    return np.concatenate([[0], np.cumsum(np.array(lengths, np.int64))]).astype(np.int64)


def _pools(reserves: Sequence[Sequence[tuple[int, int]]]) -> tuple[Whole, Whole, Whole]:
    """(pool_start, pool_group, pool_reserve) of each host's (group, places)."""
    flat = [pool for some in reserves for pool in [(NO_GROUP, 0), *some]]
    return (
        _starts([1 + len(some) for some in reserves]),
        np.array([group for group, _ in flat], np.int64),
        np.array([places for _, places in flat], np.int64),
    )


def market_of_arrays(
    list_start: Whole,
    entry_host: Whole,
    entry_score: Real,
    *,
    places: Whole,
    lottery: Whole,
) -> Market:
    """A market without reserves from arrays alone; ids are the indices. For large tables and measurements."""
    count, hosts = len(list_start) - 1, len(places)
    pool_start, pool_group, pool_reserve = _pools([[]] * hosts)
    return Market(
        applicants=tuple(map(str, range(count))),
        hosts=tuple(map(str, range(hosts))),
        groups=(),
        list_start=list_start,
        entry_host=entry_host,
        entry_score=entry_score,
        lottery=lottery,
        group=np.full(count, NO_GROUP, np.int64),
        places=places,
        pool_start=pool_start,
        pool_group=pool_group,
        pool_reserve=pool_reserve,
    )
