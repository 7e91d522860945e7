"""A joint placement found by letting people ask: fast, often stable, and a start for the solver if it is not.

1. Singles are placed by asking down their lists. Then one couple after another asks for its pairs; whoever
   loses a place asks again, and so does whoever would rather have a place that somebody left (after Roth and
   Peranson, American Economic Review 89, 1999). With couples this can go round; after so many steps it stops,
   and another order of the couples is tried.
2. Where a host stays below the least number with which it opens, the host that lacks most is closed and all
   of it begins again.
3. Where a city sends more than it receives, those of its people abroad with the last lottery numbers are
   set aside, as many as are too many, and all of it begins again; likewise where it receives too many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from sistership.matching.placement.joint_choice import Part, blocking_of, chosen
from sistership.matching.placement.values import Applicant, Couple, Host

Pair = tuple[str | None, str | None]
ORDERS = 6
"""Orders of the couples that are tried."""
STEPS_EACH = 60
"""Steps for each applicant before an order is given up."""


def search(
    part: Part, *, lottery: Mapping[str, int], home: Mapping[str, str], tolerance: int | None
) -> Mapping[str, str | None]:
    """The best placement found that keeps every condition; applicant → host or None."""
    best: tuple[int, Mapping[str, str | None]] | None = None
    for turn in range(min(ORDERS, max(1, len(part.couples)))):
        couples = (*part.couples[turn:], *part.couples[:turn])
        placed = _keeping_conditions(part, couples, lottery, home, tolerance)
        blocking = sum(1 for _ in blocking_of(part, placed))
        if best is None or blocking < best[0]:
            best = (blocking, placed)
        if blocking == 0:
            break
    assert best is not None
    return best[1]


def excess_of(
    part: Part, placed: Mapping[str, str | None], home: Mapping[str, str], tolerance: int | None
) -> Mapping[str, int]:
    """City → by how many it sends too many (positive) or too few; without the cities in balance."""
    if tolerance is None:
        return {}
    away = {host.id: host.city for host in part.hosts}
    net: Counter[str] = Counter()
    for name, host in placed.items():
        if host is not None and home[name] and away[host] and home[name] != away[host]:
            net[home[name]] += 1
            net[away[host]] -= 1
    return {
        city: count - tolerance if count > 0 else count + tolerance
        for city, count in net.items()
        if abs(count) > tolerance
    }


def _keeping_conditions(
    part: Part,
    couples: Sequence[Couple],
    lottery: Mapping[str, int],
    home: Mapping[str, str],
    tolerance: int | None,
) -> Mapping[str, str | None]:
    closed: set[str] = set()
    aside: set[str] = set()
    away = {host.id: host.city for host in part.hosts}
    while True:
        floor = _Floor(part, closed, aside)
        floor.settle(couples)
        lacking = [one for one in part.hosts if 0 < len(floor.there[one.id]) < one.at_least]
        if lacking:
            worst = max(lacking, key=lambda one: (one.at_least - len(floor.there[one.id]), one.id))
            closed.add(worst.id)
            continue
        excess = excess_of(part, floor.placed, home, tolerance)
        if not excess:
            return floor.placed
        city, count = max(sorted(excess.items()), key=lambda one: abs(one[1]))
        abroad = [
            name
            for name, host in floor.placed.items()
            if host is not None and away[host] and home[name] and away[host] != home[name]
        ]
        some = [
            name for name in abroad if (home[name] if count > 0 else away[floor.placed[name] or ""]) == city
        ]
        aside |= set(sorted(some, key=lambda name: -lottery[name])[: abs(count)])


@dataclass
class _Floor:
    """Who is where while people ask."""

    part: Part
    closed: Set[str]
    aside: Set[str]
    placed: dict[str, str | None] = field(init=False)
    there: dict[str, set[str]] = field(init=False)
    hosts: dict[str, Host] = field(init=False)
    agent: dict[str, Applicant | Couple] = field(init=False)
    """Applicant → who asks: the single, or the couple."""
    wanting: dict[str, list[Applicant | Couple]] = field(init=False)
    """Host → who names it."""

    def __post_init__(self) -> None:
        part = self.part
        self.hosts = {one.id: one for one in part.hosts}
        self.there = {one.id: set() for one in part.hosts}
        self.agent = {one.id: one for one in part.singles}
        self.wanting = {one.id: [] for one in part.hosts}
        for single in part.singles:
            for name in single.choices:
                self.wanting[name].append(single)
        for couple in part.couples:
            self.agent[couple.first] = self.agent[couple.second] = couple
            for name in {one for pair in couple.choices for one in pair if one is not None}:
                self.wanting[name].append(couple)
        self.placed = dict.fromkeys(self.agent)

    def settle(self, couples: Sequence[Couple]) -> None:
        """Let the singles ask, then each couple, until nobody moves or it takes too long."""
        steps = STEPS_EACH * (len(self.agent) + 1)
        waiting: list[Applicant | Couple] = []
        newcomers: list[Applicant | Couple] = [*self.part.singles, *couples]
        for newcomer in newcomers:
            waiting.append(newcomer)
            while waiting and steps > 0:
                steps -= 1
                waiting += self._ask(waiting.pop())

    def _ask(self, agent: Applicant | Couple) -> list[Applicant | Couple]:
        """Move to the best place to be had; who asks next, the last of them first."""
        members = (agent.first, agent.second) if isinstance(agent, Couple) else (agent.id,)
        if self.aside & set(members):
            return []
        got = tuple(self.placed[one] for one in members)
        choices = agent.choices if isinstance(agent, Couple) else [(one,) for one in agent.choices]
        for wish in choices:
            if wish == got:
                return []
            losing = self._would_lose(members, wish)
            if losing is not None:
                return self._move(members, got, wish, losing)
        return []

    def _would_lose(self, members: Sequence[str], wish: Sequence[str | None]) -> Set[str] | None:
        """Who would lose a place if the members came; None where they are not chosen."""
        own, losing = set(members), set()
        coming: dict[str, set[str]] = {}
        for member, name in zip(members, wish, strict=True):
            if name in self.closed or not self.part.takes(name, member):
                return None
            if name is not None:
                coming.setdefault(name, set()).add(member)
        for name, some in coming.items():
            people = (self.there[name] - own) | some
            taken = chosen(self.hosts[name], self.part, people)
            if not some <= taken:
                return None
            losing |= people - taken
        return losing

    def _move(
        self,
        members: Sequence[str],
        got: Sequence[str | None],
        wish: Sequence[str | None],
        losing: Set[str],
    ) -> list[Applicant | Couple]:
        left = {name for name in got if name is not None}
        for one in [*members, *losing]:
            self._leave(one)
        asking: dict[int, Applicant | Couple] = {}
        for one in sorted(losing):
            agent = self.agent[one]
            asking[id(agent)] = agent
            if isinstance(agent, Couple):  # who loses one place gives up both
                for member in (agent.first, agent.second):
                    left |= {self.placed[member]} - {None}  # type: ignore[arg-type]  # None is taken out
                    self._leave(member)
        for member, name in zip(members, wish, strict=True):
            self.placed[member] = name
            if name is not None:
                self.there[name].add(member)
        for name in sorted(left):
            for agent in self.wanting[name]:
                asking.setdefault(id(agent), agent)
        return list(reversed(asking.values()))

    def _leave(self, member: str) -> None:
        name = self.placed[member]
        if name is not None:
            self.there[name].discard(member)
        self.placed[member] = None
