"""Tables: what the experts of one city ask those of another, and what they answer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.models import StoredFile
from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import Commitment, Milestone
from sistership.window.offices.lessons.states import QuestionState
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.visits.models import Visit


class Stage(models.TextChoices):
    """The part of a project's life that a question or a lesson is about."""

    PLANNING = "planning", pgettext_lazy("stage of a project", "planning")
    DESIGN = "design", pgettext_lazy("stage of a project", "design")
    CONSTRUCTION = "construction", pgettext_lazy("stage of a project", "construction")
    OPERATION = "operation", pgettext_lazy("stage of a project", "operation")
    GOVERNANCE = "governance", pgettext_lazy("stage of a project", "governance")


class Tied(models.Model):
    """What a question or a lesson is about, and what it belongs to."""

    topic = models.SlugField(max_length=60)
    """Key of a concept of the vocabulary, such as light-rail."""
    stage = models.CharField(max_length=14, choices=Stage)
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_public = models.BooleanField(default=False)
    """Whether anybody may read it; else the experts and officers of the partnership's cities alone."""
    is_example = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Question(Tied, Record):
    """What an expert of one side asks the other sides of a partnership."""

    TEXT_FIELDS = ("title", "context", "wanted")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="expert_questions")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="expert_questions")
    """The side that asks."""
    wanted_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, default=QuestionState.ASKED, editable=False)
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField(null=True, blank=True)
    """Public id of the account that asked."""
    taken_by_id = models.UUIDField(null=True, blank=True)
    """Public id of the account that is answering."""
    taken_side = models.ForeignKey(
        Side, null=True, blank=True, on_delete=models.PROTECT, related_name="taken_questions"
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["partnership", "state"])]


class Answer(Record):
    """One contribution to a question: an answer, or what the asking side asks further."""

    TEXT_FIELDS = ("text",)

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="expert_answers")
    is_follow_up = models.BooleanField(default=False)
    """Asks further, for the asking side."""
    account_id = models.UUIDField(null=True, blank=True)
    """Public id of the account that wrote it; empty when a one-time link did."""
    is_by_link = models.BooleanField(default=False)
    at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["question", "at", "pk"]


class AnswerFile(Record):
    """A document that came with an answer."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    """As whoever answered named it."""

    class Meta:
        ordering = ["answer", "pk"]


class QuestionEvent(models.Model):
    """One thing that happened to a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    event = models.CharField(max_length=12)
    side = models.ForeignKey(Side, null=True, blank=True, on_delete=models.PROTECT)
    account_id = models.UUIDField(null=True, blank=True)
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["question", "at", "pk"]
