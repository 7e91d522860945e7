"""Table: who saw what of a profile, beyond what everybody sees."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.offices.market.models.profiles import Profile


class SightLevel(models.IntegerChoices):
    """How much of a profile was shown."""

    SUMMARY = 0, pgettext_lazy("what was seen of a profile", "the anonymous summary")
    ORGANISATION = 1, pgettext_lazy("what was seen of a profile", "who it is")
    CONTACT = 2, pgettext_lazy("what was seen of a profile", "contacts and documents")


class Sight(models.Model):
    """That somebody saw a profile on a day, once for each level; visitors without a name are not kept."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="sights")
    level = models.PositiveSmallIntegerField(choices=SightLevel)
    by_kind = models.CharField(max_length=40)
    """account, or profile: the other party."""
    by_id = models.UUIDField()
    on = models.DateField()
    at = models.DateTimeField()
    """The first time that day."""

    class Meta:
        ordering = ["profile", "-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "level", "by_kind", "by_id", "on"], name="market_sight_once_a_day"
            )
        ]
