"""Tables: applications, how applicants order positions, how hosts order applicants.

Name and address stand in columns of their own that no score and no host reads while they order.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.people.models import City
from sistership.window.offices.talent.models.programmes import Cohort, Position
from sistership.window.offices.talent.states import ApplicationState


class StudyLevel(models.TextChoices):
    """How far somebody's studies are; in this order."""

    SCHOOL = "school", pgettext_lazy("level of studies", "vocational or upper secondary school")
    BACHELOR = "bachelor", pgettext_lazy("level of studies", "bachelor's studies")
    MASTER = "master", pgettext_lazy("level of studies", "master's studies")
    DOCTOR = "doctor", pgettext_lazy("level of studies", "doctoral studies")


class Application(Record):
    """Somebody's application to a cohort. Hosts know it by its number."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="applications")
    number = models.CharField(max_length=12)
    """Drawn at random, so that it says nothing about who came first."""
    state = models.CharField(max_length=10, default=ApplicationState.BEGUN, editable=False)
    link_version = models.PositiveIntegerField(default=1, editable=False)
    language = models.CharField(max_length=16)
    """Of the letters to the applicant."""

    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True, db_index=True)
    telephone = models.CharField(max_length=60, blank=True)

    home_city = models.ForeignKey(
        City, null=True, blank=True, on_delete=models.PROTECT, related_name="talent_applications"
    )
    institution = models.CharField(max_length=200, blank=True)
    institution_email = models.EmailField(blank=True)
    """Who signs for the home institution."""
    study_level = models.CharField(max_length=10, choices=StudyLevel, blank=True)
    studies = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list, blank=True)
    """[[language, CEFR level]]."""
    skills = models.JSONField(default=list, blank=True)
    """Concepts of the vocabulary, found in the words below."""
    skills_said = models.TextField(blank=True)
    """The applicant's words."""
    statement = models.TextField(blank=True)
    """What the applicant did and wants to do; hosts read it, so it names nobody."""
    available_from = models.DateField(null=True, blank=True)
    available_until = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    """To how the data are used."""
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["cohort", "number"]
        indexes = [models.Index(fields=["cohort", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="application_number_once"),
            models.UniqueConstraint(
                fields=["cohort", "email"], condition=~models.Q(email=""), name="application_once_per_address"
            ),
        ]


class Choice(models.Model):
    """A position on an applicant's list."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="choices")
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="choices")
    rank = models.PositiveSmallIntegerField()
    """1 is the dearest."""

    class Meta:
        ordering = ["application", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="position_chosen_once"),
            models.UniqueConstraint(fields=["application", "rank"], name="choice_rank_once"),
        ]


class HostOpinion(models.Model):
    """Where a host puts an applicant; an applicant without a row is refused once the host has ordered."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="opinions")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="opinions")
    value = models.FloatField()
    """A place from 1 where the host ranks; points where it scores."""

    class Meta:
        ordering = ["position", "value"]
        constraints = [
            models.UniqueConstraint(fields=["position", "application"], name="host_opinion_once"),
        ]
