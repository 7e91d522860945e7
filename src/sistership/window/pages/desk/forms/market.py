"""Forms of the market at the desk: the check, what came of an introduction, evidence, a list to import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.offices.market.models import RUBRIC, ProfileKind
from sistership.window.offices.market.rubric import HIGHEST
from sistership.window.offices.market.states import ProfileState
from sistership.window.offices.people.models import City
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.wordings import Wording
from sistership.window.pages.templatetags.window import plain

ALL = ("", pgettext_lazy("filter", "All"))
POINTS = [(str(number), str(number)) for number in range(HIGHEST + 1)]
HINTS = {
    "advantages": _("What is new, and what does it do better than what there is?"),
    "clarity": _("Does a reader of another city understand what it is about?"),
    "cooperation": _("Is it said whom they look for, and for what?"),
    "guidelines": _("Nobody is named, nothing is promised that cannot be kept, the language is sound."),
}


class CheckForm(forms.Form):
    """Points by category, and words to the owner."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in RUBRIC.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=POINTS, help_text=HINTS[name], widget=forms.RadioSelect
            )
        self.fields["words"] = forms.CharField(
            label=_("Words to the owner"),
            required=False,
            max_length=3000,
            help_text=_(
                "Needed when it is not published. They are sent as they stand: write their language."
            ),
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def points(self) -> dict[str, int]:
        """Category → points; call after is_valid()."""
        return {name: int(self.cleaned_data[name]) for name in RUBRIC}


class DeskProfileFilter(forms.Form):
    """What the desk's list of profiles shows."""

    words = forms.CharField(label=_("Organisation"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("filter of profiles", "Who"), required=False, choices=[ALL, *ProfileKind.choices]
    )

    def __init__(self, *args: Any, word: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        shown = [state for state in ProfileState if state != ProfileState.ERASED]
        self.fields["state"].choices = [ALL, *((one.value, word(one)) for one in shown)]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """The filters; what is not among the choices narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "").replace("\x00", "") for name in self.fields}


PROFILE_TEXTS = (
    Wording("title", _("Title"), is_required=True),
    Wording("summary", _("Anonymous summary"), is_long=True),
    Wording("offers", _("Offers"), is_long=True),
    Wording("needs", _("Needs"), is_long=True),
)
"""What a profile says, as the translation desk shows it."""


class ProofForm(DeskForm):
    """File what came of an introduction as evidence of a promise."""

    TEXTS = (
        Wording(
            "title",
            _("What it shows"),
            hint=_("“An introduction led to a contract.” Name nobody: this may be published."),
            is_required=True,
        ),
    )
    ORDER = ("commitment", "title", "is_public")
    commitment = forms.ChoiceField(label=_("The promise"))
    is_public = forms.BooleanField(label=_("Publish it"), required=False)

    def __init__(self, *args: Any, commitments: Iterable[tuple[str, str | Promise]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["commitment"].choices = list(commitments)  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A list of tenants or members, as a table."""

    city = forms.ChoiceField(label=_("City of the list"))
    profile_kind = forms.ChoiceField(
        label=_("What they are, where the list does not say"), choices=ProfileKind.choices
    )
    language = forms.ChoiceField(
        label=_("Language of the list"), choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )
    file = forms.FileField(
        label=_("File"),
        help_text="CSV, XLSX",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    is_dry_run = forms.BooleanField(
        label=_("Only try it: say what would be taken, and what is wrong"), required=False, initial=True
    )
    does_write = forms.BooleanField(
        label=_("Write to each with the secret link, so that they finish and hand in themselves"),
        required=False,
    )

    def __init__(self, *args: Any, cities: Iterable[City], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["city"].choices = [(one.key, plain(one, "name")) for one in cities]  # type: ignore[attr-defined]
