"""Records whose texts are translated: how each kind hangs on a partnership, is public, and is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sistership.window.ground.models import Document
from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import (
    Agreement,
    Commitment,
    Committee,
    Decision,
    Direction,
    Evidence,
    Intention,
    Meeting,
    Milestone,
    Signatory,
)
from sistership.window.offices.visits.models import Attendance, Point, Visit

LEAD_DECIDES = ("renewal", "dropped_reason")
"""Texts that a department lead writes and translates."""
NAMING = ("title", "name", "occasion", "text")
"""The text by which a record is known, where it has one of these."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How records of one kind are found from their partnership. All paths are lookups of Django."""

    model: type[Record]
    partnership: tuple[str, ...]
    """Paths to its partnership; a document may hang on one by several."""
    is_public: Q
    """Whether anybody may read it, its partnership being public."""
    due: str = ""
    """Path to the day by which it is due."""
    person: str = ""
    """The field that names whom the texts are about."""

    def within(self, partnerships: Any) -> Q:
        """Records that hang on one of the partnerships."""
        found = Q(pk__in=[])
        for path in self.partnership:
            found |= Q(**{f"{path}__in": partnerships})
        return found

    @property
    def published(self) -> Q:
        """Records that anybody may read."""
        found = Q(pk__in=[])
        for path in self.partnership:
            found |= Q(**{f"{path}__is_public": True})
        return found & self.is_public


def _public_commitment(path: str = "") -> Q:
    return Q(**{f"{path}is_public": True}) & (
        Q(**{f"{path}agreement__isnull": True}) | Q(**{f"{path}agreement__is_public": True})
    )


KINDS: dict[str, Kind] = {
    "agreement": Kind(Agreement, ("partnership",), Q(is_public=True)),
    "commitment": Kind(Commitment, ("partnership",), _public_commitment(), "next_due_on"),
    "milestone": Kind(
        Milestone, ("commitment__partnership",), _public_commitment("commitment__"), "next_due_on"
    ),
    "evidence": Kind(
        Evidence, ("commitment__partnership",), Q(is_public=True) & _public_commitment("commitment__")
    ),
    "direction": Kind(Direction, ("agreement__partnership",), Q(agreement__is_public=True)),
    "signatory": Kind(Signatory, ("agreement__partnership",), Q(agreement__is_public=True), person="person"),
    "intention": Kind(Intention, ("partnership",), Q(is_public=True)),
    "committee": Kind(Committee, ("partnership",), Q()),
    "meeting": Kind(Meeting, ("committee__partnership",), Q()),
    "decision": Kind(Decision, ("meeting__committee__partnership",), Q(), "due_on"),
    "visit": Kind(Visit, ("partnership",), Q(is_public=True)),
    "attendance": Kind(Attendance, ("visit__partnership",), Q(visit__is_public=True), person="person"),
    "point": Kind(Point, ("visit__partnership",), Q(visit__is_public=True)),
    "document": Kind(
        Document,
        ("agreements__agreement__partnership", "meeting__committee__partnership"),
        Q(agreements__agreement__is_public=True) | Q(meeting__isnull=False),
    ),
}
