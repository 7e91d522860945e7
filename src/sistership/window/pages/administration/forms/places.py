"""Forms about cities, their local days, organisations and persons."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.people.models import OrganisationKind
from sistership.window.pages.administration.forms.accounts import LANGUAGE_CHOICES, city_choices
from sistership.window.pages.administration.forms.names import LinesField, NamesForm

ALIASES_HINT = _("One on each line: short forms, former names, names in other scripts.")


class CityForm(NamesForm):
    """The names of a city."""

    aliases = LinesField(label=_("Other names"), required=False, help_text=ALIASES_HINT)


class NewCityForm(CityForm):
    """All that is asked of a new city."""

    key = forms.CharField(
        label=_("Short name for addresses"),
        max_length=60,
        help_text=_("Small Latin letters and hyphens, for example: kaohsiung. It cannot be changed later."),
    )
    country = forms.RegexField(
        r"^[A-Z]{2}$",
        label=_("Country"),
        help_text=_("Two capital letters, for example: TW, PL, MY."),
        error_messages={"invalid": _("Write two capital letters, for example: TW")},
    )
    subdivision = forms.CharField(
        label=_("Part of the country"),
        required=False,
        max_length=10,
        help_text=_("Code of the state or province, where public holidays differ inside the country."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"), choices=[("", "—")] + [(zone, zone) for zone in sorted(available_timezones())]
    )
    language = forms.ChoiceField(
        label=_("Language of its desk"),
        choices=LANGUAGE_CHOICES,
        help_text=_("Its name in this language is the one that counts."),
    )
    longitude = forms.FloatField(
        label=_("Longitude"), min_value=-180, max_value=180, help_text=_("In degrees; west is negative.")
    )
    latitude = forms.FloatField(
        label=_("Latitude"), min_value=-90, max_value=90, help_text=_("In degrees; south is negative.")
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
