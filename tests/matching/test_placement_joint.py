"""Couples, least numbers and one out for one in: against every placement of tiny markets tried by hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("ortools", reason="the extra `matching` is not installed")

from ortools.sat.python import cp_model

from sistership.common.errors import InputError
from sistership.matching.placement import Applicant, Couple, Host, Reserve, UnusableError
from sistership.matching.placement.joint import place_jointly
from sistership.matching.placement.joint_choice import Part, blocking_of, orders_of
from sistership.matching.placement.joint_model import Programme, solve
from sistership.matching.placement.joint_reasons import why_not_jointly
from sistership.matching.placement.joint_search import search
from sistership.matching.placement.lottery import lottery_order
from sistership.matching.placement.placing import place

FEW = settings(max_examples=40, deadline=None)


def whole(applicants, hosts, couples, seed="s"):
    names = sorted(one.id for one in applicants)
    lottery = dict(zip(names, lottery_order(seed, names).tolist(), strict=True))
    members = {name for one in couples for name in (one.first, one.second)}
    singles = tuple(one for one in applicants if one.id not in members)
    group = {one.id: one.group for one in applicants}
    return Part(singles, tuple(couples), tuple(hosts), group, orders_of(hosts, lottery))


def every_placement(part, home, tolerance):
    """All placements that keep places, least numbers, refusals and the balance."""
    ways = [
        [{one.id: host} for host in [None, *one.choices] if part.takes(host, one.id)] for one in part.singles
    ] + [
        [
            {one.first: pair[0], one.second: pair[1]}
            for pair in [(None, None), *one.choices]
            if part.takes(pair[0], one.first) and part.takes(pair[1], one.second)
        ]
        for one in part.couples
    ]
    for some in itertools.product(*ways):
        placed = {name: host for way in some for name, host in way.items()}
        there = {h.id: [n for n, host in placed.items() if host == h.id] for h in part.hosts}
        if any(len(there[h.id]) > h.places or 0 < len(there[h.id]) < h.at_least for h in part.hosts):
            continue
        if tolerance is not None:
            net = dict.fromkeys([*home.values(), *(h.city for h in part.hosts)], 0)
            for h in part.hosts:
                for name in there[h.id]:
                    if home[name] and h.city:
                        net[home[name]] += 1
                        net[h.city] -= 1
            if any(abs(n) > tolerance for city, n in net.items() if city):
                continue
        yield placed


def by_brute_force(part, home, tolerance):
    """(fewest blocking, then most placed, then least sum of ranks)."""
    best = None
    for placed in every_placement(part, home, tolerance):
        ranks = sum(
            one.choices.index(placed[one.id]) for one in part.singles if placed[one.id] is not None
        ) + sum(
            one.choices.index((placed[one.first], placed[one.second]))
            for one in part.couples
            if (placed[one.first], placed[one.second]) in one.choices
        )
        count = sum(host is not None for host in placed.values())
        key = (len(list(blocking_of(part, placed))), -count, ranks)
        best = key if best is None else min(best, key)
    return best


def key_of(part, placed):
    ranks = sum(
        one.choices.index(placed[one.id]) for one in part.singles if placed[one.id] is not None
    ) + sum(
        one.choices.index((placed[one.first], placed[one.second]))
        for one in part.couples
        if (placed[one.first], placed[one.second]) in one.choices
    )
    count = sum(host is not None for host in placed.values())
    return (len(list(blocking_of(part, placed))), -count, ranks)


@st.composite
def joint_markets(draw):
    """Up to 3 singles and 2 couples at up to 3 hosts."""
    names = [f"h{n}" for n in range(draw(st.integers(1, 3)))]
    groups = st.sampled_from(["", "g"])
    cities = st.sampled_from(["kaohsiung", "gdynia"])
    singles = [
        Applicant(
            f"s{n}",
            tuple(draw(st.permutations(names))[: draw(st.integers(1, len(names)))]),
            draw(groups),
            draw(cities),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    couples, members = [], []
    pairs = [pair for pair in itertools.product([None, *names], repeat=2) if pair != (None, None)]
    for n in range(draw(st.integers(0, 2))):
        some = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=4, unique=True))
        couples.append(Couple(f"c{n}", f"d{n}", tuple(some)))
        members += [Applicant(f"{x}{n}", (), draw(groups), draw(cities)) for x in "cd"]
    people = [one.id for one in [*singles, *members]]
    hosts = []
    for name in names:
        places = draw(st.integers(1, 3))
        least = draw(st.sampled_from([0, 0, 2]))
        reserve = draw(st.integers(0, places))
        hosts.append(
            Host(
                name,
                places,
                ranking=tuple(draw(st.permutations(people))[: draw(st.integers(0, len(people)))]),
                reserves=(Reserve("g", reserve),) if reserve else (),
                at_least=min(least, places),
                city=draw(cities),
            )
        )
    return [*singles, *members], hosts, couples, draw(st.sampled_from([None, None, 0, 1]))


@FEW
@given(joint_markets())
def test_no_placement_is_better_than_the_one_found(market):
    applicants, hosts, couples, tolerance = market
    found = place_jointly(applicants, hosts, seed="s", couples=couples, tolerance=tolerance)
    part = whole(applicants, hosts, couples)
    home = {one.id: one.city for one in applicants}
    assert dict(found.host_of) in list(every_placement(part, home, tolerance))
    best = by_brute_force(part, home, tolerance)
    assert best is not None
    assert len(found.blocking) == best[0]
    solved = solve(part, effort=10, home=home, tolerance=tolerance)
    assert key_of(part, solved.placed) == best
    assert (solved.at_least, solved.blocking) == (best[0], best[0])
    assert found.fewest_possible <= best[0]


@FEW
@given(joint_markets(), st.randoms(use_true_random=False))
def test_the_solver_counts_what_the_check_counts(market, rng):
    applicants, hosts, couples, _ = market
    part = whole(applicants, hosts, couples)
    home = {one.id: one.city for one in applicants}
    for placed in rng.sample(all_ := list(every_placement(part, home, None)), min(6, len(all_))):
        programme = Programme(part)
        programme.count_blocking()
        for (name, host), variable in programme.single.items():
            programme.model.add(variable == (placed[name] == host))
        for couple in part.couples:
            got = (placed[couple.first], placed[couple.second])
            for at, pair in enumerate(couple.choices):
                if (couple.first, at) in programme.pair:
                    programme.model.add(programme.pair[couple.first, at] == (pair == got))
        programme.model.minimize(sum(programme.blocking))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(programme.model) == cp_model.OPTIMAL
        assert solver.objective_value == len(list(blocking_of(part, placed)))


@FEW
@given(joint_markets())
def test_the_search_keeps_every_condition(market):
    applicants, hosts, couples, tolerance = market
    part = whole(applicants, hosts, couples)
    home = {one.id: one.city for one in applicants}
    lottery = {name: place for place, name in enumerate(sorted(home))}
    found = search(part, lottery=lottery, home=home, tolerance=tolerance)
    assert dict(found) in list(every_placement(part, home, tolerance))


def test_a_couple_for_whom_nothing_is_stable():
    # The couple wants (x, y) only. Alone, s takes x from nobody; x prefers the couple's first to s, but y
    # prefers s to the couple's second, and s prefers x to y: every placement is blocked (after Roth 1984).
    applicants = [Applicant("c"), Applicant("d"), Applicant("s", ("x", "y"))]
    hosts = [Host("x", 1, ranking=("c", "s")), Host("y", 1, ranking=("s", "d"))]
    found = place_jointly(applicants, hosts, seed="", couples=[Couple("c", "d", (("x", "y"),))])
    assert (len(found.blocking), found.fewest_possible, found.is_stable) == (1, 1, False)
    assert found.statement == "No stable placement exists. Blocking: 1, and fewer is impossible"


def test_couples_apart_leave_the_others_to_deferred_acceptance():
    singles = [Applicant(f"s{n}", ("p", "q")) for n in range(4)]
    hosts = [Host("p", 2), Host("q", 1), Host("x", 1), Host("y", 1)]
    members = [Applicant("c"), Applicant("d")]
    couple = Couple("c", "d", (("x", "y"),))
    found = place_jointly([*singles, *members], hosts, seed="s", couples=[couple])
    plain = place(singles, hosts, seed="s")
    assert {name: found.host_of[name] for name in plain.host_of} == dict(plain.host_of)
    assert (found.host_of["c"], found.host_of["d"]) == ("x", "y")
    assert (found.solved_together, found.is_stable) == (2, True)


def test_one_out_for_one_in():
    # Three of Gdynia would go to Kaohsiung and one the other way: one each way, and who stays is told.
    applicants = [Applicant(f"g{n}", ("kh",), city="gdynia") for n in range(3)]
    applicants.append(Applicant("k", ("gd",), city="kaohsiung"))
    hosts = [Host("kh", 3, city="kaohsiung"), Host("gd", 3, city="gdynia")]
    free = place_jointly(applicants, hosts, seed="s")
    assert (free.is_stable, sum(host is not None for host in free.host_of.values())) == (True, 4)
    even = place_jointly(applicants, hosts, seed="s", tolerance=0)
    assert sum(host is not None for host in even.host_of.values()) == 2
    assert (len(even.blocking), even.fewest_possible) == (2, 2)
    with pytest.raises(InputError, match="-1 cannot be"):
        place_jointly(applicants, hosts, seed="s", tolerance=-1)


def test_a_host_opens_with_enough_or_not_at_all():
    hosts = [Host("big", 3, at_least=2), Host("small", 1)]
    alone = place_jointly([Applicant("a", ("big", "small"))], hosts, seed="s")
    assert (dict(alone.host_of), alone.is_stable) == ({"a": "small"}, True)
    two = place_jointly([Applicant(one, ("big", "small")) for one in "ab"], hosts, seed="s")
    assert (dict(two.host_of), two.solved_together) == ({"a": "big", "b": "big"}, 0)


def test_reasons_of_a_joint_placement():
    applicants = [Applicant(f"g{n}", ("kh", "closed"), city="gdynia") for n in range(3)]
    applicants += [Applicant("k", ("gd", "full"), city="kaohsiung"), Applicant("m", ("full",))]
    applicants += [Applicant("c"), Applicant("d")]
    hosts = [
        Host("kh", 3, city="kaohsiung"),
        Host("gd", 3, city="gdynia", ranking=("k",)),
        Host("closed", 2, at_least=2, city="kaohsiung"),
        Host("full", 1, scores={"m": 1, "c": 3, "d": 2}, city="gdynia"),
    ]
    couple = Couple("c", "d", (("full", "gd"), ("full", None)))
    found = place_jointly(applicants, hosts, seed="s", couples=[couple], tolerance=0)
    assert (found.host_of["k"], found.host_of["c"], found.host_of["d"]) == ("gd", "full", None)
    placed = next(one for one in ("g0", "g1", "g2") if found.host_of[one] == "kh")
    home = next(one for one in ("g0", "g1", "g2") if found.host_of[one] is None)
    expected = {
        (placed, "kh"): "placed",
        (placed, "closed"): "dearer",
        (home, "kh"): "conditions",
        (home, "closed"): "closed",
        (home, "full"): "unlisted",
        ("m", "full"): "ahead",
        ("d", "gd"): "refused",
        ("k", "full"): "dearer",
    }
    assert {at: why_not_jointly(found, *at).kind for at in expected} == expected
    ahead = why_not_jointly(found, "m", "full")
    assert (ahead.before, ahead.asked, ahead.places, ahead.own_score) == (1, 2, 1, 1)
    with pytest.raises(InputError, match="no host 'z'"):
        why_not_jointly(found, "k", "z")


@pytest.mark.parametrize(
    ("couple", "words"),
    [
        (Couple("a", "a", (("h", "h"),)), "A couple is two applicants"),
        (Couple("a", "z", (("h", "h"),)), "no applicant 'z'"),
        (Couple("a", "s", (("h", "h"),)), "s has a list besides the couple's"),
        (Couple("a", "b", (("h", "x"),)), "no host 'x'"),
        (Couple("a", "b", ((None, None),)), "without any host"),
        (Couple("a", "b", (("h", None), ("h", None))), "stands there twice"),
    ],
)
def test_a_couple_that_cannot_be_is_told(couple, words):
    applicants = [Applicant("a"), Applicant("b"), Applicant("s", ("h",))]
    with pytest.raises(UnusableError, match=words):
        place_jointly(applicants, [Host("h", 2)], seed="", couples=[couple])


def test_too_much_at_once_is_refused(monkeypatch):
    monkeypatch.setattr("sistership.matching.placement.joint.MOST_CHOICES", 7)
    applicants = [Applicant(f"a{n}", ("h", "i"), city="x") for n in range(4)]
    hosts = [Host("h", 4, city="y"), Host("i", 1, city="y")]
    with pytest.raises(InputError, match=r"8 choices must be weighed together\. Allowed: up to 7"):
        place_jointly(applicants, hosts, seed="", tolerance=0)
