"""Cities, organisations and partnerships as search finds them: by their names, also by other ones."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sistership.window.ground.search.searchable import Passage, Searchable, own_texts
from sistership.window.offices.people.models import Alias, City, Organisation, Partnership
from sistership.window.offices.people.rules import (
    visible_cities,
    visible_organisations,
    visible_partnerships,
)


def _with_aliases(rows: Sequence[City | Organisation]) -> dict[UUID, list[Passage]]:
    said = own_texts(rows)
    owners = [row.public_id for row in rows]
    for alias in Alias.objects.filter(owner_id__in=owners).order_by("pk"):
        said[alias.owner_id].append(Passage(alias.name, alias.language))
    return said


def _with_cities(rows: Sequence[Partnership]) -> dict[UUID, list[Passage]]:
    """A partnership is known by its cities, whose names stand in its key in Latin letters."""
    said = own_texts(rows)
    for row in rows:
        said[row.public_id].append(Passage(row.key.replace("-", " ")))
    return said


SEARCHABLE = {
    Partnership.kind(): Searchable(
        label=_("Partnerships"),
        model=Partnership,
        visible=visible_partnerships,
        passages=_with_cities,
        title="summary",
    ),
    City.kind(): Searchable(
        label=_("Cities"), model=City, visible=visible_cities, passages=_with_aliases, title="name"
    ),
    Organisation.kind(): Searchable(
        label=_("Organisations"),
        model=Organisation,
        visible=visible_organisations,
        passages=_with_aliases,
        title="name",
        beside=("city",),
    ),
}
