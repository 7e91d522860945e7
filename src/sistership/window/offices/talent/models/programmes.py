"""Tables: programmes, their cohorts, and the positions that hosts offer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.people.models import City, Organisation, Partnership, Side
from sistership.window.offices.talent.states import CohortState, PositionState

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
"""Of the Common European Framework (CEFR), the lowest first."""


class ProgrammeKind(models.TextChoices):
    """What a programme brings people abroad for."""

    INTERNSHIP = "internship", pgettext_lazy("talent programme", "Internships")
    RESIDENCY = (
        "residency",
        pgettext_lazy("talent programme", "Residencies and acceleration for young founders"),
    )
    STUDY = "study", pgettext_lazy("talent programme", "Study exchange with fixed groups")


class Payer(models.TextChoices):
    """Who pays for something."""

    HOST = "host", pgettext_lazy("who pays", "the host")
    HOST_CITY = "host_city", pgettext_lazy("who pays", "the host city")
    HOME_CITY = "home_city", pgettext_lazy("who pays", "the home city")
    INSTITUTION = "institution", pgettext_lazy("who pays", "the home institution")
    STUDENT = "student", pgettext_lazy("who pays", "the student")


class Programme(Record):
    """A lasting scheme of a partnership; its cohorts are the years."""

    TEXT_FIELDS = ("title", "summary")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="programmes")
    programme_kind = models.CharField(max_length=12, choices=ProgrammeKind)
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="programmes"
    )
    """The promise for which completed placements are filed as evidence."""
    is_public = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["partnership", "pk"]


class Cohort(Record):
    """One year or term of a programme, with its deadlines; late at the end of the day at its side's city."""

    TEXT_FIELDS = ("title", "rules")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cohorts")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="cohorts")
    """The side that runs it: its calendar day counts, its desk gets letters."""
    state = models.CharField(max_length=10, default=CohortState.DRAFT, editable=False)
    round_number = models.PositiveSmallIntegerField(default=1, editable=False)
    applications_until = models.DateField()
    rankings_until = models.DateField()
    """Until when hosts order applicants."""
    first_day = models.DateField()
    last_day = models.DateField()
    """Between them lie the stays."""
    appeals_until = models.DateField()
    """After it the lists are erased; the certificate with their digest stays."""
    most_choices = models.PositiveSmallIntegerField(default=10)
    lists_digest = models.CharField(max_length=64, blank=True, editable=False)
    """SHA-256 of the lists as they closed, published before the seed is drawn."""
    seed = models.CharField(max_length=200, blank=True, editable=False)
    seed_source = models.CharField(max_length=300, blank=True, editable=False)
    """How the seed was drawn, in a sentence."""
    seed_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(applications_until__lte=models.F("rankings_until"))
                & models.Q(rankings_until__lte=models.F("first_day"))
                & models.Q(first_day__lte=models.F("last_day")),
                name="cohort_dates_in_order",
            )
        ]


class Position(Record):
    """Places at one host, for one kind of work or one group."""

    TEXT_FIELDS = ("title", "work", "insurance")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="positions")
    number = models.CharField(max_length=12)
    """Of its cohort: H01. What lists and certificates name."""
    state = models.CharField(max_length=10, default=PositionState.DRAFT, editable=False)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="positions")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="positions"
    )
    host_name = models.CharField(max_length=200)
    host_email = models.EmailField(blank=True)
    """Where the host's link goes."""
    host_language = models.CharField(max_length=16, default="en")
    supervisor = models.CharField(max_length=120, blank=True)
    link_version = models.PositiveIntegerField(default=1, editable=False)
    places = models.PositiveSmallIntegerField(default=1)
    at_least = models.PositiveSmallIntegerField(default=0)
    """It opens with so many or not at all: a fixed group."""
    reserves = models.JSONField(default=list, blank=True)
    """[[key of a home city, places]]: at least so many go to its applicants while they ask."""
    home_cities = models.ManyToManyField(City, blank=True, related_name="+")
    """Whose applicants may come; empty: of every city but the host's own."""
    first_day = models.DateField()
    last_day = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    languages = models.JSONField(default=list, blank=True)
    """[[language, CEFR level]]: each is needed."""
    study_level = models.CharField(max_length=10, blank=True)
    """At least this StudyLevel; empty: any."""
    skills = models.JSONField(default=list, blank=True)
    """Concepts of the vocabulary that help; none is a condition."""
    skills_said = models.TextField(blank=True)
    """The same in the host's words."""
    stipend = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    """A month."""
    stipend_currency = models.CharField(max_length=3, blank=True)
    stipend_payer = models.CharField(max_length=12, choices=Payer, blank=True)
    insurance_payer = models.CharField(max_length=12, choices=Payer, blank=True)
    ects = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    """Credits that the home institution recognises."""
    asks = models.CharField(max_length=8, blank=True, editable=False)
    """How the host orders: `ranking`, `scores`; empty: it has not, and takes everybody by lottery."""
    ordered_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["cohort", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="position_number_once"),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="position_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(stipend__isnull=True) | ~models.Q(stipend_currency=""),
                name="stipend_has_currency",
            ),
        ]
