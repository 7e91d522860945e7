"""Questions between experts: read, ask, take, answer with documents, accept, close."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import FileResponse
from ninja import File, Form, Router, Status, UploadedFile

from sistership.window.api.access import Request, reading, writing
from sistership.window.api.downloads import BYTES, download
from sistership.window.api.experts import acting_side, tied_records
from sistership.window.api.found import or_404, partnership_or_404
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.expert_questions import (
    AnswerIn,
    AnswerWithFiles,
    QuestionIn,
    QuestionItem,
    QuestionOut,
    QuestionState,
    SideIn,
    SideReason,
    Topic,
)
from sistership.window.api.schemas.texts import Key
from sistership.window.offices.lessons.actions import questions
from sistership.window.offices.lessons.actions.questions import Upload
from sistership.window.offices.lessons.models import AnswerFile, Question
from sistership.window.offices.lessons.queries import load_questions, question_page, with_sides
from sistership.window.offices.lessons.rules import visible_questions

router = Router(auth=reading, tags=["Experts and lessons"])


@router.get("/questions", response=Page[QuestionItem])
def list_questions(
    request: Request,
    window: Paging,
    partnership: Key | None = None,
    topic: Topic | None = None,
    state: QuestionState | None = None,
) -> Page[QuestionItem]:
    """Questions between experts that you may see."""
    wanted = {"partnership__key": partnership, "topic": topic, "state": state}
    rows = with_sides(visible_questions(request.auth)).order_by("pk")
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows, window, lambda part: [QuestionItem.of(row) for row in load_questions(part)])


def _question(request: Request, public_id: UUID) -> QuestionOut:
    return QuestionOut.whole(or_404(question_page(request.auth, public_id)))


@router.get("/questions/{uuid:public_id}", response=QuestionOut)
def get_question(request: Request, public_id: UUID) -> QuestionOut:
    """One question with its answers."""
    return _question(request, public_id)


@router.post("/questions", response={201: QuestionOut}, auth=writing)
def ask_question(request: Request, data: QuestionIn) -> Status[QuestionOut]:
    """Ask the experts of the other sides, for a side whose expert you are."""
    partnership = partnership_or_404(request.auth, data.partnership)
    made = questions.ask(
        actor=request.auth.ref,
        partnership=partnership,
        side=acting_side(request, partnership, data.side),
        titles=data.title,
        contexts=data.context,
        wanted=data.wanted,
        topic=data.topic,
        stage=data.stage,
        wanted_by=data.wanted_by,
        is_public=data.is_public,
        **tied_records(request, partnership, data),
    )
    return Status(201, _question(request, made.public_id))


def _to_act_on(request: Request, public_id: UUID) -> Question:
    return or_404(with_sides(visible_questions(request.auth)).filter(public_id=public_id).first())


@router.post("/questions/{uuid:public_id}/take", response=QuestionOut, auth=writing)
def take_question(request: Request, public_id: UUID, data: SideIn) -> QuestionOut:
    """Say that you answer it, for a side that was asked, so that nobody else begins."""
    question = _to_act_on(request, public_id)
    side = acting_side(request, question.partnership, data.side)
    questions.take(actor=request.auth.ref, question=question, side=side)
    return _question(request, public_id)


@router.post("/questions/{uuid:public_id}/put-back", response=QuestionOut, auth=writing)
def put_back_question(request: Request, public_id: UUID, data: SideIn) -> QuestionOut:
    """Give a question that you took back to your colleagues."""
    question = _to_act_on(request, public_id)
    side = acting_side(request, question.partnership, data.side)
    questions.put_back(actor=request.auth.ref, question=question, side=side)
    return _question(request, public_id)


def _answered(
    request: Request, public_id: UUID, side_key: str, text: dict[str, str], uploads: list[Upload]
) -> QuestionOut:
    question = _to_act_on(request, public_id)
    side = acting_side(request, question.partnership, side_key)
    deed = questions.ask_further if side.pk == question.side_id else questions.answer
    deed(actor=request.auth.ref, question=question, side=side, texts=text, uploads=uploads)
    return _question(request, public_id)


@router.post("/questions/{uuid:public_id}/answer", response=QuestionOut, auth=writing)
def answer_question(request: Request, public_id: UUID, data: AnswerIn) -> QuestionOut:
    """Answer for a side that was asked; for the side that asks, ask further."""
    return _answered(request, public_id, data.side, data.text, [])


@router.post("/questions/{uuid:public_id}/answer/files", response=QuestionOut, auth=writing)
def answer_question_with_files(
    request: Request,
    public_id: UUID,
    data: Annotated[AnswerWithFiles, Form()],
    files: Annotated[list[UploadedFile], File()],
) -> QuestionOut:
    """As above, in one language, with documents."""
    uploads = [(one.name or "file", one.read()) for one in files]
    return _answered(request, public_id, data.side, {data.language: data.text}, uploads)


@router.get("/questions/files/{uuid:public_id}", openapi_extra=BYTES)
def get_answer_file(request: Request, public_id: UUID) -> FileResponse:
    """A document that came with an answer."""
    seen = AnswerFile.objects.filter(answer__question__in=visible_questions(request.auth))
    found = or_404(seen.filter(public_id=public_id).select_related("file").first())
    return download(found.file, name=found.name)


@router.post("/questions/{uuid:public_id}/accept", response=QuestionOut, auth=writing)
def accept_answer(request: Request, public_id: UUID, data: SideIn) -> QuestionOut:
    """Accept the answer, for the side that asked."""
    question = _to_act_on(request, public_id)
    side = acting_side(request, question.partnership, data.side)
    questions.accept(actor=request.auth.ref, question=question, side=side)
    return _question(request, public_id)


@router.post("/questions/{uuid:public_id}/close", response=QuestionOut, auth=writing)
def close_question(request: Request, public_id: UUID, data: SideReason) -> QuestionOut:
    """Close it without an answer, with the reason."""
    question = _to_act_on(request, public_id)
    questions.close(
        actor=request.auth.ref,
        question=question,
        side=acting_side(request, question.partnership, data.side),
        reason=data.reason,
        language=data.language,
    )
    return _question(request, public_id)
