"""Tables: letters to send, who follows what, and one-time tokens."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.people.models import Account


class Message(Record):
    """A letter in the outbox. What became of it is visible to staff."""

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("letter", "waiting")
        SENT = "sent", pgettext_lazy("letter", "sent")
        FAILED = "failed", pgettext_lazy("letter", "failed")

    to = models.EmailField()
    language = models.CharField(max_length=16)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True, blank=True, db_index=True)
    partnership_id = models.UUIDField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_attempt_at"])]


class Subscription(Record):
    """An account that follows a record."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="subscriptions")
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "about_id"], name="subscription_once")]


class OneTimeToken(Record):
    """A secret link that lets somebody answer once without an account; only its digest is kept."""

    purpose = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField(db_index=True)
    side_id = models.UUIDField(null=True, blank=True)
    """Public id of the side for which the holder answers."""
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
