"""A profile as matching sees it: what a party offers and needs, and the plain facts beside the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

KINDS = (
    "firm",
    "startup",
    "lab",
    "park",
    "department",
    "investor",
    "school",
    "host",
    "applicant",
    "founder",
)
"""Kinds that the rules know. A profile of any other kind may meet all."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One party's profile. What is absent is None or empty, and means: not said."""

    id: str
    lang: str
    """Language in which it is written: `zh-hant`, `en`, `pl`, `ms` or another tag; empty: to be detected."""
    city: str
    """Key of the city: small letters, parts joined by `-`. Empty: nowhere, so in no one's own city."""
    kind: str
    """One of KINDS, or another word."""
    title: str
    offers: tuple[str, ...]
    """Paragraphs that say what it brings."""
    needs: tuple[str, ...]
    """Paragraphs that say what it looks for."""
    organisation: str = ""
    """Key of the organisation behind it, by which several profiles of one body are known as such."""
    sectors: tuple[str, ...] = ()
    """Ids of concepts."""
    stage: str = ""
    """`idea`, `seed`, `early`, `growth`, `mature`; of an investor: the stage it looks for."""
    size: int | None = None
    """People."""
    ticket: tuple[int, int] | None = None
    """Least and most money, in one currency of the caller's choice: sought, or given by an investor."""
    trl: tuple[int, int] | None = None
    """Least and most technology readiness level, 1–9."""
    available: tuple[date, date] | None = None
    """First and last day."""
    cities: tuple[str, ...] = ()
    """Keys of the cities where it looks; empty: anywhere."""
    shown: int | None = None
    """How often it was suggested so far; None: not counted, so no newcomer."""
