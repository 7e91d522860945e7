"""Tables: the words of a case, translations beside them, and files that came with them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.models import StoredFile
from sistership.window.ground.records import Record
from sistership.window.offices.cases.models.cases import Case, Channel
from sistership.window.offices.people.models import Side


class Direction(models.TextChoices):
    """From whom to whom the words go."""

    IN = "in", pgettext_lazy("message", "from the enquirer")
    OUT = "out", pgettext_lazy("message", "to the enquirer")
    SHARED = "shared", pgettext_lazy("message", "between the sides")
    NOTE = "note", pgettext_lazy("message", "internal note")


class CaseMessage(Record):
    """Words of a case, as they were written. A note stays with the side that wrote it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=6, choices=Direction)
    channel = models.CharField(max_length=10, choices=Channel)
    side = models.ForeignKey(Side, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Whose officer wrote it; None for the enquirer."""
    account_id = models.UUIDField(null=True, blank=True)
    author = models.CharField(max_length=120, blank=True)
    """The name under which it was written."""
    language = models.CharField(max_length=16, blank=True)
    """Empty where it is not known."""
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    quoted = models.TextField(blank=True)
    """What a letter repeated of earlier ones, set aside."""
    at = models.DateTimeField()
    message_id = models.CharField(max_length=250, blank=True, db_index=True)
    """Message-ID of a letter that came in or went out, without angle brackets: how threads are kept."""
    letter_id = models.UUIDField(null=True, blank=True, db_index=True)
    """Public id of the letter in the outbox, for words that went out by mail."""
    failed_drafts = models.JSONField(default=dict, blank=True)
    """Language → instant at which the translation service was asked for it in vain."""

    class Meta:
        ordering = ["case", "at", "pk"]
        indexes = [models.Index(fields=["case", "direction", "at"])]


class MessageTranslation(models.Model):
    """A translation that stands beside the words; the words themselves are never replaced."""

    message = models.ForeignKey(CaseMessage, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=16)
    text = models.TextField()
    is_machine_draft = models.BooleanField()
    account_id = models.UUIDField(null=True, blank=True)
    """Who translated it, or asked for the draft."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["message", "language"]
        constraints = [
            models.UniqueConstraint(fields=["message", "language"], name="translation_once_per_language")
        ]


class CaseFile(Record):
    """A file that came or went with a message, or why one that came was not kept."""

    message = models.ForeignKey(CaseMessage, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    refused = models.CharField(max_length=250, blank=True)
    """Why it was not kept, in the words of the check; empty for a kept one."""

    class Meta:
        ordering = ["message", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file__isnull=False, refused="")
                | (models.Q(file__isnull=True) & ~models.Q(refused="")),
                name="case_file_kept_or_refused",
            )
        ]
