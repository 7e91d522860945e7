"""Placements with couples, least numbers of places, or one out for one in: stable where that is possible.

1. Such a placement may not exist (Roth 1984 for couples), so the fewest blocking pairs are looked for, and it
   is said whether none, so many or at least so many were proved.
2. Applicants and hosts who are linked by no list are parts of their own. A part without couples is first
   placed by deferred acceptance; if that keeps every least number and the balance, it is the answer.
3. Only what is left goes to the solver, and of this only as many choices as it can be asked to prove.
4. What it answers is counted again by `joint_choice`, which shares no code with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.matching.placement.acceptance import UNPLACED, deferred_acceptance
from sistership.matching.placement.checking import require_usable
from sistership.matching.placement.joint_choice import Blocking, Part, blocking_of, orders_of
from sistership.matching.placement.joint_model import Solved, solve
from sistership.matching.placement.lottery import lottery_order
from sistership.matching.placement.market import market_of
from sistership.matching.placement.values import Applicant, Couple, Host

MOST_CHOICES = 20_000
"""That the solver is asked to place together."""
EFFORT = 30.0


@dataclass(frozen=True, slots=True)
class JointPlacement:
    """Who goes where, and what was proved of it."""

    seed: str
    host_of: Mapping[str, str | None]
    """Applicant → host or None, in the order of ids."""
    blocking: tuple[Blocking, ...]
    """Found by the independent check."""
    fewest_possible: int
    """Proved: every placement that keeps the conditions has at least so many."""
    solved_together: int
    """Applicants whose places the solver sought; the others were placed by deferred acceptance."""

    @property
    def is_stable(self) -> bool:
        """Nothing blocks."""
        return not self.blocking

    @property
    def statement(self) -> str:
        """What is known, in one sentence."""
        counts = {"count": len(self.blocking), "least": self.fewest_possible}
        if self.is_stable:
            return gettext_noop("The placement is stable: nothing blocks it")
        if self.fewest_possible == 0:
            text = gettext_noop("Blocking: %(count)s. Whether a stable placement exists was not settled")
        elif self.fewest_possible == len(self.blocking):
            text = gettext_noop("No stable placement exists. Blocking: %(count)s, and fewer is impossible")
        else:
            text = gettext_noop("No stable placement exists. Blocking: %(count)s; at least %(least)s in any")
        return filled(text, **counts)


def place_jointly(
    applicants: Sequence[Applicant],
    hosts: Sequence[Host],
    *,
    seed: str,
    couples: Sequence[Couple] = (),
    tolerance: int | None = None,
    effort: float = EFFORT,
) -> JointPlacement:
    """Place with couples, the hosts' ``at_least``, and cities balanced up to ``tolerance`` (None: not asked).

    ``effort``: deterministic seconds for each step of the solver. Raises UnusableError for lists that cannot
    be used, InputError for too much at once, StateError if nothing was found with the effort.
    """
    require_usable(applicants, hosts, couples)
    if tolerance is not None and tolerance < 0:
        raise InputError(
            filled(
                gettext_noop("%(given)s cannot be the difference between sent and received"), given=tolerance
            ),
            allowed=gettext_noop("0 or more"),
        )
    lottery = _lottery(applicants, seed)
    placed: dict[str, str | None] = {one.id: None for one in applicants}
    blocking: list[Blocking] = []
    fewest = together = 0
    for part in _parts(applicants, hosts, couples, lottery, is_whole=tolerance is not None):
        home = {one.id: one.city for one in applicants}
        solved = None if part.couples else _placed_plainly(part, seed, home, tolerance)
        if solved is None:
            _require_small(part)
            solved = solve(part, effort=effort, home=home, tolerance=tolerance)
            together += len(solved.placed)
        placed |= solved.placed
        found = list(blocking_of(part, solved.placed))
        assert len(found) <= solved.blocking, "the solver counts what the check does not find"
        blocking += found
        fewest += solved.at_least
    return JointPlacement(
        seed, MappingProxyType(dict(sorted(placed.items()))), tuple(blocking), fewest, together
    )


def _lottery(applicants: Sequence[Applicant], seed: str) -> Mapping[str, int]:
    names = sorted(one.id for one in applicants)
    return dict(zip(names, lottery_order(seed, names).tolist(), strict=True))


def _parts(
    applicants: Sequence[Applicant],
    hosts: Sequence[Host],
    couples: Sequence[Couple],
    lottery: Mapping[str, int],
    *,
    is_whole: bool,
) -> list[Part]:
    """The parts that no list links, in the order of their first id."""
    members = {name for one in couples for name in (one.first, one.second)}
    singles = sorted((one for one in applicants if one.id not in members), key=lambda one: one.id)
    couples = sorted(couples, key=lambda one: one.first)
    hosts = sorted(hosts, key=lambda one: one.id)
    named = {("single", one.id): list(one.choices) for one in singles}
    named |= {
        ("couple", one.first): [host for pair in one.choices for host in pair if host is not None]
        for one in couples
    }
    root = _linked(named, [one.id for one in hosts], is_whole=is_whole)
    order, group = orders_of(hosts, lottery), {one.id: one.group for one in applicants}
    inside: dict[str, tuple[list[Applicant], list[Couple], list[Host]]] = {}
    for host in hosts:
        inside.setdefault(root[host.id], ([], [], []))[2].append(host)
    for single in singles:
        if single.choices:
            inside[root[single.choices[0]]][0].append(single)
    for couple in couples:
        choices = named["couple", couple.first]
        if choices:
            inside[root[choices[0]]][1].append(couple)
    return [Part(tuple(a), tuple(c), tuple(h), group, order) for a, c, h in inside.values()]


def _linked(
    named: Mapping[tuple[str, str], Sequence[str]], hosts: Sequence[str], *, is_whole: bool
) -> Mapping[str, str]:
    """Host → the host that stands for its part."""
    parent = {host: host for host in hosts}

    def root(host: str) -> str:
        while parent[host] != host:
            parent[host] = parent[parent[host]]
            host = parent[host]
        return host

    for some in [*named.values(), *([hosts] if is_whole else [])]:
        for host in some[1:]:
            parent[root(host)] = root(some[0])
    return {host: root(host) for host in hosts}


def _placed_plainly(part: Part, seed: str, home: Mapping[str, str], tolerance: int | None) -> Solved | None:
    """What deferred acceptance gives, if it keeps the least numbers and the balance."""
    market = market_of(part.singles, part.hosts, seed=seed)
    assigned, _ = deferred_acceptance(market)
    placed = {
        name: None if host == UNPLACED else market.hosts[host]
        for name, host in zip(market.applicants, assigned.tolist(), strict=True)
    }
    counts = Counter(host for host in placed.values() if host is not None)
    if any(counts[host.id] < host.at_least for host in part.hosts):
        return None
    if tolerance is not None:
        away = {host.id: host.city for host in part.hosts}
        balance: Counter[str] = Counter()
        for name, host in placed.items():
            if host is not None and home[name] and away[host] and home[name] != away[host]:
                balance[home[name]] += 1
                balance[away[host]] -= 1
        if any(abs(one) > tolerance for one in balance.values()):
            return None
    return Solved(placed, 0, 0)


def _require_small(part: Part) -> None:
    count = sum(len(one.choices) for one in part.singles) + sum(len(one.choices) for one in part.couples)
    if count > MOST_CHOICES:
        raise InputError(
            filled(gettext_noop("%(count)s choices must be weighed together"), count=count),
            allowed=filled(gettext_noop("up to %(most)s"), most=MOST_CHOICES),
            next_step=gettext_noop("Place most applicants without the joint conditions first, then the rest"),
        )
