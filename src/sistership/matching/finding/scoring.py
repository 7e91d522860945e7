"""How well two profiles answer each other, from their packed terms: exact, for many candidates at once.

1. **A direction** sets one side's need against the other's offer. Three similarities, each a cosine of
   weights times rarity: of concepts (with the broader ones at a discount), of words (glossed stems and
   numbers), of character n-grams. Their weighted mean (FUSION), saturated, is the direction's score, 0–1.
2. A cosine divides by the length of both texts, and a term counts once however often it is said: a list of
   popular words, or words said again and again, wins less than it dilutes.
3. **What one offers oneself is not what one lacks**: a term of a need that also stands in the own offer
   counts OWN_TERM of its weight there ("distributors for our drones" looks for distributors).
4. **Absent** is a state of its own. A direction whose need or offer was not said has no score (NaN).
   a. Both directions said: the geometric mean of the two, each raised by a small SLACK, so that a direction
      that is weak lowers the whole and one that is empty does not annul it.
   b. One direction said: that direction's score, times ONE_SIDED, since nobody knows what the other
      would gain.
   c. None said: the texts have nothing to hold against each other; the score is 0.
5. **Rivals**: where both offer the same (or both need the same) more than either answers the other, the score
   is lowered by what their sameness exceeds the better direction. Two sellers of one thing do not match,
   however alike their texts are; nor do two buyers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sistership.matching.finding.frequencies import BUCKETS, Frequencies
from sistership.matching.finding.packing import CHANNELS, NEEDS, OFFERS, Terms, unpack, unpack_vectors

FUSION = (0.7, 1.0, 0.5)
"""Weights of concepts, words, n-grams."""
VECTORS = 1.0
"""Weight of the embedding model's similarity, where both sides have a vector of the same model."""
VECTORS_FLOOR = 0.5
"""Cosine that such models give to texts that have nothing in common."""
HALF = 0.15
"""The similarity at which a direction's score is a half."""
SLACK = 0.1
ONE_SIDED = 0.8
RIVALRY = 0.8
"""How much of the sameness beyond the better direction is taken off, as a share of the score."""

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Scores:
    """For each candidate, in their order. NaN: that direction was not said."""

    total: Floats
    forward: Floats
    """The asker's need against the candidate's offer."""
    backward: Floats
    """The candidate's need against the asker's offer."""
    forward_parts: Floats
    """(candidates, 3): similarities of concepts, words, n-grams."""
    backward_parts: Floats
    rivalry: Floats
    """Sameness of offers or of needs beyond the better direction, 0–1."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One channel of one side of many profiles, weights times rarity, with their lengths."""

    terms: Terms
    values: Floats
    lengths: Floats


def score(asker: bytes, candidates: list[bytes], frequencies: Frequencies) -> Scores:
    """Scores of candidates for a profile, from the packed bytes of both."""
    rarity = [frequencies.rarity_table(channel) for channel in range(CHANNELS)]
    own = [[_weigh(one, rarity[at]) for at, one in enumerate(side)] for side in unpack([asker])]
    many = [[_weigh(one, rarity[at]) for at, one in enumerate(side)] for side in unpack(candidates)]
    forward_parts, backward_parts, offers_alike, needs_alike = (
        np.stack([_cosine(own[ours][at], many[theirs][at]) for at in range(CHANNELS)], axis=1)
        for ours, theirs in ((NEEDS, OFFERS), (OFFERS, NEEDS), (OFFERS, OFFERS), (NEEDS, NEEDS))
    )
    near = _vector_similarities(asker, candidates)
    our, their = _said(own), _said(many)
    forward = np.where(our[NEEDS] & their[OFFERS], _direction(forward_parts, near[NEEDS, OFFERS]), np.nan)
    backward = np.where(our[OFFERS] & their[NEEDS], _direction(backward_parts, near[OFFERS, NEEDS]), np.nan)
    same = np.maximum(
        _direction(offers_alike, near[OFFERS, OFFERS]), _direction(needs_alike, near[NEEDS, NEEDS])
    )
    rivalry = np.clip(same - np.nan_to_num(np.fmax(forward, backward), nan=0.0), 0, 1)
    total = together(forward, backward) * (1 - RIVALRY * rivalry)
    return Scores(total, forward, backward, forward_parts, backward_parts, rivalry)


def together(forward: Floats, backward: Floats) -> Floats:
    """The score of two directions, of which one or both may be NaN."""
    both = np.sqrt((forward + SLACK) * (backward + SLACK)) - SLACK
    one = ONE_SIDED * np.fmax(forward, backward)
    found: Floats = np.where(np.isnan(both), np.nan_to_num(one, nan=0.0), both)
    return found


def _direction(parts: Floats, near: Floats) -> Floats:
    weight = np.where(np.isnan(near), 0.0, VECTORS)
    near_score = np.clip((np.nan_to_num(near, nan=0.0) - VECTORS_FLOOR) / (1 - VECTORS_FLOOR), 0, 1)
    fused = (parts @ np.array(FUSION) + weight * near_score) / (sum(FUSION) + weight)
    saturated: Floats = fused / (fused + HALF)
    return saturated


def _vector_similarities(asker: bytes, candidates: list[bytes]) -> Floats:
    """Cosines (side of the asker, side of the candidate, candidate); NaN where either has no vector."""
    own = unpack_vectors([asker], like=asker)
    many = unpack_vectors(candidates, like=asker)
    if own is None or many is None:
        return np.full((2, 2, len(candidates)), np.nan)
    found: Floats = np.einsum("ad,nbd->abn", own[0], many)
    return found


def _weigh(terms: Terms, rarity: Floats) -> _Weighed:
    values = terms.weights * rarity[terms.hashes & np.uint32(BUCKETS - 1)]
    return _Weighed(terms, values, np.sqrt(terms.sums(values * values)))


def _cosine(one: _Weighed, many: _Weighed) -> Floats:
    """Of one profile's channel with that of each of many; 0 where either is empty."""
    if not len(one.values) or not len(many.values):
        return np.zeros(many.terms.count)
    shared = _looked_up(one, many.terms.hashes) * many.values
    lengths = many.lengths * one.lengths[0]
    found: Floats = np.divide(many.terms.sums(shared), lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return found


def _looked_up(one: _Weighed, hashes: NDArray[np.uint32]) -> Floats:
    """The profile's value for each hash; 0 for a term that it does not hold. Its hashes are sorted."""
    mine = one.terms.hashes
    if len(mine) and mine[-1] < BUCKETS:
        table = np.zeros(BUCKETS, np.float32)
        table[mine] = one.values
        return np.where(hashes < BUCKETS, table[hashes & np.uint32(BUCKETS - 1)], np.float32(0))
    places = np.minimum(np.searchsorted(mine, hashes), len(mine) - 1)
    return np.where(mine[places] == hashes, one.values[places], np.float32(0))


def _said(sides: list[list[_Weighed]]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether offers and needs have any term: of each profile."""
    offers, needs = (np.sum([one.terms.sizes() for one in side], axis=0) > 0 for side in sides)
    return offers, needs
