"""Tables: a city's vision and its axes; which axes and global goals directions and promises serve."""

from __future__ import annotations

from django.db import models

from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import Commitment, Direction
from sistership.window.offices.people.models import City


class Vision(Record):
    """A strategy that a city has published."""

    TEXT_FIELDS = ("title",)

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="visions")
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    """The year it looks towards, where it names one."""
    url = models.URLField(max_length=500, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["city", "pk"]


class Axis(Record):
    """One strategic axis (願景主軸) of a vision."""

    TEXT_FIELDS = ("name", "summary")

    vision = models.ForeignKey(Vision, on_delete=models.CASCADE, related_name="axes")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10, blank=True)
    """How the city itself numbers it: A, B, 1.2."""
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["vision", "position"]
        constraints = [models.UniqueConstraint(fields=["vision", "position"], name="axis_position_once")]


def _exactly_one(*fields: str) -> models.Q:
    """A condition: one of the columns is set, the others are not."""
    either = models.Q()
    for field in fields:
        either |= models.Q(**{f"{other}__isnull": other != field for other in fields})
    return either


class Alignment(models.Model):
    """A direction or a commitment serves an axis, as the axis's city sees it."""

    axis = models.ForeignKey(Axis, on_delete=models.CASCADE, related_name="alignments")
    direction = models.ForeignKey(
        Direction, null=True, blank=True, on_delete=models.CASCADE, related_name="alignments"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="alignments"
    )
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one("direction", "commitment"), name="alignment_of_one_thing"
            ),
            models.UniqueConstraint(fields=["axis", "direction"], name="alignment_once_per_direction"),
            models.UniqueConstraint(fields=["axis", "commitment"], name="alignment_once_per_commitment"),
        ]


class GoalLink(models.Model):
    """An axis, a direction or a commitment serves a global goal (SDG) or one of its targets."""

    code = models.CharField(max_length=6)
    """Of vocabulary.sdg: "11" for the goal, "11.2" for a target."""
    axis = models.ForeignKey(Axis, null=True, blank=True, on_delete=models.CASCADE, related_name="goals")
    direction = models.ForeignKey(
        Direction, null=True, blank=True, on_delete=models.CASCADE, related_name="goals"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="goals"
    )
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one("axis", "direction", "commitment"), name="goal_of_one_thing"
            ),
            models.UniqueConstraint(fields=["code", "axis"], name="goal_once_per_axis"),
            models.UniqueConstraint(fields=["code", "direction"], name="goal_once_per_direction"),
            models.UniqueConstraint(fields=["code", "commitment"], name="goal_once_per_commitment"),
        ]
