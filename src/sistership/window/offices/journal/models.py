"""Chains, their entries, and the erasable payloads. No foreign key leaves the journal."""

from __future__ import annotations

from django.db import models

from sistership.window.ground.ids import new_public_id

GENESIS = "0" * 64


class Chain(models.Model):
    """One chain for each partnership, and one for the installation itself (partnership_id empty)."""

    partnership_id = models.UUIDField(null=True, unique=True)
    is_installation = models.BooleanField(default=False)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=GENESIS)
    """Hash of the newest entry."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_installation"],
                condition=models.Q(is_installation=True),
                name="journal_one_installation_chain",
            ),
            models.CheckConstraint(
                condition=models.Q(is_installation=True, partnership_id__isnull=True)
                | models.Q(is_installation=False, partnership_id__isnull=False),
                name="journal_chain_of_one_thing",
            ),
        ]


class Entry(models.Model):
    """One thing done. Holds opaque ids and a salted digest; words about people live in Payload alone."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=40)
    actor_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    payload_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="journal_sequence_once")]
        indexes = [models.Index(fields=["subject_id"])]
        ordering = ["chain", "sequence"]


class Payload(models.Model):
    """What an entry says in words and values. Deleted when the person it is about is erased."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="payload", primary_key=True)
    salt = models.CharField(max_length=32)
    data = models.JSONField()
    person_id = models.UUIDField(null=True, db_index=True)
    """The person whose data this payload holds, if it holds any."""
