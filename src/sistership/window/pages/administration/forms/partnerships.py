"""Forms about partnerships and their sides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sistership.window.pages.administration.forms.accounts import city_choices
from sistership.window.pages.administration.forms.names import NamesForm

ANSWER_HINT = _("Working days that a city has to confirm or dispute evidence, in its own calendar.")


class PartnershipForm(NamesForm):
    """What readers see of a partnership, and the days by which its clocks run."""

    TEXT = "summary"
    LABEL = _("Summary")
    HINT = ""
    IS_LONG = True

    is_public = forms.BooleanField(
        label=_("Everybody may read it"),
        required=False,
        help_text=_("Otherwise only accounts of its cities see it."),
    )
    answer_working_days = forms.IntegerField(
        label=_("Days to answer"), min_value=1, max_value=250, help_text=ANSWER_HINT
    )
    warning_days = forms.IntegerField(
        label=_("Days of warning"),
        min_value=1,
        max_value=250,
        help_text=_("A promise counts as at risk this many days before it is due."),
    )


class NewPartnershipForm(forms.Form):
    """All that is asked of a new partnership."""

    key = forms.CharField(
        label=_("Short name for addresses"),
        max_length=120,
        help_text=_("For example: kaohsiung-gdynia. It cannot be changed later."),
    )
    cities = forms.MultipleChoiceField(
        label=_("Cities"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Two or more. A city that is missing can be added under Cities."),
    )
    is_public = forms.BooleanField(
        label=_("Everybody may read it"),
        required=False,
        initial=True,
        help_text=_("Otherwise only accounts of its cities see it."),
    )
    answer_working_days = forms.IntegerField(
        label=_("Days to answer"), min_value=1, max_value=250, initial=15, help_text=ANSWER_HINT
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cities = self.fields["cities"]
        assert isinstance(cities, forms.MultipleChoiceField)
        cities.choices = city_choices("")[1:]


class DeskEmailForm(forms.Form):
    """Where a side's desk reads its mail."""

    email = forms.EmailField(label=_("Mail address of the desk"), required=False)
