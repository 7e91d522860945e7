"""Tables of duty: register of processing, transfers, breaches, requests of persons, retention runs."""

from __future__ import annotations

from django.db import models

from sistership.window.ground.records import Record
from sistership.window.offices.duty.law import BASES, DUTIES, TRANSFER_BASES, RequestKind, Risk
from sistership.window.offices.people.models import City, Organisation


class PrivacyContact(models.Model):
    """Who answers for a city's personal data."""

    city = models.OneToOneField(City, on_delete=models.CASCADE, related_name="privacy_contact")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The body that is controller in the city's name."""
    officer = models.CharField(max_length=200, blank=True)
    """Name or title of the data protection officer."""
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=300, blank=True)


class ProcessingActivity(Record):
    """One row of a city's record of processing: what it does with personal data here, and why."""

    TEXT_FIELDS = ("title", "purpose", "persons", "data", "recipients", "kept", "security")

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="processing_activities")
    key = models.SlugField(max_length=40)
    """Short name: accounts, letters."""
    position = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=30, choices=[(code, words) for code, (words, _) in BASES.items()])
    article = models.CharField(max_length=120, blank=True)
    """Of the law that the basis stands in."""
    retention = models.JSONField(default=list, blank=True)
    """Names of what the window lets go of; their days are those of the settings."""
    checked_on = models.DateField(null=True, blank=True)
    """When counsel last looked at the row; None: not yet."""

    class Meta:
        ordering = ["city", "position"]
        constraints = [
            models.UniqueConstraint(fields=["city", "key"], name="processing_activity_once"),
        ]


class TransferBasis(Record):
    """Why a city may pass personal data on to a country."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="transfer_bases")
    to_country = models.CharField(max_length=2)
    basis = models.CharField(max_length=30, choices=list(TRANSFER_BASES.items()))
    reference = models.CharField(max_length=300)
    """Article, decision or contract, by its number and day."""
    url = models.URLField(max_length=500, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    """Last day; None: without an end."""

    class Meta:
        ordering = ["city", "to_country"]
        constraints = [models.UniqueConstraint(fields=["city", "to_country"], name="transfer_basis_once")]


class Breach(Record):
    """Personal data that were lost, seen or changed by somebody who should not have."""

    TEXT_FIELDS = ("title", "what_happened", "what_data", "risk_reason", "measures")

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="breaches_recorded")
    """Whose lead or administrator recorded it."""
    cities = models.ManyToManyField(City, related_name="breaches")
    """Whose data are concerned, the recording city mostly among them."""
    noticed_at = models.DateTimeField()
    persons_count = models.PositiveIntegerField(null=True, blank=True)
    """None: not known yet."""
    risk = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Risk])
    """Empty: not assessed yet."""
    closed_at = models.DateTimeField(null=True, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)
    """Projected: the earliest end of a clock that still runs; None where nobody must be told any more."""

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        verbose_name_plural = "breaches"


class BreachNotice(Record):
    """Somebody was told of a breach, or the reason why nobody is told."""

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="notices")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=30, choices=[(code, code) for code in DUTIES])
    made_at = models.DateTimeField(null=True, blank=True)
    """None: nobody was told."""
    to_whom = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    """Under which number the other side filed it."""
    reason = models.TextField(blank=True)
    """Why late, or why not at all."""

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=False) | ~models.Q(reason=""),
                name="breach_notice_or_reason",
            )
        ]


class BreachReminder(models.Model):
    """A letter about a clock was written: each stage of each clock has one."""

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="reminders")
    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="+")
    duty = models.CharField(max_length=30)
    stage = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    """The end of the clock as it was then: one that moved is reminded of again."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["breach", "city", "duty", "stage", "due_at"], name="breach_reminder_once"
            )
        ]


class Outcome(models.TextChoices):
    """What became of a person's request."""

    DONE = "done", "done"
    PARTLY = "partly", "partly"
    REFUSED = "refused", "refused"
    WITHDRAWN = "withdrawn", "withdrawn"


class PersonRequest(Record):
    """A person asks a city what it holds, or that it corrects, erases or no longer uses it."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="person_requests")
    request_kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in RequestKind])
    received_on = models.DateField()
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    """In small letters: by it the window finds what it holds about the person."""
    asked = models.TextField(blank=True)
    """In the person's words, or what the officer understood."""
    due_on = models.DateField()
    """Projected: the last day for the answer in the law of the city."""
    longer_reason = models.TextField(blank=True)
    """Why the answer was put off once; empty where it was not."""
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome)
    answer = models.TextField(blank=True)
    """What was done."""

    class Meta:
        ordering = ["done_on", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True, outcome="")
                | models.Q(done_on__isnull=False) & ~models.Q(outcome=""),
                name="person_request_done_with_outcome",
            )
        ]


class RetentionRun(models.Model):
    """One run that let go of what was kept long enough."""

    ran_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=40)
    actor_id = models.UUIDField()
    counts = models.JSONField(default=dict)
    """Name of what is kept for a time → how many rows went."""

    class Meta:
        ordering = ["-ran_at", "-pk"]
