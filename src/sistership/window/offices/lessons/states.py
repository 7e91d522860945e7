"""How questions between experts and the lessons that they keep go on: tables, no database.

1. A question is *asked* by one side. Somebody of another side may *take* it, so that nobody answers twice,
   and may put it back. An answer makes it *answered*; the asking side asks again, or *accepts*.
2. Either side closes a question that is not settled, and says why.
3. An accepted question may *become a lesson*, which both sides write.
4. A lesson is a *draft* until one side hands it in. The other side reviews it: somebody who did not write
   it approves, and it is *published*, or returns it with the reason.
5. What is published is revised as a new version; publishing that one supersedes the former.
"""

from __future__ import annotations

from enum import StrEnum


class QuestionState(StrEnum):
    """Where a question between experts stands."""

    ASKED = "asked"
    TAKEN = "taken"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    LESSON = "lesson"


class LessonState(StrEnum):
    """Where a version of a lesson stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


_Q, _L = QuestionState, LessonState

# (state, event) → next state, who may cause it.
QUESTION_TABLE: dict[tuple[QuestionState | None, str], tuple[QuestionState, str]] = {
    (None, "asked"): (_Q.ASKED, "asking side"),
    (_Q.ASKED, "taken"): (_Q.TAKEN, "answering side"),
    (_Q.TAKEN, "put_back"): (_Q.ASKED, "answering side"),
    (_Q.ASKED, "answered"): (_Q.ANSWERED, "answering side"),
    (_Q.TAKEN, "answered"): (_Q.ANSWERED, "answering side"),
    (_Q.ANSWERED, "answered"): (_Q.ANSWERED, "answering side"),
    (_Q.ANSWERED, "asked_again"): (_Q.ASKED, "asking side"),
    (_Q.ANSWERED, "accepted"): (_Q.ACCEPTED, "asking side"),
    (_Q.ASKED, "closed"): (_Q.CLOSED, "either side"),
    (_Q.TAKEN, "closed"): (_Q.CLOSED, "either side"),
    (_Q.ANSWERED, "closed"): (_Q.CLOSED, "either side"),
    (_Q.ACCEPTED, "lesson_begun"): (_Q.LESSON, "either side"),
}

LESSON_TABLE: dict[tuple[LessonState | None, str], tuple[LessonState, str]] = {
    (None, "begun"): (_L.DRAFT, "either side"),
    (_L.DRAFT, "edited"): (_L.DRAFT, "either side"),
    (_L.RETURNED, "edited"): (_L.RETURNED, "either side"),
    (_L.DRAFT, "handed_in"): (_L.IN_REVIEW, "either side"),
    (_L.RETURNED, "handed_in"): (_L.IN_REVIEW, "either side"),
    (_L.IN_REVIEW, "approved"): (_L.PUBLISHED, "reviewing side"),
    (_L.IN_REVIEW, "returned"): (_L.RETURNED, "reviewing side"),
    (_L.PUBLISHED, "superseded"): (_L.SUPERSEDED, "system"),
}
