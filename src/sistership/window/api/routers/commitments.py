"""Commitments and milestones: read, add, change, drop."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from ninja import Router, Status

from sistership.common.errors import InputError
from sistership.window.api.access import Request, reading, writing
from sistership.window.api.etags import IfMatch, require_fresh
from sistership.window.api.found import or_404, partnership_or_404, side_named, sides_named
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.promises import (
    CommitmentChange,
    CommitmentIn,
    CommitmentOut,
    Drop,
    MilestoneChange,
    MilestoneIn,
    MilestoneOut,
    PromiseState,
)
from sistership.window.api.schemas.texts import Day, Key
from sistership.window.ground import clock
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.agreements.models import Agreement, Commitment, Direction, Milestone
from sistership.window.offices.agreements.queries import load_commitments, with_state
from sistership.window.offices.agreements.rules import visible_agreements, visible_commitments
from sistership.window.offices.people.rules import Reader, require

router = Router(auth=reading, tags=["Commitments"])
Named = TypeVar("Named", Agreement, Direction)
TEXTS = ("title", "summary", "measure", "unit")


def _shown(reader: Reader, rows: list[Commitment]) -> list[CommitmentOut]:
    """The rows in their order, with everything that belongs to them."""
    ids = [row.pk for row in rows]
    loaded = {row.pk: row for row in load_commitments(reader, visible_commitments(reader).filter(pk__in=ids))}
    return [CommitmentOut.of(loaded[pk]) for pk in ids if pk in loaded]


def _one(reader: Reader, rows: QuerySet[Commitment], public_id: UUID) -> CommitmentOut:
    return _shown(reader, [or_404(rows.filter(public_id=public_id).first())])[0]


@router.get("/commitments", response=Page[CommitmentOut])
def list_commitments(
    request: Request,
    window: Paging,
    partnership: Key | None = None,
    side: Key | None = None,
    agreement: UUID | None = None,
    direction: UUID | None = None,
    state: PromiseState | None = None,
    due_until: Day | None = None,
) -> Page[CommitmentOut]:
    """Commitments that you may see, narrowed by what is sent; `side` is the city that owes them."""
    wanted = {
        "partnership__key": partnership,
        "owing__city__key": side,
        "agreement__public_id": agreement,
        "direction__public_id": direction,
        "state": state,
        "next_due_on__lte": due_until,
    }
    rows = with_state(visible_commitments(request.auth), clock.now())
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows.order_by("pk"), window, lambda part: _shown(request.auth, part))


@router.get("/commitments/{uuid:public_id}", response=CommitmentOut)
def get_commitment(request: Request, public_id: UUID) -> CommitmentOut:
    """One commitment with its milestones, evidence and sources."""
    return _one(request.auth, visible_commitments(request.auth), public_id)


def _named(rows: QuerySet[Named], public_id: UUID | None, *, where: str) -> Named | None:
    """The agreement or direction that a new commitment belongs to."""
    if public_id is None:
        return None
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise InputError(
            f"{public_id} is no {where} of this partnership",
            where=where,
            allowed="a public id from /agreements, or null",
        )
    return found


@router.post("/commitments", response={201: CommitmentOut}, auth=writing)
def add_commitment(request: Request, data: CommitmentIn) -> Status[CommitmentOut]:
    """Record what one or more sides said they will do."""
    partnership = partnership_or_404(request.auth, data.partnership)
    require(request.auth, "partnership.write", partnership)
    agreements = visible_agreements(request.auth).filter(partnership=partnership)
    directions = Direction.objects.filter(agreement__in=agreements)
    made = promises.add_commitment(
        actor=request.auth.ref,
        partnership=partnership,
        agreement=_named(agreements, data.agreement, where="agreement"),
        direction=_named(directions, data.direction, where="direction"),
        titles=data.title,
        summaries=data.summary,
        measures=data.measure,
        units=data.unit,
        owing=sides_named(partnership, data.owing, where="owing"),
        due_on=data.due_on,
        rhythm=data.rhythm,
        rhythm_from=data.rhythm_from,
        rhythm_until=data.rhythm_until,
        target_value=data.target_value,
        target_rule=data.target_rule,
        is_public=data.is_public,
    )
    return Status(201, _shown(request.auth, [made])[0])


def _to_change(request: Request, public_id: UUID) -> Commitment:
    """The commitment, locked, once it is sure that the reader may write and read its newest form."""
    rows = visible_commitments(request.auth).select_related("partnership").filter(public_id=public_id)
    commitment = or_404(rows.select_for_update(of=("self",)).first())
    require(request.auth, "partnership.write", commitment.partnership)
    return commitment


@router.patch("/commitments/{uuid:public_id}", response=CommitmentOut, auth=writing)
def edit_commitment(
    request: Request, public_id: UUID, data: CommitmentChange, if_match: IfMatch = None
) -> CommitmentOut:
    """Change what is sent and leave the rest; needs the ETag of the commitment as If-Match."""
    with transaction.atomic():
        commitment = _to_change(request, public_id)
        require_fresh(request, _shown(request.auth, [commitment])[0])
        sent = data.model_dump(exclude_unset=True)
        texts = {field: sent.pop(field) for field in TEXTS if field in sent}
        owing = sent.pop("owing", None)
        promises.edit_commitment(
            actor=request.auth.ref,
            commitment=commitment,
            texts={field: wordings for field, wordings in texts.items() if wordings},
            owing=None if owing is None else sides_named(commitment.partnership, owing, where="owing"),
            **sent,
        )
    return _shown(request.auth, [commitment])[0]


@router.post("/commitments/{uuid:public_id}/drop", response=CommitmentOut, auth=writing)
def drop_commitment(request: Request, public_id: UUID, data: Drop, if_match: IfMatch = None) -> CommitmentOut:
    """End a commitment without keeping it, with a public reason; for a department lead; needs If-Match."""
    with transaction.atomic():
        commitment = _to_change(request, public_id)
        require(request.auth, "partnership.decide", commitment.partnership)
        require_fresh(request, _shown(request.auth, [commitment])[0])
        promises.drop_commitment(actor=request.auth.ref, commitment=commitment, reasons=data.reason)
    return _shown(request.auth, [commitment])[0]


def _step(reader: Reader, public_id: UUID) -> MilestoneOut:
    rows = visible_commitments(reader).filter(milestones__public_id=public_id)
    commitment = or_404(rows.first())
    steps = _shown(reader, [commitment])[0].milestones
    return next(step for step in steps if step.public_id == public_id)


@router.get("/milestones/{uuid:public_id}", response=MilestoneOut)
def get_milestone(request: Request, public_id: UUID) -> MilestoneOut:
    """One step of a commitment."""
    return _step(request.auth, public_id)


@router.post("/commitments/{uuid:public_id}/milestones", response={201: MilestoneOut}, auth=writing)
def add_milestone(request: Request, public_id: UUID, data: MilestoneIn) -> Status[MilestoneOut]:
    """Add a dated step at the end of the commitment's steps."""
    with transaction.atomic():
        commitment = _to_change(request, public_id)
        made = promises.add_milestone(
            actor=request.auth.ref,
            commitment=commitment,
            titles=data.title,
            due_on=data.due_on,
            side=side_named(commitment.partnership, data.side),
        )
    return Status(201, _step(request.auth, made.public_id))


@router.patch("/milestones/{uuid:public_id}", response=MilestoneOut, auth=writing)
def edit_milestone(
    request: Request, public_id: UUID, data: MilestoneChange, if_match: IfMatch = None
) -> MilestoneOut:
    """Change what is sent and leave the rest; needs the ETag of the milestone as If-Match."""
    with transaction.atomic():
        visible = Milestone.objects.filter(commitment__in=visible_commitments(request.auth))
        found = or_404(visible.select_related("commitment").filter(public_id=public_id).first())
        commitment = _to_change(request, found.commitment.public_id)
        milestone = commitment.milestones.get(pk=found.pk)
        require_fresh(request, _step(request.auth, public_id))
        sent = data.model_dump(exclude_unset=True)
        title = sent.pop("title", None)
        if "side" in sent:
            sent["side"] = side_named(commitment.partnership, sent["side"])
        promises.edit_milestone(
            actor=request.auth.ref, milestone=milestone, texts={"title": title} if title else None, **sent
        )
    return _step(request.auth, public_id)
