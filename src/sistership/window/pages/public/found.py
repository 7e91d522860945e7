"""Find the record that an address names, or answer as if there were none."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from sistership.window.offices.journal.queries import with_heads
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import Reader, visible_partnerships

Row = TypeVar("Row", bound=Model)


def found_or_404(record: Row | None) -> Row:
    """The record; 404 where there is none that the reader may see, which tells nobody that it exists."""
    if record is None:
        raise Http404(_("There is no such page, or it is not public."))
    return record


def partnership_or_404(reader: Reader, key: str) -> Partnership:
    """A visible partnership with its sides, their cities and the head of its journal; no texts."""
    rows: QuerySet[Partnership] = with_heads(visible_partnerships(reader))
    return found_or_404(rows.prefetch_related(sides_with_cities()).filter(key=key).first())
