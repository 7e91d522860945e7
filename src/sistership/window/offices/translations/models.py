"""Tables: texts given to a machine for drafting, and what became of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.people.models import Partnership


class DraftBatch(Record):
    """Texts of one partnership that an officer gave to the machine, into one language."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("machine drafts", "under way")
        DONE = "done", pgettext_lazy("machine drafts", "done")
        FAILED = "failed", pgettext_lazy("machine drafts", "given up")
        STOPPED = "stopped", pgettext_lazy("machine drafts", "stopped")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="draft_batches")
    language = models.CharField(max_length=16)
    requested_by = models.UUIDField(null=True, blank=True, db_index=True)
    """Public id of the account that asked; empty for the command line, and when it was erased."""
    includes_internal = models.BooleanField(default=False)
    """Whether the officer let unpublished texts leave for the service, too."""
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    attempts = models.PositiveSmallIntegerField(default=0)
    """Since the endpoint last answered."""
    next_attempt_at = models.DateTimeField()
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_attempt_at"])]


class DraftItem(models.Model):
    """One text of a batch."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("machine draft", "waiting")
        DRAFTED = "drafted", pgettext_lazy("machine draft", "drafted")
        NOT_NEEDED = "not_needed", pgettext_lazy("machine draft", "no longer needed")
        REFUSED = "refused", pgettext_lazy("machine draft", "unusable")

    batch = models.ForeignKey(DraftBatch, on_delete=models.CASCADE, related_name="items")
    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    field = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "owner_id", "owner_kind", "field"], name="draft_item_once_per_batch"
            )
        ]
