"""Tables: evidence and what happened to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.models import StoredFile
from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models.promises import Commitment, Milestone
from sistership.window.offices.agreements.states import EvidenceState
from sistership.window.offices.people.models import Side

STATE_LABELS = {
    EvidenceState.FILED: pgettext_lazy("evidence", "filed"),
    EvidenceState.AWAITING: pgettext_lazy("evidence", "awaiting partner"),
    EvidenceState.CONFIRMED: pgettext_lazy("evidence", "confirmed"),
    EvidenceState.DISPUTED: pgettext_lazy("evidence", "disputed"),
    EvidenceState.ONE_SIDED: pgettext_lazy("evidence", "one-sided"),
    EvidenceState.WITHDRAWN: pgettext_lazy("evidence", "withdrawn"),
}


class EvidenceKind(models.TextChoices):
    """What sort of thing shows it."""

    FILE = "file", pgettext_lazy("evidence kind", "file")
    LINK = "link", pgettext_lazy("evidence kind", "link")
    FIGURE = "figure", pgettext_lazy("evidence kind", "figure")
    RECORD = "record", pgettext_lazy("evidence kind", "record of the window")


class Evidence(Record):
    """The document, figure, link or record that shows a promise or a step of it is done."""

    TEXT_FIELDS = ("title", "unit")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="evidence")
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    evidence_kind = models.CharField(max_length=10, choices=EvidenceKind)
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="filed_evidence")
    """The side that filed it."""
    on = models.DateField()
    """The day that it shows, or on which the figure was taken."""
    url = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    record_kind = models.CharField(max_length=40, blank=True)
    record_id = models.UUIDField(null=True, blank=True)
    record_title = models.CharField(max_length=250, blank=True)
    record_digest = models.CharField(max_length=64, blank=True)
    is_public = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)

    # Projected from EvidenceEvent rows and calendars; never typed in.
    base_state = models.CharField(max_length=12, editable=False, default=EvidenceState.FILED)
    counts_from = models.DateTimeField(null=True, editable=False)
    one_sided_from = models.DateTimeField(null=True, editable=False)
    disputed_from = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["commitment", "on", "pk"]
        indexes = [models.Index(fields=["base_state", "one_sided_from"])]


class EvidenceEvent(models.Model):
    """One thing that happened to a piece of evidence. A correction is a new event."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    event = models.CharField(max_length=12)
    side = models.ForeignKey(Side, null=True, blank=True, on_delete=models.PROTECT)
    account_id = models.UUIDField(null=True, blank=True)
    """Public id of the account that caused it; empty when a one-time link or the system did."""
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["evidence", "at", "pk"]
