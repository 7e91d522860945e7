"""Table: what the public asks about the state of a commitment. Not the Question that experts ask experts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models.promises import Commitment
from sistership.window.offices.agreements.states import WhyState
from sistership.window.offices.people.models import Side

WHY_LABELS = {
    WhyState.ASKED: pgettext_lazy("question", "waiting for an answer"),
    WhyState.ANSWERED: pgettext_lazy("question", "answered"),
    WhyState.DECLINED: pgettext_lazy("question", "declined"),
    WhyState.DISCARDED: pgettext_lazy("question", "discarded"),
}


class WhyQuestion(Record):
    """Somebody asked why a commitment is in its state; the owing side answers, and both are published.

    Until then the words stand in `asked`, where only the owing side reads them. Publishing moves them, as
    the officer left them, into the texts, and empties `asked`.
    """

    TEXT_FIELDS = ("question", "answer")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="why_questions")
    language = models.CharField(max_length=16)
    asked = models.TextField(blank=True)
    asked_state = models.CharField(max_length=10)
    """The state of the commitment when it was asked about."""
    email = models.EmailField(blank=True)
    """Where the answer goes as well; never shown, and emptied when the answer was sent."""
    state = models.CharField(max_length=10, default=WhyState.ASKED, editable=False)
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    side = models.ForeignKey(
        Side, null=True, blank=True, on_delete=models.PROTECT, related_name="why_answers"
    )
    """The side that answered."""

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["commitment", "state"])]
