"""The lexicon: the domain vocabulary that is shipped, and the packs that an instance has added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sistership.matching.text.kept import is_kept, kept_layers
from sistership.matching.text.language import SMALL_WORDS
from sistership.matching.text.layers import Layer, LayerBuilder
from sistership.matching.text.lemmas import stem
from sistership.matching.text.packs import read_pack
from sistership.matching.text.parts import parts_layer
from sistership.matching.text.words import words
from sistership.vocabulary.domain_concepts import DomainConcept, domain_concepts
from sistership.vocabulary.plain_words import plain_words

_OTHER_TERM = 0.5
"""Weight of an English term beside the name of its concept."""
BROADER = 0.5
"""A text that mentions a concept mentions the broader one by half, the one above it by a quarter."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words mean. Layers are asked in their order; the first is the domain vocabulary."""

    domain: Mapping[str, DomainConcept]
    layers: tuple[Layer, ...]

    @classmethod
    def shipped(cls) -> Lexicon:
        """The domain vocabulary alone; compiled once."""
        return _shipped()

    @classmethod
    def is_ready(cls) -> bool:
        """Whether `shipped` answers at once: it is loaded, or kept in the cache folder."""
        return _shipped.cache_info().currsize > 0 or is_kept()

    @classmethod
    def with_packs(cls, paths: Iterable[Path]) -> Lexicon:
        """The domain vocabulary and packs, in the order of their names; read once while they stay the same.
        Raises InputError for a file that is no pack."""
        return _with_packs(
            tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(paths))
        )

    @classmethod
    def of(cls, domain: Mapping[str, DomainConcept], layers: Sequence[Layer] = ()) -> Lexicon:
        """A lexicon of other concepts."""
        return cls(domain, (compile_domain(domain), *layers))

    def ancestors(self, concept: str) -> Iterable[tuple[str, float]]:
        """The broader concepts of one, the nearest first, each with what share of it is said too."""
        share, seen = 1.0, {concept}
        while concept in self.domain:
            concept = self.domain[concept].broader
            if not concept or concept in seen:
                return
            seen.add(concept)
            share *= BROADER
            yield concept, share

    def name(self, concept: str, language: str) -> str | None:
        """The name of a concept of the domain vocabulary; None for any other."""
        return self.domain[concept].name(language) if concept in self.domain else None


@cache
def _shipped() -> Lexicon:
    domain = domain_concepts()
    return Lexicon(domain, kept_layers(lambda: (compile_domain(domain), parts_layer(domain, plain_words()))))


@lru_cache(maxsize=2)
def _with_packs(files: tuple[tuple[Path, int, int], ...]) -> Lexicon:
    shipped = _shipped()
    packs = (read_pack(path.read_bytes(), file=path.name) for path, _, _ in files)
    return Lexicon(shipped.domain, (*shipped.layers, *packs))


def english_stems(term: str) -> list[str]:
    """The stems of an English term, without its small words."""
    return [stem(word.text, "en") for word in words(term) if word.text.lower() not in SMALL_WORDS["en"]]


def compile_domain(domain: Mapping[str, DomainConcept]) -> Layer:
    """The domain vocabulary for looking up."""
    builder = LayerBuilder("domain")
    for concept in domain.values():
        meant: dict[str, float] = {}
        for number, term in enumerate(concept.terms["en"]):
            for one in english_stems(term):
                meant[one] = max(meant.get(one, 0.0), _OTHER_TERM if number else 1.0)
        own = {concept.id: 1.0}
        for language, terms in concept.terms.items():
            for term in terms:
                stems = meant if language != "en" else dict.fromkeys(english_stems(term), 1.0)
                builder.add(language, term, concepts=own, stems=stems)
    return builder.build()
