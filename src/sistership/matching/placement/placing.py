"""Place applicants with hosts, and say by a certificate that the placement is what the rules give.

1. What is given is checked, brought into the order of ids, and tied scores are ordered by the lottery.
2. Deferred acceptance places; another piece of code counts blocking pairs.
3. Whoever has a place from before keeps it: those places are taken off the host's, and off the reserve of the
   group where the holder is of it. Where fewer places are free than still reserved, the reserves that the
   host named first have them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined
from sistership.matching.placement.acceptance import UNPLACED, deferred_acceptance
from sistership.matching.placement.checking import place_of, require_usable
from sistership.matching.placement.market import Market, Whole, market_of
from sistership.matching.placement.stability import Check, check, count_blocking
from sistership.matching.placement.values import Applicant, Host, Reserve, digest_of

_NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Certificate:
    """What anybody needs to check a placement."""

    seed: str
    given: str
    """SHA-256 over applicants, hosts and places kept, in the order of ids (canonical JSON)."""
    applicants: int
    """Who took part in this round."""
    placed: int
    first_choices: int
    """How many of those placed got what they named first."""
    hosts: int
    places: int
    """Free before this round."""
    kept: int
    """Places that were held from before."""
    tied: int
    """Choices at which the host gave the same score to another who asked: there the lottery counted."""
    blocking_pairs: int
    """Applicant and host who prefer each other to what they got; 0 is a stable placement."""
    waived_pairs: int
    """The same among holders of kept places, who may not move: the price of unseating nobody."""
    faults: int
    """Placements that the lists or the numbers of places forbid."""

    @property
    def is_stable(self) -> bool:
        """No blocking pair among those who took part, and nothing forbidden."""
        return self.blocking_pairs == 0 and self.faults == 0


@dataclass(frozen=True)
class Placement:
    """A round of placing with all that led to it."""

    applicants: tuple[Applicant, ...]
    hosts: tuple[Host, ...]
    """Both in the order of ids, as they were given."""
    seed: str
    held: Mapping[str, str]
    """Applicant → host, from before."""
    market: Market
    """Those who took part, with the free places."""
    assigned: Whole
    """Host of each of the market's applicants, −1 for none."""
    certificate: Certificate

    @cached_property
    def host_of(self) -> Mapping[str, str | None]:
        """Applicant → host or None, of everybody, in the order of ids."""
        now = {
            name: None if host == UNPLACED else self.market.hosts[host]
            for name, host in zip(self.market.applicants, self.assigned.tolist(), strict=True)
        }
        return MappingProxyType(dict(sorted((now | dict(self.held)).items())))

    @cached_property
    def placed_at(self) -> Mapping[str, tuple[str, ...]]:
        """Host → its applicants, in the order of ids."""
        found: dict[str, list[str]] = {host.id: [] for host in self.hosts}
        for name, host in self.host_of.items():
            if host is not None:
                found[host].append(name)
        return MappingProxyType({host: tuple(names) for host, names in found.items()})

    @cached_property
    def blocking(self) -> tuple[tuple[str, str], ...]:
        """Up to 100 pairs of applicant and host who prefer each other to what they got."""
        found = check(self.market, self.assigned).examples
        return tuple((self.market.applicants[who], self.market.hosts[host]) for who, host in found)


def place(
    applicants: Sequence[Applicant],
    hosts: Sequence[Host],
    *,
    seed: str,
    held: Mapping[str, str] = _NOBODY,
) -> Placement:
    """The best stable placement for the applicants; ``held`` (applicant → host) keep what they have.

    Raises UnusableError for lists that cannot be used, InputError for a seed or a held place that cannot be.
    """
    applicants, hosts, market = _taking_part(applicants, hosts, seed, held)
    assigned, _ = deferred_acceptance(market)
    return _placement(applicants, hosts, market, assigned, seed, held)


def audit(
    applicants: Sequence[Applicant],
    hosts: Sequence[Host],
    host_of: Mapping[str, str | None],
    *,
    seed: str,
    held: Mapping[str, str] = _NOBODY,
) -> Placement:
    """A placement that was made elsewhere (applicant → host or None), with the certificate that it deserves.

    Nothing is placed anew: the check alone looks at it. Who is not named has no place. Raises UnusableError
    and InputError as `place` does, and InputError for an id in ``host_of`` that is not among those given.
    """
    applicants, hosts, market = _taking_part(applicants, hosts, seed, held)
    assigned = np.full(len(market.applicants), UNPLACED, np.int64)
    for name, host in host_of.items():
        if name in held and host == held[name]:
            continue
        where = place_of("applicant", name, "")
        if name not in market.applicant_index:
            raise InputError(
                gettext_noop("This applicant is not among those given"),
                where=where,
                next_step=gettext_noop("Check a placement against the lists from which it was made"),
            )
        if host is not None and host not in market.host_index:
            raise InputError(
                filled(gettext_noop("There is no host %(name)s"), name=repr(host)),
                where=where,
                next_step=gettext_noop("Check a placement against the lists from which it was made"),
            )
        assigned[market.applicant_index[name]] = UNPLACED if host is None else market.host_index[host]
    return _placement(applicants, hosts, market, assigned, seed, held)


def _taking_part(
    applicants: Sequence[Applicant], hosts: Sequence[Host], seed: str, held: Mapping[str, str]
) -> tuple[Sequence[Applicant], Sequence[Host], Market]:
    """Everybody in the order of ids, and the market of those who take part in this round."""
    require_usable(applicants, hosts)
    applicants = sorted(applicants, key=lambda one: one.id)
    hosts = sorted(hosts, key=lambda one: one.id)
    free = _free_hosts(applicants, hosts, held)
    return applicants, hosts, market_of([one for one in applicants if one.id not in held], free, seed=seed)


def _placement(
    applicants: Sequence[Applicant],
    hosts: Sequence[Host],
    market: Market,
    assigned: Whole,
    seed: str,
    held: Mapping[str, str],
) -> Placement:
    """The placement with its certificate."""
    found = check(market, assigned)
    waived = _waived_pairs(applicants, hosts, held, market, assigned, seed) if held else 0
    certificate = _certificate(applicants, hosts, held, market, assigned, found, waived, seed)
    return Placement(
        tuple(applicants),
        tuple(hosts),
        seed,
        MappingProxyType(dict(sorted(held.items()))),
        market,
        assigned,
        certificate,
    )


def _free_hosts(
    applicants: Sequence[Applicant], hosts: Sequence[Host], held: Mapping[str, str]
) -> Sequence[Host]:
    """The hosts with what is left of their places and reserves."""
    if not held:
        return hosts
    by_id = {one.id: one for one in applicants}
    holders: dict[str, list[Applicant]] = {host.id: [] for host in hosts}
    for name, host in held.items():
        where = place_of("applicant", name, "held")
        if name not in by_id:
            raise InputError(
                gettext_noop("This applicant is not among those given"),
                where=where,
                next_step=gettext_noop("Give everybody who has a place, or take the place off"),
            )
        if host not in holders:
            raise InputError(
                filled(gettext_noop("There is no host %(name)s"), name=repr(host)),
                where=where,
                next_step=gettext_noop("Give every host where somebody has a place"),
            )
        holders[host].append(by_id[name])
    return [_free(host, holders[host.id]) for host in hosts]


def _free(host: Host, holders: Sequence[Applicant]) -> Host:
    left = host.places - len(holders)
    if left < 0:
        raise InputError(
            filled(gettext_noop("%(count)s applicants have a place here"), count=len(holders)),
            where=joined(place_of("host", host.id, "places")),
            allowed=filled(gettext_noop("up to %(most)s, its places"), most=host.places),
        )
    reserves, unspent = [], left
    for one in host.reserves:
        there = sum(holder.group == one.group for holder in holders)
        still = min(max(one.places - there, 0), unspent)
        unspent -= still
        if still:
            reserves.append(Reserve(one.group, still))
    return replace(host, places=left, reserves=tuple(reserves), at_least=0)


def _waived_pairs(
    applicants: Sequence[Applicant],
    hosts: Sequence[Host],
    held: Mapping[str, str],
    market: Market,
    assigned: Whole,
    seed: str,
) -> int:
    """Blocking pairs of those who keep a place, in the market of everybody."""
    whole = market_of([_with_held(one, held.get(one.id)) for one in applicants], hosts, seed=seed)
    everywhere = np.full(len(whole.applicants), UNPLACED, np.int64)
    index = whole.applicant_index
    everywhere[[index[name] for name in market.applicants]] = assigned
    keeping = [index[name] for name in held]
    everywhere[keeping] = [whole.host_index[host] for host in held.values()]
    is_counted = np.zeros(len(everywhere), np.bool_)
    is_counted[keeping] = True
    return count_blocking(whole, everywhere, is_counted).blocking_pairs


def _with_held(applicant: Applicant, host: str | None) -> Applicant:
    if host is None or host in applicant.choices:
        return applicant
    return replace(applicant, choices=(*applicant.choices, host))


def _certificate(
    applicants: Sequence[Applicant],
    hosts: Sequence[Host],
    held: Mapping[str, str],
    market: Market,
    assigned: Whole,
    found: Check,
    waived: int,
    seed: str,
) -> Certificate:
    has_list = np.diff(market.list_start) > 0
    firsts = market.entry_host[market.list_start[:-1][has_list]]
    return Certificate(
        seed=seed,
        given=digest_of(applicants, hosts, held),
        applicants=len(market.applicants),
        placed=int((assigned != UNPLACED).sum()),
        first_choices=int((assigned[has_list] == firsts).sum()),
        hosts=len(market.hosts),
        places=int(market.places.sum()),
        kept=len(held),
        tied=_tied(market),
        blocking_pairs=found.blocking_pairs,
        waived_pairs=waived,
        faults=found.faults,
    )


def _tied(market: Market) -> int:
    """Entries whose host scores another applicant the same."""
    is_taken = ~np.isnan(market.entry_score)
    pairs = np.stack([market.entry_host[is_taken].astype(np.float64), market.entry_score[is_taken]])
    if pairs.shape[1] == 0:
        return 0
    order = np.lexsort((pairs[1], pairs[0]))
    same = (np.diff(pairs[:, order], axis=1) == 0).all(axis=0)
    return int((np.append(same, False) | np.append(False, same)).sum())
