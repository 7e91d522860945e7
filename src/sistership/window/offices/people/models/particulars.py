"""Tables: what is particular to a city: its terms, its official levels, its links to law."""

from __future__ import annotations

from django.db import models

from sistership.window.ground.records import Record
from sistership.window.offices.people.models.places import City


class CityTerm(models.Model):
    """How a city says a concept in one language: its glossary."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="terms")
    concept = models.CharField(max_length=80)
    """What is meant, as a short English phrase: single window."""
    language = models.CharField(max_length=16)
    term = models.CharField(max_length=200)
    is_locked = models.BooleanField(default=True)
    """Whether a translation must use this term and no other."""
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["city", "concept", "language"]
        constraints = [
            models.UniqueConstraint(fields=["city", "concept", "language"], name="term_once_per_language")
        ]


class OfficialLevel(Record):
    """One step of an official scale of the city: heavy rain, extremely heavy rain."""

    TEXT_FIELDS = ("name",)

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="official_levels")
    topic = models.SlugField(max_length=40)
    """What the scale measures: rain, traffic."""
    position = models.PositiveSmallIntegerField()
    """From 1, the mildest level first."""
    source_url = models.URLField(max_length=500, blank=True)
    """Where the authority publishes the level."""

    class Meta:
        ordering = ["city", "topic", "position"]
        constraints = [
            models.UniqueConstraint(fields=["city", "topic", "position"], name="level_position_once")
        ]


class LevelThreshold(models.Model):
    """One measure that reaches a level; where a level has several, any of them is enough."""

    level = models.ForeignKey(OfficialLevel, on_delete=models.CASCADE, related_name="thresholds")
    at_least = models.FloatField()
    unit = models.CharField(max_length=20)
    """Of `at_least`: mm."""
    period_h = models.FloatField(null=True, blank=True)
    """Hours over which the amount is summed; None for a value at one moment."""

    class Meta:
        ordering = ["level", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["level", "unit", "period_h"], name="threshold_once_per_period"),
            models.UniqueConstraint(
                fields=["level", "unit"],
                condition=models.Q(period_h__isnull=True),
                name="threshold_once_at_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(period_h__isnull=True) | models.Q(period_h__gt=0),
                name="threshold_period_is_positive",
            ),
        ]


class LawLink(Record):
    """A law or rule that somebody dealing with the city needs, where the authority publishes it."""

    TEXT_FIELDS = ("title",)

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="law_links")
    topic = models.SlugField(max_length=40)
    """What it governs: administration, disaster, investment."""
    url = models.URLField(max_length=500)
    checked_on = models.DateField(null=True, blank=True)
    """When somebody last saw that the link leads to the text."""

    class Meta:
        ordering = ["city", "topic", "pk"]
        constraints = [models.UniqueConstraint(fields=["city", "url"], name="law_link_once")]
