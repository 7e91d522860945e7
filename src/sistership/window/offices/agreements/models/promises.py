"""Tables: directions, commitments, milestones, intentions.

Columns named in PROJECTED are computed by actions from evidence and calendars, never typed in.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models.accords import Agreement, Rhythm
from sistership.window.offices.people.models import Partnership, Side


class Direction(Record):
    """One of the agreement's pillars."""

    TEXT_FIELDS = ("title", "summary")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="directions")
    position = models.PositiveSmallIntegerField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["agreement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="direction_position_once")
        ]


class Projected(models.Model):
    """Boundary instants of a promise: its state now is a comparison with them."""

    PROJECTED: ClassVar[tuple[str, ...]] = (
        "kept_from",
        "late_from",
        "at_risk_from",
        "next_due_on",
        "is_held",
    )

    kept_from = models.DateTimeField(null=True, editable=False)
    late_from = models.DateTimeField(null=True, editable=False)
    at_risk_from = models.DateTimeField(null=True, editable=False)
    next_due_on = models.DateField(null=True, editable=False, db_index=True)
    is_held = models.BooleanField(default=False, editable=False)
    """Evidence awaits the other side's answer, so nothing here can turn late."""

    class Meta:
        abstract = True


class TargetRule(models.TextChoices):
    """How figures add up to the target."""

    SUM = "sum", pgettext_lazy("target", "sum of all figures")
    LATEST = "latest", pgettext_lazy("target", "latest figure")


class Revised(models.Model):
    """How often what calendars show of a promise was changed, and when last."""

    revision = models.PositiveIntegerField(default=0, editable=False)
    revised_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class Commitment(Projected, Revised, Record):
    """What one or more sides said they will do."""

    TEXT_FIELDS = ("title", "summary", "measure", "unit", "dropped_reason")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="commitments")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    """Empty for a promise made outside any agreement."""
    direction = models.ForeignKey(
        Direction, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    """A pillar of that agreement; empty where the text promises it beside its pillars."""
    position = models.PositiveSmallIntegerField(default=1)
    owing = models.ManyToManyField(Side, related_name="commitments")
    due_on = models.DateField(null=True, blank=True)
    rhythm = models.CharField(max_length=20, choices=Rhythm, blank=True)
    rhythm_from = models.DateField(null=True, blank=True)
    rhythm_until = models.DateField(null=True, blank=True)
    target_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target_rule = models.CharField(max_length=10, choices=TargetRule, default=TargetRule.SUM)
    dropped_on = models.DateField(null=True, blank=True)
    told_state = models.CharField(max_length=10, blank=True, editable=False)
    """Kept, late or dropped, once followers were told that the commitment is so."""
    is_public = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = [models.F("direction__position").asc(nulls_last=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rhythm="") | models.Q(rhythm_from__isnull=False),
                name="commitment_rhythm_has_start",
            )
        ]


class Milestone(Projected, Revised, Record):
    """A dated step of a commitment."""

    TEXT_FIELDS = ("title",)

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField(default=1)
    side = models.ForeignKey(Side, null=True, blank=True, on_delete=models.PROTECT, related_name="milestones")
    """Who takes this step; empty: all sides that owe the commitment."""
    due_on = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["commitment", "position", "pk"]


class IntentionKind(models.TextChoices):
    """What sort of words it was."""

    HOPE = "hope", pgettext_lazy("intention", "hope")
    INVITATION = "invitation", pgettext_lazy("intention", "invitation")
    TALK = "talk", pgettext_lazy("intention", "to be discussed")


class Intention(Record):
    """What a side only hopes, invites to or wants to discuss. Never counted as a commitment."""

    TEXT_FIELDS = ("text",)

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="intentions")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.SET_NULL, related_name="intentions"
    )
    intention_kind = models.CharField(max_length=20, choices=IntentionKind)
    side = models.ForeignKey(Side, null=True, blank=True, on_delete=models.PROTECT, related_name="intentions")
    occasion_kind = models.CharField(max_length=40, blank=True)
    occasion_id = models.UUIDField(null=True, blank=True)
    """The visit at which it was said, named from afar."""
    about_month = models.DateField(null=True, blank=True)
    """First day of the month it points to, where the source names one."""
    became = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="came_from"
    )
    is_public = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["partnership", "pk"]
