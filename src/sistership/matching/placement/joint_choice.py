"""A host's choice word by word, and what blocks a joint placement: the independent check, on plain sets.

1. A single applicant and an open host block as everywhere: the applicant likes the host better than the place
   got, and the host would choose the applicant from those there and the applicant together.
2. A couple blocks with a pair of hosts that it likes better if, once the couple has been taken out of its
   places, each host would choose its member (one host for both: would choose both).
3. A host that needs so many to open, and is closed, blocks if so many single applicants like it better than
   what they got (Biró, Fleiner, Irving and Manlove, Theoretical Computer Science 411, 2010).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from sistership.matching.placement.values import Applicant, Couple, Host

Choice = TypeVar("Choice")
Order = Mapping[str, int]
"""Applicant → place in a host's order, 0 first; who is refused is not in it."""


@dataclass(frozen=True, slots=True)
class Blocking:
    """Applicants and hosts who would rather leave the placement together."""

    applicants: tuple[str, ...]
    """One, a couple, or none where a closed host blocks."""
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What is placed together: singles and couples with all hosts that they name."""

    singles: tuple[Applicant, ...]
    couples: tuple[Couple, ...]
    hosts: tuple[Host, ...]
    group: Mapping[str, str]
    """Applicant → group, of the members of couples as well."""
    order: Mapping[str, Order]
    """Host → its order."""

    def takes(self, host: str | None, applicant: str) -> bool:
        """Whether the host does not refuse the applicant; going nowhere refuses nobody."""
        return host is None or applicant in self.order[host]


def orders_of(hosts: Sequence[Host], lottery: Mapping[str, int]) -> Mapping[str, Order]:
    """Host → order of all applicants whom it takes: its ranking or scores, then the lottery."""
    found: dict[str, Order] = {}
    for host in hosts:
        if host.ranking is not None:
            scores: Mapping[str, float] = {name: -place for place, name in enumerate(host.ranking)}
        else:
            scores = dict.fromkeys(lottery, 0.0) if host.scores is None else host.scores
        ranked = sorted((name for name in scores if name in lottery), key=lottery.__getitem__)
        ranked.sort(key=lambda name, scores=scores: -scores[name])  # type: ignore[misc]  # keeps the lottery
        found[host.id] = {name: place for place, name in enumerate(ranked)}
    return found


def chosen(host: Host, part: Part, people: Set[str]) -> Set[str]:
    """Whom the host chooses from people whom it takes."""
    ranked = sorted(people, key=part.order[host.id].__getitem__)
    taken: set[str] = set()
    for reserve in host.reserves:
        taken |= set([one for one in ranked if part.group[one] == reserve.group][: reserve.places])
    left = host.places - len(taken)
    return taken | set([one for one in ranked if one not in taken][:left])


def blocking_of(part: Part, placed: Mapping[str, str | None]) -> Iterator[Blocking]:
    """Everything that blocks; ``placed``: applicant → host or None."""
    there: dict[str, set[str]] = {host.id: set() for host in part.hosts}
    for name, where in placed.items():
        if where is not None:
            there[where].add(name)
    hosts = {host.id: host for host in part.hosts}
    closed = {host.id for host in part.hosts if host.at_least and not there[host.id]}
    wanting = dict.fromkeys(closed, 0)
    for single in part.singles:
        for name in _dearer(single.choices, placed[single.id]):
            if not part.takes(name, single.id):
                continue
            if name in closed:
                wanting[name] += 1
            elif single.id in chosen(hosts[name], part, there[name] | {single.id}):
                yield Blocking((single.id,), (name,))
    for couple in part.couples:
        got = (placed[couple.first], placed[couple.second])
        for pair in _dearer(couple.choices, got):
            if not closed.intersection(pair) and _both_chosen(couple, pair, part, hosts, there):
                yield Blocking((couple.first, couple.second), tuple(one for one in pair if one is not None))
    for name in sorted(closed):
        if wanting[name] >= hosts[name].at_least:
            yield Blocking((), (name,))


def _dearer(choices: Sequence[Choice], got: Choice | None) -> Sequence[Choice]:
    return choices[: choices.index(got)] if got in choices else choices


def _both_chosen(
    couple: Couple,
    pair: tuple[str | None, str | None],
    part: Part,
    hosts: Mapping[str, Host],
    there: Mapping[str, Set[str]],
) -> bool:
    both = {couple.first, couple.second}
    coming: dict[str, set[str]] = {}
    for member, name in zip((couple.first, couple.second), pair, strict=True):
        if not part.takes(name, member):
            return False
        if name is not None:
            coming.setdefault(name, set()).add(member)
    return all(
        members <= chosen(hosts[name], part, (there[name] - both) | members)
        for name, members in coming.items()
    )
