"""Public programmes and open positions as search finds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.ground.search.searchable import Passage, Searchable, on, own_texts
from sistership.window.offices.talent.models import Position, Programme
from sistership.window.offices.talent.rules import visible_positions, visible_programmes
from sistership.window.offices.talent.states import PositionState


def _open() -> QuerySet[Position]:
    return Position.objects.filter(state=PositionState.OPEN)


def _said(positions: Sequence[Position]) -> Mapping[UUID, list[Passage]]:
    """Their texts, the host, and the skills in the host's words; no person of the host."""
    said = own_texts(positions)
    for one in positions:
        words = Passage(one.skills_said, one.host_language) if one.skills_said else None
        said[one.public_id] += [Passage(one.host_name), *([words] if words else [])]
    return said


def _at(position: Position) -> datetime:
    return on(position.first_day, position)


SEARCHABLE = {
    Programme.kind(): Searchable(
        label=_("Talent exchange"),
        model=Programme,
        visible=visible_programmes,
        beside=("partnership",),
    ),
    Position.kind(): Searchable(
        label=pgettext_lazy("of talent exchange", "Positions"),
        model=Position,
        visible=visible_positions,
        passages=_said,
        rows=_open,
        at=_at,
        beside=("city", "cohort"),
    ),
}
