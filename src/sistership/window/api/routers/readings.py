"""Documents: give one to be read, look at its draft, accept it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.db import transaction
from ninja import File, Form, Router, Status, UploadedFile

from sistership.formats.documents import DocumentText, read_document
from sistership.window.api.access import Request, own_reading, writing
from sistership.window.api.found import or_404, partnership_or_404
from sistership.window.api.schemas.readings import AboutIn, AcceptedOut, AcceptIn, ReadingOut, TextIn
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.rules import Reader, require
from sistership.window.offices.readings import actions
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.readings.rules import visible_readings
from sistership.window.offices.visits.engine import draft_from_json

router = Router(auth=own_reading, tags=["Documents being read"])


def _one(reader: Reader, public_id: UUID) -> Reading:
    rows = visible_readings(reader).select_related("partnership").prefetch_related("partnership__sides")
    return or_404(rows.filter(public_id=public_id).first())


def _partnership(request: Request, key: str | None) -> Partnership | None:
    if key is None:
        return None
    partnership = partnership_or_404(request.auth, key)
    require(request.auth, "partnership.write", partnership)
    return partnership


def _read(
    request: Request,
    about: AboutIn,
    text: str,
    *,
    document: DocumentText | None = None,
    upload: actions.Upload | None = None,
) -> Status[ReadingOut]:
    require(request.auth, "reading.start")
    reading, is_new = actions.read_document(
        actor=request.auth.ref,
        read_by=request.auth,
        text=text,
        partnership=_partnership(request, about.partnership),
        title=about.title or (document.title if document and document.title else "")[:300],
        publisher=about.publisher,
        published_on=about.published_on or (document.published_on if document else None),
        url=about.url,
        file=upload,
    )
    return Status(201 if is_new else 200, ReadingOut.of(reading))


@router.post("/readings", response={200: ReadingOut, 201: ReadingOut}, auth=writing)
def read_text(request: Request, data: TextIn) -> Status[ReadingOut]:
    """Draft what a text reports. 200, and the same draft, where this text is being read already."""
    return _read(request, data, data.text)


@router.post("/readings/file", response={200: ReadingOut, 201: ReadingOut}, auth=writing)
def read_file(
    request: Request, data: Annotated[AboutIn, Form()], file: Annotated[UploadedFile, File()]
) -> Status[ReadingOut]:
    """As above, for a file: plain text, HTML, PDF or DOCX."""
    name, content = file.name or "document", file.read()
    document = read_document(content, file=name)
    upload = actions.Upload(name=name, content=content, media_type=document.media_type)
    return _read(request, data, document.text, document=document, upload=upload)


@router.get("/readings/{uuid:public_id}", response=ReadingOut)
def reading(request: Request, public_id: UUID) -> ReadingOut:
    """One document being read, with its draft as it stands."""
    return ReadingOut.of(_one(request.auth, public_id))


@router.post("/readings/{uuid:public_id}/accept", response=AcceptedOut, auth=writing)
def accept_reading(request: Request, public_id: UUID, data: AcceptIn) -> AcceptedOut:
    """Make the records of the draft, once; accepting again makes nothing and says so."""
    found = _one(request.auth, public_id)
    require(request.auth, "reading.write", found)
    with transaction.atomic():
        if data.draft is not None:
            draft = draft_from_json(data.draft)
            found = actions.replace_draft(actor=request.auth.ref, reading=found, draft=draft)
        _row, accepted = actions.accept_reading(account=request.auth, reading=found)
    return AcceptedOut.of(accepted)
