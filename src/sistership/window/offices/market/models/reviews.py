"""Table: what an officer found when a version was checked."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.market.models.profiles import ProfileVersion
from sistership.window.offices.people.models import Account

RUBRIC = {
    "advantages": pgettext_lazy("rubric of a profile", "Advantages and innovation"),
    "clarity": pgettext_lazy("rubric of a profile", "Clarity"),
    "cooperation": pgettext_lazy("rubric of a profile", "What cooperation is expected"),
    "guidelines": pgettext_lazy("rubric of a profile", "Guidelines and language"),
}
"""Category → what it is called; each is given 0 to 5."""

_HIGHEST = [MaxValueValidator(5)]


class Review(Record):
    """One check of a version: points by category, the verdict that follows, and words to the owner."""

    version = models.OneToOneField(ProfileVersion, on_delete=models.CASCADE, related_name="review")
    advantages = models.PositiveSmallIntegerField(validators=_HIGHEST)
    clarity = models.PositiveSmallIntegerField(validators=_HIGHEST)
    cooperation = models.PositiveSmallIntegerField(validators=_HIGHEST)
    guidelines = models.PositiveSmallIntegerField(validators=_HIGHEST)
    verdict = models.CharField(max_length=10)
    """The event that followed: published, held or refused."""
    words = models.TextField(blank=True)
    """To the owner."""
    at = models.DateTimeField()
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="market_reviews"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__range": (0, 5) for name in RUBRIC}),
                name="market_points_0_to_5",
            )
        ]

    @property
    def points(self) -> int:
        return sum(getattr(self, name) for name in RUBRIC)
