"""Table: enquiries that somebody began to write and has not sent."""

from __future__ import annotations

from django.db import models

from sistership.window.ground.records import Record


class EnquiryDraft(Record):
    """Answers to the questions of the form so far; found by a secret link alone, and kept for some days."""

    digest = models.CharField(max_length=64, unique=True)
    """Of the secret in the link."""
    language = models.CharField(max_length=16)
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
