"""Enquiries: sent by a program for an enquirer, and followed by the enquirer's own link."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import FileResponse, Http404
from ninja import File, Form, Header, Router, Status, UploadedFile
from pydantic import StringConstraints

from sistership.common.errors import InputError
from sistership.window.api.access import Request, reading, writing
from sistership.window.api.downloads import BYTES, download
from sistership.window.api.found import or_404, partnership_or_404, side_named
from sistership.window.api.limits import unknown_link_within, within
from sistership.window.api.schemas.enquiries import EnquiryIn, EnquiryOut, EnquiryWordsIn
from sistership.window.offices.cases.actions import programs, work
from sistership.window.offices.cases.actions.receiving import Came
from sistership.window.offices.cases.addresses import case_by_secret
from sistership.window.offices.cases.models import Case, CaseFile, Channel
from sistership.window.offices.people.rules import may, require

router = Router(auth=reading, tags=["Enquiries"])
Secret = Annotated[str, StringConstraints(max_length=200)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="Whatever you send again under the same key is one case all the same",
        max_length=200,
    ),
]


def _sent(
    request: Request, data: EnquiryIn, key: str, uploads: list[tuple[str, bytes]] | None = None
) -> Status[EnquiryOut]:
    partnership = partnership_or_404(request.auth, data.partnership)
    side = side_named(partnership, data.side)
    assert side is not None
    if data.channel == "phone":
        require(request.auth, "case.receive", side)
    elif not may(request.auth, "case.receive", side):
        within(request, "enquire_by_program", user=request.auth)
    case, is_new = programs.receive_from_program(
        actor=request.auth.ref,
        side=side,
        enquiry=data.enquiry(),
        channel=data.channel,
        uploads=uploads or (),
        key=key,
    )
    return Status(201 if is_new else 200, EnquiryOut.of(case))


@router.post("/enquiries", response={200: EnquiryOut, 201: EnquiryOut}, auth=writing)
def send_enquiry(request: Request, data: EnquiryIn, idempotency_key: Key = "") -> Status[EnquiryOut]:
    """Send an enquiry for somebody; any account may, those of the city that is asked without a limit.

    200, and the case as it is, where it was sent under this Idempotency-Key before.
    """
    return _sent(request, data, idempotency_key)


@router.post("/enquiries/files", response={200: EnquiryOut, 201: EnquiryOut}, auth=writing)
def send_enquiry_with_files(
    request: Request,
    data: Annotated[EnquiryIn, Form()],
    files: Annotated[list[UploadedFile], File()],
    idempotency_key: Key = "",
) -> Status[EnquiryOut]:
    """As above, with files."""
    return _sent(request, data, idempotency_key, [(one.name or "file", one.read()) for one in files])


def _by_link(request: Request, secret: str) -> Case:
    try:
        return case_by_secret(secret)
    except InputError as error:
        unknown_link_within(request)
        raise Http404 from error


@router.get("/enquiries/{secret}", response=EnquiryOut)
def get_enquiry(request: Request, secret: Secret) -> EnquiryOut:
    """How an enquiry stands, by the last part of the enquirer's link; nobody's token is needed."""
    return EnquiryOut.of(_by_link(request, secret))


@router.post("/enquiries/{secret}/messages", response={201: EnquiryOut})
def add_enquiry_words(request: Request, secret: Secret, data: EnquiryWordsIn) -> Status[EnquiryOut]:
    """Add words of the enquirer, by the link; an answered enquiry is opened again."""
    case = _by_link(request, secret)
    within(request, "enquirer_words", key=str(case.public_id))
    words = work.hear(case=case, text=data.text, came=Came(channel=Channel.API), language=data.language)
    return Status(201, EnquiryOut.of(words.case))


@router.get("/enquiries/{secret}/files/{uuid:public_id}", openapi_extra=BYTES)
def get_enquiry_file(request: Request, secret: Secret, public_id: UUID) -> FileResponse:
    """A file of an enquiry, by the link."""
    rows = CaseFile.objects.filter(
        message__case=_by_link(request, secret), message__direction__in=("in", "out")
    )
    found = or_404(rows.select_related("file").filter(public_id=public_id, file__isnull=False).first())
    assert found.file is not None
    return download(found.file, name=found.name)
