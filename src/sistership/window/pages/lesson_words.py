"""Words for the topics, stages and states of questions between experts and of lessons."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from sistership.window.offices.lessons.actions.steps import lesson_word, question_word

TOPIC_WORDS = {
    "light-rail": pgettext_lazy("topic of a lesson", "Light rail"),
    "flood-control": pgettext_lazy("topic of a lesson", "Flood control"),
    "traffic": pgettext_lazy("topic of a lesson", "Traffic"),
    "road-space": pgettext_lazy("topic of a lesson", "Space on the road"),
    "public-opinion": pgettext_lazy("topic of a lesson", "Public opinion"),
}
MARKS = {
    "asked": "at_risk",
    "taken": "on_track",
    "answered": "awaiting",
    "accepted": "confirmed",
    "closed": "withdrawn",
    "lesson": "kept",
    "draft": "filed",
    "in_review": "awaiting",
    "returned": "disputed",
    "published": "confirmed",
    "superseded": "withdrawn",
}
"""State → the mark of the house that it is drawn with."""


def topic_word(topic: str) -> str:
    """The topic in words; its key where the window has none for it."""
    return str(TOPIC_WORDS.get(topic, topic.replace("-", " ")))


def state_of(kind: str, state: str) -> tuple[str, str]:
    """(mark, words) of the state of a question or a lesson."""
    return MARKS[state], question_word(state) if kind == "question" else lesson_word(state)
