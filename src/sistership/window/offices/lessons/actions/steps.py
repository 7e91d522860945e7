"""Moving questions and lessons along their tables: what is allowed, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sistership.common.errors import InputError, RuleError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.models import Commitment, Milestone
from sistership.window.offices.lessons.models import (
    Lesson,
    LessonEvent,
    Question,
    QuestionEvent,
    Stage,
)
from sistership.window.offices.lessons.states import (
    LESSON_TABLE,
    QUESTION_TABLE,
    LessonState,
    QuestionState,
)
from sistership.window.offices.people.models import Partnership, Side

Texts = Mapping[str, str]
TOKEN_LIFE = timedelta(days=90)


def account_id_of(actor: Ref) -> UUID | None:
    """The account behind an act; None for a one-time link or the window itself."""
    return actor.public_id if actor.kind == "account" else None


def require_side(partnership: Partnership, side: Side) -> None:
    """Raise InputError for a side of another partnership."""
    if side.partnership_id != partnership.pk:
        raise InputError(_("That side does not belong to this partnership"), where="side")


def require_said(texts: Texts | None, what: str, where: str) -> None:
    """Raise InputError where a needed text has no words in any language."""
    if not texts or not any(text.strip() for text in texts.values()):
        raise InputError(what, where=where)


def tied(partnership: Partnership, values: Mapping[str, Any]) -> dict[str, Any]:
    """What ties a question or a lesson, checked: stage, topic, and records of the same partnership.

    A step brings its commitment along.
    """
    if "stage" in values and values["stage"] not in Stage.values:
        raise InputError(
            _("'%(stage)s' is no stage of a project") % {"stage": values["stage"]},
            where="stage",
            allowed=", ".join(Stage.values),
        )
    topic = values.get("topic", "x")
    if (
        not topic
        or len(topic) > 60
        or not all(one.isascii() and (one.isalnum() or one in "-_") for one in topic)
    ):
        raise InputError(
            _("'%(topic)s' is no key of a topic") % {"topic": topic},
            where="topic",
            allowed=_("letters, digits and hyphens, such as light-rail"),
        )
    commitment: Commitment | None = values.get("commitment")
    milestone: Milestone | None = values.get("milestone")
    visit = values.get("visit")
    if commitment and commitment.partnership_id != partnership.pk:
        raise InputError(_("That commitment belongs to another partnership"), where="commitment")
    if milestone and commitment is None:
        commitment = milestone.commitment
        if commitment.partnership_id != partnership.pk:
            raise InputError(_("That step belongs to another partnership"), where="milestone")
        values = {**values, "commitment": commitment}
    if milestone and commitment and milestone.commitment_id != commitment.pk:
        raise InputError(
            _("That step belongs to another commitment"),
            where="milestone",
            next_step=_("Choose the commitment of the step, or leave the commitment empty"),
        )
    if visit and visit.partnership_id != partnership.pk:
        raise InputError(_("That visit belongs to another partnership"), where="visit")
    return dict(values)


def locked_question(question: Question) -> Question:
    """The question as it is now, held until the transaction ends."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("partnership", "side__city")
    return rows.get(pk=question.pk)


def locked_lesson(lesson: Lesson) -> Lesson:
    """The lesson as it is now, held until the transaction ends."""
    rows = Lesson.objects.select_for_update(of=("self",)).select_related("partnership", "side__city")
    return rows.get(pk=lesson.pk)


def move_question(
    question: Question, event: str, *, actor: Ref, side: Side, reason: str = "", language: str = ""
) -> None:
    """Let the event happen to a locked question; raises what says why it cannot."""
    state = QuestionState(question.state)
    if (state, event) not in QUESTION_TABLE:
        raise StateError(
            _("This question is “%(state)s”; that cannot follow") % {"state": question_word(state)},
            next_step=_("Open its page to see where it stands"),
        )
    require_side(question.partnership, side)
    question.state, who = QUESTION_TABLE[state, event]
    is_asking = side.pk == question.side_id
    if (who == "asking side" and not is_asking) or (who == "answering side" and is_asking):
        raise RuleError(
            _("The side that asks cannot do this") if is_asking else _("Only the side that asks can do this"),
            where="side",
        )
    question.save()
    QuestionEvent.objects.create(
        question=question,
        at=clock.now(),
        event=event,
        side=side,
        account_id=account_id_of(actor),
        reason=reason,
        reason_language=language,
    )


def require_lesson_event(lesson: Lesson, event: str) -> LessonState:
    """The state that follows; raises StateError where the event cannot happen."""
    state = LessonState(lesson.state)
    if (state, event) not in LESSON_TABLE:
        raise StateError(
            _("This lesson is “%(state)s”; that cannot follow") % {"state": lesson_word(state)},
            next_step=_("Open its page to see where it stands"),
        )
    return LESSON_TABLE[state, event][0]


def note_lesson_event(
    lesson: Lesson, event: str, *, actor: Ref, side: Side | None, reason: str = "", language: str = ""
) -> None:
    """Remember that something happened to a version of a lesson."""
    LessonEvent.objects.create(
        lesson=lesson,
        at=clock.now(),
        event=event,
        side=side,
        account_id=account_id_of(actor),
        reason=reason,
        reason_language=language,
    )


def question_word(state: str) -> str:
    """The state of a question in words."""
    return {
        QuestionState.ASKED: pgettext("question between experts", "waiting for an answer"),
        QuestionState.TAKEN: pgettext("question between experts", "being answered"),
        QuestionState.ANSWERED: pgettext("question between experts", "answered"),
        QuestionState.ACCEPTED: pgettext("question between experts", "answer accepted"),
        QuestionState.CLOSED: pgettext("question between experts", "closed without an answer"),
        QuestionState.LESSON: pgettext("question between experts", "became a lesson"),
    }[QuestionState(state)]


def lesson_word(state: str) -> str:
    """The state of a lesson in words."""
    return {
        LessonState.DRAFT: pgettext("lesson", "draft"),
        LessonState.IN_REVIEW: pgettext("lesson", "in review"),
        LessonState.RETURNED: pgettext("lesson", "returned"),
        LessonState.PUBLISHED: pgettext("lesson", "published"),
        LessonState.SUPERSEDED: pgettext("lesson", "superseded"),
    }[LessonState(state)]
