"""Lessons: read, write as drafts with figures and sites, review, revise, say whether they helped."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from ninja import Router, Status

from sistership.common.errors import InputError
from sistership.window.api.access import Request, reading, writing
from sistership.window.api.etags import IfMatch, require_fresh
from sistership.window.api.experts import acting_side, tied_records
from sistership.window.api.found import or_404, partnership_or_404, side_named
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.expert_questions import SideIn, SideReason, Stage, Topic
from sistership.window.api.schemas.lessons import (
    FigureIn,
    HelpedIn,
    LessonChange,
    LessonIn,
    LessonItem,
    LessonOut,
    LessonState,
    SiteIn,
)
from sistership.window.api.schemas.texts import Key
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.lessons.actions import helped, lessons, parts
from sistership.window.offices.lessons.actions.lessons import COLUMNS
from sistership.window.offices.lessons.actions.steps import locked_lesson
from sistership.window.offices.lessons.models import Lesson
from sistership.window.offices.lessons.queries import TIES, lesson_page, lessons_with_sides, load_lessons
from sistership.window.offices.lessons.rules import expert_sides, visible_lessons, visible_questions
from sistership.window.offices.people.rules import require

router = Router(auth=reading, tags=["Experts and lessons"])
PLAIN = tuple(name for name in COLUMNS if name not in TIES)


@router.get("/lessons", response=Page[LessonItem])
def list_lessons(
    request: Request,
    window: Paging,
    partnership: Key | None = None,
    side: Key | None = None,
    topic: Topic | None = None,
    stage: Stage | None = None,
    state: LessonState | None = None,
) -> Page[LessonItem]:
    """Lessons that you may see; `side` is the city whose experience it is."""
    wanted = {
        "partnership__key": partnership,
        "side__city__key": side,
        "topic": topic,
        "stage": stage,
        "state": state,
    }
    rows = lessons_with_sides(visible_lessons(request.auth)).order_by("pk")
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows, window, lambda part: [LessonItem.of(row) for row in load_lessons(part)])


def _lesson(request: Request, public_id: UUID) -> LessonOut:
    return LessonOut.whole(or_404(lesson_page(request.auth, public_id)))


@router.get("/lessons/{uuid:public_id}", response=LessonOut)
def get_lesson(request: Request, public_id: UUID) -> LessonOut:
    """One lesson with its figures, sites, and whom it helped."""
    return _lesson(request, public_id)


@router.post("/lessons", response={201: LessonOut}, auth=writing)
def begin_lesson(request: Request, data: LessonIn) -> Status[LessonOut]:
    """Begin a lesson as a draft, as an expert of one of the sides."""
    partnership = partnership_or_404(request.auth, data.partnership)
    require(request.auth, "lessons.write", partnership)
    side = side_named(partnership, data.side)
    assert side is not None
    question = None
    if data.question:
        question = or_404(visible_questions(request.auth).filter(public_id=data.question).first())
    made = lessons.begin(
        actor=request.auth.ref,
        partnership=partnership,
        side=side,
        acting=expert_sides(request.auth, partnership)[0],
        texts=data.texts.model_dump(exclude_none=True),
        question=question,
        **{name: getattr(data, name) for name in PLAIN},
        **tied_records(request, partnership, data),
    )
    return Status(201, _lesson(request, made.public_id))


def _lesson_to_act_on(request: Request, public_id: UUID) -> Lesson:
    return or_404(lessons_with_sides(visible_lessons(request.auth)).filter(public_id=public_id).first())


@router.patch("/lessons/{uuid:public_id}", response=LessonOut, auth=writing)
def edit_lesson(request: Request, public_id: UUID, data: LessonChange, if_match: IfMatch = None) -> LessonOut:
    """Change what is sent of a draft and leave the rest; needs the ETag of the lesson as If-Match."""
    with transaction.atomic():
        found = locked_lesson(_lesson_to_act_on(request, public_id))
        side = acting_side(request, found.partnership, data.side)
        require_fresh(request, _lesson(request, public_id))
        sent = data.model_dump(exclude_unset=True)
        lessons.edit(
            actor=request.auth.ref,
            lesson=found,
            side=side,
            texts=data.texts.model_dump(exclude_none=True),
            **{name: sent[name] for name in PLAIN if name in sent},
            **tied_records(request, found.partnership, data),
        )
    return _lesson(request, public_id)


@router.post("/lessons/{uuid:public_id}/figures", response={201: LessonOut}, auth=writing)
def add_figure(request: Request, public_id: UUID, data: FigureIn) -> Status[LessonOut]:
    """Add a number with its source to a draft."""
    found = _lesson_to_act_on(request, public_id)
    parts.add_figure(
        actor=request.auth.ref,
        lesson=found,
        side=acting_side(request, found.partnership, data.side),
        labels=data.label,
        units=data.unit,
        value=data.value,
        year=data.year,
        source_titles=data.source_title,
        source_url=str(data.source_url),
    )
    return Status(201, _lesson(request, public_id))


@router.post("/lessons/{uuid:public_id}/sites", response={201: LessonOut}, auth=writing)
def add_site(request: Request, public_id: UUID, data: SiteIn) -> Status[LessonOut]:
    """Add a place that a delegation can be shown to a draft."""
    found = _lesson_to_act_on(request, public_id)
    contact = side_named(found.partnership, data.contact, where="contact")
    assert contact is not None
    parts.add_site(
        actor=request.auth.ref,
        lesson=found,
        side=acting_side(request, found.partnership, data.side),
        names=data.name,
        shows=data.shows,
        when=data.when,
        longitude=data.longitude,
        latitude=data.latitude,
        contact=contact,
    )
    return Status(201, _lesson(request, public_id))


@router.post("/lessons/{uuid:public_id}/parts/{uuid:part}/remove", response=LessonOut, auth=writing)
def remove_part(request: Request, public_id: UUID, part: UUID, data: SideIn) -> LessonOut:
    """Take a figure or a site out of a draft."""
    found = _lesson_to_act_on(request, public_id)
    side = acting_side(request, found.partnership, data.side)
    figure = found.figures.filter(public_id=part).first()
    if figure:
        parts.remove_figure(actor=request.auth.ref, figure=figure, side=side)
    else:
        site = or_404(found.sites.filter(public_id=part).first())
        parts.remove_site(actor=request.auth.ref, site=site, side=side)
    return _lesson(request, public_id)


@router.post("/lessons/{uuid:public_id}/revise", response={201: LessonOut}, auth=writing)
def revise_lesson(request: Request, public_id: UUID, data: SideIn) -> Status[LessonOut]:
    """Begin the next version of a published lesson as a draft with all that it says."""
    found = _lesson_to_act_on(request, public_id)
    side = acting_side(request, found.partnership, data.side)
    made = lessons.revise(actor=request.auth.ref, lesson=found, side=side)
    return Status(201, _lesson(request, made.public_id))


@router.post("/lessons/{uuid:public_id}/hand-in", response=LessonOut, auth=writing)
def hand_in_lesson(request: Request, public_id: UUID, data: SideIn) -> LessonOut:
    """Hand a draft in; the other side is asked to review it."""
    lesson = _lesson_to_act_on(request, public_id)
    side = acting_side(request, lesson.partnership, data.side)
    lessons.hand_in(actor=request.auth.ref, lesson=lesson, side=side)
    return _lesson(request, public_id)


@router.post("/lessons/{uuid:public_id}/approve", response=LessonOut, auth=writing)
def approve_lesson(request: Request, public_id: UUID, data: SideIn) -> LessonOut:
    """Publish it, for a side that did not hand it in."""
    lesson = _lesson_to_act_on(request, public_id)
    side = acting_side(request, lesson.partnership, data.side)
    lessons.approve(actor=request.auth.ref, lesson=lesson, side=side)
    return _lesson(request, public_id)


@router.post("/lessons/{uuid:public_id}/return", response=LessonOut, auth=writing)
def return_lesson(request: Request, public_id: UUID, data: SideReason) -> LessonOut:
    """Return it with the reason, for a side that did not hand it in."""
    lesson = _lesson_to_act_on(request, public_id)
    lessons.return_it(
        actor=request.auth.ref,
        lesson=lesson,
        side=acting_side(request, lesson.partnership, data.side),
        reason=data.reason,
        language=data.language,
    )
    return _lesson(request, public_id)


@router.post("/lessons/{uuid:public_id}/helped", response=LessonOut, auth=writing)
def say_helped(request: Request, public_id: UUID, data: HelpedIn) -> LessonOut:
    """Say whether it helped; with a commitment that the side owes, it is filed as evidence of it."""
    lesson = _lesson_to_act_on(request, public_id)
    side = acting_side(request, lesson.partnership, data.side)
    commitment = None
    if data.commitment:
        rows = visible_commitments(request.auth).filter(partnership=lesson.partnership)
        commitment = rows.filter(public_id=data.commitment).first()
        if commitment is None:
            raise InputError(
                f"{data.commitment} is no commitment of this partnership",
                where="commitment",
                allowed="a public id from /commitments, or null",
            )
        require(request.auth, "commitment.file_evidence", commitment)
    helped.say_helped(
        actor=request.auth.ref,
        lesson=lesson,
        side=side,
        verdict=data.verdict,
        reasons=data.reason,
        commitment=commitment,
    )
    return _lesson(request, public_id)
