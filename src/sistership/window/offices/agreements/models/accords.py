"""Tables: agreements, their parties, signatories and documents; committees that keep them alive."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.models import Document
from sistership.window.ground.records import Record
from sistership.window.offices.people.models import Organisation, Partnership, Person, Side


class AgreementKind(models.TextChoices):
    """What sort of paper was signed."""

    MEMORANDUM = "memorandum", pgettext_lazy("agreement", "memorandum of understanding")
    LETTER_OF_INTENT = "letter_of_intent", pgettext_lazy("agreement", "letter of intent")
    DECLARATION = "declaration", pgettext_lazy("agreement", "declaration of friendship")
    SISTERHOOD = "sisterhood_pact", pgettext_lazy("agreement", "sister city agreement")


class Rhythm(models.TextChoices):
    """How often something is due again."""

    NONE = "", pgettext_lazy("rhythm", "once")
    MONTHLY = "monthly", pgettext_lazy("rhythm", "every month")
    QUARTERLY = "quarterly", pgettext_lazy("rhythm", "every quarter")
    HALF_YEARLY = "half_yearly", pgettext_lazy("rhythm", "every half-year")
    YEARLY = "yearly", pgettext_lazy("rhythm", "every year")


class Agreement(Record):
    """What was signed. Every field that its sources do not say stays empty."""

    TEXT_FIELDS = ("title", "summary", "place", "renewal")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="agreements")
    agreement_kind = models.CharField(max_length=20, choices=AgreementKind)
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-signed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="agreement_term_in_order",
            )
        ]


class Party(models.Model):
    """A side that is party to the agreement: the city itself, or a body of it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="parties"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side", "organisation"], name="party_once"),
            models.UniqueConstraint(
                fields=["agreement", "side"],
                condition=models.Q(organisation__isnull=True),
                name="party_once_as_city",
            ),
        ]


class Signatory(Record):
    """Who signed for a side; only where a source says so."""

    TEXT_FIELDS = ("title",)

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatories")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="signatories")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="signatory_once")]


class AgreementDocument(models.Model):
    """A document attached to an agreement: a wording of it, authentic or not, or what reports it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="agreements")
    is_authentic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "document"], name="agreement_document_once")
        ]


class Committee(Record):
    """The body that meets to keep the mechanism alive."""

    TEXT_FIELDS = ("name",)

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="committees")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.SET_NULL, related_name="committees"
    )
    rhythm = models.CharField(max_length=20, choices=Rhythm, blank=True)
    rhythm_from = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False)


class CommitteeMember(models.Model):
    """A person who sits on a committee for a side."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="committees")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="committee_members")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["committee", "person"], name="member_once")]


class Meeting(Record):
    """A meeting of a committee, with its minutes."""

    TEXT_FIELDS = ("summary", "place")

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField()
    minutes = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-on", "-pk"]


class Decision(Record):
    """What a meeting decided, and who carries it out."""

    TEXT_FIELDS = ("text",)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    side = models.ForeignKey(Side, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    due_on = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["meeting", "position"]
