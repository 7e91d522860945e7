"""Agreements, committees, intentions and visits: what was signed, who meets, what is hoped, what was said."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from sistership.window.api.access import Request, reading
from sistership.window.api.found import or_404
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.accords import (
    AgreementItem,
    AgreementOut,
    CommitteeItem,
    CommitteeOut,
    VisitItem,
    VisitOut,
)
from sistership.window.api.schemas.promises import IntentionOut
from sistership.window.api.schemas.texts import Key
from sistership.window.ground.sources import attach_sources
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Agreement, Committee, Intention
from sistership.window.offices.agreements.queries import agreement_page, committee_page
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_committees,
    visible_intentions,
)
from sistership.window.offices.people.rules import Reader
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.queries import visit_page
from sistership.window.offices.visits.rules import visible_visits

router = Router(auth=reading, tags=["Agreements, committees, intentions, visits"])


def _agreements(rows: list[Agreement]) -> list[AgreementItem]:
    load_texts(rows)
    return [AgreementItem.of(row) for row in rows]


@router.get("/agreements", response=Page[AgreementItem])
def list_agreements(request: Request, window: Paging, partnership: Key | None = None) -> Page[AgreementItem]:
    """Agreements that you may see, newest first."""
    rows = visible_agreements(request.auth).select_related("partnership").order_by("-signed_on", "pk")
    if partnership is not None:
        rows = rows.filter(partnership__key=partnership)
    return page_of(request, rows, window, _agreements)


@router.get("/agreements/{uuid:public_id}", response=AgreementOut)
def get_agreement(request: Request, public_id: UUID) -> AgreementOut:
    """One agreement with its parties, signatories, documents and directions."""
    agreement = or_404(agreement_page(request.auth, public_id))
    directions = list(agreement.directions.all())
    load_texts(directions)
    return AgreementOut.with_directions(agreement, directions)


def _committees(rows: list[Committee]) -> list[CommitteeItem]:
    load_texts(rows)
    return [CommitteeItem.of(row) for row in rows]


@router.get("/committees", response=Page[CommitteeItem])
def list_committees(request: Request, window: Paging, partnership: Key | None = None) -> Page[CommitteeItem]:
    """Joint committees of the partnerships that you may see."""
    rows = visible_committees(request.auth).select_related("partnership").order_by("pk")
    if partnership is not None:
        rows = rows.filter(partnership__key=partnership)
    return page_of(request, rows, window, _committees)


@router.get("/committees/{uuid:public_id}", response=CommitteeOut)
def get_committee(request: Request, public_id: UUID) -> CommitteeOut:
    """One committee with its members, meetings and decisions."""
    return CommitteeOut.whole(or_404(committee_page(request.auth, public_id)))


def _intentions(reader: Reader, rows: list[Intention]) -> list[IntentionOut]:
    load_texts(rows)
    attach_sources(rows)
    became = [row.became_id for row in rows if row.became_id]
    agreed = [row.agreement_id for row in rows if row.agreement_id]
    commitments = set(visible_commitments(reader).filter(pk__in=became).values_list("pk", flat=True))
    agreements = set(visible_agreements(reader).filter(pk__in=agreed).values_list("pk", flat=True))
    return [IntentionOut.of(row, commitments=commitments, agreements=agreements) for row in rows]


@router.get("/intentions", response=Page[IntentionOut])
def list_intentions(request: Request, window: Paging, partnership: Key | None = None) -> Page[IntentionOut]:
    """Hopes, invitations and talks; they are never counted as commitments."""
    rows = (
        visible_intentions(request.auth)
        .select_related("partnership", "side__city", "became", "agreement")
        .order_by("pk")
    )
    if partnership is not None:
        rows = rows.filter(partnership__key=partnership)
    return page_of(request, rows, window, lambda part: _intentions(request.auth, part))


@router.get("/intentions/{uuid:public_id}", response=IntentionOut)
def get_intention(request: Request, public_id: UUID) -> IntentionOut:
    """One intention."""
    rows = visible_intentions(request.auth).select_related("partnership", "side__city", "became", "agreement")
    return _intentions(request.auth, [or_404(rows.filter(public_id=public_id).first())])[0]


def _visits(rows: list[Visit]) -> list[VisitItem]:
    load_texts(rows)
    return [VisitItem.of(row) for row in rows]


@router.get("/visits", response=Page[VisitItem])
def list_visits(request: Request, window: Paging, partnership: Key | None = None) -> Page[VisitItem]:
    """Visits that you may see, newest first."""
    rows = visible_visits(request.auth).select_related("partnership", "host__city").order_by("-on", "-pk")
    if partnership is not None:
        rows = rows.filter(partnership__key=partnership)
    return page_of(request, rows, window, _visits)


@router.get("/visits/{uuid:public_id}", response=VisitOut)
def get_visit(request: Request, public_id: UUID) -> VisitOut:
    """One visit with the people there and what was said."""
    visit = or_404(visit_page(request.auth, public_id))
    signed = visible_agreements(request.auth).filter(pk=visit.signed_id).first() if visit.signed_id else None
    return VisitOut.whole(visit, signed=signed.public_id if signed else None)
