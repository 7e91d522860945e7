"""Suggest profiles to a profile: candidates by rare terms, exact scores, a list that is fair to many.

1. **Candidates.** A small index is scored whole. From a larger one come the profiles that hold those of the
   asker's terms that tell most for each hit (the square of what a term tells, over how many hold it: rare
   ones first), until the expected number of hits is spent, and of these the CANDIDATES with the greatest sum
   of weights. A term weighs more on the side that answers the asker's than on the same side, as in the score.
2. **Scores.** Exact, by `scoring`, moved by the structured fits.
3. **A least score.** What is below LEAST, or below SHARE_OF_BEST of the best one, is no suggestion: an empty
   list is better than one that an officer learns to pass over.
4. **Caps.** Of one organisation at most `most_of_one` in the list. Of one city at most `city_share` of the
   places while others are left; where too few are left, the places go to whom the cap held back.
5. **A floor for newcomers.** Of the list's places `newcomer_share` (rounded) go to profiles that were
   suggested at most NEWCOMER_SHOWN times, if enough of them reach NEWCOMER_REACH of the score of the last one
   on the list. The places that they take are the last ones. With `rng`, newcomers are drawn with
   probability by score; without, the best come first. A profile that nobody counts is no newcomer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, isnan

import numpy as np

from sistership.matching.finding.chance import samples_of
from sistership.matching.finding.features import Features, token
from sistership.matching.finding.fits import fits_of, moved, role_factor
from sistership.matching.finding.frequencies import BUCKETS, Frequencies
from sistership.matching.finding.gates import Gates
from sistership.matching.finding.index import Index
from sistership.matching.finding.packing import CONCEPTS, NEEDS, OFFERS, WORDS, unpack
from sistership.matching.finding.scoring import Samples, score

CANDIDATES = 750
"""Profiles that are scored; an index of no more is scored whole."""
HITS = 30_000
"""Hits of the terms by which candidates are sought, together, as far as counts tell."""
MOST_TOKENS = 192
ANSWERED = 0.5
"""By how much of itself a term weighs more where it answers the asker, and less where it says the same."""
COUNT = 10
NEWCOMER_SHOWN = 3
NEWCOMER_SHARE = 0.2
NEWCOMER_REACH = 0.5
CITY_SHARE = 0.7
LEAST = 0.1
"""A score below which a suggestion wastes both sides' time."""
SHARE_OF_BEST = 0.5
"""Of the best one's score, that a suggestion must reach."""


@dataclass(frozen=True, slots=True)
class Match:
    """One profile that is suggested, with the parts of its score. A direction not said is None."""

    id: str
    score: float
    """0–1."""
    forward: float | None
    """The asker's need against this one's offer."""
    backward: float | None
    """This one's need against the asker's offer."""
    forward_parts: tuple[float, float, float]
    """Similarities of concepts, words, character n-grams."""
    backward_parts: tuple[float, float, float]
    subject: float
    """How near all that both say is."""
    rivalry: float
    """How much more alike what both offer (or need) is than either answers the other."""
    fits: Mapping[str, float]
    is_newcomer: bool = False
    """In the list by the floor for newcomers."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The list, best first, and how it came about."""

    matches: tuple[Match, ...]
    scored: int
    """Candidates that were scored."""
    newcomer_share: float
    """Share of places kept for newcomers."""
    newcomers: int
    """Places that newcomers have in the list, by the floor or by their score."""


def suggest(
    asker: Features,
    index: Index,
    *,
    gates: Gates,
    count: int = COUNT,
    most_of_one: int = 1,
    city_share: float = CITY_SHARE,
    newcomer_share: float = NEWCOMER_SHARE,
    rng: np.random.Generator | None = None,
) -> Suggestions:
    """The list for a profile; shorter than `count` where fewer have anything for it."""
    found, features = _ranked(asker, index, gates)
    found = [one for one in found if one.score >= max(LEAST, SHARE_OF_BEST * found[0].score)]
    listed = _capped(found, features, count, most_of_one, city_share)
    listed = _with_newcomers(listed, found, features, round(count * newcomer_share), rng)
    newcomers = sum(_is_newcomer(features[one.id]) for one in listed)
    return Suggestions(tuple(listed), len(features), newcomer_share, newcomers)


def ranked(asker: Features, index: Index, *, gates: Gates) -> list[Match]:
    """All candidates that have anything for a profile, best first: without caps and floor."""
    return _ranked(asker, index, gates)[0]


def matches_of(
    asker: Features,
    candidates: Sequence[Features],
    frequencies: Frequencies,
    samples: Samples | None = None,
) -> list[Match]:
    """Each candidate's match, in their order; `samples` tell what is shared by chance."""
    if not candidates:
        return []
    packed, languages = [one.packed for one in candidates], [one.lang for one in candidates]
    scores = score(asker.packed, packed, languages, frequencies, samples)
    columns = zip(
        *(
            values.tolist()
            for values in (
                scores.total,
                scores.forward,
                scores.backward,
                scores.forward_parts,
                scores.backward_parts,
                scores.subject,
                scores.rivalry,
            )
        ),
        strict=True,
    )
    return [_match(asker, one, *row) for one, row in zip(candidates, columns, strict=True)]


def sought_tokens(
    asker: Features, frequencies: Frequencies, *, hits: int = HITS, most: int = MOST_TOKENS
) -> list[tuple[str, float]]:
    """The tokens by which candidates are sought, those that tell most for each hit first, with their weights:
    of all that the asker says, on either side, since the subject leads the score."""
    terms: list[tuple[float, float, float, str]] = []
    sides = unpack([asker.packed])
    for channel in (CONCEPTS, WORDS):
        both = [side[channel] for side in sides]
        hashes, places = np.unique(np.concatenate([one.hashes for one in both]), return_inverse=True)
        offered, needed = (
            np.bincount(places[own], one.weights, len(hashes))
            for one, own in zip(both, np.split(np.arange(len(places)), [len(both[0].hashes)]), strict=True)
        )
        weights = offered + needed
        counts = frequencies.counts[channel][hashes & np.uint32(BUCKETS - 1)] / 2  # a count is of both sides
        rarity = frequencies.rarity(channel, hashes)
        tells = rarity * rarity / (np.linalg.norm(weights * rarity) or 1.0)
        for side, more in ((OFFERS, needed - offered), (NEEDS, offered - needed)):
            told = (weights + ANSWERED * more) * tells
            terms += [
                (-(weight**2) / number, weight, number, token(side, term))
                for weight, number, term in zip(told.tolist(), counts.tolist(), hashes.tolist(), strict=True)
                if number
            ]
    terms.sort(key=lambda one: (one[0], one[3]))
    chosen: list[tuple[str, float]] = []
    spent = 0.0
    for _, weight, number, name in terms[:most]:
        spent += number
        if chosen and spent > hits:
            break
        chosen.append((name, weight))
    return chosen


def _ranked(asker: Features, index: Index, gates: Gates) -> tuple[list[Match], Mapping[str, Features]]:
    frequencies = index.frequencies()
    is_large = frequencies.size > CANDIDATES
    tokens = sought_tokens(asker, frequencies) if is_large else []
    if not tokens and is_large:
        return [], {}
    kept = index.features(index.candidates(tokens, gates if is_large else Gates(), CANDIDATES))
    passing = [one for name, one in sorted(kept.items()) if gates.lets_pass(one)]
    samples = samples_of(index, frequencies, (one.lang for one in passing), whole=None if is_large else kept)
    found = [one for one in matches_of(asker, passing, frequencies, samples) if one.score > 0]
    found.sort(key=lambda one: (-one.score, one.id))
    return found, {one.id: one for one in passing}


def _match(
    asker: Features,
    other: Features,
    total: float,
    forward: float,
    backward: float,
    forward_parts: list[float],
    backward_parts: list[float],
    subject: float,
    rivalry: float,
) -> Match:
    fits = fits_of(asker, other)
    return Match(
        other.id,
        round(moved(total * role_factor(asker, other), fits), 6),
        None if isnan(forward) else forward,
        None if isnan(backward) else backward,
        (forward_parts[0], forward_parts[1], forward_parts[2]),
        (backward_parts[0], backward_parts[1], backward_parts[2]),
        subject,
        rivalry,
        fits,
    )


def _capped(
    found: Iterable[Match],
    features: Mapping[str, Features],
    count: int,
    most_of_one: int,
    city_share: float,
) -> list[Match]:
    organisations: Counter[str] = Counter()
    cities: Counter[str] = Counter()
    most_of_a_city = max(1, ceil(count * city_share))
    listed: list[Match] = []
    held_back: list[Match] = []
    for one in found:
        facts = features[one.id]
        if facts.organisation and organisations[facts.organisation] >= most_of_one:
            continue
        organisations[facts.organisation] += 1
        if facts.city and cities[facts.city] >= most_of_a_city:
            held_back.append(one)
            continue
        cities[facts.city] += 1
        listed.append(one)
        if len(listed) == count:
            break
    listed += held_back[: count - len(listed)]
    return sorted(listed, key=lambda one: (-one.score, one.id))


def _with_newcomers(
    listed: list[Match],
    found: Iterable[Match],
    features: Mapping[str, Features],
    places: int,
    rng: np.random.Generator | None,
) -> list[Match]:
    there = {one.id for one in listed}
    missing = places - sum(_is_newcomer(features[name]) for name in there)
    if missing <= 0 or not listed:
        return listed
    bodies = {features[name].organisation for name in there} - {""}
    reach = NEWCOMER_REACH * listed[-1].score
    waiting: dict[str, Match] = {}
    for one in found:
        facts = features[one.id]
        if one.id in there or one.score < reach or not _is_newcomer(facts) or facts.organisation in bodies:
            continue
        waiting.setdefault(facts.organisation or f"{one.id} alone", one)
    some = list(waiting.values())
    if rng is not None and len(some) > missing:
        chances = np.array([one.score for one in some])
        drawn = rng.choice(len(some), missing, replace=False, p=chances / chances.sum())
        some = [some[place] for place in sorted(drawn)]
    chosen = [replace(one, is_newcomer=True) for one in some[:missing]]
    kept = [one for one in listed if _is_newcomer(features[one.id])]
    others = [one for one in listed if not _is_newcomer(features[one.id])]
    stay = others[: max(0, len(others) - len(chosen))]
    return sorted([*kept, *stay], key=lambda one: (-one.score, one.id)) + chosen


def _is_newcomer(features: Features) -> bool:
    return features.shown is not None and features.shown <= NEWCOMER_SHOWN
