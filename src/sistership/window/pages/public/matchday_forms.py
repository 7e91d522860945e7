"""Forms of those who take part in a matchmaking day: they need no account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.window.offices.matchdays.models import (
    Again,
    DayInterpreter,
    DayKind,
    DaySlot,
    Matchday,
    Party,
    Registration,
)
from sistership.window.offices.people.models import City
from sistership.window.pages.matchday_words import language_choices, tell_times
from sistership.window.pages.public.open_forms import LANGUAGE_CHOICES, OpenForm
from sistership.window.pages.templatetags.window import plain


class HoursForm(forms.Form):
    """In which slots of a day somebody is there."""

    available = forms.MultipleChoiceField(
        label=_("When you are there"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("By the clock of the place. Untick what does not suit you."),
    )

    def __init__(self, *args: Any, matchday: Matchday, slots: Iterable[DaySlot], **options: Any) -> None:
        super().__init__(*args, **options)
        told = tell_times(slots, matchday.zone)
        self.numbers = {str(one.number) for one in told}
        several = len({one.on for one in told}) > 1  # type: ignore[attr-defined]
        self.fields["available"].choices = [  # type: ignore[attr-defined]
            (str(one.number), f"{one.on:%d.%m.} {one.times}" if several else one.times)  # type: ignore[attr-defined]
            for one in told
        ]
        self.fields["available"].initial = sorted(self.numbers)
        if not told:
            del self.fields["available"]

    def hours(self) -> list[int] | None:
        """Numbers of the slots, None for all of them; call after is_valid()."""
        chosen = set(self.cleaned_data.get("available", self.numbers))
        return None if chosen == self.numbers else sorted(map(int, chosen))


def hours_of(record: Registration | DayInterpreter, slots: Iterable[DaySlot]) -> list[str]:
    """When somebody is there, as the first value of the field."""
    numbers = record.available
    return [str(one) for one in ([one.number for one in slots] if numbers is None else numbers)]


class ParticularsForm(HoursForm):
    """Who takes part, in which languages, when."""

    name = forms.CharField(label=_("Firm or body"), max_length=200)
    person = forms.CharField(
        label=pgettext_lazy("matchmaking day", "Who comes"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you can hold a meeting"), widget=forms.CheckboxSelectMultiple
    )
    party = forms.ChoiceField(label=_("You are"), choices=Party.choices, widget=forms.RadioSelect)
    most_meetings = forms.IntegerField(
        label=_("At most so many meetings"),
        required=False,
        min_value=1,
        help_text=_("Empty: as many as fit."),
    )
    field_order: tuple[str, ...] = ("name", "person", "languages", "party", "available", "most_meetings")

    def __init__(self, *args: Any, matchday: Matchday, slots: Iterable[DaySlot], **options: Any) -> None:
        super().__init__(*args, matchday=matchday, slots=slots, **options)
        self.fields["languages"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["most_meetings"].max_value = matchday.most_meetings  # type: ignore[attr-defined]
        if matchday.day_kind != DayKind.FUNDING:
            del self.fields["party"]

    def values(self) -> dict[str, Any]:
        """Columns of the registration; call after is_valid()."""
        given = {name: self.cleaned_data[name] for name in ("name", "person", "languages", "most_meetings")}
        if "available" in self.fields:
            given["available"] = self.hours()
        if "party" in self.fields:
            given["party"] = self.cleaned_data["party"]
        return given


class RegisterForm(ParticularsForm, OpenForm):
    """Take part."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Your link and your plan go there. The others do not see it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    city = forms.ChoiceField(label=_("The city you come from"))
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGE_CHOICES)
    field_order = (
        "name",
        "person",
        "email",
        "city",
        "party",
        "languages",
        "available",
        "most_meetings",
        "language",
    )

    def __init__(self, *args: Any, cities: Iterable[City], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["city"].choices = [(one.key, plain(one, "name")) for one in cities]  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()


class FeedbackForm(forms.Form):
    """How one meeting went."""

    was_held = forms.ChoiceField(
        label=_("Did you meet?"),
        choices=[("yes", _("Yes, we met")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    grade = forms.ChoiceField(
        label=_("How useful was it?"),
        required=False,
        choices=[("", "—"), *((str(one), str(one)) for one in range(1, 6))],
        help_text=_("1: not at all, 5: very."),
    )
    again = forms.ChoiceField(
        label=_("Do you meet again?"), required=False, choices=[("", "—"), *Again.choices]
    )
    words = forms.CharField(
        label=_("Anything else for the desk"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def values_of(registration: Registration, slots: Iterable[DaySlot]) -> dict[str, Any]:
    """A registration as the first values of its form."""
    return {
        "name": registration.name,
        "person": registration.person,
        "languages": registration.languages,
        "party": registration.party,
        "available": hours_of(registration, slots),
        "most_meetings": registration.most_meetings,
    }
