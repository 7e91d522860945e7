"""The questions of the guided form, one a page, and the forms of the enquirer's own page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.window.offices.cases.actions.receiving import LONGEST_WORDS
from sistership.window.offices.cases.models import Service
from sistership.window.offices.people.models import OrganisationKind, Side
from sistership.window.pages.desk.forms.lessons import UploadsField
from sistership.window.pages.desk.forms.proofs import UPLOAD_HINT
from sistership.window.pages.public.enquiry_words import SERVICE_HINTS
from sistership.window.pages.public.names import city_name
from sistership.window.pages.public.open_forms import LANGUAGE_CHOICES, OpenForm

EMAIL_WIDGET = forms.EmailInput(attrs={"autocomplete": "email"})


class StartForm(OpenForm):
    """Begin: nothing but the field that only programs fill in."""


class CityForm(forms.Form):
    """Whose desk receives the enquiry."""

    side = forms.ChoiceField(label=_("The city that is to answer"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sides: Iterable[Side], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = [  # type: ignore[attr-defined]
            (side.city.key, city_name(side)) for side in sides
        ]


class ServiceForm(forms.Form):
    """What the window is asked for."""

    service = forms.ChoiceField(label=_("Your enquiry is about"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            (key, format_html('{} <span class="sub">{}</span>', label, SERVICE_HINTS[key]))
            for key, label in Service.choices
        ]


class WordsForm(forms.Form):
    """What somebody wants to know."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_WORDS,
        help_text=_("Write in your own language. Say what you plan, by when, and what you know already."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    subject = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        required=False,
        help_text=_("Stands above your enquiry. Left empty, the beginning of your question does."),
    )


class YouForm(forms.Form):
    """Who asks."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("Firm, school or other body"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    organisation_kind = forms.ChoiceField(
        label=_("What kind of body it is"),
        required=False,
        choices=[("", pgettext_lazy("choice", "Not said")), *OrganisationKind.choices],
    )
    city = forms.CharField(label=_("City and country"), max_length=120, required=False)


class ReachForm(forms.Form):
    """Where an answer goes."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("The answer and the link to your own page go there."),
        widget=EMAIL_WIDGET,
    )
    telephone = forms.CharField(
        label=_("Telephone"),
        max_length=60,
        required=False,
        help_text=_("With the country's number, such as +48 or +886."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGE_CHOICES)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].initial = get_language()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not given["email"] and not given["telephone"]:
            self.add_error(
                "email", _("Give an e-mail address or a telephone number, so that an answer can reach you.")
            )
        return given


class ReadingForm(forms.Form):
    """Whether the other city may read the enquiry."""

    may_be_handed_over = forms.ChoiceField(
        label=_("May the other city's desk read your enquiry?"),
        choices=[("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))],
        widget=forms.RadioSelect,
    )


class FilesForm(forms.Form):
    """What is sent along."""

    files = UploadsField(label=_("Files"), required=False, help_text=UPLOAD_HINT)  # type: ignore[assignment]


class AddressForm(OpenForm):
    """Where a link is sent."""

    email = forms.EmailField(label=_("E-mail address"), widget=EMAIL_WIDGET)


class WriteForm(forms.Form):
    """What the enquirer adds."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    files = UploadsField(label=_("Files"), required=False, help_text=UPLOAD_HINT)  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not given["text"].strip() and not given["files"]:
            self.add_error("text", _("Write something, or choose a file."))
        return given
