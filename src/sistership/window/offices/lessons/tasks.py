"""Background work of lessons: ask after a time whether a lesson helped."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef

from sistership.window.ground import clock
from sistership.window.offices.lessons.actions.helped import ask_sides
from sistership.window.offices.lessons.models import Helped, Lesson
from sistership.window.offices.lessons.states import LessonState
from sistership.window.offices.people.models import Side

MOST_AT_ONCE = 100


def ask_whether_lessons_helped() -> int:
    """Ask each side once about every published lesson whose days have passed; returns how many were asked.

    Runs every hour; what is left is asked the next time.
    """
    asked = Helped.objects.filter(lesson=OuterRef(OuterRef("pk")), side=OuterRef("pk"))
    waiting = (
        Side.objects.filter(partnership=OuterRef("partnership"))
        .exclude(pk=OuterRef("side"))
        .filter(~Exists(asked))
    )
    rows = Lesson.objects.filter(
        Exists(waiting), state=LessonState.PUBLISHED, help_after_days__gt=0, published_at__isnull=False
    )
    now = clock.now()
    due = [
        lesson
        for lesson in rows.order_by("published_at").iterator()
        if lesson.published_at and lesson.published_at + timedelta(days=lesson.help_after_days) <= now
    ]
    return sum(ask_sides(lesson=lesson) for lesson in due[:MOST_AT_ONCE])
