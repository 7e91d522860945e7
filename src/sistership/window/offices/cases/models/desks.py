"""Tables: what a side's desk promises, how it routes, its letters, who stands in for whom, saved filters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.cases.models.cases import Priority, Service
from sistership.window.offices.people.models import Account, City, Organisation, OrganisationKind, Side


class ServicePromise(models.Model):
    """What a side promises for one service, or (empty) for all others, in its own working hours."""

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="service_promises")
    service = models.CharField(max_length=12, choices=Service, blank=True)
    first_answer_h = models.PositiveSmallIntegerField(default=16)
    next_step_h = models.PositiveSmallIntegerField(default=40)
    outcome_h = models.PositiveSmallIntegerField(default=160)
    handover_h = models.PositiveSmallIntegerField(default=16)
    """Within how many of its hours it accepts or declines what another side offers."""

    class Meta:
        ordering = ["side", "service"]
        constraints = [
            models.UniqueConstraint(fields=["side", "service"], name="promise_once_per_service"),
            models.CheckConstraint(
                condition=models.Q(
                    first_answer_h__gte=1, next_step_h__gte=1, outcome_h__gte=1, handover_h__gte=1
                ),
                name="promise_is_some_time",
            ),
        ]


class WeeklyReport(models.Model):
    """A week of which the leads of a side were written, so that they are written once."""

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="weekly_reports")
    first_day = models.DateField()
    """The Monday of the week that is told about."""

    class Meta:
        ordering = ["side", "first_day"]
        constraints = [models.UniqueConstraint(fields=["side", "first_day"], name="weekly_report_once")]


class RuleSet(Record):
    """The ordered rules of one side. One set is on; another is written and tried beside it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("rule set", "being written")
        ON = "on", pgettext_lazy("rule set", "in use")
        RETIRED = "retired", pgettext_lazy("rule set", "no longer in use")

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="rule_sets")
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT, editable=False)
    tried_at = models.DateTimeField(null=True, blank=True)
    """When it was last tried on past cases; only a set that was tried since its last change goes on."""
    switched_on_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["side", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["side"], condition=models.Q(state="on"), name="one_rule_set_in_use"
            )
        ]


class RoutingRule(Record):
    """One rule: what it asks of a case (empty: anything) and where it sends it. The first that fits wins."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="rules")
    position = models.PositiveSmallIntegerField()
    service = models.CharField(max_length=12, choices=Service, blank=True)
    concept = models.CharField(max_length=80, blank=True)
    """Key of a sector concept; narrower concepts of it fit as well."""
    language = models.CharField(max_length=16, blank=True)
    city = models.CharField(max_length=120, blank=True)
    """Words that the enquirer's city must hold, in any case."""
    organisation_kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    desk = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="routing_rules"
    )
    """A body of the side's city; None: the side's own desk."""
    officer = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="routing_rules"
    )
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["rule_set", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["rule_set", "position"], name="rule_position_once")]


class Absence(Record):
    """Days on which an officer is away and who stands in (職務代理人)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="deputed_absences")
    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="absence_days_in_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(account=models.F("deputy")), name="absence_deputy_is_another"
            ),
        ]


class LetterTemplate(Record):
    """Words that a side's officers begin a letter with, in several languages with stale marks."""

    TEXT_FIELDS = ("name", "subject", "body")

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="letter_templates")
    service = models.CharField(max_length=12, choices=Service, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["side", "position", "pk"]


class SavedFilter(Record):
    """A filter of the list of cases that somebody keeps under a name."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="case_filters")
    name = models.CharField(max_length=80)
    query = models.JSONField()
    """Parameters of the list's address, as they stand in it."""

    class Meta:
        ordering = ["account", "name"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="case_filter_once_per_name")]
