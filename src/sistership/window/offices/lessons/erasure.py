"""What lessons hold about a person: which questions, answers and lessons an account wrote."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sistership.window.offices.lessons.models import (
    Answer,
    Helped,
    LessonEvent,
    Question,
    QuestionEvent,
)
from sistership.window.offices.people.erasure import accounts_of


def _own(subject_id: UUID) -> list[UUID]:
    return list(accounts_of(subject_id).values_list("public_id", flat=True))


def export_lessons(subject_id: UUID) -> dict[str, Any]:
    """What the person asked, answered, wrote, reviewed and judged, by the ids of the records."""
    own = _own(subject_id)

    def ids(rows: Any, path: str = "public_id") -> list[UUID]:
        return list(rows.order_by("pk").values_list(path, flat=True))

    return {
        "questions_asked": ids(Question.objects.filter(asked_by_id__in=own)),
        "questions_taken": ids(Question.objects.filter(taken_by_id__in=own)),
        "answers": ids(Answer.objects.filter(account_id__in=own)),
        "question_events": list(
            QuestionEvent.objects.filter(account_id__in=own)
            .order_by("pk")
            .values("question__public_id", "event", "at", "reason")
        ),
        "lesson_events": list(
            LessonEvent.objects.filter(account_id__in=own)
            .order_by("pk")
            .values("lesson__public_id", "event", "at", "reason")
        ),
        "helped": ids(Helped.objects.filter(account_id__in=own)),
    }


def erase_lessons(subject_id: UUID) -> int:
    """Drop who it was; what the city asked, answered and learnt stays, as the city's."""
    own = _own(subject_id)
    touched = Question.objects.filter(asked_by_id__in=own).update(asked_by_id=None)
    touched += Question.objects.filter(taken_by_id__in=own).update(taken_by_id=None)
    for model in (Answer, QuestionEvent, LessonEvent, Helped):
        touched += model._default_manager.filter(account_id__in=own).update(account_id=None)
    return touched
