"""What finding needs of a store of profiles: the Index Protocol, which any database can fill.

1. A profile is kept as its `Features`: plain facts for the gates, tokens for finding it, and packed bytes.
2. `Features.tokens()` are a letter and eight hexadecimal digits each: one column of them, separated by
   spaces, can be indexed by SQLite's FTS5 and by PostgreSQL's `array_to_tsvector` alike. They follow from
   the packed bytes and need not be kept.
3. `frequencies()` may lag behind what was just added: it steers weights and is no count for people.
4. `candidates` sums the weights of the given tokens that each profile holds, and gives the best.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sistership.matching.finding.features import Features
    from sistership.matching.finding.frequencies import Frequencies
    from sistership.matching.finding.gates import Gates


class Index(Protocol):
    """A store of features by profile id."""

    def add(self, features: Iterable[Features]) -> None:
        """Keep features; one with an id that is there already takes its place."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget profiles; an id that is not there is passed over."""

    def size(self) -> int:
        """How many profiles are kept."""

    def frequencies(self) -> Frequencies:
        """In how many profiles each token occurs; may lag."""

    def candidates(self, tokens: Sequence[tuple[str, float]], gates: Gates, limit: int) -> list[str]:
        """Ids of at most `limit` profiles that hold one of the tokens and pass the gates.

        The tokens come with weights, the rarest first. Profiles with the greatest sum of weights come first,
        equals in any order that stays the same. Without tokens: any profiles that pass the gates.
        Gates: ids, kinds, cities and languages must be obeyed; the others may be.
        """

    def features(self, ids: Sequence[str]) -> Mapping[str, Features]:
        """The features of those ids that are kept."""
