"""Forms of evidence: filing it, and answering it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.common.errors import InputError
from sistership.window.ground.files import TYPES, check_upload
from sistership.window.offices.agreements.models import EvidenceKind
from sistership.window.pages.desk.forms.base import DateField, DeskForm
from sistership.window.pages.desk.forms.choices import Choices
from sistership.window.pages.desk.forms.promises import PUBLISH_HINT
from sistership.window.pages.desk.forms.wordings import Wording
from sistership.window.pages.desk.speech import say

UPLOAD_HINT = _("PDF, pictures, office documents or text, up to 20 MB.")


class UploadField(forms.FileField):
    """A file of a type and size that the window takes; says in the reader's language what is wrong."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ",".join(TYPES)}), max_length=255, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            self._check(upload)
        return upload

    def _check(self, upload: UploadedFile) -> None:
        size, limit = upload.size or 0, settings.UPLOAD_MAX_BYTES
        if size > limit:
            raise forms.ValidationError(
                gettext("The file is too large: %(size)s. A file may have up to %(limit)s.")
                % {"size": filesizeformat(size), "limit": filesizeformat(limit)}
            )
        extension = PurePath(upload.name or "").suffix.lower()
        if extension not in TYPES:
            raise forms.ValidationError(
                gettext("Files of type %(given)s are not taken. Choose one of these types: %(allowed)s.")
                % {"given": extension or "?", "allowed": ", ".join(sorted(TYPES))}
            )
        upload.seek(0)
        try:
            check_upload(upload.name or "", upload.read(), declared=upload.content_type or "")
        except InputError as error:
            raise forms.ValidationError(say(error)) from error
        upload.seek(0)


class EvidenceForm(DeskForm):
    """What shows that a promise, or a step of it, is done."""

    TEXTS = (
        Wording("title", _("What it shows"), hint=_("A few words."), is_required=True),
        Wording("unit", _("Unit"), max_length=60),
    )
    ORDER = ("milestone", "title", "on", "evidence_kind", "file", "url", "value", "unit", "record", "side")

    milestone = forms.ChoiceField(label=_("For which step"), required=False)
    on = DateField(
        label=_("Date"), help_text=_("The day on which it happened, or on which the figure was taken.")
    )
    evidence_kind = forms.ChoiceField(
        label=_("Kind"), choices=EvidenceKind.choices, widget=forms.RadioSelect, initial=EvidenceKind.FILE
    )
    file = UploadField(label=_("File"), required=False, help_text=UPLOAD_HINT)
    url = forms.URLField(
        label=_("Web address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Begins with https:// or http://"),
    )
    value = forms.DecimalField(label=_("Figure"), required=False, max_digits=18, decimal_places=4)
    record = forms.ChoiceField(label=_("Record of this window"), required=False)
    side = forms.ChoiceField(label=_("For which city you file it"))
    is_public = forms.BooleanField(
        label=pgettext_lazy("action", "Publish"), required=False, initial=True, help_text=PUBLISH_HINT
    )

    def __init__(
        self, *args: Any, steps: Choices, sides: Choices, records: list[tuple[Any, Choices]], **options: Any
    ):
        super().__init__(*args, **options)
        self.fields["milestone"].choices = [("", _("The promise as a whole")), *steps]  # type: ignore[attr-defined]
        self.fields["record"].choices = [("", _("Choose")), *records]  # type: ignore[attr-defined]
        self.fields["side"].choices = sides  # type: ignore[attr-defined]
        if not steps:
            del self.fields["milestone"]
        if len(sides) == 1:
            self.fields["side"].widget = forms.HiddenInput()
            self.fields["side"].initial = sides[0][0]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and urlsplit(url).scheme not in ("http", "https"):
            raise forms.ValidationError(_("Give an address that begins with https:// or http://"))
        return url

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        wanted = {
            EvidenceKind.FILE: ("file", _("Choose the file")),
            EvidenceKind.LINK: ("url", _("Give the web address")),
            EvidenceKind.FIGURE: ("value", _("Give the figure")),
            EvidenceKind.RECORD: ("record", _("Choose the record")),
        }
        if kind := values.get("evidence_kind"):
            field, words = wanted[EvidenceKind(kind)]
            if values.get(field) in (None, "") and field not in self.errors:
                self.add_error(field, words)
        return values


class ReasonForm(forms.Form):
    """A reason in the reader's own language."""

    reason = forms.CharField(label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(forms.Form):
    """What the filing side answers to the reasons of a dispute."""

    reason = forms.CharField(
        label=_("Your answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class OptionalReasonForm(forms.Form):
    """A reason that may stay empty."""

    reason = forms.CharField(
        label=_("Reason"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
