"""How the same or nearly the same source was translated elsewhere: the window's own rows are the memory."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Abs, Length

from sistership.window.ground.models import LocalizedText, TextStatus
from sistership.window.offices.translations.queries import Unit
from sistership.window.offices.translations.rules import Scope, translatable

LONGEST = 600
"""Longer sources are compared for equality alone: nearly equal ones of that length do not happen."""
CANDIDATES = 300
SHOWN = 5
NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation from elsewhere."""

    pk: int
    """Of the row that holds it."""
    source: str
    text: str
    likeness: float
    """1 where the source is the same."""

    @property
    def percent(self) -> int:
        return int(self.likeness * 100)


def suggestions(scope: Scope, unit: Unit) -> list[Suggestion]:
    """Translations by people of the same or a similar source, the most alike first: one query."""
    size = len(unit.source)
    wanted = Q(text=unit.source)
    if size <= LONGEST:
        wanted |= Q(size__gte=int(size * NEAR), size__lte=int(size / NEAR) + 1)
    translated = LocalizedText.objects.filter(
        owner_id=OuterRef("owner_id"),
        owner_kind=OuterRef("owner_kind"),
        field=OuterRef("field"),
        language=unit.language,
        status__in=[TextStatus.TRANSLATION, TextStatus.AUTHENTIC],
    ).filter(Q(source_revision__gte=OuterRef("revision")) | Q(source_revision__isnull=True))
    rows: Any = (
        translatable(scope)
        .filter(language=unit.source_language, status=TextStatus.AUTHENTIC)
        .exclude(owner_id=unit.owner.public_id, owner_kind=unit.owner.kind, field=unit.field)
        .annotate(size=Length("text"))
        .filter(wanted)
        .annotate(
            found=Subquery(translated.values("text")[:1]), found_pk=Subquery(translated.values("pk")[:1])
        )
        .filter(found__isnull=False)
        .order_by(Abs(F("size") - size), "-updated_at", "pk")
    )
    by_text: dict[str, Suggestion] = {}
    for source, text, pk in rows.values_list("text", "found", "found_pk")[:CANDIDATES]:
        likeness = _likeness(unit.source, source)
        if likeness >= NEAR and (text not in by_text or by_text[text].likeness < likeness):
            by_text[text] = Suggestion(pk=pk, source=source, text=text, likeness=likeness)
    return sorted(by_text.values(), key=lambda one: -one.likeness)[:SHOWN]


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < NEAR:
        return 0.0
    return min(matcher.ratio(), 0.99)
