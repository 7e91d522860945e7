"""Forms that anybody may send without an account: follow by mail, ask why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.offices.notices.models import LetterRhythm

LANGUAGE_CHOICES = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
LONGEST_QUESTION = 2000


class OpenForm(forms.Form):
    """A form with a field that people do not see; whoever fills it in is a program."""

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_from_a_program(self) -> bool:
        """Whether the hidden field was filled in; call after is_valid()."""
        return bool(self.cleaned_data.get("website"))

    def shown_fields(self) -> list[forms.BoundField]:
        """The fields that people fill in."""
        return [field for field in self.visible_fields() if field.name != "website"]


class RhythmForm(OpenForm):
    """How often letters come."""

    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=LetterRhythm.choices,
        widget=forms.RadioSelect,
        initial=LetterRhythm.AT_ONCE,
    )


class FollowForm(RhythmForm):
    """Where letters go, and in which language."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Only used for these letters. You confirm it by a link that we send."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGE_CHOICES)
    field_order = ("email", "language", "rhythm")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].initial = get_language()


class AskForm(OpenForm):
    """A question about the state of a commitment."""

    text = forms.CharField(
        label=pgettext_lazy("form", "Your question"),
        max_length=LONGEST_QUESTION,
        help_text=_("It is published with the answer. Leave out names and addresses."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("If you want the answer by mail. It is never shown, and forgotten after the answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language of the question"), choices=LANGUAGE_CHOICES)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].initial = get_language()
