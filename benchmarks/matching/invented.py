"""Profiles invented in number, from the shipped vocabulary: about as long as those of the labelled set.

1. A pool of sentences is understood, each once. A sentence is in one language and names a topic, one or two of
   its neighbours and plain words, the common ones often; some state a number. Every topic has sentences.
2. A profile is a title (a made-up name and a topic's term) and one or two sentences on each side, mostly of
   its own topic or its neighbours; a few topics are everybody's, as in any market. Three of four say besides, in
   the words of `roles.tsv`, whether they supply or use.
3. `understand` reads sentence by sentence, so the tokens of the sides are those of their sentences together;
   `as_understood` holds this against the texts.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool as Processes

import numpy as np

from sistership.matching.finding.features import Features
from sistership.matching.finding.making import OWN_TERM, features_of
from sistership.matching.finding.packing import pack, unpack
from sistership.matching.profile import Profile
from sistership.matching.text.lexicon import Lexicon
from sistership.matching.text.roles import CAUTION, _layers, _rows
from sistership.matching.text.understanding import MOST_OFTEN
from sistership.vocabulary.plain_words import plain_words
from sistership.vocabulary.role_words import SIDES, role_words

LANGUAGES = ("zh-hant", "en", "pl", "ms")
CITIES = ("kaohsiung", "gdynia", "penang", "tainan", "gdansk", "johor-bahru", "plymouth", "ipoh")
KINDS = ("firm", "firm", "firm", "startup", "lab", "department", "park", "investor")
SENTENCES, TITLES = 24_000, 16_000
UNITS = ("kW", "MW", "nm", "kg", "mm", "GB")
SYLLABLES = (
    "ba",
    "dro",
    "fen",
    "gal",
    "hu",
    "kor",
    "lin",
    "mar",
    "nex",
    "pol",
    "ri",
    "sun",
    "tek",
    "vo",
    "zi",
)
Bag = dict[int, float]
Bags = tuple[Bag, Bag]
"""Concepts and words."""
Rows = tuple[frozenset[int], frozenset[int]]
"""Of the words that tell roles, as they count in offers and in needs."""
Meant = tuple[Bags, Rows]


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or a title."""

    language: str
    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile before it is understood: numbers of pieces."""

    number: int
    language: str
    title: int
    offers: tuple[int, ...]
    needs: tuple[int, ...]
    city: str
    kind: str


class Invented:
    """All that profiles are made of; the same for the same seed."""

    def __init__(self, lexicon: Lexicon, seed: int) -> None:
        self._lexicon = lexicon
        draw = random.Random(seed)
        self._topics = sorted(lexicon.domain)
        draw.shuffle(self._topics)
        self._weights = [1 / (place + 10) ** 0.7 for place in range(len(self._topics))]
        self._near: dict[str, list[str]] = defaultdict(list)
        for concept in self._topics:
            self._near[lexicon.domain[concept].broader].append(concept)
        plain = list(plain_words())
        draw.shuffle(plain)
        often = [1 / (place + 5) ** 0.9 for place in range(len(plain))]
        self.pieces: list[Piece] = []
        self._by_topic: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._titles: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._roles: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        for row in role_words():
            for language in LANGUAGES:
                for term in draw.sample(row.terms[language], min(3, len(row.terms[language]))):
                    self._roles[language, SIDES.index(row.side), row.sign].append(len(self.pieces))
                    self.pieces.append(Piece(language, "", f"{term}."))
        every = [(language, topic) for topic in self._topics for language in LANGUAGES]
        for kept, count in ((self._by_topic, SENTENCES), (self._titles, TITLES)):
            more = zip(
                draw.choices(LANGUAGES, k=count),
                draw.choices(self._topics, self._weights, k=count),
                strict=True,
            )
            for language, topic in [*every, *more][:count]:
                kept[language, topic].append(len(self.pieces))
                if kept is self._titles:
                    text = f"{self._name(draw)} {self._term(draw, topic, language)}"
                else:
                    text = self._sentence(draw, topic, language, draw.choices(plain, often, k=9))
                self.pieces.append(Piece(language, topic, text))

    def _term(self, draw: random.Random, topic: str, language: str) -> str:
        return draw.choice(self._lexicon.domain[topic].terms[language])

    def _near_to(self, draw: random.Random, topic: str) -> str:
        return draw.choice(self._near[self._lexicon.domain[topic].broader])

    def _name(self, draw: random.Random) -> str:
        return "".join(draw.choices(SYLLABLES, k=4)).title()

    def _sentence(
        self, draw: random.Random, topic: str, language: str, plain: Sequence[dict[str, tuple[str, ...]]]
    ) -> str:
        named = [self._term(draw, topic, language)]
        named += [
            self._term(draw, self._near_to(draw, topic), language) for _ in range(draw.choice((1, 1, 2)))
        ]
        named += [draw.choice(row[language]) for row in plain]
        if draw.random() < 0.2:
            named.append(f"{draw.randrange(5, 900)} {draw.choice(UNITS)}")
        draw.shuffle(named)
        return ("，" if language == "zh-hant" else " ").join(named) + "."

    def drafts(self, count: int, seed: int) -> Iterator[Draft]:
        """So many profiles, the first ones the same for any count."""
        draw = random.Random(seed)
        topics = iter(draw.choices(self._topics, self._weights, k=count))
        for number, topic in enumerate(topics):
            language = draw.choice(LANGUAGES)
            offered, needed = (
                topic,
                draw.choice((topic, self._near_to(draw, topic), self._near_to(draw, topic))),
            )
            role = draw.choice((-1, 0, 1, 1))
            offers = self._side(draw, offered, language, draw.choice((1, 2, 2)), (0, role))
            needs = self._side(draw, needed, language, draw.choice((1, 1, 2)), (1, role))
            title = draw.choice(self._titles[language, topic])
            yield Draft(number, language, title, offers, needs, draw.choice(CITIES), draw.choice(KINDS))

    def _side(
        self, draw: random.Random, topic: str, language: str, count: int, role: tuple[int, int]
    ) -> tuple[int, ...]:
        chosen = draw.sample(told, draw.choice((0, 1, 1))) if (told := self._roles[language, *role]) else []
        for _ in range(count):
            about = draw.choice((topic, topic, self._near_to(draw, topic)))
            chosen.append(draw.choice(self._by_topic[language, about]))
        return tuple(dict.fromkeys(chosen))

    def profile(self, draft: Draft) -> Profile:
        """A draft as it would be written."""
        offers, needs = (tuple(self.pieces[one].text for one in side) for side in (draft.offers, draft.needs))
        return Profile(
            f"p{draft.number}",
            draft.language,
            draft.city,
            draft.kind,
            self.pieces[draft.title].text,
            offers,
            needs,
            f"o{draft.number // 2}",
        )

    def features(self, drafts: Iterator[Draft], understood: Sequence[Meant]) -> Iterator[Features]:
        """Drafts as features, put together from the pieces."""
        for draft in drafts:
            offers = together([understood[one][0] for one in (draft.title, *draft.offers)])
            needs = together([understood[one][0] for one in draft.needs])
            title = understood[draft.title][0]
            said = together([understood[one][0] for one in draft.offers])
            for at in range(2):  # a term of the title that the needs alone have goes to nobody (see `making`)
                for term in title[at].keys() & needs[at].keys() - said[at].keys():
                    del offers[at][term]
            lacked = [
                {term: weight * (OWN_TERM if term in own else 1) for term, weight in bag.items()}
                for bag, own in zip(needs, offers, strict=True)
            ]
            packed = pack((*offers, {}), (lacked[0], lacked[1], {}))
            yield Features(
                f"p{draft.number}",
                draft.language,
                draft.city,
                draft.kind,
                packed,
                f"o{draft.number // 2}",
                role=role_in(draft, understood),
            )

    def understood(self) -> list[Meant]:
        """What each piece says, worked out by two processes."""
        with Processes(2, _begin) as processes:
            return processes.map(_understood, self.pieces, chunksize=500)


def together(pieces: Sequence[Bags]) -> Bags:
    """What several sentences say: a concept counts once, a word said again a little more."""
    concepts: Bag = {}
    words: Bag = {}
    for piece in pieces:
        for term, weight in piece[0].items():
            concepts[term] = max(concepts.get(term, 0.0), weight)
        for term, weight in piece[1].items():
            before = words.get(term, 0.0)
            words[term] = min(before + weight, MOST_OFTEN * max(before, weight)) if before else weight
    return concepts, words


def role_in(draft: Draft, understood: Sequence[Meant]) -> float:
    """As `role_of` has it for the whole text."""
    words = role_words()
    told = [
        words[row].sign
        for side, pieces in enumerate((draft.offers, draft.needs))
        for row in frozenset().union(*(understood[one][1][side] for one in pieces))
    ]
    return round(sum(told) / (len(told) + CAUTION), 3)


def as_understood(one: Features, profile: Profile, lexicon: Lexicon) -> tuple[float, float, bool]:
    """(share of tokens alike, cosine of the words' weights, whether the role is the same) of features put together and truly understood."""
    true = features_of(profile, lexicon)
    ours, theirs = set(one.tokens()), set(true.tokens())
    first, second = (
        dict(zip(side[1].hashes.tolist(), side[1].weights.tolist(), strict=True))
        for side in (unpack([packed])[0] for packed in (one.packed, true.packed))
    )
    dot = sum(weight * second.get(term, 0.0) for term, weight in first.items())
    lengths = np.linalg.norm(list(first.values())) * np.linalg.norm(list(second.values()))
    return len(ours & theirs) / len(ours | theirs), float(dot / lengths), one.role == true.role


_lexicon: list[Lexicon] = []


def _begin() -> None:
    _lexicon.append(Lexicon.shipped())


def _understood(piece: Piece) -> Meant:
    one = features_of(Profile("", piece.language, "", "firm", "", (piece.text,), ()), _lexicon[0])
    concepts, words, _ = (
        dict(zip(terms.hashes.tolist(), terms.weights.tolist(), strict=True))
        for terms in unpack([one.packed])[0]
    )
    offered, needed = (frozenset(_rows(piece.text, _layers()[side], piece.language)) for side in SIDES)
    return (concepts, words), (offered, needed)
