"""Forms about accounts: invite, grant a role, choose a password, one's own profile, tokens, erasure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import ApiToken, City, Role
from sistership.window.pages.administration.frame import name_of

LANGUAGE_CHOICES = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
SCOPE_WORDS = {"read": pgettext_lazy("scope", "Read"), "write": pgettext_lazy("scope", "Write")}


def city_choices(empty: Any) -> list[tuple[str, Any]]:
    """(key, name) of every city by name, after the empty choice."""
    cities = list(City.objects.all())
    load_texts(cities)
    named = sorted(((city.key, name_of(city)) for city in cities), key=lambda pair: pair[1])
    return [("", empty), *named]


def city_of(form: forms.Form) -> City | None:
    """The city that the form names; None for the empty choice."""
    return City.objects.filter(key=form.cleaned_data["city"]).first()


class RoleForm(forms.Form):
    """A role, and the city in which it holds."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    city = forms.ChoiceField(
        label=_("City"), required=False, help_text=_("Every role but administrator belongs to a city.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        city = self.fields["city"]
        assert isinstance(city, forms.ChoiceField)
        city.choices = city_choices(_("No city"))


class InviteForm(RoleForm):
    """Who is invited."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The letter with the link goes to this address.")
    )
    display_name = forms.CharField(label=_("Name shown on pages"), required=False, max_length=120)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGE_CHOICES)
    field_order = ("email", "display_name", "language", "role", "city")


class AccountsFilter(forms.Form):
    """Find accounts."""

    words = forms.CharField(label=_("Name or address"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices])


class PasswordForm(forms.Form):
    """A password, typed twice."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. A sentence that only you would write is good."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "password" in values and "again" in values and values["password"] != values["again"]:
            self.add_error("again", _("The two passwords differ"))
        return values


class ProfileForm(forms.Form):
    """How one is called, and the language of letters."""

    display_name = forms.CharField(
        label=_("Name shown on pages"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGE_CHOICES)
    morning_letter = forms.BooleanField(
        label=_("A letter each working morning with what is due"),
        required=False,
        help_text=_("It comes when your offices open, and only when something waits for you."),
    )

    def __init__(self, *args: Any, is_staff: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_staff:
            del self.fields["morning_letter"]


class TokenForm(forms.Form):
    """A token for a program."""

    name = forms.CharField(
        label=_("What the program does"),
        max_length=80,
        help_text=_("By which you know the token again, for example: report of the year."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[(scope, SCOPE_WORDS[scope]) for scope in ApiToken.SCOPES],
        widget=forms.CheckboxSelectMultiple,
        initial=["read"],
    )
    days = forms.TypedChoiceField(
        label=_("How long it works"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("365 days"))],
        initial=90,
    )


class CalendarForm(forms.Form):
    """An address for a calendar program."""

    name = forms.CharField(
        label=_("Which calendar reads it"),
        max_length=80,
        help_text=_("By which you know the address again, for example: my phone."),
    )


class EraseForm(forms.Form):
    """The one thing to tick before a person is erased."""

    is_sure = forms.BooleanField(
        label=_("Yes, erase this person for good. This cannot be undone."),
        error_messages={"required": _("Tick this box if you are sure")},
    )
