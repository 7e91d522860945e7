"""Evidence: read it, fetch its file, file it, answer it, take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import FileResponse
from ninja import File, Form, Router, Status, UploadedFile

from sistership.common.errors import InputError
from sistership.window.api.access import Request, reading, writing
from sistership.window.api.downloads import BYTES, download
from sistership.window.api.found import or_404, side_named
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.evidence import (
    Answer,
    EventOut,
    EvidenceIn,
    EvidenceOut,
    EvidenceState,
    EvidenceWithEvents,
    FileIn,
    Reason,
)
from sistership.window.api.schemas.texts import Key
from sistership.window.ground import clock, files
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.actions import evidence as actions
from sistership.window.offices.agreements.models import Commitment, Evidence, Milestone
from sistership.window.offices.agreements.queries import evidence_state_at
from sistership.window.offices.agreements.rules import visible_commitments, visible_evidence
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import Reader, require

router = Router(auth=reading, tags=["Evidence"])


def _rows(reader: Reader) -> QuerySet[Evidence]:
    return visible_evidence(reader).select_related(
        "commitment__partnership", "milestone", "side__city", "file"
    )


def _shown(rows: list[Evidence]) -> list[EvidenceOut]:
    load_texts(rows)
    now = clock.now()
    for row in rows:
        row.state = evidence_state_at(row, now).value  # type: ignore[attr-defined]
    return [EvidenceOut.of(row) for row in rows]


def _one(reader: Reader, public_id: UUID) -> EvidenceWithEvents:
    evidence = or_404(_rows(reader).filter(public_id=public_id).first())
    events = evidence.events.select_related("side__city").order_by("at", "pk")
    return EvidenceWithEvents(evidence=_shown([evidence])[0], events=[EventOut.of(event) for event in events])


def _in_state(state: str, now: datetime) -> Q:
    """The comparison of evidence_state_at, in SQL."""
    passed = Q(one_sided_from__isnull=False, one_sided_from__lte=now)
    return passed if state == "one_sided" else Q(base_state=state) & ~passed


@router.get("/evidence", response=Page[EvidenceOut])
def list_evidence(
    request: Request,
    window: Paging,
    partnership: Key | None = None,
    commitment: UUID | None = None,
    state: EvidenceState | None = None,
) -> Page[EvidenceOut]:
    """Evidence that you may see, by partnership, commitment and state."""
    rows = _rows(request.auth).order_by("pk")
    if partnership is not None:
        rows = rows.filter(commitment__partnership__key=partnership)
    if commitment is not None:
        rows = rows.filter(commitment__public_id=commitment)
    if state is not None:
        rows = rows.filter(_in_state(state, clock.now()))
    return page_of(request, rows, window, _shown)


@router.get("/evidence/{uuid:public_id}", response=EvidenceWithEvents)
def get_evidence(request: Request, public_id: UUID) -> EvidenceWithEvents:
    """One piece of evidence and what happened to it."""
    return _one(request.auth, public_id)


@router.get("/evidence/{uuid:public_id}/file", openapi_extra=BYTES)
def get_evidence_file(request: Request, public_id: UUID) -> FileResponse:
    """The file of a piece of evidence."""
    evidence = or_404(_rows(request.auth).filter(public_id=public_id, file__isnull=False).first())
    assert evidence.file is not None
    return download(evidence.file)


def _to_file(
    request: Request, public_id: UUID, side_key: str, milestone_id: UUID | None
) -> tuple[Commitment, Side, Milestone | None]:
    """The commitment, side and step for which the reader may file."""
    rows = visible_commitments(request.auth).select_related("partnership").prefetch_related("owing")
    commitment = or_404(rows.filter(public_id=public_id).first())
    require(request.auth, "commitment.file_evidence", commitment)
    side = side_named(commitment.partnership, side_key)
    assert side is not None
    require(request.auth, "side.act_for", side)
    milestone = None
    if milestone_id:
        milestone = commitment.milestones.filter(public_id=milestone_id).first()
        if milestone is None:
            raise InputError(
                f"{milestone_id} is no step of this commitment",
                where="milestone",
                allowed="a public id from its milestones, or nothing",
            )
    return commitment, side, milestone


@router.post("/commitments/{uuid:public_id}/evidence", response={201: EvidenceWithEvents}, auth=writing)
def file_evidence(request: Request, public_id: UUID, data: EvidenceIn) -> Status[EvidenceWithEvents]:
    """File a link or a figure for a side that owes the commitment; the other sides are asked to answer."""
    commitment, side, milestone = _to_file(request, public_id, data.side, data.milestone)
    made = actions.file_evidence(
        actor=request.auth.ref,
        commitment=commitment,
        side=side,
        evidence_kind=data.kind,
        titles=data.title,
        on=data.on,
        milestone=milestone,
        url=data.url or "",
        value=data.value,
        units=data.unit,
        is_public=data.is_public,
    )
    return Status(201, _one(request.auth, made.public_id))


@router.post("/commitments/{uuid:public_id}/evidence/file", response={201: EvidenceWithEvents}, auth=writing)
def file_document(
    request: Request, public_id: UUID, data: Annotated[FileIn, Form()], file: Annotated[UploadedFile, File()]
) -> Status[EvidenceWithEvents]:
    """File a document (PDF, picture, office file, text; up to the size that the window takes)."""
    commitment, side, milestone = _to_file(request, public_id, data.side, data.milestone)
    with transaction.atomic():
        made = actions.file_evidence(
            actor=request.auth.ref,
            commitment=commitment,
            side=side,
            evidence_kind="file",
            titles={data.title_language: data.title},
            on=data.on,
            milestone=milestone,
            file=files.store(file.name or "", file.read()),
            is_public=data.is_public,
        )
    return Status(201, _one(request.auth, made.public_id))


def _to_act_on(request: Request, public_id: UUID, permission: str) -> Evidence:
    rows = _rows(request.auth).prefetch_related("commitment__partnership__sides")
    evidence = or_404(rows.filter(public_id=public_id).first())
    require(request.auth, permission, evidence)
    return evidence


@router.post("/evidence/{uuid:public_id}/answer", response=EvidenceWithEvents, auth=writing)
def answer_evidence(request: Request, public_id: UUID, data: Answer) -> EvidenceWithEvents:
    """Confirm or dispute, for a side that did not file it."""
    evidence = _to_act_on(request, public_id, "evidence.answer")
    side = side_named(evidence.commitment.partnership, data.side)
    assert side is not None
    require(request.auth, "side.act_for", side)
    actions.answer_evidence(
        actor=request.auth.ref,
        evidence=evidence,
        side=side,
        is_confirmed=data.is_confirmed,
        reason=data.reason,
        language=data.language if data.reason else "",
    )
    return _one(request.auth, public_id)


@router.post("/evidence/{uuid:public_id}/reply", response=EvidenceWithEvents, auth=writing)
def reply_to_dispute(request: Request, public_id: UUID, data: Reason) -> EvidenceWithEvents:
    """Answer the other side's reasons, for the side that filed it; the evidence awaits them again."""
    evidence = _to_act_on(request, public_id, "evidence.amend")
    actions.answer_dispute(
        actor=request.auth.ref, evidence=evidence, reason=data.reason, language=data.language
    )
    return _one(request.auth, public_id)


@router.post("/evidence/{uuid:public_id}/withdraw", response=EvidenceWithEvents, auth=writing)
def withdraw_evidence(request: Request, public_id: UUID, data: Reason) -> EvidenceWithEvents:
    """Take evidence back, for the side that filed it; it stays in the record and counts for nothing."""
    evidence = _to_act_on(request, public_id, "evidence.amend")
    actions.withdraw_evidence(
        actor=request.auth.ref, evidence=evidence, reason=data.reason, language=data.language
    )
    return _one(request.auth, public_id)
