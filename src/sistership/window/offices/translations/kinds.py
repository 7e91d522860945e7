"""Records whose texts are translated: how each kind hangs on a partnership, is public, and is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Q

from sistership.window.ground.models import Document
from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import (
    Agreement,
    Commitment,
    Committee,
    Decision,
    Direction,
    Evidence,
    Intention,
    Meeting,
    Milestone,
    Signatory,
    WhyQuestion,
)
from sistership.window.offices.agreements.states import WhyState
from sistership.window.offices.cases.models import Recommendation
from sistership.window.offices.lessons.models import Answer, Helped, Lesson, LessonFigure, Question, Site
from sistership.window.offices.lessons.states import LessonState
from sistership.window.offices.market.models import Profile
from sistership.window.offices.market.states import ProfileState
from sistership.window.offices.matchdays.models import DayBreak, Matchday
from sistership.window.offices.matchdays.states import DayState
from sistership.window.offices.people.models import City
from sistership.window.offices.talent.models import Cohort, Position, Programme
from sistership.window.offices.talent.states import CohortState, PositionState
from sistership.window.offices.visions.models import Axis, Vision
from sistership.window.offices.visits.models import Attendance, Point, Visit

LEAD_DECIDES = ("renewal", "dropped_reason")
"""Texts that a department lead writes and translates."""
NAMING = ("title", "name", "occasion", "text")
"""The text by which a record is known, where it has one of these."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How records of one kind are found from their partnership. All paths are lookups of Django."""

    model: type[Record]
    partnership: tuple[str, ...]
    """Paths to its partnership; a document may hang on one by several."""
    is_public: Q
    """Whether anybody may read it, its partnership being public."""
    due: str = ""
    """Path to the day by which it is due."""
    person: str = ""
    """The field that names whom the texts are about."""
    written_by: str = ""
    """Path to the city whose officers alone write the texts."""
    is_of_city: bool = False
    """The record hangs on a city (`written_by`), and is translated once, in the city's first partnership."""

    def within(self, partnerships: Any) -> Q:
        """Records that hang on one of the partnerships."""
        if self.is_of_city:
            cities = City.objects.annotate(first=Min("partnerships")).filter(first__in=partnerships)
            return Q(**{f"{self.written_by}__in": cities.values("pk")})
        found = Q(pk__in=[])
        for path in self.partnership:
            found |= Q(**{f"{path}__in": partnerships})
        return found

    @property
    def published(self) -> Q:
        """Records that anybody may read."""
        found = Q(pk__in=[])
        for path in self.partnership:
            found |= Q(**{f"{path}__is_public": True})
        return found & self.is_public


def _public_commitment(path: str = "") -> Q:
    return Q(**{f"{path}is_public": True}) & (
        Q(**{f"{path}agreement__isnull": True}) | Q(**{f"{path}agreement__is_public": True})
    )


def _public_lesson(path: str = "") -> Q:
    """A version that anybody reads."""
    return Q(**{f"{path}is_public": True, f"{path}state": LessonState.PUBLISHED})


def _public_cohort(path: str = "") -> Q:
    return Q(**{f"{path}programme__is_public": True}) & ~Q(**{f"{path}state": CohortState.DRAFT})


def _public_matchday(path: str = "") -> Q:
    """A day that anybody reads about."""
    return Q(**{f"{path}is_public": True}) & ~Q(**{f"{path}state": DayState.DRAFT})


KINDS: dict[str, Kind] = {
    "agreement": Kind(Agreement, ("partnership",), Q(is_public=True)),
    "commitment": Kind(Commitment, ("partnership",), _public_commitment(), "next_due_on"),
    "milestone": Kind(
        Milestone, ("commitment__partnership",), _public_commitment("commitment__"), "next_due_on"
    ),
    "evidence": Kind(
        Evidence,
        ("commitment__partnership",),
        Q(is_public=True) & _public_commitment("commitment__"),
        written_by="side__city",
    ),
    "direction": Kind(Direction, ("agreement__partnership",), Q(agreement__is_public=True)),
    "signatory": Kind(Signatory, ("agreement__partnership",), Q(agreement__is_public=True), person="person"),
    "intention": Kind(Intention, ("partnership",), Q(is_public=True)),
    "committee": Kind(Committee, ("partnership",), Q()),
    "meeting": Kind(Meeting, ("committee__partnership",), Q()),
    "decision": Kind(Decision, ("meeting__committee__partnership",), Q(), "due_on"),
    "visit": Kind(Visit, ("partnership",), Q(is_public=True)),
    "attendance": Kind(Attendance, ("visit__partnership",), Q(visit__is_public=True), person="person"),
    "point": Kind(Point, ("visit__partnership",), Q(visit__is_public=True)),
    "document": Kind(
        Document,
        ("agreements__agreement__partnership", "meeting__committee__partnership"),
        Q(agreements__agreement__is_public=True) | Q(meeting__isnull=False),
    ),
    "why_question": Kind(
        WhyQuestion,
        ("commitment__partnership",),
        Q(state__in=(WhyState.ANSWERED, WhyState.DECLINED)) & _public_commitment("commitment__"),
        written_by="side__city",
    ),
    "recommendation": Kind(
        Recommendation, ("side__partnership",), Q(is_public=True), written_by="made_by__city"
    ),
    "question": Kind(Question, ("partnership",), Q(is_public=True), "wanted_by"),
    "answer": Kind(Answer, ("question__partnership",), Q(question__is_public=True)),
    "programme": Kind(Programme, ("partnership",), Q(is_public=True)),
    "cohort": Kind(Cohort, ("programme__partnership",), _public_cohort(), "applications_until"),
    "position": Kind(
        Position,
        ("cohort__programme__partnership",),
        _public_cohort("cohort__") & Q(state=PositionState.OPEN),
        "cohort__applications_until",
    ),
    "lesson": Kind(Lesson, ("partnership",), _public_lesson()),
    "lesson_figure": Kind(LessonFigure, ("lesson__partnership",), _public_lesson("lesson__")),
    "site": Kind(Site, ("lesson__partnership",), _public_lesson("lesson__")),
    "helped": Kind(Helped, ("lesson__partnership",), _public_lesson("lesson__"), written_by="side__city"),
    "vision": Kind(Vision, ("city__partnerships",), Q(), written_by="city", is_of_city=True),
    "matchday": Kind(
        Matchday, ("side__partnership",), _public_matchday(), "registration_until", written_by="side__city"
    ),
    "day_break": Kind(
        DayBreak,
        ("matchday__side__partnership",),
        _public_matchday("matchday__"),
        written_by="matchday__side__city",
    ),
    "profile": Kind(
        Profile,
        ("city__partnerships",),
        Q(state=ProfileState.PUBLISHED),
        "expires_on",
        written_by="city",
        is_of_city=True,
    ),
    "axis": Kind(Axis, ("vision__city__partnerships",), Q(), written_by="vision__city", is_of_city=True),
}
NOT_TRANSLATED = {
    "breach": "seen by few: whoever writes it gives each language that is needed",
    "processing_activity": "words of law: each language is written in the register, and checked with counsel",
    "case": "what came of it is written to the enquirer on closing, with its translation on its own page",
    "city": "a name, written in every language on the page of the city",
    "letter_template": "its own page shows every language and which wordings are out of date",
    "organisation": "a name, written in every language on the page of the organisation",
    "person": "a name, which is not translated",
    "post": "kept with the person, whose city alone answers for the data",
    "partnership": "written by the administrator in every language on the page of the partnership",
    "official_level": "an official word: each language as the authority says it, on the page of the city",
    "law_link": "the title of a law: each language as the authority says it, on the page of the city",
}
"""Kinds that have texts and are not on the desk, and why."""
