"""Read what the public asked about commitments, and what was answered."""

from __future__ import annotations

from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Commitment, WhyQuestion
from sistership.window.offices.agreements.rules import answerable_questions, published_questions
from sistership.window.offices.agreements.states import WhyState
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import Reader


def questions_about(reader: Reader, commitment: Commitment) -> list[WhyQuestion]:
    """Published questions about a loaded commitment, newest first, without texts: one query.

    Sides and their cities are taken from the commitment's partnership, which must be loaded with them.
    """
    questions = list(published_questions(reader).filter(commitment=commitment))
    sides: dict[int | None, Side] = {side.pk: side for side in commitment.partnership.sides.all()}
    for question in questions:
        question.commitment = commitment
        question.side = sides.get(question.side_id)
    return questions


def open_questions(reader: Reader) -> list[WhyQuestion]:
    """Questions that the reader's cities have to answer, oldest first, with the commitment's texts."""
    rows = answerable_questions(reader).filter(state=WhyState.ASKED).order_by("asked_at", "pk")
    questions = list(rows.select_related("commitment__partnership"))
    load_texts([question.commitment for question in questions])
    return questions
