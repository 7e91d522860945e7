"""Tables: a matchmaking day, its slots, breaks and interpreters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.matchdays.states import DayState
from sistership.window.offices.people.models import City, Side


class DayKind(models.TextChoices):
    """Who may meet whom."""

    OPEN = "open", pgettext_lazy("matchmaking day", "everybody may meet everybody")
    CITIES = "cities", pgettext_lazy("matchmaking day", "each meeting joins two cities")
    FUNDING = "funding", pgettext_lazy("matchmaking day", "startups meet investors")


class Matchday(Record):
    """A day, or a few, of short meetings in one place."""

    TEXT_FIELDS = ("title", "venue", "about")

    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="matchdays")
    """Whose desk organises it."""
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="matchdays")
    """Where it takes place."""
    zone = models.CharField(max_length=60)
    """IANA name of the clock by which its times are said."""
    day_kind = models.CharField(max_length=8, choices=DayKind, default=DayKind.CITIES)
    tables = models.PositiveSmallIntegerField()
    """Meetings that can be held at one time; tables are numbered from 1."""
    most_meetings = models.PositiveSmallIntegerField(default=8)
    """For one participant."""
    floor = models.PositiveSmallIntegerField(default=2)
    """So many meetings everybody should have."""
    registration_until = models.DateField(null=True, blank=True)
    """The last day on which one registers by oneself, in the day's zone."""
    state = models.CharField(max_length=10, default=DayState.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1)
    """Grows with each change, so that of two officers the second is told what the first did."""
    is_public = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(tables__gt=0), name="matchday_has_tables"),
            models.CheckConstraint(condition=models.Q(most_meetings__gt=0), name="matchday_has_meetings"),
        ]


class DaySlot(models.Model):
    """A time for one meeting at each table."""

    matchday = models.ForeignKey(Matchday, on_delete=models.CASCADE, related_name="slots")
    number = models.PositiveSmallIntegerField()
    """From 1, in order of time."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    tables = models.PositiveSmallIntegerField(null=True, blank=True)
    """Where not all the day's tables can be used."""

    class Meta:
        ordering = ["matchday", "number"]
        constraints = [
            models.UniqueConstraint(fields=["matchday", "number"], name="day_slot_number_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="day_slot_in_order"
            ),
        ]


class DayBreak(Record):
    """A pause in which nobody meets: lunch, a speech."""

    TEXT_FIELDS = ("name",)

    matchday = models.ForeignKey(Matchday, on_delete=models.CASCADE, related_name="breaks")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["matchday", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="day_break_in_order"
            ),
        ]


class DayInterpreter(Record):
    """Somebody who interprets one meeting at a time."""

    matchday = models.ForeignKey(Matchday, on_delete=models.CASCADE, related_name="interpreters")
    name = models.CharField(max_length=120)
    pairs = models.JSONField(default=list)
    """Pairs of languages: [["pl", "zh"], ["en", "zh"]]."""
    available = models.JSONField(null=True, blank=True)
    """Numbers of slots; null: all of them."""
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["matchday", "pk"]
