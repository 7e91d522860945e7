"""Forms around a reading: giving a document, its heading, and adding what the reader did not see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.common.errors import SistershipError
from sistership.formats.documents import LARGEST_BYTES, DocumentText, read_document
from sistership.window.ground.models import DocumentKind
from sistership.window.offices.agreements.models import AgreementKind
from sistership.window.offices.readings.actions import Upload
from sistership.window.offices.visits.engine import LONGEST_TEXT, VALUE_TYPES
from sistership.window.pages.desk.drafts import FIELD_NAMES, GROUPS
from sistership.window.pages.desk.forms.base import DateField
from sistership.window.pages.desk.forms.choices import Choices
from sistership.window.pages.desk.speech import say

ENDINGS = ".txt,.html,.htm,.pdf,.docx"
FOUND_BY_CITIES = ("", _("Found by the two cities that the text names"))
OCCASIONS = [
    *AgreementKind.choices,
    ("visit", pgettext_lazy("occasion", "visit")),
    ("unknown", pgettext_lazy("occasion", "not clear")),
]
SOURCES = [
    (kind, label)
    for kind, label in DocumentKind.choices
    if kind in ("signed_text", "official_notice", "press")
]


class PlainForm(forms.Form):
    """A form without texts in several languages, that shows what an action refused."""

    def refuse(self, error: SistershipError, *, field: str = "") -> None:
        """Beside the field that is named or that the error names, else above the form."""
        place = field or error.where
        self.add_error(place if place in self.fields else None, say(error))


class ReadForm(PlainForm):
    """A document to be read: a file, or its text."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=_("Text, HTML, PDF or Word (.docx), up to 20 MB. A scan must have been through OCR."),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Paste the article or the agreement."),
    )
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)
    published_on = DateField(
        label=_("Published on"),
        required=False,
        help_text=_("Where the text does not say it: days such as “yesterday” are counted from it."),
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    publisher = forms.CharField(label=_("Published by"), required=False, max_length=200)
    url = forms.URLField(label=_("Web address"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, partnerships: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["partnership"].choices = [FOUND_BY_CITIES, *partnerships]  # type: ignore[attr-defined]
        self.document: DocumentText | None = None
        self.upload: Upload | None = None

    def clean_file(self) -> UploadedFile | None:
        """Read the file: what cannot be read is said beside it, and the rest of the form is kept."""
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is None:
            return None
        name = upload.name or "document"
        if (upload.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(_("The file is too large. A file may have up to 20 MB."))
        content = upload.read()
        try:
            self.document = read_document(content, file=name)
        except SistershipError as error:
            raise forms.ValidationError(say(error)) from error
        self.upload = Upload(name=name, content=content, media_type=self.document.media_type)
        return upload

    def clean_text(self) -> str:
        # Browsers send line ends as \r\n; spans count the letters of the text as it was pasted.
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return text if text.strip() else ""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in self.errors or "text" in self.errors:
            return values
        if self.document and values.get("text"):
            self.add_error("text", _("Give the file or the text, not both"))
        if not self.document and not values.get("text"):
            self.add_error("file", _("Choose a file, or paste the text below"))
        return values

    def given(self) -> dict[str, Any]:
        """What the action takes; call after is_valid()."""
        values, document = self.cleaned_data, self.document
        day: date | None = values["published_on"] or (document.published_on if document else None)
        return {
            "text": document.text if document else values["text"],
            "title": values["title"] or (document.title if document and document.title else "")[:300],
            "publisher": values["publisher"],
            "published_on": day,
            "url": values["url"],
            "file": self.upload,
        }


class HeadingForm(PlainForm):
    """What sort of occasion and document it is, and which partnership it is about."""

    kind = forms.ChoiceField(label=_("What it reports"), choices=OCCASIONS)
    source_kind = forms.ChoiceField(label=_("Sort of document"), choices=SOURCES)
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)

    def __init__(self, *args: Any, partnerships: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["partnership"].choices = [FOUND_BY_CITIES, *partnerships]  # type: ignore[attr-defined]


class AddFieldForm(PlainForm):
    """Words of the document that the reader did not see."""

    quote = forms.CharField(
        label=_("Words of the document"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mark them in the text, or copy them here without a change."),
    )
    name = forms.ChoiceField(label=_("What they say"))
    day = DateField(label=_("Day"), required=False, help_text=_("Only for a day."))
    near = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["name"].choices = [  # type: ignore[attr-defined]
            (title, [(name, FIELD_NAMES[name]) for name in names if name != "event_date_unresolved"])
            for _key, title, names in GROUPS
        ]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        name = values.get("name")
        if name and VALUE_TYPES[name] is date and not values.get("day") and "day" not in self.errors:
            self.add_error("day", _("Give the day"))
        return values
