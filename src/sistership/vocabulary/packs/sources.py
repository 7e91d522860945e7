"""What a file of a general lexicon says, whatever its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConceptTable:
    """Concepts with their terms in several languages."""

    rows: tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...]
    """Id of the concept, and language (`zh-hant` for any Chinese) → terms."""
    title: str
    licence: str
    """As the file says it; empty where it says nothing."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words of one language with their English translations."""

    language: str
    entries: tuple[tuple[str, tuple[str, ...]], ...]
    """Term, and its translations, the most usual first."""
    title: str
    licence: str


@dataclass(frozen=True, slots=True)
class SenseCounts:
    """How often English words occur, by which one translation is likelier than another."""

    counts: Mapping[str, int]
    title: str
    licence: str


Source = ConceptTable | Glossary | SenseCounts
