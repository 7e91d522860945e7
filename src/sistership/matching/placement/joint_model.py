"""The integer programme of a joint placement: fewest blocking pairs, then most placed, then best ranks.

For an applicant and a host that is not worse than what the applicant got, either the placement says so, or
the host rejects the applicant, or the pair is counted as blocking. By its two passes a host rejects one

1. whose group has a reserve there, only if at least so many better ones of the group are there; and
2. if  Σ_g max(B_g, min(r_g, n_g)) + B ≥ q, where q are its places, r_g those reserved for group g, n_g those
   of the group who are there, B_g the better ones among them, and B the better ones of no such group: the
   first pass takes min(r_g, n_g) of each group, and of what is left the better ones go before.

Without reserves this is the count of better ones (Biró, Manlove and McBride, SEA 2014, for couples).
Solved by CP-SAT with one worker and a limit in deterministic time, so that a run can be repeated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from ortools.sat.python import cp_model

from sistership.common.errors import StateError
from sistership.common.text import gettext_noop
from sistership.matching.placement.joint_choice import Part
from sistership.matching.placement.values import Couple, Host

Linear = cp_model.LinearExpr | int
Literal = cp_model.IntVar | cp_model.LiteralT
NO_ONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Solved:
    """What the solver found."""

    placed: Mapping[str, str | None]
    blocking: int
    at_least: int
    """Proved: no placement has fewer blocking pairs."""


class Programme:
    """The variables of one part: who goes where, which hosts open."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.model = cp_model.CpModel()
        self.hosts = {host.id: host for host in part.hosts}
        self.at: dict[str, dict[str, list[cp_model.IntVar]]] = {host.id: {} for host in part.hosts}
        """Host → applicant → the variables one of which is 1 if the applicant is there."""
        self.single = {
            (one.id, host): self._new()
            for one in part.singles
            for host in one.choices
            if part.takes(host, one.id)
        }
        self.pair = {
            (couple.first, at): self._new()
            for couple in part.couples
            for at, pair in enumerate(couple.choices)
            if part.takes(pair[0], couple.first) and part.takes(pair[1], couple.second)
        }
        self.open = {host.id: self._new() for host in part.hosts if host.at_least}
        self.blocking: list[cp_model.IntVar] = []
        self._place_once()
        self._keep_places()

    def _new(self) -> cp_model.IntVar:
        return self.model.new_bool_var("")

    def _place_once(self) -> None:
        for one in self.part.singles:
            own = [(host, self.single[one.id, host]) for host in one.choices if (one.id, host) in self.single]
            self.model.add_at_most_one(variable for _, variable in own)
            for host, variable in own:
                self.at[host].setdefault(one.id, []).append(variable)
        for couple in self.part.couples:
            ways = [
                (pair, self.pair[couple.first, at])
                for at, pair in enumerate(couple.choices)
                if (couple.first, at) in self.pair
            ]
            self.model.add_at_most_one(way for _, way in ways)
            for pair, way in ways:
                for member, name in zip((couple.first, couple.second), pair, strict=True):
                    if name is not None:
                        self.at[name].setdefault(member, []).append(way)

    def _keep_places(self) -> None:
        for host in self.part.hosts:
            there = _sum([one for some in self.at[host.id].values() for one in some])
            if host.at_least:
                self.model.add(there >= host.at_least * self.open[host.id])
                self.model.add(there <= host.places * self.open[host.id])
            else:
                self.model.add(there <= host.places)

    def balance(self, home: Mapping[str, str], tolerance: int) -> None:
        """Each city sends as many as it receives, give or take ``tolerance``; ``home``: applicant → city."""
        flow: dict[str, list[Linear]] = {}
        for host, there in self.at.items():
            away = self.hosts[host].city
            for name, variables in there.items():
                if home[name] and away and home[name] != away:
                    flow.setdefault(home[name], []).extend(variables)
                    flow.setdefault(away, []).extend(-one for one in variables)
        for terms in flow.values():
            self.model.add_linear_constraint(_sum(terms), -tolerance, tolerance)

    def count_blocking(self) -> None:
        """Make a variable of everything that can block."""
        for one in self.part.singles:
            so_far: list[cp_model.IntVar] = []
            for host in one.choices:
                if (one.id, host) in self.single:
                    so_far.append(self.single[one.id, host])
                    self._blocks_unless([*so_far, self._rejects(one.id, host, NO_ONE), *self._closed(host)])
        for couple in self.part.couples:
            self._count_couple(couple)
        for place in self.part.hosts:
            if place.at_least:
                self._count_closed(place)

    def _blocks_unless(self, ways_out: Sequence[Literal]) -> None:
        self.blocking.append(self._new())
        self.model.add_bool_or([*ways_out, self.blocking[-1]])

    def _closed(self, host: str | None) -> list[Literal]:
        return [~self.open[host]] if host in self.open else []

    def _count_couple(self, couple: Couple) -> None:
        both = frozenset({couple.first, couple.second})
        so_far: list[Literal] = []
        for at, (one, other) in enumerate(couple.choices):
            if (couple.first, at) not in self.pair:
                continue
            so_far.append(self.pair[couple.first, at])
            ways_out = [*so_far, *self._closed(one), *self._closed(other)]
            together = both if one == other else NO_ONE
            for member, host in ((couple.first, one), (couple.second, other)):
                if host is not None:
                    ways_out.append(self._rejects(member, host, both, coming=together - {member}))
            self._blocks_unless(ways_out)

    def _count_closed(self, host: Host) -> None:
        content: list[Linear] = []
        count = 0
        for one in self.part.singles:
            if (one.id, host.id) not in self.single:
                continue
            count += 1
            dear = one.choices[: one.choices.index(host.id) + 1]
            content += [self.single[one.id, name] for name in dear if (one.id, name) in self.single]
        if count >= host.at_least:
            self.blocking.append(self._new())
            self.model.add(_sum(content) >= count - host.at_least + 1).only_enforce_if(
                ~self.open[host.id], ~self.blocking[-1]
            )

    def _rejects(
        self, name: str, host_id: str, without: Set[str], *, coming: Set[str] = NO_ONE
    ) -> cp_model.IntVar:
        """A variable that can be 1 only if the host, with ``coming`` there but not ``without``, rejects."""
        host, order = self.hosts[host_id], self.part.order[host_id]
        reserves = {one.group: one.places for one in host.reserves}
        better: dict[str, list[Linear]] = {group: [] for group in ["", *reserves]}
        there: dict[str, list[Linear]] = {group: [] for group in reserves}
        people: dict[str, list[Linear]] = {
            one: list(variables) for one, variables in self.at[host_id].items() if one not in without | {name}
        }
        people |= {one: [1] for one in coming}
        for one, terms in people.items():
            group = self.part.group[one] if self.part.group[one] in reserves else ""
            if group:
                there[group] += terms
            if order[one] < order[name]:
                better[group] += terms
        rejects = self._new()
        before = _sum(better[""])
        for group, places in reserves.items():
            before += self._at_least_reserved(better[group], there[group], places)
        own = self.part.group[name]
        if own in reserves:
            self.model.add(_sum(better[own]) >= reserves[own]).only_enforce_if(rejects)
        self.model.add(before >= host.places).only_enforce_if(rejects)
        return rejects

    def _at_least_reserved(
        self, better: Sequence[Linear], there: Sequence[Linear], places: int
    ) -> cp_model.IntVar:
        """max(better, min(places, there))."""
        first_pass = self.model.new_int_var(0, places, "")
        self.model.add_min_equality(first_pass, [places, _sum(there)])
        before = self.model.new_int_var(0, max(places, len(better)), "")
        self.model.add_max_equality(before, [_sum(better), first_pass])
        return before

    def hint(self, placed: Mapping[str, str | None]) -> None:
        """Begin the search at a placement."""
        for (name, host), variable in self.single.items():
            self.model.add_hint(variable, placed[name] == host)
        for couple in self.part.couples:
            got = (placed[couple.first], placed[couple.second])
            for at, pair in enumerate(couple.choices):
                if (couple.first, at) in self.pair:
                    self.model.add_hint(self.pair[couple.first, at], pair == got)
        for name, is_open in self.open.items():
            self.model.add_hint(is_open, name in placed.values())

    def ranks(self) -> tuple[list[cp_model.IntVar], list[Linear], int]:
        """(variables of those placed, ranks of what each got, a bound of the ranks' sum)."""
        placed = [one for there in self.at.values() for some in there.values() for one in some]
        ranks: list[Linear] = []
        most = 0
        for one in self.part.singles:
            ranks += [
                at * self.single[one.id, host]
                for at, host in enumerate(one.choices)
                if (one.id, host) in self.single
            ]
            most += len(one.choices)
        for couple in self.part.couples:
            ranks += [
                at * self.pair[couple.first, at]
                for at in range(len(couple.choices))
                if (couple.first, at) in self.pair
            ]
            most += len(couple.choices)
        return placed, ranks, most


def solve(
    part: Part,
    *,
    effort: float,
    home: Mapping[str, str],
    tolerance: int | None,
    start: Mapping[str, str | None] | None = None,
) -> Solved:
    """The placement of a part with the fewest blocking pairs; ``effort``: deterministic seconds a step.

    ``start`` is a placement to improve on. Raises StateError if nothing was found with the effort.
    """
    programme = Programme(part)
    if start is not None:
        programme.hint(start)
    programme.count_blocking()
    if tolerance is not None:
        programme.balance(home, tolerance)
    model, blocking = programme.model, _sum(programme.blocking)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = effort
    model.minimize(blocking)
    fewest = _run(solver, model)
    at_least = max(0, round(solver.best_objective_bound)) if programme.blocking else 0
    found = _read(programme, solver)
    model.add(blocking <= fewest)
    model.clear_hints()  # type: ignore[no-untyped-call]  # the library's
    placed, ranks, most = programme.ranks()
    for variable in [*programme.single.values(), *programme.pair.values()]:
        model.add_hint(variable, solver.value(variable))
    model.maximize((most + 1) * _sum(placed) - _sum(ranks))
    if solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = _read(programme, solver)
    return Solved(found, fewest, at_least)


def _sum(terms: Sequence[Linear]) -> Linear:
    """Of terms, of which there may be none."""
    return sum(terms, start=0)


def _run(solver: cp_model.CpSolver, model: cp_model.CpModel) -> int:
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise StateError(
            gettext_noop("No placement was found with this effort"),
            next_step=gettext_noop("Allow more effort, or shorten the lists"),
        )
    return round(solver.objective_value)


def _read(programme: Programme, solver: cp_model.CpSolver) -> Mapping[str, str | None]:
    part = programme.part
    placed: dict[str, str | None] = {one.id: None for one in part.singles}
    for (name, host), variable in programme.single.items():
        if solver.value(variable):
            placed[name] = host
    for couple in part.couples:
        placed[couple.first] = placed[couple.second] = None
        for at, (one, other) in enumerate(couple.choices):
            way = programme.pair.get((couple.first, at))
            if way is not None and solver.value(way):
                placed[couple.first], placed[couple.second] = one, other
    return placed
