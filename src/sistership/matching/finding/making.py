"""From a profile's texts to its features.

1. Offers and needs are understood apart. The terms of the title go to the offers, but for those that stand in
   the needs alone; where only needs were written, all of them go to the needs.
2. A sector that is named in the fields counts as one more concept of the offers, at SECTOR of the weight,
   with its broader ones.
3. A term of the needs that also stands in the offers counts OWN_TERM of its weight (see `scoring`, 4).
4. What a text denies ("we do not make hulls") is left out; see `text.denied`. The role, who supplies and who
   uses, is kept as a number; see `text.roles`.
5. Where an embedding model is given and does not answer, the features are made without vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sistership.common.errors import MissingPartError, OutsideError
from sistership.matching.finding.features import Features
from sistership.matching.finding.packing import Vectors, pack, term_hash
from sistership.matching.profile import Profile
from sistership.matching.text.business import business_meanings, business_words, without_business
from sistership.matching.text.denied import without_denied
from sistership.matching.text.language import UNDETERMINED
from sistership.matching.text.lexicon import Lexicon
from sistership.matching.text.roles import role_of
from sistership.matching.text.understanding import Understood, understand

SECTOR = 0.5
OWN_TERM = 0.7
Side = tuple[dict[Any, float], dict[Any, float], dict[Any, float]]
"""Weights of concepts by id, of words, of n-grams by number."""


class Embedder(Protocol):
    """A model that makes vectors of texts. `name` tells one model from another."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """Vectors (text, length); raises OutsideError where the model does not answer."""


def features_of(
    profile: Profile,
    lexicon: Lexicon,
    *,
    embedder: Embedder | None = None,
    on_problem: Callable[[OutsideError | MissingPartError], None] | None = None,
) -> Features:
    """The features of a profile. `on_problem` is told where the embedding model did not answer."""
    given = profile.lang or None
    texts = ("\n".join(profile.offers), "\n".join(profile.needs))
    meant = [without_denied(text) for text in texts]
    understood = [understand(text, language=given, lexicon=lexicon) for text in meant]
    title = understand(profile.title, language=given, lexicon=lexicon)
    offers, needs = _side(understood[0]), _side(understood[1])
    _give_title(_side(title), offers, needs)
    for sector in profile.sectors:
        _raise(offers[0], sector, SECTOR)
        for broader, share in lexicon.ancestors(sector):
            _raise(offers[0], broader, SECTOR * share)
    needs = _without_own(needs, offers)
    return Features(
        id=profile.id,
        lang=profile.lang or _language([*understood, title]),
        city=profile.city,
        kind=profile.kind,
        packed=pack(_hashed(offers), _hashed(needs), _vectors(profile, texts, embedder, on_problem)),
        organisation=profile.organisation,
        sectors=profile.sectors,
        stage=profile.stage,
        size=profile.size,
        ticket=profile.ticket,
        trl=profile.trl,
        available=profile.available,
        cities=profile.cities,
        shown=profile.shown,
        role=round(role_of(*meant, language=given), 3),
    )


def _side(text: Understood) -> Side:
    return (
        without_business(text.concepts, business_meanings()),
        without_business(text.words, business_words()),
        dict(text.grams),
    )


def _give_title(title: Side, offers: Side, needs: Side) -> None:
    has_only_needs = bool(needs[0] or needs[1]) and not (offers[0] or offers[1])
    for channel in range(3):
        offered, needed = offers[channel], needs[channel]
        for term, weight in title[channel].items():
            if has_only_needs:
                _raise(needed, term, weight)
            elif term not in needed or term in offered:
                _raise(offered, term, weight)


def _raise(bag: dict[Any, float], term: object, weight: float) -> None:
    bag[term] = max(bag.get(term, 0.0), weight)


def _without_own(needs: Side, offers: Side) -> Side:
    concepts, words, grams = (
        {term: weight * (OWN_TERM if term in own else 1) for term, weight in bag.items()}
        for bag, own in zip(needs, offers, strict=True)
    )
    return concepts, words, grams


def _hashed(side: Side) -> tuple[dict[int, float], dict[int, float], dict[int, float]]:
    concepts, words, _grams = side
    return (
        {term_hash(f"c:{name}"): weight for name, weight in concepts.items()},
        {term_hash(name): weight for name, weight in words.items()},
        {},  # n-grams bring nothing beside the words (see `scoring`), and would be most of what is kept
    )


def _vectors(
    profile: Profile,
    texts: Iterable[str],
    embedder: Embedder | None,
    on_problem: Callable[[OutsideError | MissingPartError], None] | None,
) -> Vectors | None:
    if embedder is None:
        return None
    offers, needs = texts
    if needs.strip() and not offers.strip():
        needs = f"{profile.title}\n{needs}"
    else:
        offers = f"{profile.title}\n{offers}"
    sides = [text.strip() for text in (offers, needs)]
    try:
        found = embedder.embed([text for text in sides if text])
    except (OutsideError, MissingPartError) as error:
        if on_problem is not None:
            on_problem(error)
        return None
    if not len(found):
        return None
    rows = iter(found)
    first, second = (next(rows) if text else np.zeros_like(found[0]) for text in sides)
    return Vectors(embedder.name, first, second)


def _language(understood: Iterable[Understood]) -> str:
    return next((one.language for one in understood if one.language != UNDETERMINED), UNDETERMINED)
