"""Tables of lessons."""

from sistership.window.offices.lessons.models.lessons import (
    Helped,
    HelpVerdict,
    Lesson,
    LessonEvent,
    LessonFigure,
    Site,
    SiteStop,
)
from sistership.window.offices.lessons.models.questions import (
    Answer,
    AnswerFile,
    Question,
    QuestionEvent,
    Stage,
)

__all__ = [
    "Answer",
    "AnswerFile",
    "HelpVerdict",
    "Helped",
    "Lesson",
    "LessonEvent",
    "LessonFigure",
    "Question",
    "QuestionEvent",
    "Site",
    "SiteStop",
    "Stage",
]
