"""Who sees which questions and lessons, and who may ask, answer, write and review.

Experts, officers and leads of a partnership's cities work on its questions and lessons. Nobody else reads
a private question, or a lesson before it is published.
"""

from __future__ import annotations

import rules
from django.db.models import Q, QuerySet

from sistership.window.offices.lessons.models import Lesson, Question, Site
from sistership.window.offices.lessons.states import LessonState
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import (
    Reader,
    grants_of,
    visible_partnerships,
)


def expert_sides(reader: Reader, partnership: Partnership) -> list[Side]:
    """The sides of the partnership for which the reader asks, answers and writes."""
    own = grants_of(reader).expert_cities
    return [side for side in partnership.sides.all() if side.city_id in own]


@rules.predicate
def is_expert_somewhere(reader: Reader, thing: object = None) -> bool:
    return bool(grants_of(reader).expert_cities)


@rules.predicate
def is_expert_of_partnership(reader: Reader, partnership: Partnership) -> bool:
    return bool(expert_sides(reader, partnership))


@rules.predicate
def is_expert_of_asking_side(reader: Reader, question: Question) -> bool:
    return any(side.pk == question.side_id for side in expert_sides(reader, question.partnership))


@rules.predicate
def is_expert_of_asked_side(reader: Reader, question: Question) -> bool:
    return any(side.pk != question.side_id for side in expert_sides(reader, question.partnership))


@rules.predicate
def is_expert_of_reviewing_side(reader: Reader, lesson: Lesson) -> bool:
    return any(side.pk != lesson.handed_in_by_id for side in expert_sides(reader, lesson.partnership))


@rules.predicate
def is_expert_of_helped_side(reader: Reader, lesson: Lesson) -> bool:
    return any(side.pk != lesson.side_id for side in expert_sides(reader, lesson.partnership))


rules.add_perm("lessons.use", is_expert_somewhere)
rules.add_perm("lessons.write", is_expert_of_partnership)
rules.add_perm("question.settle", is_expert_of_asking_side)
rules.add_perm("question.answer", is_expert_of_asked_side)
rules.add_perm("lesson.review", is_expert_of_reviewing_side)
rules.add_perm("lesson.say_helped", is_expert_of_helped_side)


def expert_partnerships(reader: Reader) -> QuerySet[Partnership]:
    """Partnerships whose private questions and drafts the reader sees."""
    grants = grants_of(reader)
    if grants.is_administrator:
        return Partnership.objects.all()
    own = Side.objects.filter(city__in=grants.expert_cities).values("partnership")
    return Partnership.objects.filter(pk__in=own)


def visible_questions(reader: Reader) -> QuerySet[Question]:
    """Public ones of partnerships that the reader sees; all of those where the reader is an expert."""
    return Question.objects.filter(
        Q(is_public=True, partnership__in=visible_partnerships(reader))
        | Q(partnership__in=expert_partnerships(reader))
    )


def visible_lessons(reader: Reader) -> QuerySet[Lesson]:
    """Published public ones of partnerships that the reader sees; all where the reader is an expert."""
    return Lesson.objects.filter(
        Q(
            is_public=True,
            state__in=(LessonState.PUBLISHED, LessonState.SUPERSEDED),
            partnership__in=visible_partnerships(reader),
        )
        | Q(partnership__in=expert_partnerships(reader))
    )


def visible_sites(reader: Reader) -> QuerySet[Site]:
    """Sites of published lessons that the reader sees."""
    return Site.objects.filter(lesson__in=visible_lessons(reader), lesson__state=LessonState.PUBLISHED)
