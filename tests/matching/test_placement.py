"""Placing: a small answer worked out by hand, and what must hold for every market."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba", reason="the extra `matching` is not installed")

from sistership.common.errors import InputError, StateError
from sistership.matching.placement import Applicant, Host, Reserve, lottery_number
from sistership.matching.placement.joint_choice import Part, blocking_of, orders_of
from sistership.matching.placement.lottery import lottery_order
from sistership.matching.placement.placing import audit, place
from sistership.matching.placement.reasons import why_not
from sistership.matching.placement.rounds import refill, second_round
from sistership.matching.placement.stability import check

FEW = settings(max_examples=80, deadline=None)


@st.composite
def markets(draw, *, reserves=True, strict=False):
    """Up to 8 applicants and 4 hosts, with refusals, ties, groups and reserves."""
    people = [f"a{n}" for n in range(draw(st.integers(1, 8)))]
    names = [f"h{n}" for n in range(draw(st.integers(1, 4)))]
    applicants = [
        Applicant(
            one,
            tuple(draw(st.permutations(names))[: draw(st.integers(0, len(names)))]),
            draw(st.sampled_from(["", "north", "south"])),
        )
        for one in people
    ]
    hosts = []
    for name in names:
        places = draw(st.integers(0, 3))
        kind = "ranking" if strict else draw(st.sampled_from(["ranking", "scores", "neither"]))
        some = draw(st.permutations(people))[: draw(st.integers(0, len(people)))]
        kept = []
        if reserves and places:
            north = draw(st.integers(0, places))
            south = draw(st.integers(0, places - north))
            kept = [Reserve(group, n) for group, n in (("north", north), ("south", south)) if n]
        hosts.append(
            Host(
                name,
                places,
                ranking=tuple(some) if kind == "ranking" else None,
                scores={one: draw(st.integers(0, 3)) for one in some} if kind == "scores" else None,
                reserves=tuple(kept),
            )
        )
    if not any(host.places for host in hosts):
        hosts.append(Host("spare", 1))
    return applicants, hosts


def rank_of(applicant, host):
    """Smaller is better; no place is worst."""
    return len(applicant.choices) if host is None else applicant.choices.index(host)


def blocking_by_sets(applicants, hosts, host_of, seed):
    """The blocking pairs as the choice on plain sets finds them."""
    names = sorted(one.id for one in applicants)
    lottery = dict(zip(names, lottery_order(seed, names).tolist(), strict=True))
    part = Part(
        tuple(applicants),
        (),
        tuple(hosts),
        {one.id: one.group for one in applicants},
        orders_of(hosts, lottery),
    )
    return sorted((one.applicants[0], one.hosts[0]) for one in blocking_of(part, host_of))


def test_a_small_market_worked_out_by_hand():
    # Anna and Ben want the shipyard first; it has one place and scores Ben higher. Anna then displaces Chen
    # from the port, whom it scores lower; Chen's next is the shipyard, which is full with better; no place.
    applicants = [
        Applicant("anna", ("shipyard", "port")),
        Applicant("ben", ("shipyard",)),
        Applicant("chen", ("port", "shipyard")),
    ]
    hosts = [
        Host("shipyard", 1, scores={"anna": 70, "ben": 90, "chen": 60}),
        Host("port", 1, scores={"anna": 80, "chen": 50}),
    ]
    found = place(applicants, hosts, seed="2026")
    assert dict(found.host_of) == {"anna": "port", "ben": "shipyard", "chen": None}
    assert found.placed_at == {"port": ("anna",), "shipyard": ("ben",)}
    certificate = found.certificate
    assert (certificate.applicants, certificate.placed, certificate.first_choices) == (3, 2, 1)
    assert (certificate.blocking_pairs, certificate.tied, certificate.places) == (0, 0, 2)
    assert certificate.is_stable


def test_a_reserve_takes_its_group_first_and_then_anybody():
    applicants = [
        Applicant("a", ("h",)),
        Applicant("b", ("h",)),
        Applicant("c", ("h",), group="local"),
        Applicant("d", ("h",), group="local"),
    ]
    ranking = ("a", "b", "c", "d")
    one_kept = Host("h", 2, ranking=ranking, reserves=(Reserve("local", 1),))
    assert place(applicants, [one_kept], seed="").placed_at["h"] == ("a", "c")
    # Nobody of the group asks: the place goes to the others.
    assert place(applicants[:2], [Host("h", 2, reserves=(Reserve("local", 1),))], seed="").placed_at["h"] == (
        "a",
        "b",
    )
    # The best of the group fills the reserve, so one who is first anyway takes no further place for it.
    first = Host("h", 2, ranking=("c", "a", "b", "d"), reserves=(Reserve("local", 1),))
    assert place(applicants, [first], seed="").placed_at["h"] == ("a", "c")


def test_the_lottery_is_what_anybody_computes():
    number = hashlib.sha256(b"2026-05-01\na7").hexdigest()
    assert lottery_number("2026-05-01", "a7") == number
    ids = [f"a{n}" for n in range(20)]
    first = min(ids, key=lambda one: lottery_number("seed", one))
    found = place([Applicant(one, ("h",)) for one in ids], [Host("h", 1)], seed="seed")
    assert found.placed_at["h"] == (first,)
    assert found.certificate.tied == 20
    with pytest.raises(InputError, match="several lines"):
        place([Applicant("a", ("h",))], [Host("h", 1)], seed="a\nb")


@FEW
@given(markets())
def test_nothing_ever_blocks(market):
    applicants, hosts = market
    found = place(applicants, hosts, seed="s")
    assert found.certificate.is_stable
    assert blocking_by_sets(applicants, hosts, found.host_of, "s") == []


@FEW
@given(markets(), st.randoms(use_true_random=False))
def test_the_check_finds_what_the_choice_on_sets_finds(market, rng):
    applicants, hosts = market
    found = place(applicants, hosts, seed="s")
    taken = dict.fromkeys((host.id for host in hosts), 0)
    host_of = {}
    for name, index in found.market.applicant_index.items():
        entries = [
            one for one in found.market.entries_of(index) if found.market.entry_score[one] > float("-inf")
        ]
        choices = [found.market.hosts[found.market.entry_host[one]] for one in entries]
        free = [None, *(one for one in choices if taken[one] < next(h.places for h in hosts if h.id == one))]
        host_of[name] = rng.choice(free)
        if host_of[name] is not None:
            taken[host_of[name]] += 1
    assigned = found.assigned.copy()
    for name, index in found.market.applicant_index.items():
        assigned[index] = -1 if host_of[name] is None else found.market.host_index[host_of[name]]
    result = check(found.market, assigned)
    shown = sorted((found.market.applicants[one], found.market.hosts[host]) for one, host in result.examples)
    assert shown == blocking_by_sets(applicants, hosts, host_of, "s")
    assert result.faults == 0


def test_the_check_finds_a_host_that_is_overfull_and_an_applicant_who_did_not_ask():
    found = place([Applicant("a", ("h",)), Applicant("b", ("h",)), Applicant("c")], [Host("h", 1)], seed="")
    assigned = found.assigned.copy()
    assigned[:] = 0
    assert check(found.market, assigned).faults == 3


@FEW
@given(markets(), st.data())
def test_an_applicant_who_lies_never_gains(market, data):
    applicants, hosts = market
    who = data.draw(st.integers(0, len(applicants) - 1))
    names = [host.id for host in hosts]
    lie = tuple(data.draw(st.permutations(names))[: data.draw(st.integers(0, len(names)))])
    honest = place(applicants, hosts, seed="s").host_of[applicants[who].id]
    lying = [*applicants]
    lying[who] = Applicant(applicants[who].id, lie, applicants[who].group)
    got = place(lying, hosts, seed="s").host_of[applicants[who].id]
    if got in applicants[who].choices:
        assert rank_of(applicants[who], honest) <= rank_of(applicants[who], got)


@FEW
@given(markets(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(market, rng):
    applicants, hosts = market
    before = place(applicants, hosts, seed="s")
    rng.shuffle(applicants)
    rng.shuffle(hosts)
    after = place(applicants, hosts, seed="s")
    assert after.host_of == before.host_of
    assert after.certificate == before.certificate


@FEW
@given(markets(), st.data())
def test_a_withdrawal_unseats_nobody(market, data):
    applicants, hosts = market
    before = place(applicants, hosts, seed="s")
    gone = data.draw(st.sets(st.sampled_from([one.id for one in applicants]), max_size=3))
    for may_move in (False, True):
        after = refill(before, gone, may_move=may_move)
        assert set(after.host_of) == set(before.host_of) - gone
        assert after.certificate.is_stable
        for one in applicants:
            if one.id in gone:
                continue
            assert rank_of(one, after.host_of[one.id]) <= rank_of(one, before.host_of[one.id])
            if not may_move and before.host_of[one.id] is not None:
                assert after.host_of[one.id] == before.host_of[one.id]
        if may_move:
            assert after.certificate.waived_pairs == 0


@FEW
@given(markets(), markets())
def test_a_second_round_unseats_nobody_and_fills_what_is_free(market, later):
    applicants, hosts = market
    first = place(applicants, hosts, seed="s")
    without = [one for one in later[0] if first.host_of.get(one.id) is None]
    known = {host.id for host in hosts}
    without = [
        Applicant(one.id, tuple(name for name in one.choices if name in known), one.group) for one in without
    ]
    second = second_round(first, applicants=without)
    assert second.certificate.is_stable
    for name, host in first.host_of.items():
        assert host is None or second.host_of[name] == host
    for host in hosts:
        assert len(second.placed_at[host.id]) <= host.places


def test_a_place_given_back_shows_who_waived():
    # Both want x; b stays at y by default though x is free again, and would have moved.
    applicants = [Applicant("a", ("x",)), Applicant("b", ("x", "y")), Applicant("c", ("y",))]
    hosts = [Host("x", 1, ranking=("a", "b")), Host("y", 1, ranking=("b", "c"))]
    before = place(applicants, hosts, seed="")
    assert dict(before.host_of) == {"a": "x", "b": "y", "c": None}
    kept = refill(before, {"a"})
    assert dict(kept.host_of) == {"b": "y", "c": None}
    assert (kept.certificate.waived_pairs, kept.certificate.kept) == (1, 1)
    moved = refill(before, {"a"}, may_move=True)
    assert dict(moved.host_of) == {"b": "x", "c": "y"}
    with pytest.raises(StateError, match="kept places"):
        refill(kept, {"b"}, may_move=True)
    with pytest.raises(InputError, match="no applicant 'nobody'"):
        refill(before, {"nobody"})


def test_what_is_kept_counts_for_the_reserve():
    # Of 3 places 2 are reserved; one of the group and one other hold places: the last goes to the group.
    holders = [Applicant("a", ("h",), group="local"), Applicant("b", ("h",))]
    host = Host("h", 3, ranking=("a", "b", "c", "d"), reserves=(Reserve("local", 2),))
    first = place(holders, [host_of_two := Host("h", 3, ranking=("a", "b"), reserves=host.reserves)], seed="")
    assert first.placed_at[host_of_two.id] == ("a", "b")
    more = [Applicant("c", ("h",)), Applicant("d", ("h",), group="local")]
    assert second_round(first, applicants=more, hosts=[host]).placed_at["h"] == ("a", "b", "d")
    # Two of the group hold places: their reserve is full, so the host's order decides.
    held = {"a": "h", "d": "h"}
    everybody = [*holders, *more, Applicant("e", ("h",), group="local")]
    order = Host("h", 3, ranking=("b", "c", "e", "a", "d"), reserves=host.reserves)
    assert place(everybody, [order], seed="", held=held).placed_at["h"] == ("a", "b", "d")


def test_a_second_round_takes_no_list_of_who_has_a_place():
    first = place(
        [Applicant("a", ("h",)), Applicant("b", ("h",))], [Host("h", 1, ranking=("a", "b"))], seed=""
    )
    with pytest.raises(InputError, match="Applicant a has a place already"):
        second_round(first, applicants=[Applicant("a", ("h",))])
    later = second_round(first, applicants=[Applicant("b", ("new",))], hosts=[Host("new", 1)])
    assert dict(later.host_of) == {"a": "h", "b": "new"}


def test_a_published_placement_is_checked_against_its_lists():
    applicants = [Applicant("a", ("x", "y")), Applicant("b", ("x",)), Applicant("c", ("y",))]
    hosts = [Host("x", 1, ranking=("b", "a")), Host("y", 1, ranking=("a", "c"))]
    placed = place(applicants, hosts, seed="s")
    assert audit(applicants, hosts, placed.host_of, seed="s").certificate == placed.certificate
    # b and x would rather have each other; so would a, who got nothing, and y.
    wrong = audit(applicants, hosts, {"a": None, "c": "y"}, seed="s")
    assert (wrong.certificate.blocking_pairs, wrong.certificate.is_stable) == (3, False)
    assert wrong.blocking == (("a", "x"), ("a", "y"), ("b", "x"))
    # c did not ask for x, and x has one place.
    assert audit(applicants, hosts, {"c": "x", "b": "x"}, seed="s").certificate.faults == 2
    # Who kept a place is in the published list as well.
    later = refill(placed, {"c"})
    assert audit(applicants[:2], hosts_without_c(hosts), later.host_of, seed="s", held=later.held)
    for host_of, words in (({"z": "x"}, "not among those given"), ({"a": "z"}, "no host 'z'")):
        with pytest.raises(InputError, match=words):
            audit(applicants, hosts, host_of, seed="s")


def hosts_without_c(hosts):
    return [Host(one.id, one.places, ranking=tuple(x for x in one.ranking if x != "c")) for one in hosts]


def reasons_market():
    return place(
        [
            Applicant("a", ("x", "y", "z")),
            Applicant("b", ("x",)),
            Applicant("c", ("x", "y"), group="local"),
            Applicant("d", ("x", "tie")),
            Applicant("e", ("tie",)),
            Applicant("f", ("none", "x")),
        ],
        [
            Host("x", 2, scores={"a": 90, "b": 80, "c": 60, "d": 50}, reserves=(Reserve("local", 1),)),
            Host("y", 3),
            Host("z", 1),
            Host("tie", 1, scores={"d": 10, "e": 10}),
            Host("none", 0),
        ],
        seed="t",
    )


def test_reasons_are_facts_without_names():
    found = reasons_market()
    assert {name: found.host_of[name] for name in "abcf"} == {"a": "x", "b": None, "c": "x", "f": None}
    reserve = why_not(found, "b", "x")
    assert (reserve.kind, reserve.places, reserve.asked, reserve.before) == ("reserve", 2, 4, 1)
    assert (reserve.own_score, reserve.cutoff_score) == (80, 90)
    assert reserve.text == (
        "Asked for 2 places: 4 applicants. Before this one by the host's order: 1."
        " Reserved places given to a group that this one is not of: 1"
    )
    ahead = why_not(found, "d", "x")
    assert (ahead.kind, ahead.before, ahead.cutoff_score, ahead.own_rank) == ("ahead", 3, 60, 1)
    loser = next(one for one in "de" if found.host_of[one] is None)
    assert why_not(found, loser, "tie").kind == "lottery"
    assert (why_not(found, "a", "y").kind, why_not(found, "a", "y").placed_rank) == ("dearer", 1)
    assert why_not(found, "a", "x").kind == "placed"
    assert why_not(found, "b", "y").kind == "unlisted"
    assert why_not(found, "f", "none").kind == "no_places"
    assert why_not(found, "f", "x").kind == "refused"
    assert why_not(refill(found, {"e"}), "a", "y").kind == "kept"
    for name, host in (("nobody", "x"), ("a", "nowhere")):
        with pytest.raises(InputError, match="There is no"):
            why_not(found, name, host)


@FEW
@given(markets())
def test_every_reason_is_borne_out(market):
    applicants, hosts = market
    found = place(applicants, hosts, seed="s")
    for one in applicants:
        for host in hosts:
            reason = why_not(found, one.id, host.id)
            if reason.kind in ("ahead", "lottery", "reserve"):
                assert len(found.placed_at[host.id]) == host.places == reason.places
                assert reason.before is not None
                assert (reason.kind == "reserve") <= bool(host.reserves)
                if reason.kind != "reserve":
                    assert reason.before >= host.places


@pytest.mark.filterwarnings("ignore")  # the peer warns of players whom it leaves out
@pytest.mark.parametrize("seed", range(8))
def test_the_same_as_the_package_matching(seed):
    games = pytest.importorskip("matching.games", reason="the peer `matching` is not installed")
    rng = random.Random(seed)
    people, names = [f"a{n}" for n in range(30)], [f"h{n}" for n in range(6)]
    lists = {one: rng.sample(names, rng.randint(1, 6)) for one in people}
    orders = {name: [one for one in rng.sample(people, 30) if name in lists[one]] for name in names}
    places = {name: rng.randint(1, 5) for name in names}
    game = games.HospitalResident.create_from_dictionaries(lists, orders, places, clean=True)
    theirs = {str(name): sorted(map(str, some)) for name, some in game.solve().items()}
    found = place(
        [Applicant(one, tuple(lists[one])) for one in people],
        [Host(name, places[name], ranking=tuple(orders[name])) for name in names],
        seed="",
    )
    assert {name: sorted(some) for name, some in found.placed_at.items() if name in theirs} == theirs
