"""Tables: cases, what happened to them, their clocks, and the numbers that registries give them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.cases.states import CaseState, Clock
from sistership.window.offices.people.models import (
    Account,
    Organisation,
    OrganisationKind,
    Partnership,
    Side,
)

CASE_STATE_LABELS = {
    CaseState.RECEIVED: pgettext_lazy("case", "received"),
    CaseState.ROUTED: pgettext_lazy("case", "routed"),
    CaseState.IN_WORK: pgettext_lazy("case", "in work"),
    CaseState.WAITING: pgettext_lazy("case", "waiting for the enquirer"),
    CaseState.HANDED_OVER: pgettext_lazy("case", "handed over"),
    CaseState.ANSWERED: pgettext_lazy("case", "answered"),
    CaseState.CLOSED: pgettext_lazy("case", "closed"),
    CaseState.REOPENED: pgettext_lazy("case", "reopened"),
}


class Service(models.TextChoices):
    """What somebody asks the window for."""

    LANDING = "landing", pgettext_lazy("service", "setting up in the other city")
    PARTNER = "partner", pgettext_lazy("service", "finding a partner")
    VALIDATION = "validation", pgettext_lazy("service", "trying out a solution")
    TALENT = "talent", pgettext_lazy("service", "internships and talent")
    RESOURCE = "resource", pgettext_lazy("service", "using a shared resource")
    VISIT = "visit", pgettext_lazy("service", "a visit")
    GRIEVANCE = "grievance", pgettext_lazy("service", "a complaint")
    OTHER = "other", pgettext_lazy("service", "something else")


class Channel(models.TextChoices):
    """How a case came in."""

    FORM = "form", pgettext_lazy("channel", "form")
    MAIL = "mail", pgettext_lazy("channel", "e-mail")
    API = "api", pgettext_lazy("channel", "another program")
    PHONE = "phone", pgettext_lazy("channel", "telephone or in person")
    REGISTER = "register", pgettext_lazy("channel", "an earlier register")


class Priority(models.IntegerChoices):
    """How urgent the owing side takes it; the highest first in lists."""

    LOW = 1, pgettext_lazy("priority", "low")
    NORMAL = 2, pgettext_lazy("priority", "normal")
    HIGH = 3, pgettext_lazy("priority", "high")


class OutcomeKind(models.TextChoices):
    """What came of a case."""

    SERVED = "served", pgettext_lazy("outcome", "done as asked")
    PARTLY = "partly", pgettext_lazy("outcome", "done in part")
    REFERRED = "referred", pgettext_lazy("outcome", "referred to whom it concerns")
    NOT_POSSIBLE = "not_possible", pgettext_lazy("outcome", "not possible")
    WITHDRAWN = "withdrawn", pgettext_lazy("outcome", "withdrawn by the enquirer")
    SILENT = "silent", pgettext_lazy("outcome", "the enquirer no longer answered")
    RECOMMENDATION = "recommendation", pgettext_lazy("outcome", "became a recommendation")
    DUPLICATE = "duplicate", pgettext_lazy("outcome", "the same as another case")
    SPAM = "spam", pgettext_lazy("outcome", "not an enquiry")


class Case(Record):
    """An enquiry to the window, from its first message to its outcome.

    What the enquirer says of themselves stands in the columns that begin with `enquirer_`, under the control
    of the city that received the case; the words themselves are CaseMessage rows and never change.
    """

    TEXT_FIELDS = ("outcome",)

    number = models.CharField(max_length=40, unique=True)
    """For people: KHH-GDY-2026-00042."""
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="cases")
    received_by = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="received_cases")
    channel = models.CharField(max_length=10, choices=Channel)
    service = models.CharField(max_length=12, choices=Service)
    concepts = models.JSONField(default=list, blank=True)
    """Sector concepts by their key in vocabulary/concepts."""
    subject = models.CharField(max_length=200)
    """In the enquirer's own words and language."""
    language = models.CharField(max_length=16)
    """In which the enquirer is written to."""

    enquirer_name = models.CharField(max_length=120, blank=True)
    enquirer_email = models.EmailField(blank=True, db_index=True)
    enquirer_telephone = models.CharField(max_length=60, blank=True)
    enquirer_organisation = models.CharField(max_length=200, blank=True)
    enquirer_organisation_kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    enquirer_city = models.CharField(max_length=120, blank=True)
    """City and country as the enquirer wrote them."""
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    """The register's record of the enquirer's organisation, once an officer matched it."""
    may_be_handed_over = models.BooleanField(default=True)
    """Whether the enquirer agreed that the other city reads the case."""
    link_version = models.PositiveSmallIntegerField(default=1)
    """Grows when the enquirer's links are made void."""
    erased_at = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    desk = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="desk_cases"
    )
    """The body of the owing side's city that works on it; None: the side's own desk."""
    officer = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    routed_by = models.ForeignKey(
        "cases.RoutingRule", null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    routed_why = models.JSONField(default=dict, blank=True)
    """What the rule said when it sent the case: its place, its conditions, what of the case met them."""

    outcome_kind = models.CharField(max_length=16, choices=OutcomeKind, blank=True)
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    """The commitment that the case served."""
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    is_unread = models.BooleanField(default=True)
    """The enquirer wrote after anybody of the owing side last looked."""
    late_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the leads of the owing side were last told that a promise of this case is late."""

    # Projected from CaseEvent and Handover rows and calendars; never typed in.
    state = models.CharField(max_length=12, editable=False, default=CaseState.RECEIVED)
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="owed_cases", editable=False)
    """The side that owes everything now."""
    sides = models.ManyToManyField(Side, related_name="shared_cases", editable=False)
    """Sides that read the case: who received it, who owed it, who is offered it now."""
    is_shared = models.BooleanField(default=False, editable=False)
    """More than one side reads it."""
    offered_to = models.ForeignKey(
        Side, null=True, blank=True, on_delete=models.PROTECT, related_name="offered_cases", editable=False
    )
    received_at = models.DateTimeField(editable=False)
    last_event_at = models.DateTimeField(editable=False)
    first_answered_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    paused_since = models.DateTimeField(null=True, editable=False)
    due_clock = models.CharField(max_length=14, blank=True, editable=False)
    """Which of the running clocks is due first."""
    due_at = models.DateTimeField(null=True, editable=False)
    at_risk_from = models.DateTimeField(null=True, editable=False)
    outcome_due_at = models.DateTimeField(null=True, editable=False)

    PROJECTED: ClassVar[tuple[str, ...]] = (
        "state",
        "side_id",
        "is_shared",
        "offered_to_id",
        "received_at",
        "last_event_at",
        "first_answered_at",
        "answered_at",
        "closed_at",
        "paused_since",
        "due_clock",
        "due_at",
        "at_risk_from",
        "outcome_due_at",
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["side", "state", "due_at"]),
            models.Index(fields=["officer", "state", "due_at"]),
            models.Index(
                fields=["side", "due_at"], name="case_open_by_due", condition=models.Q(due_at__isnull=False)
            ),
            models.Index(fields=["received_by", "received_at"]),
            # All that the tabs count and sort by, of the cases that are not closed: no row itself is read.
            models.Index(
                fields=[
                    "side",
                    "state",
                    "officer",
                    "offered_to",
                    "due_at",
                    "at_risk_from",
                    "is_unread",
                    "is_shared",
                    "priority",
                    "id",
                ],
                name="case_not_closed",
                condition=~models.Q(state="closed"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(outcome_kind=OutcomeKind.DUPLICATE),
                name="case_merged_is_duplicate",
            )
        ]


class CaseEvent(models.Model):
    """One thing that happened to a case: the source of its clocks. A correction is a new event."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    event = models.CharField(max_length=16)
    side = models.ForeignKey(Side, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who acted; for received and accepted the side that owes from here on."""
    account_id = models.UUIDField(null=True, blank=True)
    """Public id of the account that caused it; empty for the enquirer, a one-time link or the program."""
    promise = models.JSONField(null=True, blank=True)
    """For received, accepted, reopened: hours by clock that the side promised."""
    detail = models.JSONField(default=dict, blank=True)
    """What a line of the history says beside it: to whom, which rule; no words of the enquirer."""
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["case", "at", "pk"]


class ClockRun(models.Model):
    """One clock of a case from start to end, projected, so that what was promised and kept is a query."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    clock = models.CharField(max_length=14, choices=[(one.value, one.value) for one in Clock])
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="clocks")
    started_at = models.DateTimeField()
    promised_s = models.PositiveIntegerField()
    """Working seconds of the side."""
    used_s = models.PositiveIntegerField()
    """Working seconds counted before the last pause, and in all once the clock has ended."""
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    is_moved = models.BooleanField(default=False)
    """Ended by a handover or a merger, neither met nor missed."""
    is_kept = models.BooleanField(null=True)

    class Meta:
        ordering = ["case", "started_at", "pk"]
        indexes = [models.Index(fields=["side", "clock", "ended_at"])]


class CaseFileNumber(models.Model):
    """The number under which a side's own registry keeps the case (公文文號, znak sprawy)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="file_numbers")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "side"], name="file_number_once_per_side")]


class CaseNumber(models.Model):
    """The last number that a partnership gave in a year."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year"], name="case_number_once_a_year")
        ]
