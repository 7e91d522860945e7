"""Table: a document being read, with what the reader found and what an officer made of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.models import Document, DocumentKind, StoredFile
from sistership.window.ground.records import Record
from sistership.window.offices.people.models import Account, Partnership
from sistership.window.offices.readings.states import ReadingState


class SecondState(models.TextChoices):
    """What came of asking the language model."""

    NOT_ASKED = "", pgettext_lazy("second reader", "not asked")
    ASKED = "asked", pgettext_lazy("second reader", "asked")
    ANSWERED = "answered", pgettext_lazy("second reader", "answered")
    FAILED = "failed", pgettext_lazy("second reader", "gave no usable answer")


class Reading(Record):
    """One text on its way to records. Internal to its partnership, or to its reader where none is chosen."""

    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.CASCADE, related_name="readings"
    )
    """As chosen; empty: it is found by the cities that the text names."""
    read_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="readings"
    )
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="readings"
    )
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    """Digest of the text: how a document is known that was read before."""
    occasion_kind = models.CharField(max_length=20)
    """What the draft calls its kind: an agreement of some kind, a visit, or unknown."""
    source_kind = models.CharField(max_length=20, choices=DocumentKind)
    language = models.CharField(max_length=16)
    published_on = models.DateField(null=True, blank=True)
    fields = models.JSONField(default=list)
    """What was found, in order: key, field (as the reader's JSON), same_as, is_corrected."""
    left_out = models.JSONField(default=list)
    state = models.CharField(
        max_length=10,
        default=ReadingState.DRAFTED,
        choices=[
            (ReadingState.DRAFTED, pgettext_lazy("reading", "being read")),
            (ReadingState.ACCEPTED, pgettext_lazy("reading", "accepted")),
        ],
    )
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="readings"
    )
    """What the records cite, once accepted."""
    made = models.JSONField(default=dict)
    """Kind of record → how many were made by accepting."""
    second_state = models.CharField(max_length=10, blank=True, choices=SecondState)
    second_problem = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-pk"]
