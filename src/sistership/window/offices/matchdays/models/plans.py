"""Tables: plans of a day, their meetings, and what participants say of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.matchdays.models.days import DayInterpreter, DaySlot, Matchday
from sistership.window.offices.matchdays.models.registrations import Registration
from sistership.window.offices.matchdays.states import MeetingState, PlanState


class DayPlan(Record):
    """Who meets whom and when, as a run of the engine, or a file, has it; its result never changes."""

    matchday = models.ForeignKey(Matchday, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=PlanState.ASKED, editable=False)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The published plan whose meetings it keeps as far as it can."""
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField(null=True, blank=True)
    """Public id of the account that asked for it."""
    made_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    engine = models.CharField(max_length=60, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    parameters_digest = models.CharField(max_length=64, blank=True)
    data_digest = models.CharField(max_length=64, blank=True)
    seed = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    """Steps of the work that are done, of `steps`."""
    steps = models.PositiveIntegerField(default=0)
    worth = models.FloatField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    """No plan is worth more."""
    short_of_floor = models.PositiveIntegerField(default=0)
    unmet = models.JSONField(default=list, blank=True)
    """Wishes that are not granted: {by, about, told}, with public ids of registrations."""
    changes = models.JSONField(default=list, blank=True)
    """Against the plan that it follows: {a, b, from, to, reason}, with numbers of slots."""
    failure = models.TextField(blank=True)
    """Why it could not be made, in words for the desk."""
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["matchday", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["matchday", "number"], name="day_plan_number_once"),
            models.UniqueConstraint(
                fields=["matchday"], condition=models.Q(state="published"), name="day_plan_published_once"
            ),
        ]

    @property
    def share(self) -> float | None:
        """How much of the best conceivable it is worth; None where nothing good is possible."""
        return self.worth / self.bound if self.worth is not None and self.bound and self.bound > 0 else None


class DayMeeting(Record):
    """Two participants at a table in a slot."""

    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="meetings")
    first = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="meetings_first")
    second = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="meetings_second")
    slot = models.ForeignKey(DaySlot, on_delete=models.RESTRICT, related_name="meetings")
    table = models.PositiveSmallIntegerField()
    interpreter = models.ForeignKey(
        DayInterpreter, null=True, blank=True, on_delete=models.RESTRICT, related_name="meetings"
    )
    is_confirmed = models.BooleanField(default=False)
    """Stays where it is whatever else changes."""
    state = models.CharField(max_length=8, default=MeetingState.PLANNED, editable=False)
    introduction_id = models.UUIDField(null=True, blank=True)
    """Public id of the market's introduction that came of it."""
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["plan", "slot__number", "table"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "slot", "table"], name="day_table_once_per_slot"),
            models.UniqueConstraint(fields=["plan", "first", "second"], name="day_meeting_once_per_pair"),
        ]


class Again(models.TextChoices):
    """Whether the two meet once more."""

    YES = "yes", pgettext_lazy("meeting", "we meet again")
    MAYBE = "maybe", pgettext_lazy("meeting", "perhaps")
    NO = "no", pgettext_lazy("meeting", "no")


class MeetingFeedback(models.Model):
    """What one of the two says of a meeting; the other does not read it."""

    meeting = models.ForeignKey(DayMeeting, on_delete=models.CASCADE, related_name="feedback")
    by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="feedback")
    was_held = models.BooleanField()
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    """How useful it was: 1 not at all, 5 very."""
    again = models.CharField(max_length=5, choices=Again, blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "by"], name="feedback_once_per_meeting"),
            models.CheckConstraint(
                condition=models.Q(grade__isnull=True) | models.Q(grade__range=(1, 5)),
                name="feedback_grade_from_1_to_5",
            ),
        ]
