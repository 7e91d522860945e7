"""Table: what a city is recommended after a complaint, and what it answered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.cases.models.cases import Case
from sistership.window.offices.people.models import Side


class Recommendation(Record):
    """A complaint that became a recommendation to a city. It says nothing of who complained."""

    TEXT_FIELDS = ("title", "text", "answer")

    class State(models.TextChoices):
        MADE = "made", pgettext_lazy("recommendation", "waiting for an answer")
        FOLLOWED = "followed", pgettext_lazy("recommendation", "followed")
        PARTLY = "partly", pgettext_lazy("recommendation", "followed in part")
        NOT_FOLLOWED = "not_followed", pgettext_lazy("recommendation", "not followed")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recommendations")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="recommendations")
    """The side to which it is made."""
    made_by = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, choices=State, default=State.MADE, editable=False)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    is_public = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
