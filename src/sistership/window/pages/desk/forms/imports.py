"""Forms of an import: the table that is chosen, and the same table on its way back after the check."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sistership.formats.tables import Table, read_csv, read_json

READERS = {".csv": read_csv, ".json": read_json}
MAX_BYTES = 1024 * 1024
MAX_AGE_S = 2 * 60 * 60


@dataclass(frozen=True, slots=True)
class SentTable:
    """A table as it was uploaded; `expected` says what its check found: added, changed, unchanged."""

    name: str
    content: bytes
    expected: tuple[int, int, int] | None = None

    def read(self) -> Table:
        """Its rows; raises InputError that names the row."""
        return READERS[PurePath(self.name).suffix.lower()](self.content, file=self.name)


def _salt(partnership_key: str) -> str:
    return f"desk.import.{partnership_key}"


def seal(sent: SentTable, *, partnership_key: str) -> str:
    """The table as a signed text that fits a hidden field; of use for this partnership alone."""
    document = {"name": sent.name, "content": sent.content.decode(), "expected": sent.expected}
    return signing.dumps(document, salt=_salt(partnership_key), compress=True)


class ChooseTableForm(forms.Form):
    """A table that was exported from this blueprint, or made in its form."""

    table = forms.FileField(
        label=_("Table"),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ",".join(READERS)}),
        help_text=_("CSV or JSON, as the blueprint is exported, up to 1 MB."),
    )

    def refuse(self, words: str) -> None:
        """Say beside the field what is wrong, whether a file was sent with the form or not."""
        if not self.is_bound:
            self.cleaned_data: dict[str, Any] = {}
        self.add_error("table", words)

    def clean_table(self) -> SentTable:
        upload: UploadedFile = self.cleaned_data["table"]
        name = PurePath(upload.name or "").name
        extension = PurePath(name).suffix.lower()
        if extension not in READERS:
            raise forms.ValidationError(
                gettext("Files of type %(given)s are not taken. Choose one of these types: %(allowed)s.")
                % {"given": extension or "?", "allowed": ", ".join(READERS)}
            )
        size = upload.size or 0
        if size > MAX_BYTES:
            raise forms.ValidationError(
                gettext("The file is too large: %(size)s. A file may have up to %(limit)s.")
                % {"size": filesizeformat(size), "limit": filesizeformat(MAX_BYTES)}
            )
        content = upload.read()
        try:
            content.decode()
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("The text of this file is not UTF-8. In a spreadsheet, save it as “CSV UTF-8”.")
            ) from error
        return SentTable(name, content)


class ApplyTableForm(forms.Form):
    """The checked table, signed, so that what is applied is what was checked."""

    checked = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, partnership_key: str, **options: Any):
        super().__init__(*args, **options)
        self.partnership_key = partnership_key

    def clean_checked(self) -> SentTable:
        try:
            document = signing.loads(
                self.cleaned_data["checked"], salt=_salt(self.partnership_key), max_age=MAX_AGE_S
            )
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("The check of this table is too old or was made elsewhere. Choose the file again.")
            ) from error
        added, changed, unchanged = document["expected"]
        return SentTable(document["name"], document["content"].encode(), (added, changed, unchanged))
