"""Forms of agreements: what was signed, its term, parties, signatories and documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.models import DocumentKind
from sistership.window.offices.agreements.models import Agreement, AgreementKind
from sistership.window.pages.desk.forms.base import DateField, DeskForm
from sistership.window.pages.desk.forms.choices import Choices
from sistership.window.pages.desk.forms.promises import PUBLISH_HINT
from sistership.window.pages.desk.forms.proofs import UPLOAD_HINT, UploadField
from sistership.window.pages.desk.forms.wordings import Wording, wordings_of

EMPTY_HINT = _("Leave empty what no source says.")


class AgreementForm(DeskForm):
    """What was signed."""

    TEXTS = (
        Wording("title", _("Title"), is_required=True),
        Wording("summary", _("Summary"), hint=_("In your own words."), is_long=True),
        Wording("place", _("Place of signing"), hint=EMPTY_HINT),
    )
    ORDER = ("agreement_kind", "title", "authentic", "signed_on", "place", "summary")

    agreement_kind = forms.ChoiceField(
        label=_("Kind of agreement"), choices=AgreementKind.choices, widget=forms.RadioSelect
    )
    authentic = forms.MultipleChoiceField(
        label=_("Languages of the signed text"),
        choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Wordings in these languages count; all others are translations."),
    )
    signed_on = DateField(label=_("Signed on"), required=False, help_text=EMPTY_HINT)
    is_public = forms.BooleanField(
        label=pgettext_lazy("action", "Publish"), required=False, initial=True, help_text=PUBLISH_HINT
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        if self.about is not None:
            del self.fields["authentic"]


def agreement_values(agreement: Agreement) -> dict[str, Any]:
    """The values that the form shows of an agreement."""
    return wordings_of(agreement, [wording.name for wording in AgreementForm.TEXTS]) | {
        "agreement_kind": agreement.agreement_kind,
        "signed_on": agreement.signed_on,
        "is_public": agreement.is_public,
    }


class TermForm(DeskForm):
    """How long an agreement holds, and how it is renewed."""

    TEXTS = (Wording("renewal", _("Renewal"), hint=_("What the text says of its renewal."), is_long=True),)
    ORDER = ("starts_on", "ends_on", "renewal")

    starts_on = DateField(label=_("In force from"), required=False, help_text=EMPTY_HINT)
    ends_on = DateField(label=_("In force until"), required=False, help_text=EMPTY_HINT)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("This day lies before the start"))
        return values


def term_values(agreement: Agreement) -> dict[str, Any]:
    """The values that the form shows of an agreement's term."""
    return wordings_of(agreement, ["renewal"]) | {
        "starts_on": agreement.starts_on,
        "ends_on": agreement.ends_on,
    }


class PartyForm(DeskForm):
    """A side that is party to the agreement."""

    side = forms.ChoiceField(label=_("City"), widget=forms.RadioSelect)
    organisation = forms.ChoiceField(
        label=_("Body of the city"),
        required=False,
        help_text=_("Leave empty where the city itself is the party."),
    )

    def __init__(self, *args: Any, sides: Choices, organisations: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("The city itself")), *organisations]  # type: ignore[attr-defined]


class NamedPersonForm(DeskForm):
    """A person chosen from the register, or written down for the first time, for one side."""

    TEXTS: ClassVar[tuple[Wording, ...]] = (
        Wording("name", _("Name of a new person"), hint=_("Only where the person is not in the list.")),
    )
    ORDER = ("person", "name", "side")

    person = forms.ChoiceField(label=_("Person"), required=False)
    side = forms.ChoiceField(label=_("For which city"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sides: Choices, persons: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("A new person")), *persons]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        is_named = any(values.get(name) for name in self.fields if name.startswith("name_"))
        if not values.get("person") and not is_named and "person" not in self.errors:
            self.add_error("person", _("Choose a person from the list, or write the name of a new one"))
        if values.get("person") and is_named:
            self.add_error("person", _("Choose a person or write a new name, not both"))
        return values


class SignatoryForm(NamedPersonForm):
    """Who signed for a side."""

    TEXTS = (
        *NamedPersonForm.TEXTS,
        Wording("title", _("Signed as"), hint=_("The office held, such as deputy mayor.")),
    )


class DocumentForm(DeskForm):
    """A document attached to an agreement: uploaded, or named by its address."""

    TEXTS = (Wording("title", _("Title"), is_required=True),)
    ORDER = ("document_kind", "title", "file", "url", "language", "is_authentic", "publisher", "published_on")

    document_kind = forms.ChoiceField(
        label=_("Kind of document"),
        choices=[pair for pair in DocumentKind.choices if pair[0] != DocumentKind.EXAMPLE],
        widget=forms.RadioSelect,
    )
    file = UploadField(label=_("File"), required=False, help_text=UPLOAD_HINT)
    url = forms.URLField(label=_("Web address"), required=False, max_length=500, assume_scheme="https")
    language = forms.ChoiceField(
        label=_("Language of the document"),
        required=False,
        choices=[("", _("Not said")), *((code, LANGUAGE_NAMES[code]) for code in LANGUAGES)],
    )
    is_authentic = forms.BooleanField(
        label=_("This is an authentic wording"), required=False, help_text=_("Both sides signed it.")
    )
    publisher = forms.CharField(label=_("Published by"), required=False, max_length=200)
    published_on = DateField(label=_("Published on"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("file") and not values.get("url") and not {"file", "url"} & set(self.errors):
            self.add_error("file", _("Choose a file, or give a web address"))
        return values
