"""Lessons and questions between experts as search finds them, with the words of what stands under them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.ground.search.searchable import Passage, Searchable, on, own_texts
from sistership.window.offices.lessons.models import Answer, Lesson, LessonFigure, Question, Site
from sistership.window.offices.lessons.rules import visible_lessons, visible_questions
from sistership.window.offices.lessons.states import LessonState
from sistership.window.offices.people.rules import Reader


def newest_lessons(reader: Reader) -> QuerySet[Lesson]:
    """Lessons that the reader sees, without versions that a newer one superseded."""
    return visible_lessons(reader).exclude(state=LessonState.SUPERSEDED)


def _with_parts(
    owner: str, *kinds: type[Record]
) -> Callable[[Sequence[Lesson | Question]], Mapping[UUID, list[Passage]]]:
    """The words of rows, of their topic, and of their parts: whoever reads a row reads those too."""

    def passages(rows: Sequence[Lesson | Question]) -> Mapping[UUID, list[Passage]]:
        said = own_texts(rows)
        for row in rows:
            said[row.public_id].append(Passage(row.topic.replace("-", " ").replace("_", " ")))
        for kind in kinds:
            parts: list[Any] = list(
                kind._default_manager.filter(**{f"{owner}__in": rows}).select_related(owner).order_by("pk")
            )
            words = own_texts(parts)
            for part in parts:
                said[getattr(part, owner).public_id] += words[part.public_id]
        return said

    return passages


def _published(lesson: Lesson) -> datetime:
    return lesson.published_at or on(None, lesson)


SEARCHABLE = {
    Lesson.kind(): Searchable(
        label=_("Lessons"),
        model=Lesson,
        visible=newest_lessons,
        passages=_with_parts("lesson", LessonFigure, Site),
        at=_published,
        beside=("partnership",),
    ),
    Question.kind(): Searchable(
        label=pgettext_lazy("between experts", "Questions"),
        model=Question,
        visible=visible_questions,
        passages=_with_parts("question", Answer),
        at=lambda row: row.asked_at,
        beside=("partnership",),
    ),
}
