"""Tables: lessons in their versions, figures with sources, sites to be shown, and whether it helped."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import Commitment, Evidence
from sistership.window.offices.lessons.models.questions import Question, Tied
from sistership.window.offices.lessons.states import LessonState
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.visits.models import Visit


class Lesson(Tied, Record):
    """What one city learnt, written down by both sides: one version of it."""

    TEXT_FIELDS = (
        "title",
        "context",
        "done",
        "went_wrong",
        "again",
        "differently",
        "cost_includes",
        "place",
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="lessons")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="lessons")
    """The side whose experience it is."""
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons"
    )
    version = models.PositiveSmallIntegerField(default=1)
    revises = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="revised_by"
    )
    """The version before this one."""
    state = models.CharField(max_length=10, default=LessonState.DRAFT, editable=False)
    handed_in_by = models.ForeignKey(
        Side, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    cost_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    cost_currency = models.CharField(max_length=3, blank=True)
    """ISO 4217: TWD, MYR."""
    cost_price_year = models.PositiveSmallIntegerField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    help_after_days = models.PositiveSmallIntegerField(default=90)
    """Days after publication when the other sides are asked whether it helped; 0: never."""

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["partnership", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cost_amount__isnull=True) | ~models.Q(cost_currency=""),
                name="lesson_cost_has_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                | models.Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="lesson_place_on_earth",
            ),
        ]


class LessonEvent(models.Model):
    """One thing that happened to a version of a lesson; who wrote in it may not approve it."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    event = models.CharField(max_length=12)
    side = models.ForeignKey(Side, null=True, blank=True, on_delete=models.PROTECT)
    account_id = models.UUIDField(null=True, blank=True)
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["lesson", "at", "pk"]


class LessonFigure(Record):
    """A number of a lesson. Its sources are cited as those of any record: none stands without one."""

    TEXT_FIELDS = ("label", "unit")

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    year = models.PositiveSmallIntegerField()
    """The year that the number is of."""

    class Meta:
        ordering = ["lesson", "position", "pk"]


class Site(Record):
    """A place that can be shown to a visiting delegation."""

    TEXT_FIELDS = ("name", "shows", "when")

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="sites")
    longitude = models.FloatField()
    latitude = models.FloatField()
    contact = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="shown_sites")
    """The side whose desk arranges it."""
    visits = models.ManyToManyField(Visit, through="SiteStop", related_name="sites")

    class Meta:
        ordering = ["lesson", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="site_on_earth",
            )
        ]


class SiteStop(models.Model):
    """A site stands on the programme of a visit."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="stops")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="site_stops")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "visit"], name="site_once_per_visit")]


class HelpVerdict(models.TextChoices):
    """What a side says of a lesson after a time."""

    YES = "yes", pgettext_lazy("did the lesson help", "It helped us")
    PARTLY = "partly", pgettext_lazy("did the lesson help", "It helped in part")
    NO = "no", pgettext_lazy("did the lesson help", "It did not help us")


class Helped(Record):
    """Whether a lesson helped a side: asked once a version, answered with the reason."""

    TEXT_FIELDS = ("reason",)

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="helped")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="helped")
    asked_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=6, choices=HelpVerdict, blank=True)
    """Empty while nobody has answered."""
    answered_at = models.DateTimeField(null=True, blank=True)
    account_id = models.UUIDField(null=True, blank=True)
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The promise in which it helped."""
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Filed for that promise."""

    class Meta:
        ordering = ["lesson", "side"]
        constraints = [models.UniqueConstraint(fields=["lesson", "side"], name="helped_once_per_side")]
