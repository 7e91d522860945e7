"""What any Index of profiles must do: subclass, give `make_index`, and the tests run on it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import date

import numpy as np

from sistership.matching.finding.features import Features, token
from sistership.matching.finding.gates import Gates
from sistership.matching.finding.index import Index
from sistership.matching.finding.packing import NEEDS, OFFERS, pack, term_hash

NO_GATES = Gates()


def features(name: str, offers: str = "", needs: str = "", **facts: object) -> Features:
    """A profile of words, each of weight 1, told apart by spaces."""
    sides = (({}, {term_hash(word): 1.0 for word in side.split()}, {}) for side in (offers, needs))
    return replace(Features(name, "en", "gdynia", "firm", pack(*sides)), **facts)


def offered(*words: str) -> list[tuple[str, float]]:
    return [(token(OFFERS, term_hash(word)), 1.0 / place) for place, word in enumerate(words, 1)]


class IndexConformance(ABC):
    @abstractmethod
    def make_index(self) -> Index: ...

    def filled(self) -> Index:
        index = self.make_index()
        index.add(
            [
                features("crane", "crane harbour", "steel"),
                features("ferry", "ferry harbour battery", "crane", city="penang", lang="ms"),
                features("steel", "steel", "harbour", kind="lab", city="kaohsiung", lang="zh-hant"),
            ]
        )
        return index

    def test_keeps_what_it_is_given(self) -> None:
        one = features(
            "whole",
            "crane",
            "steel",
            organisation="yard",
            sectors=("shipbuilding", "港口"),
            stage="growth",
            size=12,
            ticket=(1, 2_000_000),
            trl=(4, 7),
            available=(date(2027, 3, 1), date(2027, 3, 5)),
            cities=("tainan",),
            shown=3,
            role=0.0,
        )
        index = self.make_index()
        index.add([one, features("bare")])
        assert index.size() == 2
        assert index.features(["whole", "bare", "nobody"]) == {"whole": one, "bare": features("bare")}
        assert index.features([]) == {}

    def test_an_empty_one_answers(self) -> None:
        index = self.make_index()
        assert index.size() == 0
        assert index.candidates(offered("crane"), NO_GATES, 5) == []
        assert index.candidates([], NO_GATES, 5) == []
        assert index.frequencies().size == 0
        index.remove(["nobody"])
        index.add([])

    def test_finds_by_the_weights_of_tokens(self) -> None:
        index = self.filled()
        assert index.candidates(offered("harbour", "battery"), NO_GATES, 5) == ["ferry", "crane"]
        assert index.candidates(offered("crane", "harbour"), NO_GATES, 1) == ["crane"]
        assert index.candidates(offered("nothing"), NO_GATES, 5) == []

    def test_sides_are_kept_apart(self) -> None:
        index = self.filled()
        assert index.candidates(offered("steel"), NO_GATES, 5) == ["steel"]
        needed = [(token(NEEDS, term_hash("steel")), 1.0)]
        assert index.candidates(needed, NO_GATES, 5) == ["crane"]

    def test_without_tokens_any_may_come(self) -> None:
        index = self.filled()
        assert set(index.candidates([], NO_GATES, 5)) == {"crane", "ferry", "steel"}
        assert len(index.candidates([], NO_GATES, 2)) == 2

    def test_gates_are_obeyed(self) -> None:
        index = self.filled()
        for gates, left in (
            (Gates(without_ids=frozenset({"crane", "nobody"})), {"ferry", "steel"}),
            (Gates(without_kinds=frozenset({"lab"})), {"crane", "ferry"}),
            (Gates(without_cities=frozenset({"gdynia"})), {"ferry", "steel"}),
            (Gates(cities=frozenset({"penang"})), {"ferry"}),
            (Gates(languages=frozenset({"zh-hant", "en"})), {"crane", "steel"}),
            (Gates(cities=frozenset({"penang"}), without_kinds=frozenset({"firm"})), set()),
        ):
            assert set(index.candidates([], gates, 5)) == left
            assert set(index.candidates(offered("harbour", "steel", "crane"), gates, 5)) == left

    def test_a_gate_does_not_shorten_the_list(self) -> None:
        index = self.make_index()
        index.add(features(f"g{place}", "crane") for place in range(30))
        index.add(features(f"p{place}", "crane", city="penang") for place in range(3))
        found = index.candidates(offered("crane"), Gates(without_cities=frozenset({"gdynia"})), 3)
        assert sorted(found) == ["p0", "p1", "p2"]

    def test_what_is_added_again_takes_its_place(self) -> None:
        index = self.filled()
        index.add([features("crane", "battery", city="penang")])
        assert index.size() == 3
        assert index.candidates(offered("crane"), NO_GATES, 5) == []
        assert sorted(index.candidates(offered("battery"), NO_GATES, 5)) == ["crane", "ferry"]
        assert index.features(["crane"])["crane"].city == "penang"

    def test_what_is_removed_is_gone(self) -> None:
        index = self.filled()
        index.remove(["ferry", "ferry", "nobody"])
        assert index.size() == 2
        assert index.features(["ferry"]) == {}
        assert index.candidates(offered("harbour"), NO_GATES, 5) == ["crane"]

    def test_the_same_id_twice_in_one_batch_is_one_profile(self) -> None:
        index = self.make_index()
        index.add([features("one", "crane"), features("one", "steel")])
        assert index.size() == 1
        assert index.candidates(offered("crane", "steel"), NO_GATES, 5) == ["one"]

    def test_odd_ids_and_many_at_once(self) -> None:
        names = ["a'b", 'q"uote', "空白 id", "%_", *(f"n{place}" for place in range(1200))]
        index = self.make_index()
        index.add(features(name, "crane") for name in names)
        assert set(index.features(names)) == set(names)
        assert set(index.candidates(offered("crane"), NO_GATES, 2000)) == set(names)
        index.remove(names[4:])
        assert index.size() == 4

    def test_rare_terms_tell_more(self) -> None:
        index = self.make_index()
        index.add(features(f"n{place}", "harbour" + (" crane" if place < 3 else "")) for place in range(40))
        counted = index.frequencies()
        assert counted.size == 40
        terms = np.array([term_hash("harbour"), term_hash("crane"), term_hash("nothing")], np.uint32)
        common, rare, absent = counted.rarity(1, terms)
        assert 0 < common < rare < absent == 1
