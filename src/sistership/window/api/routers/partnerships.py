"""Partnerships and their journals."""

from __future__ import annotations

from ninja import Router

from sistership.window.api.access import Request, own_reading, reading
from sistership.window.api.found import partnership_or_404
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.journal import EntryOut, HeadOut
from sistership.window.api.schemas.people import PartnershipOut
from sistership.window.api.schemas.texts import Key
from sistership.window.api.schemas.visions import VisionsOut
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.queries import tallies
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.queries import (
    entries_of_installation,
    entries_of_partnership,
    head_of,
)
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.rules import may, require, visible_partnerships
from sistership.window.offices.visions.exchange import visions_json
from sistership.window.offices.visions.queries import visions_page

router = Router(auth=reading, tags=["Partnerships"])
journal_router = Router(auth=own_reading, tags=["Journal"])


def _shown(request: Request, rows: list[Partnership]) -> list[PartnershipOut]:
    load_texts(rows)
    counts = tallies(request.auth, rows, now=clock.now())
    return [PartnershipOut.of(row, counts[row.pk]) for row in rows]


@router.get("/partnerships", response=Page[PartnershipOut])
def list_partnerships(request: Request, window: Paging, city: Key | None = None) -> Page[PartnershipOut]:
    """Partnerships that you may see, of one city if asked."""
    rows = visible_partnerships(request.auth).prefetch_related("sides__city").order_by("key")
    if city is not None:
        rows = rows.filter(sides__city__key=city)
    return page_of(request, rows, window, lambda part: _shown(request, part))


@router.get("/partnerships/{slug:key}", response=PartnershipOut)
def get_partnership(request: Request, key: Key) -> PartnershipOut:
    """One partnership."""
    return _shown(request, [partnership_or_404(request.auth, key)])[0]


@router.get("/partnerships/{slug:key}/visions", response=VisionsOut)
def get_visions(request: Request, key: Key) -> VisionsOut:
    """Axes of the cities' visions, which promises serve them, and the crossings of both cities' axes."""
    partnership = partnership_or_404(request.auth, key)
    page = visions_page(request.auth, partnership, now=clock.now())
    return VisionsOut.model_validate(visions_json(partnership, page))


def _entries(rows: list[Entry], *, has_data: bool) -> list[EntryOut]:
    return [EntryOut.of(row, has_data=has_data) for row in rows]


@journal_router.get("/partnerships/{slug:key}/journal", response=HeadOut)
def get_partnership_journal(request: Request, key: Key) -> HeadOut:
    """The head of the partnership's journal."""
    partnership = partnership_or_404(request.auth, key)
    require(request.auth, "partnership.see_journal", partnership)
    return HeadOut.of(head_of(partnership.public_id))


@journal_router.get("/partnerships/{slug:key}/journal/entries", response=Page[EntryOut])
def list_partnership_entries(request: Request, key: Key, window: Paging) -> Page[EntryOut]:
    """Entries of the partnership's journal, newest first; without those about cases that you may not read."""
    partnership = partnership_or_404(request.auth, key)
    require(request.auth, "partnership.see_journal", partnership)
    has_data = may(request.auth, "partnership.see_internal", partnership)
    rows = entries_of_partnership(partnership.public_id, reader=request.auth)
    return page_of(request, rows, window, lambda part: _entries(part, has_data=has_data))


@journal_router.get("/journal", response=HeadOut)
def get_journal(request: Request) -> HeadOut:
    """The head of the window's own journal; for the administrator."""
    require(request.auth, "people.administer")
    return HeadOut.of(head_of(None))


@journal_router.get("/journal/entries", response=Page[EntryOut])
def list_entries(request: Request, window: Paging) -> Page[EntryOut]:
    """Entries of the window's own journal, newest first; for the administrator."""
    require(request.auth, "people.administer")
    return page_of(request, entries_of_installation(), window, lambda part: _entries(part, has_data=True))
