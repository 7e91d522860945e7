"""Tables: who takes part, and whom they ask to meet or do not want to meet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.market.models import Profile
from sistership.window.offices.matchdays.models.days import Matchday
from sistership.window.offices.people.models import City


class Party(models.TextChoices):
    """On which side of a funding day one stands."""

    STARTUP = "startup", pgettext_lazy("funding day", "startup")
    INVESTOR = "investor", pgettext_lazy("funding day", "investor")


class Registration(Record):
    """Somebody who takes part in a day. Needs no account: holds a secret link by mail."""

    matchday = models.ForeignKey(Matchday, on_delete=models.CASCADE, related_name="registrations")
    profile = models.ForeignKey(
        Profile, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    """What it offers and needs, from which suggestions are made; None for a guest without one."""
    name = models.CharField(max_length=200)
    """Of the firm or body, as the others read it."""
    person = models.CharField(max_length=120, blank=True)
    """Who comes."""
    email = models.EmailField()
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="registrations")
    language = models.CharField(max_length=16)
    """Of letters and of the personal plan."""
    languages = models.JSONField(default=list)
    """In which one can hold a meeting: ["pl", "en"]."""
    party = models.CharField(max_length=8, choices=Party, blank=True)
    available = models.JSONField(null=True, blank=True)
    """Numbers of slots; null: all of them."""
    most_meetings = models.PositiveSmallIntegerField(null=True, blank=True)
    link_version = models.PositiveIntegerField(default=1)
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    absent_at = models.DateTimeField(null=True, blank=True)
    """When the desk gave up waiting: the person did not come, or left."""
    asked_at = models.DateTimeField(null=True, blank=True)
    """When it was asked after the day how the meetings went."""
    erased_at = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["matchday", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matchday", "email"],
                condition=models.Q(withdrawn_at__isnull=True, erased_at__isnull=True),
                name="registration_once_per_address",
            )
        ]


class Regard(models.TextChoices):
    """What a participant says of another."""

    WISH = "wish", pgettext_lazy("matchmaking day", "would like to meet")
    VETO = "veto", pgettext_lazy("matchmaking day", "does not want to meet")


class Wish(models.Model):
    """What one participant says of another; a veto is told to nobody, and stands in no export."""

    by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="wishes")
    about = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="wished_by")
    regard = models.CharField(max_length=4, choices=Regard)
    at = models.DateTimeField()

    class Meta:
        ordering = ["by", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "about"], name="wish_once_per_pair"),
            models.CheckConstraint(condition=~models.Q(by=models.F("about")), name="wish_about_another"),
        ]
