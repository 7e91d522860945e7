"""Visits as search finds them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sistership.window.ground.search.searchable import Searchable, on
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.rules import visible_visits

SEARCHABLE = {
    Visit.kind(): Searchable(
        label=_("Visits"),
        model=Visit,
        visible=visible_visits,
        title="occasion",
        at=lambda row: on(row.on, row),
        beside=("partnership",),
    ),
}
