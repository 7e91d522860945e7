"""Tables that every office uses: texts by language, stored files, documents, and sources of statements."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record


class TextStatus(models.TextChoices):
    """How a wording came to be."""

    AUTHENTIC = "authentic", pgettext_lazy("wording", "authentic")
    TRANSLATION = "translation", pgettext_lazy("wording", "translation")
    MACHINE_DRAFT = "machine_draft", pgettext_lazy("wording", "machine draft")


class LocalizedText(models.Model):
    """One wording of one field of one record. Several wordings may be authentic, as a treaty's are."""

    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=16)
    text = models.TextField()
    status = models.CharField(max_length=16, choices=TextStatus)
    revision = models.PositiveIntegerField(default=1)
    """Grows by one with each change of an authentic wording."""
    source_revision = models.PositiveIntegerField(null=True)
    """For a translation: the highest authentic revision it was made from."""
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "owner_kind", "field", "language"], name="text_once_per_language"
            )
        ]

    @property
    def is_authentic(self) -> bool:
        return self.status == TextStatus.AUTHENTIC


class WordingRevision(models.Model):
    """What an authentic wording said at one revision, so that a reader sees what changed since."""

    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=16)
    revision = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "owner_kind", "field", "language", "revision"],
                name="wording_once_per_revision",
            )
        ]


class TranslationProposal(models.Model):
    """A machine's translation beside one that a person wrote and whose source changed since."""

    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=16)
    text = models.TextField()
    source_revision = models.PositiveIntegerField()
    """The authentic revision that it was made from."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "owner_kind", "field", "language"], name="proposal_once_per_language"
            )
        ]


class StoredFile(Record):
    """A file by its content and name: the same bytes lie on the disk once, under however many names.

    Who sends what somebody else sent before learns nothing of the other's name for it.
    """

    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    """As it was uploaded, for downloads."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "name"], name="stored_once_under_a_name")]

    @property
    def storage_path(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256}"


class DocumentKind(models.TextChoices):
    """How much a document proves."""

    SIGNED_TEXT = "signed_text", pgettext_lazy("document kind", "signed text")
    OFFICIAL_NOTICE = "official_notice", pgettext_lazy("document kind", "official notice")
    PRESS = "press", pgettext_lazy("document kind", "press article")
    MINUTES = "minutes", pgettext_lazy("document kind", "minutes")
    EXAMPLE = "example", pgettext_lazy("document kind", "example")


class Document(Record):
    """Something that statements are taken from. `text` is empty where only its facts may be kept."""

    TEXT_FIELDS = ("title",)

    document_kind = models.CharField(max_length=20, choices=DocumentKind)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=16, blank=True)
    url = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    """Digest of the document's bytes, so that a reader who has it can check the spans."""
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~models.Q(sha256=""), name="document_once_per_content"
            )
        ]


class Source(models.Model):
    """Where a statement comes from: a span of a document, counted in characters from 0, end excluded."""

    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    field = models.CharField(max_length=40, blank=True)
    """The field that the span supports; empty for the record as a whole."""
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="sources")
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner_id", "owner_kind"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span_start__isnull=True, span_end__isnull=True)
                | models.Q(span_end__gt=models.F("span_start")),
                name="source_span_in_order",
            ),
        ]

    @property
    def quote(self) -> str:
        """The words of the span, where the window holds the document's text."""
        if self.span_start is None or not self.document.text:
            return ""
        return self.document.text[self.span_start : self.span_end]


class SearchEntry(models.Model):
    """That a record is found by its words, which stand in the database's own index: see `ground/search`."""

    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    at = models.DateTimeField()
    """By which results are ordered, the newest first."""

    class Meta:
        indexes = [models.Index(fields=["owner_kind", "-at"], name="search_entry_newest")]
        constraints = [models.UniqueConstraint(fields=["owner_id", "owner_kind"], name="search_entry_once")]
