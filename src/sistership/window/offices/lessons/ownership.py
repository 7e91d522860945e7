"""Who owns questions and lessons: both sides share them, each act belongs to one."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.lessons.models import (
    Answer,
    AnswerFile,
    Helped,
    Lesson,
    LessonEvent,
    LessonFigure,
    Question,
    QuestionEvent,
    Site,
    SiteStop,
)
from sistership.window.offices.people.models import City
from sistership.window.offices.people.ownership import SHARED, partnerships_of


def _shared(model: type[Model], path: str = "partnership") -> Any:
    def rows(city: City) -> QuerySet[Any]:
        return model._default_manager.filter(**{f"{path}__in": partnerships_of(city)})

    return rows


OWNERSHIP = {
    "lessons.Question": Ownership(
        "the side that asks", _shared(Question), note="also what other sides ask, private ones too"
    ),
    "lessons.QuestionEvent": Ownership(
        "the side that caused it", _shared(QuestionEvent, "question__partnership")
    ),
    "lessons.Answer": Ownership("the side that answers", _shared(Answer, "question__partnership")),
    "lessons.AnswerFile": Ownership(
        "the side that answers", _shared(AnswerFile, "answer__question__partnership")
    ),
    "lessons.Lesson": Ownership(SHARED, _shared(Lesson), note="drafts too: both sides write them"),
    "lessons.LessonEvent": Ownership("the side that caused it", _shared(LessonEvent, "lesson__partnership")),
    "lessons.LessonFigure": Ownership(SHARED, _shared(LessonFigure, "lesson__partnership")),
    "lessons.Site": Ownership(SHARED, _shared(Site, "lesson__partnership")),
    "lessons.SiteStop": Ownership(SHARED, _shared(SiteStop, "site__lesson__partnership")),
    "lessons.Helped": Ownership("the side that answers", _shared(Helped, "lesson__partnership")),
}
