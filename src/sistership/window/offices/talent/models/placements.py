"""Tables: runs of placing with their certificates; placements, signatures, reports, grievances, events."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.common.errors import StateError
from sistership.window.ground.records import Record
from sistership.window.offices.cases.models import Case
from sistership.window.offices.talent.models.applications import Application
from sistership.window.offices.talent.models.programmes import Cohort, Position
from sistership.window.offices.talent.states import PlacementState


class RoundKind(models.TextChoices):
    """What a run placed."""

    FIRST = "first", pgettext_lazy("placement run", "first round")
    SECOND = "second", pgettext_lazy("placement run", "further round")
    REFILL = "refill", pgettext_lazy("placement run", "places given back")


class PlacementRun(Record):
    """One run of the procedure. It is never changed; only its lists are erased when their time is over."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="runs")
    position_in_cohort = models.PositiveSmallIntegerField()
    """1 is the first."""
    round_kind = models.CharField(max_length=8, choices=RoundKind)
    made_at = models.DateTimeField()
    engine = models.CharField(max_length=60)
    code_digest = models.CharField(max_length=64)
    parameters_digest = models.CharField(max_length=64)
    data_digest = models.CharField(max_length=64)
    """SHA-256 of the lists."""
    certificate = models.JSONField()
    lists = models.JSONField(null=True)
    """Applicants, hosts and kept places by their numbers; None once erased."""
    outcome = models.JSONField(null=True)
    """Number of an application → number of a position or null; None once erased."""
    lists_erased_at = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["cohort", "position_in_cohort"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "position_in_cohort"], name="placement_run_once")
        ]

    def save(self, *args: Any, **options: Any) -> None:
        """A run is written once; restoring a backup and erasing lists do not come this way."""
        if self.pk is not None and not options.get("force_insert"):
            raise StateError("A placement run is never changed")
        super().save(*args, **options)


class Placement(Record):
    """Somebody has a place."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="placements")
    position = models.ForeignKey(Position, on_delete=models.RESTRICT, related_name="placements")
    run = models.ForeignKey(PlacementRun, on_delete=models.CASCADE, related_name="placements")
    state = models.CharField(max_length=12, default=PlacementState.OFFERED, editable=False)
    changed_at = models.DateTimeField()
    link_version = models.PositiveIntegerField(default=1, editable=False)
    """Of the home institution's link."""
    half_way_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    final_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    evidence_id = models.UUIDField(null=True, blank=True, editable=False)
    """The evidence that was filed for the programme's commitment."""
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "application"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=~models.Q(state__in=("given_back", "broken_off")),
                name="one_place_at_a_time",
            )
        ]


class Party(models.TextChoices):
    """Who signs the tripartite agreement."""

    STUDENT = "student", pgettext_lazy("who signs", "the student")
    HOST = "host", pgettext_lazy("who signs", "the host")
    INSTITUTION = "institution", pgettext_lazy("who signs", "the home institution")


class Signature(models.Model):
    """One of the three signatures under the agreement of a placement."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=12, choices=Party)
    signed_at = models.DateTimeField()
    signer = models.CharField(max_length=160)
    """Name and post, as the signer wrote it."""
    text_digest = models.CharField(max_length=64)
    """SHA-256 of the agreement's words as they were shown to the signer."""
    account_id = models.UUIDField(null=True, blank=True)
    """The officer who recorded a signature on paper; None for one by link."""

    class Meta:
        ordering = ["placement", "signed_at"]
        constraints = [models.UniqueConstraint(fields=["placement", "party"], name="signed_once_per_party")]


class ReportKind(models.TextChoices):
    """Which report of a stay."""

    HALF_WAY = "half_way", pgettext_lazy("report of a stay", "half-way report")
    FINAL = "final", pgettext_lazy("report of a stay", "final report")


class Report(models.Model):
    """What the student or the host wrote about a stay."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="reports")
    report_kind = models.CharField(max_length=8, choices=ReportKind)
    party = models.CharField(max_length=12, choices=Party)
    at = models.DateTimeField()
    language = models.CharField(max_length=16)
    text = models.TextField()
    needs_help = models.BooleanField(default=False)
    """The writer wants the desk to look at it."""

    class Meta:
        ordering = ["placement", "at"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "report_kind", "party"], name="one_report_per_party")
        ]


class Grievance(models.Model):
    """An applicant's grievance, which goes on as a case."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="grievances")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "at"]


class TalentEvent(models.Model):
    """One thing that happened to a cohort, or in it to a position, an application or a placement."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="events")
    position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    placement = models.ForeignKey(
        Placement, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    at = models.DateTimeField()
    event = models.CharField(max_length=20)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["cohort", "at", "pk"]
