"""In how many profiles each term occurs: counts by the low bits of a term's hash, so of a fixed size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sistership.common.errors import IntegrityError
from sistership.matching.finding.packing import CHANNELS, unpack_terms

if TYPE_CHECKING:
    from sistership.matching.finding.features import Features

BUCKETS = 1 << 16
"""Terms that share the low 16 bits of their hash share a count; each then seems a little less rare."""
SMALLEST = 200
"""Profiles; a smaller store is taken for a sample of this many, so that few profiles make nothing certain."""


@dataclass(slots=True)
class Frequencies:
    """Counts (channel, bucket) of profiles, and of how many profiles they are."""

    size: int = 0
    counts: NDArray[np.uint32] = field(default_factory=lambda: np.zeros((CHANNELS, BUCKETS), np.uint32))
    worked_out: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out from these counts; forgotten when they change."""

    def add(self, features: Iterable[Features]) -> None:
        """Count profiles in."""
        self._count(features, 1)

    def remove(self, features: Iterable[Features]) -> None:
        """Count profiles out, which were counted in before."""
        self._count(features, -1)

    def _count(self, features: Iterable[Features], step: int) -> None:
        self.worked_out.clear()
        for one in features:
            self.size = max(0, self.size + step)
            for channel, hashes in enumerate(unpack_terms(one.packed)):
                buckets = np.unique(hashes & np.uint32(BUCKETS - 1))
                row = self.counts[channel]
                if step > 0:
                    row[buckets] += np.uint32(1)
                else:
                    row[buckets] -= np.minimum(row[buckets], np.uint32(1))

    def rarity(self, channel: int, hashes: NDArray[np.uint32]) -> NDArray[np.float32]:
        """How much each term tells, 0–1: 1 where no profile holds it, near 0 where all do."""
        found: NDArray[np.float32] = self.rarity_table(channel)[hashes & np.uint32(BUCKETS - 1)]
        return found

    def rarity_table(self, channel: int) -> NDArray[np.float32]:
        """The same for all buckets: log((N + 1) / (n + ½)) over its greatest value."""
        if ("rarity", channel) in self.worked_out:
            kept: NDArray[np.float32] = self.worked_out["rarity", channel]
            return kept
        profiles = max(self.size, SMALLEST)
        told = np.log((profiles + 1) / (self.counts[channel].astype(np.float32) + 0.5))
        greatest = np.float32(np.log((profiles + 1) / 0.5))
        table: NDArray[np.float32] = np.clip(told / greatest, 0.02, 1).astype(np.float32)
        self.worked_out["rarity", channel] = table
        return table

    def to_bytes(self) -> bytes:
        """For keeping; `from_bytes` reads it."""
        return self.size.to_bytes(8, "little") + self.counts.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Frequencies:
        """What `to_bytes` wrote. Raises IntegrityError for anything else."""
        if len(kept) != 8 + 4 * CHANNELS * BUCKETS:
            raise IntegrityError(
                "The counts of terms are of another version", next_step="Index the profiles anew"
            )
        counts = np.frombuffer(kept, "<u4", offset=8).reshape(CHANNELS, BUCKETS).astype(np.uint32)
        return cls(int.from_bytes(kept[:8], "little"), counts)
