"""An index in memory: for files of some thousands of profiles, and the measure of other indexes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sistership.matching.finding.features import Features
from sistership.matching.finding.frequencies import Frequencies
from sistership.matching.finding.gates import Gates


class MemoryIndex:
    """Keeps features in dictionaries; see `Index`."""

    def __init__(self) -> None:
        self._features: dict[str, Features] = {}
        self._postings: dict[str, set[str]] = defaultdict(set)
        self._frequencies = Frequencies()

    def add(self, features: Iterable[Features]) -> None:
        """Keep features; one with an id that is there already takes its place."""
        for one in features:
            self.remove([one.id])
            self._features[one.id] = one
            self._frequencies.add([one])
            for token in one.tokens():
                self._postings[token].add(one.id)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget profiles; an id that is not there is passed over."""
        for name in ids:
            one = self._features.pop(name, None)
            if one is not None:
                self._frequencies.remove([one])
                for token in one.tokens():
                    self._postings[token].discard(name)

    def size(self) -> int:
        """How many profiles are kept."""
        return len(self._features)

    def frequencies(self) -> Frequencies:
        """In how many profiles each term occurs."""
        return self._frequencies

    def candidates(self, tokens: Sequence[tuple[str, float]], gates: Gates, limit: int) -> list[str]:
        """The profiles that hold the most of the tokens by weight and pass the gates."""
        sums: dict[str, float] = defaultdict(float)
        for token, weight in tokens:
            for name in self._postings.get(token, ()):
                sums[name] += weight
        found = sums if tokens else dict.fromkeys(self._features, 0.0)
        passing = [name for name in found if gates.lets_pass(self._features[name])]
        return sorted(passing, key=lambda name: (-round(found[name], 9), name))[:limit]

    def features(self, ids: Sequence[str]) -> Mapping[str, Features]:
        """The features of those ids that are kept."""
        return {name: self._features[name] for name in ids if name in self._features}
