"""Tables: partnerships and their sides."""

from __future__ import annotations

from django.db import models

from sistership.window.ground.records import Record
from sistership.window.offices.people.models.places import City, Organisation


class Partnership(Record):
    """Two or more cities that work together, with or without a signed agreement."""

    TEXT_FIELDS = ("summary",)

    key = models.SlugField(max_length=120, unique=True)
    """For addresses: kaohsiung-gdynia."""
    is_public = models.BooleanField(default=True)
    answer_working_days = models.PositiveSmallIntegerField(default=15)
    """Days that a side has to answer evidence, in its own calendar."""
    warning_days = models.PositiveSmallIntegerField(default=14)
    """Calendar days before a due date from which a promise counts as at risk."""
    is_example = models.BooleanField(default=False)
    cities = models.ManyToManyField(City, through="Side", related_name="partnerships")


class Side(Record):
    """One city in one partnership: what is owed, filed or confirmed belongs to a side."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="sides")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="sides")
    position = models.PositiveSmallIntegerField()
    desk_email = models.EmailField(blank=True)
    """Where the side's desk reads its mail."""
    desk_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="desks"
    )
    """The body of the city that answers for the side."""

    class Meta:
        ordering = ["partnership", "position"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "city"], name="side_once_per_city"),
            models.UniqueConstraint(fields=["partnership", "position"], name="side_position_once"),
        ]

    @property
    def tone(self) -> str:
        """Which of the two colours of the house the side wears: a, b, then c for any further."""
        return "abc"[min(self.position, 2)]
