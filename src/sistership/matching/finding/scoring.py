"""How well two profiles answer each other, from their packed terms: exact, for many candidates at once.

1. **Likeness** of two texts: the mean (FUSION) of two cosines of weights times rarity: of concepts (with the
   broader ones at a discount, and the meanings of plain words), and of words (glossed stems and numbers).
   Character n-grams were tried beside these and brought nothing.
2. **Chance**: texts of one language share words that mean little, so whoever writes in the asker's language
   would seem nearer. A likeness is therefore counted from CHANCE times the mean of what the asker has with a
   sample of the index in the candidate's language, in units of their spread (and FLOOR_OF_SPREAD). The sample
   is the same whichever candidates are at hand (see `chance`).
3. **Directions**: one side's need against the other's offer, and back. A direction whose need or offer was
   not said has no score (NaN). Both said: the geometric mean of the two, each raised by a small SLACK, so
   that an empty one does not annul the other. One said: that one, times ONE_SIDED, since nobody knows what
   the other would gain. None: the texts have nothing to hold against each other; the score is 0.
4. **Subject**: all that one says against all that the other says. It weighs SUBJECT beside the directions: a
   need says little ("partners in Europe"), and the rest of the profile tells what it is about.
5. **By way of others**: what is near to the NEIGHBOURS candidates whose subject is nearest counts half of the
   subject: they say in other words, often of another language, what the asker is about (Rocchio 1971). It
   counts as far as the own likeness at most, so that nobody is drawn in by others alone.
6. **Rivals**: the share that directions have in all that two sides share (need and offer, beside offer and
   offer, need and need) scales the score, by its square root. Two sellers of one thing do not match, however
   alike their texts are; nor do two buyers.
7. A cosine divides by the length of both texts, and a term counts once however often it is said: a list of
   popular words, or words said again and again, wins less than it dilutes.
8. **What one offers oneself is not what one lacks**: a term of a need that also stands in the own offer
   counts less there ("distributors for our drones" looks for distributors); see `making`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sistership.matching.finding.frequencies import BUCKETS, Frequencies
from sistership.matching.finding.packing import CHANNELS, NEEDS, OFFERS, Terms, unpack, unpack_vectors

FUSION = (1.0, 1.0, 0.0)
"""Weights of concepts, words, n-grams."""
VECTORS = 1.0
"""Weight of the embedding model's similarity, where both sides have a vector of the same model."""
VECTORS_FLOOR = 0.5
"""Cosine that such models give to texts that have nothing in common."""
CHANCE = 2.0
MOST_BY_CHANCE = 0.1
"""Likeness; where more is common, an index is about one thing, and that is not chance."""
FLOOR_OF_SPREAD = 0.02
FLOOR_BY_OTHERS = 0.01
SPREAD = 0.04
"""Where too few profiles are there to tell."""
LEAST_OF_A_LANGUAGE = 20
"""Profiles of a sample; of a language with fewer, those of all languages are taken."""
HALF = 5.0
"""Spreads above chance at which a direction's score is a half."""
SUBJECT_HALF = 3.0
SLACK = 0.1
ONE_SIDED = 0.8
SUBJECT = 6.0
"""Weight beside the two directions together."""
NEIGHBOURS = 3
RIVALRY = 0.5
"""The power of the share that directions have."""
EVEN = 1.0
"""Spreads that are added on both sides of that share, so that little shared tells little."""

Floats = NDArray[np.floating[Any]]
SIDES = (OFFERS, NEEDS)
PAIRS = tuple(product(SIDES, SIDES))
WHOLE = (-1, -1)
"""In the place of a pair of sides: all that both say."""


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
    """The share of the score that sameness of offers or of needs takes off, 0–1."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One channel of one side of many profiles, weights times rarity, with their lengths squared."""

    terms: Terms
    values: Floats
    squares: Floats
    buckets: NDArray[np.uint16]
    """Low bits of the hashes."""


Weighed = list[list[_Weighed]]


@dataclass(frozen=True, slots=True)
class Many:
    """Profiles made ready for being compared."""

    packed: Sequence[bytes]
    sides: Weighed


Samples = Mapping[str, Many]
"""Language → profiles that stand for all of that language in the index."""


def weighed(packed: Sequence[bytes], frequencies: Frequencies) -> Many:
    """Profiles with their terms weighed by rarity."""
    rarity = [frequencies.rarity_table(channel) for channel in range(CHANNELS)]
    return Many(packed, [[_weigh(one, rarity[at]) for at, one in enumerate(side)] for side in unpack(packed)])


def score(
    asker: bytes,
    candidates: Sequence[bytes],
    languages: Sequence[str],
    frequencies: Frequencies,
    samples: Samples | None = None,
) -> Scores:
    """Scores of candidates, and their languages, for a profile, from the packed bytes of both."""
    own, many = weighed([asker], frequencies), weighed(candidates, frequencies)
    told = np.asarray(languages)
    known = samples or {}
    others = {language: _are_not(asker, sample) for language, sample in known.items()}
    alike = _likenesses(own, many)
    by_chance = {language: _likenesses(own, sample).fused for language, sample in known.items()}
    found = {
        pair: _above_chance(
            fused, told, {one: by_chance[one][pair][others[one]] for one in known}, FLOOR_OF_SPREAD
        )
        for pair, fused in alike.fused.items()
    }
    by_others = np.minimum(_by_others(found[WHOLE], many, told, known), found[WHOLE])
    subject = (found[WHOLE] + by_others) / 2
    subject = subject / (subject + SUBJECT_HALF)
    our, their = _said(own.sides), _said(many.sides)
    raw = {pair: np.where(our[pair[0]] & their[pair[1]], found[pair], 0) for pair in PAIRS}
    forward = np.where(our[NEEDS] & their[OFFERS], _saturated(raw[NEEDS, OFFERS]), np.nan)
    backward = np.where(our[OFFERS] & their[NEEDS], _saturated(raw[OFFERS, NEEDS]), np.nan)
    answered = raw[NEEDS, OFFERS] + raw[OFFERS, NEEDS] + EVEN
    shared = answered + raw[OFFERS, OFFERS] + raw[NEEDS, NEEDS] + EVEN
    rivalry = 1 - (answered / shared) ** RIVALRY
    is_said = ~(np.isnan(forward) & np.isnan(backward))
    total = (together(forward, backward) + SUBJECT * subject) / (1 + SUBJECT) * is_said
    return Scores(
        total * (1 - rivalry),
        forward,
        backward,
        alike.parts[NEEDS, OFFERS],
        alike.parts[OFFERS, NEEDS],
        subject,
        rivalry,
    )


def together(forward: Floats, backward: Floats) -> Floats:
    """The score of two directions, of which one or both may be NaN."""
    both = np.sqrt((forward + SLACK) * (backward + SLACK)) - SLACK
    one = ONE_SIDED * np.fmax(forward, backward)
    found: Floats = np.where(np.isnan(both), np.nan_to_num(one, nan=0.0), both)
    return found


@dataclass(frozen=True, slots=True)
class _Likenesses:
    """Of one profile with many, for each pair of sides and for all that both say."""

    parts: Mapping[tuple[int, int], Floats]
    fused: Mapping[tuple[int, int], Floats]


def _likenesses(own: Many, many: Many) -> _Likenesses:
    near = _vector_similarities(own.packed[0], many.packed)
    dots = {
        (ours, theirs): np.stack(
            [_dot(own.sides[ours][at], many.sides[theirs][at]) for at in range(CHANNELS)], axis=1
        )
        for ours, theirs in PAIRS
    }
    parts = {pair: _cosines(dot, [own.sides[pair[0]]], [many.sides[pair[1]]]) for pair, dot in dots.items()}
    fused = {pair: _fused(parts[pair], near[pair]) for pair in PAIRS}
    fused[WHOLE] = _fused(_cosines(sum(dots.values(), np.zeros(())), own.sides, many.sides), None)
    return _Likenesses(parts, fused)


def _fused(parts: Floats, near: Floats | None) -> Floats:
    fused: Floats = parts @ np.array(FUSION)
    if near is None:
        return fused / sum(FUSION)
    weight = np.where(np.isnan(near), 0.0, VECTORS)
    near_score = np.clip((np.nan_to_num(near, nan=0.0) - VECTORS_FLOOR) / (1 - VECTORS_FLOOR), 0, 1)
    found: Floats = (fused + weight * near_score) / (sum(FUSION) + weight)
    return found


def _above_chance(
    fused: Floats, languages: NDArray[np.str_], by_chance: Mapping[str, Floats], floor: float
) -> Floats:
    """Likenesses in spreads above what the samples of each language have."""
    found = np.zeros_like(fused)
    every = np.concatenate([*by_chance.values(), np.zeros(0)])
    for language in np.unique(languages):
        row = languages == language
        some = by_chance.get(str(language), every)
        some = some if len(some) >= LEAST_OF_A_LANGUAGE else every
        mean, spread = (some.mean(), some.std()) if len(some) >= LEAST_OF_A_LANGUAGE else (0.0, SPREAD)
        found[row] = np.maximum(0, fused[row] - min(CHANCE * mean, MOST_BY_CHANCE)) / (spread + floor)
    return found


def _by_others(subject: Floats, many: Many, languages: NDArray[np.str_], samples: Samples) -> Floats:
    """How near each candidate is to the candidates whose subject is nearest, itself left out."""
    nearest = np.argsort(-subject, kind="stable")[:NEIGHBOURS]
    nearest = nearest[subject[nearest] > 0]
    shares = subject[nearest] / subject[nearest].sum() if len(nearest) else subject[nearest]
    own = [_picked(many, int(row)) for row in nearest]
    together = _together(own, shares)
    fused = _near(together, many)
    for place, row in enumerate(nearest):
        rest = [one for one in range(len(own)) if one != place]
        fused[row] = _near(_together([own[one] for one in rest], shares[rest]), own[place])[0]
    by_chance = {}
    for language, sample in samples.items():
        is_other = np.all([_are_not(one.packed[0], sample) for one in own], axis=0)
        by_chance[language] = _near(together, sample)[is_other] if own else np.zeros(len(sample.packed))
    return _above_chance(fused, languages, by_chance, FLOOR_BY_OTHERS)


def _picked(many: Many, row: int) -> Many:
    """One of many, by itself."""
    sides = []
    for side in many.sides:
        channels = []
        for one in side:
            first, last = np.searchsorted(one.terms.rows, [row, row + 1])
            held = slice(int(first), int(last))
            terms = Terms(one.terms.hashes[held], one.terms.weights[held], one.terms.rows[held] * 0, 1)
            channels.append(_Weighed(terms, one.values[held], one.squares[row : row + 1], one.buckets[held]))
        sides.append(channels)
    return Many([many.packed[row]], sides)


def _together(some: Sequence[Many], shares: Floats) -> list[_Weighed]:
    """All that single profiles say, as one text: each brought to length 1 and weighed by its share."""
    found = []
    for at in range(CHANNELS):
        hashes, values = [np.zeros(0, np.uint32)], [np.zeros(0)]
        for one, share in zip(some, shares, strict=True):
            length = np.sqrt(sum(float(side[at].squares[0]) for side in one.sides)) or 1.0
            for side in one.sides:
                hashes.append(side[at].terms.hashes)
                values.append(side[at].values * (share / length))
        terms, places = np.unique(np.concatenate(hashes), return_inverse=True)
        added = np.bincount(places, weights=np.concatenate(values), minlength=len(terms))
        sums = added.astype(np.float32)
        row = Terms(terms, sums, np.zeros(len(terms), np.intp), 1)
        found.append(_Weighed(row, sums, np.ones(1), terms.astype(np.uint16)))
    return found


def _near(text: list[_Weighed], many: Many) -> Floats:
    """Likeness of such a text with all that each of many says."""
    dots = np.stack(
        [
            sum((_dot(text[at], side[at]) for side in many.sides), np.zeros(len(many.packed)))
            for at in range(CHANNELS)
        ],
        axis=1,
    )
    return _fused(_cosines(dots, [text], many.sides), None)


def _are_not(one: bytes, sample: Many) -> NDArray[np.bool_]:
    """Which of a sample are others: nobody is like itself by chance."""
    return np.array([other != one for other in sample.packed], bool)


def _saturated(values: Floats) -> Floats:
    saturated: Floats = values / (values + HALF)
    return saturated


def _vector_similarities(asker: bytes, candidates: Sequence[bytes]) -> Floats:
    """Cosines (side of the asker, side of the candidate, candidate); NaN where either has no vector."""
    own = unpack_vectors([asker], like=asker)
    many = unpack_vectors(candidates, like=asker)
    if own is None or many is None:
        return np.full((2, 2, len(candidates)), np.nan)
    found: Floats = np.einsum("ad,nbd->abn", own[0], many)
    return found


def _weigh(terms: Terms, rarity: Floats) -> _Weighed:
    buckets = terms.hashes.astype(np.uint16)
    values = terms.weights * rarity[buckets]
    return _Weighed(terms, values, terms.sums(values * values), buckets)


def _dot(one: _Weighed, many: _Weighed) -> Floats:
    """Of one profile's channel with that of each of many; 0 where either is empty."""
    mine = one.terms.hashes
    if not len(mine) or not len(many.values):
        return np.zeros(many.terms.count)
    is_held = np.zeros(BUCKETS, bool)
    is_held[one.buckets] = True
    likely = np.flatnonzero(is_held[many.buckets])  # nearly all others are left out by this
    hashes = many.terms.hashes[likely]
    places = np.minimum(np.searchsorted(mine, hashes), len(mine) - 1)
    values = np.where(mine[places] == hashes, one.values[places], np.float32(0)) * many.values[likely]
    sums = np.bincount(many.terms.rows[likely], weights=values, minlength=many.terms.count)
    return sums.astype(np.float32)


def _cosines(dots: Floats, own: Weighed, many: Weighed) -> Floats:
    """Dots (candidate, channel) over the lengths of the sides named, which are taken to share no term."""
    ours = np.stack([sum(side[at].squares for side in own) for at in range(CHANNELS)], axis=1)
    theirs = np.stack([sum(side[at].squares for side in many) for at in range(CHANNELS)], axis=1)
    lengths = np.sqrt(ours * theirs)
    found: Floats = np.divide(dots, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return np.minimum(found, 1)


def _said(sides: Weighed) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether offers and needs have any term: of each profile."""
    offers, needs = (np.sum([one.terms.sizes() for one in side], axis=0) > 0 for side in sides)
    return offers, needs
