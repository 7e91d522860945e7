"""Placements with couples, least numbers of places, or one out for one in: stable where that is possible.

1. Such a placement may not exist (Roth 1984 for couples), so the fewest blocking pairs are looked for, and it
   is said whether none, so many or at least so many were proved.
2. Applicants and hosts who are linked by no list are parts of their own. A part without couples is first
   placed by deferred acceptance; if that keeps every least number and the balance, it is the answer.
3. Else a search by asking (`joint_search`) finds a placement that keeps every condition; if nothing blocks,
   that is the answer. Else the solver (`joint_model`) looks for a better one and for a proof.
4. What either answers is counted again by `joint_choice`, on plain sets.
5. Without couples and least numbers all stable placements place the same applicants and fill the same numbers
   of places (Roth 1986; Hatfield and Milgrom 2005, theorem 8). So where nobody lists a host at home, and the
   cities are out of balance in one of them, none in balance is stable, and no solver is needed to prove it.
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
from sistership.matching.placement.joint_search import excess_of, search
from sistership.matching.placement.lottery import lottery_order
from sistership.matching.placement.market import market_of
from sistership.matching.placement.values import Applicant, Couple, Host

MOST_CHOICES = 200_000
"""That are weighed together."""
MOST_SOLVED = 8_000
"""Choices up to which the solver is asked to improve on the search."""
EFFORT = 10.0


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
    """Applicants who had to be placed together; the others were placed by deferred acceptance."""
    applicants: tuple[Applicant, ...]
    hosts: tuple[Host, ...]
    couples: tuple[Couple, ...]
    """As they were given, in the order of ids."""

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
        solved, is_plain = _solved(part, seed, lottery, home, tolerance, effort)
        placed |= solved.placed
        found = list(blocking_of(part, solved.placed))
        blocking += found
        fewest += solved.at_least
        together += 0 if is_plain else len(solved.placed)
    return JointPlacement(
        seed,
        MappingProxyType(dict(sorted(placed.items()))),
        tuple(blocking),
        fewest,
        together,
        tuple(sorted(applicants, key=lambda one: one.id)),
        tuple(sorted(hosts, key=lambda one: one.id)),
        tuple(sorted(couples, key=lambda one: one.first)),
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


def _solved(
    part: Part,
    seed: str,
    lottery: Mapping[str, int],
    home: Mapping[str, str],
    tolerance: int | None,
    effort: float,
) -> tuple[Solved, bool]:
    """The answer for a part, and whether deferred acceptance gave it."""
    plain = {} if part.couples else _placed_plainly(part, seed)
    if not part.couples and _keeps_conditions(part, plain, home, tolerance):
        return Solved(plain, 0, 0), True
    _require_small(part)
    start = search(part, lottery=lottery, home=home, tolerance=tolerance)
    found = Solved(start, sum(1 for _ in blocking_of(part, start)), 0)
    if found.blocking and _count(part) <= MOST_SOLVED:
        better = solve(part, effort=effort, home=home, tolerance=tolerance, start=start)
        found = (
            better if better.blocking <= found.blocking else Solved(start, found.blocking, better.at_least)
        )
    if found.at_least == 0 and plain and _is_out_of_balance_for_sure(part, plain, home, tolerance):
        found = Solved(found.placed, found.blocking, 1)
    return found, False


def _placed_plainly(part: Part, seed: str) -> Mapping[str, str | None]:
    """What deferred acceptance gives."""
    market = market_of(part.singles, part.hosts, seed=seed)
    assigned, _ = deferred_acceptance(market)
    return {
        name: None if host == UNPLACED else market.hosts[host]
        for name, host in zip(market.applicants, assigned.tolist(), strict=True)
    }


def _keeps_conditions(
    part: Part, placed: Mapping[str, str | None], home: Mapping[str, str], tolerance: int | None
) -> bool:
    counts = Counter(host for host in placed.values() if host is not None)
    is_open = all(counts[host.id] >= host.at_least for host in part.hosts)
    return is_open and not excess_of(part, placed, home, tolerance)


def _is_out_of_balance_for_sure(
    part: Part, plain: Mapping[str, str | None], home: Mapping[str, str], tolerance: int | None
) -> bool:
    """Whether the balance is broken in every stable placement, as paragraph 5 says."""
    city = {host.id: host.city for host in part.hosts}
    is_abroad = all(
        home[one.id] and city[name] and home[one.id] != city[name]
        for one in part.singles
        for name in one.choices
    )
    has_least = any(host.at_least for host in part.hosts)
    return is_abroad and not has_least and bool(excess_of(part, plain, home, tolerance))


def _count(part: Part) -> int:
    return sum(len(one.choices) for one in part.singles) + sum(len(one.choices) for one in part.couples)


def _require_small(part: Part) -> None:
    count = _count(part)
    if count > MOST_CHOICES:
        raise InputError(
            filled(gettext_noop("%(count)s choices must be weighed together"), count=count),
            allowed=filled(gettext_noop("up to %(most)s"), most=MOST_CHOICES),
            next_step=gettext_noop("Place most applicants without the joint conditions first, then the rest"),
        )
