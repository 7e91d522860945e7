"""Tables: visits, the people there, and the points: topics, what was shared, what was raised, facts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.people.models import Partnership, Person, Side


class Visit(Record):
    """An occasion on which the cities met. A signing is an occasion and an agreement."""

    TEXT_FIELDS = ("occasion", "summary", "place")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    host = models.ForeignKey(
        Side, null=True, blank=True, on_delete=models.PROTECT, related_name="hosted_visits"
    )
    signed = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.SET_NULL, related_name="occasions"
    )
    """The agreement that was signed on this occasion, if one was."""
    is_public = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-on", "-pk"]


class Attendance(Record):
    """A person who was there, as what, for which side."""

    TEXT_FIELDS = ("capacity",)

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    side = models.ForeignKey(
        Side, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    is_lead = models.BooleanField(default=False)
    """Led the side's delegation."""

    class Meta:
        ordering = ["visit", "-is_lead", "pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="attendance_once")]


class PointKind(models.TextChoices):
    """What sort of point it was."""

    TOPIC = "topic", pgettext_lazy("visit", "topic discussed")
    SHARED = "shared", pgettext_lazy("visit", "experience shared")
    RAISED = "raised", pgettext_lazy("visit", "challenge raised")
    FACT = "fact", pgettext_lazy("visit", "fact stated")


class Point(Record):
    """One thing that was said."""

    TEXT_FIELDS = ("text",)

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    point_kind = models.CharField(max_length=10, choices=PointKind)
    side = models.ForeignKey(Side, null=True, blank=True, on_delete=models.PROTECT, related_name="points")
    """Who said it; empty where both did."""
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["visit", "position"]
