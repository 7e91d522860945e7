"""What is wrong with applicants, hosts and couples, all of it at once, before anything is placed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined
from sistership.matching.placement.values import Applicant, Couple, Host

SHOWN_AT_MOST = 20
"""Faults that one message tells; the rest is counted."""
MOST_PLACES = 1_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    kind: str
    """`applicant`, `host` or `couple`."""
    index: int
    """Which of them, from 0 as they were given."""
    id: str
    field: str
    what: str
    allowed: str = ""

    @property
    def message(self) -> str:
        """Where, what and what is allowed in one line."""
        said = InputError(self.what, where=place_of(self.kind, self.id, self.field), allowed=self.allowed)
        return said.message


class UnusableError(InputError):
    """Applicants and hosts that cannot be placed as they are, with every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        if len(faults) == 1:
            what, where, allowed = first.what, place_of(first.kind, first.id, first.field), first.allowed
        else:
            what = filled(
                gettext_noop("%(count)s things are wrong: %(faults)s"),
                count=len(faults),
                faults=" ".join(one.message for one in self.faults[:SHOWN_AT_MOST])
                + (" …" if len(faults) > SHOWN_AT_MOST else ""),
            )
            where = allowed = ""
        super().__init__(
            what,
            where=where,
            allowed=allowed,
            next_step=gettext_noop("Nobody was placed. Mend this and run it again"),
        )


def place_of(kind: str, name: str, field: str) -> str:
    """`applicant a1, choices`: where a message is about."""
    words = {
        "applicant": gettext_noop("applicant %(name)s"),
        "host": gettext_noop("host %(name)s"),
        "couple": gettext_noop("couple %(name)s"),
    }
    place = filled(words[kind], name=name)
    return joined(place, field) if field else place


def require_usable(
    applicants: Sequence[Applicant], hosts: Sequence[Host], couples: Sequence[Couple] = ()
) -> None:
    """Raise UnusableError with everything that is wrong."""
    faults = [
        *_faults_of_ids("applicant", [one.id for one in applicants]),
        *_faults_of_ids("host", [one.id for one in hosts]),
        *_faults_of_applicants(applicants, {one.id for one in hosts}, has_couples=bool(couples)),
        *_faults_of_hosts(hosts, {one.id for one in applicants}),
        *_faults_of_couples(couples, {one.id: one for one in applicants}, {one.id for one in hosts}),
    ]
    if not hosts or not any(host.places for host in hosts):
        faults.append(Fault("host", 0, "–", "places", gettext_noop("No host has a place"), ""))
    if faults:
        raise UnusableError(faults)


def _faults_of_ids(kind: str, ids: Sequence[str]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for index, name in enumerate(ids):
        if not name or name != name.strip() or "\n" in name:
            yield Fault(
                kind,
                index,
                repr(name),
                "id",
                gettext_noop("This is no id"),
                gettext_noop("one line of text without blanks around it"),
            )
        elif name in seen:
            yield Fault(kind, index, name, "id", gettext_noop("The id stands there twice"))
        seen[name] = index


def _faults_of_applicants(
    applicants: Sequence[Applicant], hosts: set[str], *, has_couples: bool
) -> Iterator[Fault]:
    for index, applicant in enumerate(applicants):
        choices = applicant.choices
        if len(set(choices)) == len(choices) and hosts.issuperset(choices):
            continue
        for what in [
            *_repeated(choices),
            *_unknown(choices, hosts, gettext_noop("There is no host %(name)s")),
        ]:
            yield Fault("applicant", index, applicant.id, "choices", what)


def _repeated(names: Sequence[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        before = seen.setdefault(name, place)
        if before == place:
            continue
        if place == before + 1:
            yield filled(gettext_noop("%(name)s stands there twice"), name=name)
        else:
            yield filled(
                gettext_noop("%(name)s stands at %(first)s and at %(second)s: the order runs in a circle"),
                name=name,
                first=before,
                second=place,
            )


def _unknown(names: Iterable[str], known: set[str], words: str) -> Iterator[str]:
    return (filled(words, name=repr(name)) for name in dict.fromkeys(names) if name not in known)


def _faults_of_hosts(hosts: Sequence[Host], applicants: set[str]) -> Iterator[Fault]:
    for index, host in enumerate(hosts):
        for field, what, allowed in _faults_of_host(host, applicants):
            yield Fault("host", index, host.id, field, what, allowed)


def _faults_of_host(host: Host, applicants: set[str]) -> Iterator[tuple[str, str, str]]:
    if not 0 <= host.places <= MOST_PLACES:
        yield (
            "places",
            filled(gettext_noop("%(given)s is no number of places"), given=host.places),
            filled(gettext_noop("a whole number from 0 to %(most)s"), most=MOST_PLACES),
        )
    if host.ranking is not None and host.scores is not None:
        yield "scores", gettext_noop("There are a ranking and scores"), gettext_noop("one of them")
    nobody = gettext_noop("There is no applicant %(name)s")
    if host.ranking is not None:
        for what in [*_repeated(host.ranking), *_unknown(host.ranking, applicants, nobody)]:
            yield "ranking", what, ""
    if host.scores is not None:
        for what in _unknown(host.scores, applicants, nobody):
            yield "scores", what, ""
        for name, score in host.scores.items():
            if not math.isfinite(score):
                what = filled(gettext_noop("%(given)s for %(name)s is no score"), given=score, name=name)
                yield "scores", what, gettext_noop("a number; an applicant who is refused is left out")
    yield from _faults_of_reserves(host)
    if not 0 <= host.at_least <= host.places:
        yield (
            "at_least",
            filled(gettext_noop("%(given)s cannot be the least"), given=host.at_least),
            filled(gettext_noop("a whole number from 0 to %(most)s"), most=host.places),
        )


def _faults_of_reserves(host: Host) -> Iterator[tuple[str, str, str]]:
    groups = [one.group for one in host.reserves]
    for what in _repeated(groups):
        yield "reserves", what, ""
    for one in host.reserves:
        if not one.group or one.places < 1:
            what = filled(
                gettext_noop("%(places)s places for the group %(group)s cannot be reserved"),
                places=one.places,
                group=repr(one.group),
            )
            yield "reserves", what, gettext_noop("a named group and at least one place")
    total = sum(one.places for one in host.reserves)
    if total > host.places:
        yield (
            "reserves",
            filled(gettext_noop("%(count)s places are reserved"), count=total),
            filled(gettext_noop("up to %(most)s, its places"), most=host.places),
        )


def _faults_of_couples(
    couples: Sequence[Couple], applicants: dict[str, Applicant], hosts: set[str]
) -> Iterator[Fault]:
    taken: set[str] = set()
    for index, couple in enumerate(couples):
        for field, what in _faults_of_couple(couple, applicants, hosts, taken):
            yield Fault("couple", index, f"{couple.first} + {couple.second}", field, what)
        taken |= {couple.first, couple.second}


def _faults_of_couple(
    couple: Couple, applicants: dict[str, Applicant], hosts: set[str], taken: set[str]
) -> Iterator[tuple[str, str]]:
    if couple.first == couple.second:
        yield "second", gettext_noop("A couple is two applicants")
    for field, name in (("first", couple.first), ("second", couple.second)):
        if name not in applicants:
            yield field, filled(gettext_noop("There is no applicant %(name)s"), name=repr(name))
        elif applicants[name].choices:
            yield field, filled(gettext_noop("%(name)s has a list besides the couple's"), name=name)
        if name in taken:
            yield field, filled(gettext_noop("%(name)s is in another couple"), name=name)
    shown = [f"{one or '–'} + {other or '–'}" for one, other in couple.choices]
    if "– + –" in shown:
        yield "choices", gettext_noop("A pair without any host says nothing")
    for what in _repeated(shown):
        yield "choices", what
    named = [host for pair in couple.choices for host in pair if host is not None]
    for what in _unknown(named, hosts, gettext_noop("There is no host %(name)s")):
        yield "choices", what
