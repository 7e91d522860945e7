"""Matchmaking days as search finds them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sistership.window.ground.search.searchable import Searchable, on
from sistership.window.offices.matchdays.models import Matchday
from sistership.window.offices.matchdays.rules import visible_matchdays

SEARCHABLE = {
    Matchday.kind(): Searchable(
        label=_("Matchmaking days"),
        model=Matchday,
        visible=visible_matchdays,
        title="title",
        at=lambda row: on(None, row),
        beside=("side__partnership",),
    ),
}
