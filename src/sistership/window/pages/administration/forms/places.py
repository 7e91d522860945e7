"""Forms about cities, their local days, organisations and persons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.people.models import OrganisationKind
from sistership.window.pages.administration.forms.accounts import city_choices
from sistership.window.pages.administration.forms.names import LinesField, NamesForm
from sistership.window.pages.administration.forms.particulars import FactsForm

ALIASES_HINT = _("One on each line: short forms, former names, names in other scripts.")


class CityForm(NamesForm):
    """The names of a city."""

    aliases = LinesField(label=_("Other names"), required=False, help_text=ALIASES_HINT)


class CityPageForm(CityForm):
    """The names of a city and its website."""

    website = forms.URLField(label=_("Website"), required=False, max_length=300, assume_scheme="https")


class NewCityForm(CityPageForm, FactsForm):
    """All that is asked of a new city."""

    field_order = ("aliases", "website", "key", *FactsForm.FACTS)

    key = forms.CharField(
        label=_("Short name for addresses"),
        max_length=60,
        help_text=_("Small Latin letters and hyphens, for example: kaohsiung. It cannot be changed later."),
    )


class LocalDayForm(forms.Form):
    """A day on which a city's offices differ from the public calendar."""

    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "2200-12-31"})
    )
    is_working = forms.TypedChoiceField(
        label=_("On this day"),
        choices=[("no", _("Offices are closed")), ("yes", _("Offices work (a make-up day)"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    note = forms.CharField(
        label=_("Why"), required=False, max_length=120, help_text=_("For example: typhoon day.")
    )


class RegisterFilter(forms.Form):
    """Find records by city and words."""

    words = forms.CharField(label=pgettext_lazy("of a place or body", "Name"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        city = self.fields["city"]
        assert isinstance(city, forms.ChoiceField)
        city.choices = city_choices(_("All cities"))


class PersonsFilter(RegisterFilter):
    """Find persons."""

    words = forms.CharField(label=pgettext_lazy("of a person", "Name"), required=False)


class OrganisationsFilter(RegisterFilter):
    """Find organisations."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *OrganisationKind.choices]
    )


class OrganisationForm(NamesForm):
    """An organisation."""

    organisation_kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    city = forms.ChoiceField(label=_("City"), required=False)
    website = forms.URLField(label=_("Website"), required=False, max_length=300, assume_scheme="https")
    aliases = LinesField(label=_("Other names"), required=False, help_text=ALIASES_HINT)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        city = self.fields["city"]
        assert isinstance(city, forms.ChoiceField)
        city.choices = city_choices(_("No city"))
