"""What lessons hold about a person: which questions, answers and lessons an account wrote."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value

from sistership.window.offices.lessons.models import (
    Answer,
    Helped,
    LessonEvent,
    Question,
    QuestionEvent,
)
from sistership.window.offices.people.erasure import accounts_of


def export_lessons(subject_id: UUID) -> dict[str, Any]:
    """What the person asked, answered, wrote, reviewed and judged, by the ids of the records: two queries."""
    own = accounts_of(subject_id).values("public_id")

    def records(what: str, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, UUID]]:
        return rows.order_by().annotate(what=Value(what)).values_list("what", "public_id")  # type: ignore[no-any-return]

    def events(rows: QuerySet[Any], about: str) -> QuerySet[Any]:
        mine = rows.filter(account_id__in=own).order_by().annotate(record=F(f"{about}__public_id"))
        return mine.values("record", "event", "at", "reason")  # type: ignore[no-any-return]

    found: dict[str, Any] = {
        "questions_asked": [],
        "questions_taken": [],
        "answers": [],
        "helped": [],
    }
    every = records("questions_asked", Question.objects.filter(asked_by_id__in=own)).union(
        records("questions_taken", Question.objects.filter(taken_by_id__in=own)),
        records("answers", Answer.objects.filter(account_id__in=own)),
        records("helped", Helped.objects.filter(account_id__in=own)),
    )
    for what, public_id in every:
        found[what].append(public_id)
    happened = events(QuestionEvent.objects.all(), "question").union(
        events(LessonEvent.objects.all(), "lesson"), all=True
    )
    return {**found, "events": list(happened.order_by("at"))}


def erase_lessons(subject_id: UUID) -> int:
    """Drop who it was; what the city asked, answered and learnt stays, as the city's."""
    own = list(accounts_of(subject_id).values_list("public_id", flat=True))
    touched = Question.objects.filter(asked_by_id__in=own).update(asked_by_id=None)
    touched += Question.objects.filter(taken_by_id__in=own).update(taken_by_id=None)
    for model in (Answer, QuestionEvent, LessonEvent, Helped):
        touched += model._default_manager.filter(account_id__in=own).update(account_id=None)
    return touched
