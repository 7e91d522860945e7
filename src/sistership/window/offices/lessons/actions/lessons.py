"""Write a lesson, hand it in, review it, publish it, revise it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sistership.common.errors import InputError, RuleError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import LocalizedText, Source
from sistership.window.ground.records import Record
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.lessons.actions import letters
from sistership.window.offices.lessons.actions.steps import (
    Texts,
    account_id_of,
    locked_lesson,
    locked_question,
    move_question,
    note_lesson_event,
    require_lesson_event,
    require_said,
    require_side,
    tied,
)
from sistership.window.offices.lessons.models import Lesson, LessonFigure, Question, Site
from sistership.window.offices.lessons.states import LESSON_TABLE, LessonState
from sistership.window.offices.people.models import Partnership, Side

WRITTEN = ("begun", "edited")
"""What somebody did who may not approve the same version."""
COLUMNS = (
    "topic",
    "stage",
    "commitment",
    "milestone",
    "visit",
    "is_public",
    "cost_amount",
    "cost_currency",
    "cost_price_year",
    "longitude",
    "latitude",
    "help_after_days",
)
NEEDED = {
    "title": gettext_lazy("Give the lesson a title"),
    "context": gettext_lazy("Say what the situation was"),
    "done": gettext_lazy("Say what was done"),
}


def _check(values: Mapping[str, Any]) -> None:
    if values.get("cost_amount") is not None and not values.get("cost_currency"):
        raise InputError(
            _("A cost needs its currency"),
            where="cost_currency",
            allowed=_("three letters, such as TWD or MYR"),
        )
    if (values.get("longitude") is None) != (values.get("latitude") is None):
        raise InputError(_("A place needs both longitude and latitude"), where="latitude")
    check_place(values.get("longitude"), values.get("latitude"))


def check_place(longitude: float | None, latitude: float | None) -> None:
    """Raise InputError for a place that is not on the earth."""
    if longitude is not None and not -180 <= longitude <= 180:
        raise InputError(_("This is no longitude"), where="longitude", allowed=_("from -180 to 180"))
    if latitude is not None and not -90 <= latitude <= 90:
        raise InputError(_("This is no latitude"), where="latitude", allowed=_("from -90 to 90"))


@transaction.atomic
def begin(
    *,
    actor: Ref,
    partnership: Partnership,
    side: Side,
    texts: Mapping[str, Texts],
    topic: str,
    stage: str,
    question: Question | None = None,
    acting: Side | None = None,
    is_example: bool = False,
    **values: Any,
) -> Lesson:
    """Begin a lesson on what `side` learnt; `acting` is the side that begins it.

    With an accepted question the question becomes this lesson. `values` names further columns.
    """
    acting = acting or side
    for one in (side, acting):
        require_side(partnership, one)
    require_said(texts.get("title"), str(NEEDED["title"]), "title")
    values = tied(partnership, {"topic": topic, "stage": stage, **values})
    _check(values)
    if question is not None:
        question = locked_question(question)
        if question.partnership_id != partnership.pk:
            raise InputError(_("That question belongs to another partnership"), where="question")
        move_question(question, "lesson_begun", actor=actor, side=acting)
    lesson = Lesson.objects.create(
        partnership=partnership,
        side=side,
        question=question,
        state=LESSON_TABLE[None, "begun"][0],
        is_example=is_example,
        **values,
    )
    write_texts(lesson, texts)
    note_lesson_event(lesson, "begun", actor=actor, side=acting)
    note(actor, "lesson.begun", lesson.ref, partnership, side=side.public_id)
    return lesson


@transaction.atomic
def edit(
    *, actor: Ref, lesson: Lesson, side: Side, texts: Mapping[str, Texts] | None = None, **changes: Any
) -> Lesson:
    """Change a draft, or one that was returned; either side may. `changes` names columns."""
    lesson = locked_lesson(lesson)
    require_side(lesson.partnership, side)
    require_lesson_event(lesson, "edited")
    if {"commitment", "milestone"} & set(changes):
        changes = {"commitment": lesson.commitment, "milestone": lesson.milestone, **changes}
    changes = tied(lesson.partnership, changes)
    _check({name: changes.get(name, getattr(lesson, name)) for name in COLUMNS})
    for name, value in changes.items():
        setattr(lesson, name, value)
    lesson.save(update_fields=list(changes))
    write_texts(lesson, texts or {})
    note_lesson_event(lesson, "edited", actor=actor, side=side)
    fields = sorted({*changes, *(texts or {})})
    note(actor, "lesson.edited", lesson.ref, lesson.partnership, fields=fields)
    return lesson


@transaction.atomic
def hand_in(*, actor: Ref, lesson: Lesson, side: Side) -> Lesson:
    """Hand the lesson in for review by the other side, in the languages of both where it has them."""
    lesson = locked_lesson(lesson)
    require_side(lesson.partnership, side)
    state = require_lesson_event(lesson, "handed_in")
    for field, what in NEEDED.items():
        require_said(
            {code: one.text for code, one in lesson.localized(field).variants.items()}, str(what), field
        )
    _require_sources(lesson)
    lesson.state, lesson.handed_in_by = state, side
    lesson.save(update_fields=["state", "handed_in_by"])
    note_lesson_event(lesson, "handed_in", actor=actor, side=side)
    note(actor, "lesson.handed_in", lesson.ref, lesson.partnership, side=side.public_id)
    letters.ask_reviewers(lesson)
    return lesson


def _require_sources(lesson: Lesson) -> None:
    figures = list(lesson.figures.all())
    cited = set(
        Source.objects.filter(owner_id__in=[one.public_id for one in figures]).values_list(
            "owner_id", flat=True
        )
    )
    bare = [one for one in figures if one.public_id not in cited]
    if bare:
        raise InputError(
            _("Figure %(number)d has no source") % {"number": bare[0].position},
            where="figures",
            next_step=_("Name the document or page that it comes from, or remove the figure"),
        )


def _require_reviewer(lesson: Lesson, actor: Ref, side: Side) -> None:
    require_side(lesson.partnership, side)
    if side.pk == lesson.handed_in_by_id:
        raise RuleError(
            _("The side that handed the lesson in cannot review it"),
            where="side",
            next_step=_("An expert of the other city reviews it"),
        )
    account = account_id_of(actor)
    if account and lesson.events.filter(event__in=WRITTEN, account_id=account).exists():
        raise RuleError(
            _("Who wrote in this lesson cannot review it"),
            next_step=_("Ask a colleague of your city who did not"),
        )


@transaction.atomic
def approve(*, actor: Ref, lesson: Lesson, side: Side) -> Lesson:
    """Approve it for the other side: it is published, and the version before it is superseded."""
    lesson = locked_lesson(lesson)
    state = require_lesson_event(lesson, "approved")
    _require_reviewer(lesson, actor, side)
    lesson.state, lesson.published_at = state, clock.now()
    lesson.save(update_fields=["state", "published_at"])
    note_lesson_event(lesson, "approved", actor=actor, side=side)
    note(actor, "lesson.published", lesson.ref, lesson.partnership, side=side.public_id)
    if lesson.revises and lesson.revises.state == LessonState.PUBLISHED:
        former = locked_lesson(lesson.revises)
        former.state = require_lesson_event(former, "superseded")
        former.save(update_fields=["state"])
        note_lesson_event(former, "superseded", actor=actor, side=side)
    letters.tell_reviewed(lesson, side, is_published=True)
    return lesson


@transaction.atomic
def return_it(*, actor: Ref, lesson: Lesson, side: Side, reason: str, language: str = "") -> Lesson:
    """Return it to the side that handed it in, with the reason."""
    lesson = locked_lesson(lesson)
    state = require_lesson_event(lesson, "returned")
    _require_reviewer(lesson, actor, side)
    if not reason.strip():
        raise InputError(_("Say what should be changed"), where="reason")
    lesson.state = state
    lesson.save(update_fields=["state"])
    note_lesson_event(lesson, "returned", actor=actor, side=side, reason=reason.strip(), language=language)
    note(actor, "lesson.returned", lesson.ref, lesson.partnership, side=side.public_id)
    letters.tell_reviewed(lesson, side, is_published=False, reason=reason.strip())
    return lesson


@transaction.atomic
def revise(*, actor: Ref, lesson: Lesson, side: Side) -> Lesson:
    """Begin the next version as a draft with all that this one says; readers see this one until then."""
    lesson = locked_lesson(lesson)
    require_side(lesson.partnership, side)
    if lesson.state != LessonState.PUBLISHED:
        raise StateError(
            _("Only a published lesson is revised"), next_step=_("A draft can be changed as it stands")
        )
    if Lesson.objects.filter(revises=lesson).exists():
        raise StateError(
            _("A new version of this lesson was begun already"), next_step=_("Go on in that version")
        )
    fresh = Lesson.objects.create(
        partnership=lesson.partnership,
        side=lesson.side,
        question=lesson.question,
        version=lesson.version + 1,
        revises=lesson,
        state=LESSON_TABLE[None, "begun"][0],
        is_example=lesson.is_example,
        **{name: getattr(lesson, name) for name in COLUMNS},
    )
    _copy(lesson, fresh)
    for figure in lesson.figures.all():
        _copy(
            figure,
            LessonFigure.objects.create(
                lesson=fresh, position=figure.position, value=figure.value, year=figure.year
            ),
        )
    for site in lesson.sites.prefetch_related("visits"):
        again = Site.objects.create(
            lesson=fresh, longitude=site.longitude, latitude=site.latitude, contact=site.contact
        )
        again.visits.set(site.visits.all())
        _copy(site, again)
    note_lesson_event(fresh, "begun", actor=actor, side=side)
    note(actor, "lesson.revised", fresh.ref, lesson.partnership, side=side.public_id)
    return fresh


def _copy(old: Record, new: Record) -> None:
    """Give a record the wordings and sources of another, each with its standing."""
    owner = {"owner_kind": new.kind(), "owner_id": new.public_id}
    texts = LocalizedText.objects.filter(owner_kind=old.kind(), owner_id=old.public_id)
    LocalizedText.objects.bulk_create(
        LocalizedText(
            **owner,
            field=row.field,
            language=row.language,
            text=row.text,
            status=row.status,
            revision=row.revision,
            source_revision=row.source_revision,
        )
        for row in texts
    )
    for source in Source.objects.filter(owner_kind=old.kind(), owner_id=old.public_id).order_by("pk"):
        Source.objects.create(
            **owner,
            field=source.field,
            document=source.document,
            span_start=source.span_start,
            span_end=source.span_end,
        )
    new.forget_texts()
