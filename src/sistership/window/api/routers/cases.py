"""Cases: list them, read one with its words and files, work on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from sistership.common.errors import InputError
from sistership.window.api.access import Request, own_reading, writing
from sistership.window.api.downloads import BYTES, download
from sistership.window.api.etags import IfMatch, require_fresh
from sistership.window.api.found import or_404, side_named
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.case_deeds import (
    AssignIn,
    CloseIn,
    FileNumberIn,
    MergeIn,
    NoteIn,
    OfferAnswerIn,
    OfferIn,
    ReopenIn,
    WordsIn,
)
from sistership.window.api.schemas.cases import (
    JOINED,
    CaseItem,
    CaseMessageOut,
    CaseOut,
    HandoverOut,
    Priority,
    Service,
    State,
    Tab,
)
from sistership.window.api.schemas.texts import Day, Key, Language, Line
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.cases.actions import handover, routing, work
from sistership.window.offices.cases.actions.drafting import stored_files
from sistership.window.offices.cases.models import Case, Handover
from sistership.window.offices.cases.queries.lists import Chosen, desk_of, listed
from sistership.window.offices.cases.rule_words import why_here
from sistership.window.offices.cases.rules import own_sides, visible_cases, visible_files, visible_messages
from sistership.window.offices.people.models import Account, Organisation, Side
from sistership.window.offices.people.rules import Reader, grants_of, require

router = Router(auth=own_reading, tags=["Cases"])


class Wanted(Schema):
    """Which cases are asked for; what is left out does not narrow the list."""

    tab: Tab = Field("all", description="A list of the desk")
    partnership: Key | None = None
    service: Service | None = None
    state: State | None = None
    language: Language | None = None
    priority: Priority | None = None
    officer: UUID | None = Field(None, description="Account of an officer")
    desk: UUID | None = Field(None, description="Organisation that works on it")
    words: Line | None = Field(None, description="Part of the number, subject or organisation")
    due_until: Day | None = None

    def chosen(self, timezone: str | None) -> Chosen:
        """As the lists of the desk are asked; `due_until` ends in the zone of the reader's city."""
        given = self.model_dump(exclude_none=True)
        due_until = given.pop("due_until", None)
        said = {name: str(value) for name, value in given.items()}
        return Chosen(**said, due_until=due_until, timezone=timezone or "UTC")


Wanting = Annotated[Wanted, Query()]


@router.get("/cases", response=Page[CaseItem])
def list_cases(request: Request, window: Paging, wanted: Wanting) -> Page[CaseItem]:
    """Cases that your cities read, those that are due first at the top."""
    desk = desk_of(request.auth, own_sides(request.auth).select_related("city"), now=clock.now())
    rows = listed(desk, wanted.chosen(grants_of(request.auth).timezone)).select_related(*JOINED)
    return page_of(request, rows, window, lambda part: [CaseItem.of(row) for row in part])


def _rows(reader: Reader) -> QuerySet[Case]:
    rows = visible_cases(reader).select_related(*JOINED, "organisation")
    return rows.prefetch_related("sides", "handovers", "clocks", "events")


def _cities(case: Case) -> dict[int, str]:
    return dict(case.partnership.sides.values_list("pk", "city__key"))


def _shown(case: Case) -> CaseOut:
    load_texts([case, *([case.desk] if case.desk else [])])
    return CaseOut.whole(case, why_here=why_here(case), cities=_cities(case))


def _one(reader: Reader, public_id: UUID) -> CaseOut:
    return _shown(or_404(_rows(reader).filter(public_id=public_id).first()))


@router.get("/cases/{uuid:public_id}", response=CaseOut)
def get_case(request: Request, public_id: UUID) -> CaseOut:
    """One case with its clocks and history."""
    return _one(request.auth, public_id)


@router.get("/cases/{uuid:public_id}/messages", response=Page[CaseMessageOut])
def list_case_messages(request: Request, public_id: UUID, window: Paging) -> Page[CaseMessageOut]:
    """The words of a case, oldest first; internal notes of your own side only."""
    case = or_404(visible_cases(request.auth).filter(public_id=public_id).first())
    rows = visible_messages(request.auth).filter(case=case).select_related("side__city")
    rows = rows.prefetch_related("files__file", "translations").order_by("at", "pk")
    return page_of(request, rows, window, lambda part: [CaseMessageOut.of(row) for row in part])


@router.get("/case-files/{uuid:public_id}", openapi_extra=BYTES)
def get_case_file(request: Request, public_id: UUID) -> FileResponse:
    """A file of words that you may read."""
    rows = visible_files(request.auth).select_related("file")
    found = or_404(rows.filter(public_id=public_id, file__isnull=False).first())
    assert found.file is not None
    return download(found.file, name=found.name)


@contextmanager
def _working(request: Request, public_id: UUID, permission: str = "case.work") -> Iterator[Case]:
    """A case, held, that the reader may act on; with If-Match only as the reader last read it."""
    with transaction.atomic():
        rows = visible_cases(request.auth).select_for_update(of=("self",)).filter(public_id=public_id)
        or_404(rows.first())
        case = _rows(request.auth).get(public_id=public_id)
        require(request.auth, permission, case)
        if "If-Match" in request.headers:
            require_fresh(request, _shown(case))
        yield case


def _own_side(reader: Reader, case: Case) -> Side:
    """The side for which the reader acts, among those that read the case."""
    found = own_sides(reader).filter(pk__in=[side.pk for side in case.sides.all()])
    return or_404(found.select_related("city").order_by("position").first())


@router.post("/cases/{uuid:public_id}/take", response=CaseOut, auth=writing)
def take_case(request: Request, public_id: UUID, if_match: IfMatch = None) -> CaseOut:
    """Take a case that your side owes."""
    with _working(request, public_id) as case:
        work.take(actor=request.auth.ref, case=case, account=request.auth)
    return _one(request.auth, public_id)


def _written(
    request: Request, public_id: UUID, data: WordsIn, uploads: list[tuple[str, bytes]] | None = None
) -> Status[CaseOut]:
    with _working(request, public_id) as case:
        kept = [one.file for one in stored_files(uploads or []) if one.file]
        work.write(
            actor=request.auth.ref,
            case=case,
            kind=data.kind,
            words=work.Words(text=data.text, language=data.language, subject=data.subject, files=kept),
            author=request.auth.get_full_name(),
            channel="api",
        )
    return Status(201, _one(request.auth, public_id))


@router.post("/cases/{uuid:public_id}/messages", response={201: CaseOut}, auth=writing)
def write_to_enquirer(
    request: Request, public_id: UUID, data: WordsIn, if_match: IfMatch = None
) -> Status[CaseOut]:
    """Write to the enquirer: a word on the way, a question, or the answer."""
    return _written(request, public_id, data)


@router.post("/cases/{uuid:public_id}/messages/files", response={201: CaseOut}, auth=writing)
def write_to_enquirer_with_files(
    request: Request,
    public_id: UUID,
    data: Annotated[WordsIn, Form()],
    files: Annotated[list[UploadedFile], File()],
    if_match: IfMatch = None,
) -> Status[CaseOut]:
    """As above, with files."""
    return _written(request, public_id, data, [(one.name or "file", one.read()) for one in files])


@router.post("/cases/{uuid:public_id}/notes", response={201: CaseOut}, auth=writing)
def note_on_case(request: Request, public_id: UUID, data: NoteIn) -> Status[CaseOut]:
    """Write an internal note, or a word to the other cities that read the case."""
    with _working(request, public_id, "case.note") as case:
        work.note(
            actor=request.auth.ref,
            case=case,
            side=_own_side(request.auth, case),
            text=data.text,
            language=data.language,
            author=request.auth.get_full_name(),
            is_shared=data.is_shared,
        )
    return Status(201, _one(request.auth, public_id))


@router.post("/cases/{uuid:public_id}/handovers", response={201: CaseOut}, auth=writing)
def offer_case(request: Request, public_id: UUID, data: OfferIn, if_match: IfMatch = None) -> Status[CaseOut]:
    """Offer a case to another city of the partnership."""
    with _working(request, public_id) as case:
        to_side = side_named(case.partnership, data.to_side, where="to_side")
        assert to_side is not None
        handover.offer(
            actor=request.auth.ref, case=case, to_side=to_side, reason=data.reason, language=data.language
        )
    return Status(201, _one(request.auth, public_id))


def _offer(request: Request, public_id: UUID, permission: str) -> Handover:
    rows = Handover.objects.filter(case__in=visible_cases(request.auth), public_id=public_id)
    found = or_404(
        rows.select_related(
            "case__partnership", "case__side", "case__offered_to", "from_side", "to_side"
        ).first()
    )
    require(request.auth, permission, found.case)
    return found


@router.post("/handovers/{uuid:public_id}/accept", response=CaseOut, auth=writing)
def accept_offer(request: Request, public_id: UUID, data: OfferAnswerIn) -> CaseOut:
    """Take a case that your side is offered: from now on it owes everything."""
    found = _offer(request, public_id, "case.answer_offer")
    handover.accept(actor=request.auth.ref, handover=found, answer=data.answer, language=data.language)
    return _one(request.auth, found.case.public_id)


@router.post("/handovers/{uuid:public_id}/decline", response=HandoverOut, auth=writing)
def decline_offer(request: Request, public_id: UUID, data: OfferAnswerIn) -> HandoverOut:
    """Do not take it, and say why; after that your side reads it no longer."""
    found = _offer(request, public_id, "case.answer_offer")
    done = handover.decline(
        actor=request.auth.ref, handover=found, answer=data.answer, language=data.language
    )
    return HandoverOut.of(done, found.case, _cities(found.case))


@router.post("/handovers/{uuid:public_id}/withdraw", response=CaseOut, auth=writing)
def withdraw_offer(request: Request, public_id: UUID) -> CaseOut:
    """Take your side's offer back."""
    found = _offer(request, public_id, "case.work")
    handover.withdraw(actor=request.auth.ref, handover=found)
    return _one(request.auth, found.case.public_id)


@router.post("/cases/{uuid:public_id}/close", response=CaseOut, auth=writing)
def close_case(request: Request, public_id: UUID, data: CloseIn, if_match: IfMatch = None) -> CaseOut:
    """Close a case with what came of it, and the commitment that it served."""
    with _working(request, public_id) as case:
        commitment = None
        if data.commitment:
            rows = visible_commitments(request.auth).filter(partnership=case.partnership)
            commitment = rows.filter(public_id=data.commitment).first()
            if commitment is None:
                raise InputError(
                    f"{data.commitment} is no commitment of this partnership",
                    where="commitment",
                    allowed="a public id from /commitments, or null",
                )
        outcome = work.Outcome(data.outcome, data.texts, commitment)
        work.close(actor=request.auth.ref, case=case, outcome=outcome)
    return _one(request.auth, public_id)


@router.post("/cases/{uuid:public_id}/reopen", response=CaseOut, auth=writing)
def reopen_case(request: Request, public_id: UUID, data: ReopenIn, if_match: IfMatch = None) -> CaseOut:
    """Open an answered or closed case again; its clocks begin anew."""
    with _working(request, public_id) as case:
        work.reopen(actor=request.auth.ref, case=case, reason=data.reason, language=data.language)
    return _one(request.auth, public_id)


@router.post("/cases/{uuid:public_id}/merge", response=CaseOut, auth=writing)
def merge_case(request: Request, public_id: UUID, data: MergeIn, if_match: IfMatch = None) -> CaseOut:
    """Close a case as the same as another of your side, which goes on."""
    with _working(request, public_id) as case:
        into = visible_cases(request.auth).filter(public_id=data.into).first()
        if into is None:
            raise InputError(
                f"{data.into} is no case that you see", where="into", allowed="a public id from /cases"
            )
        work.merge(actor=request.auth.ref, case=case, into=into)
    return _one(request.auth, public_id)


def _officer(public_id: UUID | None) -> Account | None:
    if public_id is None:
        return None
    found = Account.objects.filter(public_id=public_id, is_active=True).first()
    if found is None:
        raise InputError(f"{public_id} is no account", where="officer", allowed="an officer's, or null")
    return found


@router.post("/cases/{uuid:public_id}/assign", response=CaseOut, auth=writing)
def assign_case(request: Request, public_id: UUID, data: AssignIn, if_match: IfMatch = None) -> CaseOut:
    """Send a case to a desk and an officer of the city that owes it."""
    with _working(request, public_id) as case:
        desk = None
        if data.desk:
            desk = Organisation.objects.filter(public_id=data.desk, city=case.side.city_id).first()
            if desk is None:
                raise InputError(
                    f"{data.desk} is no organisation of this city",
                    where="desk",
                    allowed="a public id from /organisations, or null",
                )
        routing.send_to(
            actor=request.auth.ref,
            case=case,
            desk=desk,
            officer=_officer(data.officer),
            priority=data.priority,
            reason=data.reason,
        )
    return _one(request.auth, public_id)


@router.post("/cases/{uuid:public_id}/file-number", response=CaseOut, auth=writing)
def number_case(request: Request, public_id: UUID, data: FileNumberIn) -> CaseOut:
    """Note under which number your side's own registry keeps the case."""
    with _working(request, public_id, "case.note") as case:
        side = _own_side(request.auth, case)
        work.set_file_number(actor=request.auth.ref, case=case, side=side, number=data.number)
    return _one(request.auth, public_id)
