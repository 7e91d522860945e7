"""How well two profiles answer each other, from their packed terms: exact, for many candidates at once.

1. **A direction** sets one side's need against the other's offer. Three similarities, each a cosine of
   weights times rarity: of concepts (with the broader ones at a discount), of words (glossed stems and
   numbers), of character n-grams. Their weighted mean (FUSION), less what is there by chance, saturated, is
   the direction's score, 0–1.
2. **Chance**: texts of one language share words that mean little, so whoever writes in the asker's language
   would seem nearer. From each similarity is taken BACKGROUND times its mean over the candidates of the same
   language, at most MOST_BY_CHANCE, where they are at least LEAST_OF_A_LANGUAGE; fewer tell nothing, and
   nothing is taken.
3. A cosine divides by the length of both texts, and a term counts once however often it is said: a list of
   popular words, or words said again and again, wins less than it dilutes.
4. **What one offers oneself is not what one lacks**: a term of a need that also stands in the own offer
   counts less there ("distributors for our drones" looks for distributors); see `making`.
5. **Absent** is a state of its own. A direction whose need or offer was not said has no score (NaN).
   a. Both directions said: the geometric mean of the two, each raised by a small SLACK, so that a direction
      that is weak lowers the whole and one that is empty does not annul it.
   b. One direction said: that direction's score, times ONE_SIDED, since nobody knows what the other
      would gain.
   c. None said: the texts have nothing to hold against each other; the score is 0.
6. **Common subject**: all that one says against all that the other says adds at most SUBJECT. It helps where
   a need says little ("partners in Europe") and the rest of the profile tells what it is about.
7. **Rivals**: where both offer the same (or both need the same) more than either answers the other, the score
   is lowered by what their sameness exceeds the better direction. Two sellers of one thing do not match,
   however alike their texts are; nor do two buyers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sistership.matching.finding.frequencies import BUCKETS, Frequencies
from sistership.matching.finding.packing import CHANNELS, NEEDS, OFFERS, Terms, unpack, unpack_vectors

FUSION = (0.7, 1.0, 0.2)
"""Weights of concepts, words, n-grams."""
VECTORS = 1.0
"""Weight of the embedding model's similarity, where both sides have a vector of the same model."""
VECTORS_FLOOR = 0.5
"""Cosine that such models give to texts that have nothing in common."""
BACKGROUND = 2.0
MOST_BY_CHANCE = 0.06
"""Similarity; where more is common, the candidates were sought for it, and it is not chance."""
LEAST_OF_A_LANGUAGE = 20
HALF = 0.15
"""The similarity at which a direction's score is a half."""
SLACK = 0.1
ONE_SIDED = 0.8
SUBJECT = 0.15
RIVALRY = 0.4
"""How much of the sameness beyond the better direction is taken off, as a share of the score."""

Floats = NDArray[np.floating[Any]]
SIDES = (OFFERS, NEEDS)


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
    subject: Floats
    """All that both say, 0–1."""
    rivalry: Floats
    """Sameness of offers or of needs beyond the better direction, 0–1."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One channel of one side of many profiles, weights times rarity, with their lengths squared."""

    terms: Terms
    values: Floats
    squares: Floats


Weighed = list[list[_Weighed]]


def score(
    asker: bytes, candidates: list[bytes], languages: Sequence[str], frequencies: Frequencies
) -> Scores:
    """Scores of candidates, and their languages, for a profile, from the packed bytes of both."""
    rarity = [frequencies.rarity_table(channel) for channel in range(CHANNELS)]
    own, many = (
        [[_weigh(one, rarity[at]) for at, one in enumerate(side)] for side in unpack(packed)]
        for packed in ([asker], candidates)
    )
    dots = {
        (ours, theirs): np.stack([_dot(own[ours][at], many[theirs][at]) for at in range(CHANNELS)], axis=1)
        for ours in SIDES
        for theirs in SIDES
    }
    near = _vector_similarities(asker, candidates)
    alike = {pair: _cosines(dot, [own[pair[0]]], [many[pair[1]]]) for pair, dot in dots.items()}
    found = {pair: _saturated(parts, near[pair], languages) for pair, parts in alike.items()}
    whole = _cosines(sum(dots.values(), np.zeros(())), own, many)
    subject = _saturated(whole, np.full(len(candidates), np.nan), languages)
    our, their = _said(own), _said(many)
    forward = np.where(our[NEEDS] & their[OFFERS], found[NEEDS, OFFERS], np.nan)
    backward = np.where(our[OFFERS] & their[NEEDS], found[OFFERS, NEEDS], np.nan)
    same = np.maximum(found[OFFERS, OFFERS], found[NEEDS, NEEDS])
    rivalry = np.clip(same - np.nan_to_num(np.fmax(forward, backward), nan=0.0), 0, 1)
    is_said = ~(np.isnan(forward) & np.isnan(backward))
    total = (together(forward, backward) + SUBJECT * subject * is_said) / (1 + SUBJECT)
    return Scores(
        total * (1 - RIVALRY * rivalry),
        forward,
        backward,
        alike[NEEDS, OFFERS],
        alike[OFFERS, NEEDS],
        subject,
        rivalry,
    )


def together(forward: Floats, backward: Floats) -> Floats:
    """The score of two directions, of which one or both may be NaN."""
    both = np.sqrt((forward + SLACK) * (backward + SLACK)) - SLACK
    one = ONE_SIDED * np.fmax(forward, backward)
    found: Floats = np.where(np.isnan(both), np.nan_to_num(one, nan=0.0), both)
    return found


def _saturated(parts: Floats, near: Floats, languages: Sequence[str]) -> Floats:
    weight = np.where(np.isnan(near), 0.0, VECTORS)
    near_score = np.clip((np.nan_to_num(near, nan=0.0) - VECTORS_FLOOR) / (1 - VECTORS_FLOOR), 0, 1)
    fused = (parts @ np.array(FUSION) + weight * near_score) / (sum(FUSION) + weight)
    told = np.asarray(languages)
    for language, count in Counter(languages).items():
        if count >= LEAST_OF_A_LANGUAGE:
            row = told == language
            chance = min(BACKGROUND * fused[row].mean(), MOST_BY_CHANCE)
            fused[row] = np.maximum(0, fused[row] - chance)
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
    return _Weighed(terms, values, terms.sums(values * values))


def _dot(one: _Weighed, many: _Weighed) -> Floats:
    """Of one profile's channel with that of each of many; 0 where either is empty."""
    if not len(one.values) or not len(many.values):
        return np.zeros(many.terms.count)
    return many.terms.sums(_looked_up(one, many.terms.hashes) * many.values)


def _cosines(dots: Floats, own: Weighed, many: Weighed) -> Floats:
    """Dots (candidate, channel) over the lengths of the sides named, which are taken to share no term."""
    ours = np.stack([sum(side[at].squares for side in own) for at in range(CHANNELS)], axis=1)
    theirs = np.stack([sum(side[at].squares for side in many) for at in range(CHANNELS)], axis=1)
    lengths = np.sqrt(ours * theirs)
    found: Floats = np.divide(dots, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return np.minimum(found, 1)


def _looked_up(one: _Weighed, hashes: NDArray[np.uint32]) -> Floats:
    """The profile's value for each hash; 0 for a term that it does not hold. Its hashes are sorted."""
    mine = one.terms.hashes
    if mine[-1] < BUCKETS:
        table = np.zeros(BUCKETS, np.float32)
        table[mine] = one.values
        return np.where(hashes < BUCKETS, table[hashes & np.uint32(BUCKETS - 1)], np.float32(0))
    places = np.minimum(np.searchsorted(mine, hashes), len(mine) - 1)
    return np.where(mine[places] == hashes, one.values[places], np.float32(0))


def _said(sides: Weighed) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether offers and needs have any term: of each profile."""
    offers, needs = (np.sum([one.terms.sizes() for one in side], axis=0) > 0 for side in sides)
    return offers, needs
