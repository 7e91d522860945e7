"""Tables: files on their way in, how their columns were read, which pairs were told apart, notes kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.models import StoredFile
from sistership.window.ground.records import Record
from sistership.window.offices.people.models import Account


class Register(models.TextChoices):
    """Which register a file is about."""

    CITIES = "cities", pgettext_lazy("register", "Cities")
    ORGANISATIONS = "organisations", pgettext_lazy("register", "Organisations")
    CONTACTS = "contacts", pgettext_lazy("register", "Contacts")


class RunState(models.TextChoices):
    """How far an import is."""

    OPEN = "open", pgettext_lazy("import", "not yet imported")
    IMPORTED = "imported", pgettext_lazy("import", "imported")
    DISCARDED = "discarded", pgettext_lazy("import", "discarded")


class ImportRun(Record):
    """One file on its way in. The file is kept until it is imported or discarded, and no longer."""

    register = models.CharField(max_length=20, choices=Register)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_runs"
    )
    """Who sent it; nobody where it came by the command line."""
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    sheet = models.CharField(max_length=255, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    """Column of the sheet → field of the register, "note", or "" where it is ignored."""
    is_mapped = models.BooleanField(default=False)
    """A person has looked at the mapping."""
    options = models.JSONField(default=dict, blank=True)
    """What holds for every row: the city that they belong to, whose partner cities they are."""
    decisions = models.JSONField(default=dict, blank=True)
    """Row number → "new", "skip", or the public id of the record that it is."""
    state = models.CharField(max_length=12, choices=RunState, default=RunState.OPEN)
    counts = models.JSONField(default=dict, blank=True)
    """What was done, once it was imported."""
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]


class ColumnMapping(models.Model):
    """How the columns of such a sheet were read the last time."""

    register = models.CharField(max_length=20, choices=Register)
    signature = models.CharField(max_length=64)
    """Digest of the names of the columns, in any order."""
    mapping = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "signature"], name="mapping_once_per_header")
        ]


class PairDecision(models.Model):
    """Somebody said whether a name in a sheet means a record of the window."""

    register = models.CharField(max_length=20, choices=Register)
    name_digest = models.CharField(max_length=64)
    """Of the names in the row: the names themselves are not kept twice."""
    record_id = models.UUIDField(db_index=True)
    is_same = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "name_digest", "record_id"], name="pair_decided_once")
        ]


class ImportNote(models.Model):
    """A cell that has no field of its own, kept with the record that its row made or changed."""

    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    label = models.CharField(max_length=200)
    """The name of its column."""
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_id", "label"], name="import_note_once")]
