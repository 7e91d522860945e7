"""The pages of the form by which a profile is written, and the forms of the owner's page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.window.offices.market.answers import LONGEST, MOST_SECTORS
from sistership.window.offices.market.models import (
    AmountRange,
    DismissalReason,
    Outcome,
    ProfileKind,
    Stage,
)
from sistership.window.offices.people.models import City
from sistership.window.pages.desk.forms.base import DateField
from sistership.window.pages.desk.forms.lessons import UploadsField
from sistership.window.pages.desk.forms.proofs import UPLOAD_HINT
from sistership.window.pages.market_words import sector_choices
from sistership.window.pages.public.open_forms import LANGUAGE_CHOICES, OpenForm
from sistership.window.pages.templatetags.window import plain

NOT_SAID = ("", pgettext_lazy("choice", "Not said"))
SECTORS = tuple(f"sector_{number}" for number in range(1, 4))
assert len(SECTORS) <= MOST_SECTORS


def city_choices(cities: Iterable[City]) -> list[tuple[str, str]]:
    """(key, name) of cities whose texts are loaded."""
    return sorted(((one.key, plain(one, "name")) for one in cities), key=lambda one: one[1])


class BeginForm(OpenForm):
    """Where one is, and what."""

    city = forms.ChoiceField(
        label=_("Your city"),
        help_text=_("Its officers check the profile, and answer for your data."),
        widget=forms.RadioSelect,
    )
    profile_kind = forms.ChoiceField(
        label=_("What you are"), choices=ProfileKind.choices, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("The language in which you write"),
        choices=LANGUAGE_CHOICES,
        help_text=_("Readers get translations, and see that they are translations."),
    )

    def __init__(self, *args: Any, cities: Iterable[City], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["city"].choices = city_choices(cities)  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()


class StepForm(forms.Form):
    """One page of the form; its fields are named as the office names its answers."""

    def __init__(self, *args: Any, cities: Iterable[City], **options: Any) -> None:
        super().__init__(*args, **options)
        self.cities = list(cities)

    def answers(self) -> dict[str, Any]:
        """What was answered, by the names of the office; call after is_valid()."""
        return dict(self.cleaned_data)


class WordsForm(StepForm):
    """What is offered and needed, in the owner's own words."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=LONGEST["title"],
        help_text=_("What you do, in a few words; not your name. “Maker of marine batteries”"),
    )
    offers = forms.CharField(
        label=_("What you offer"),
        required=False,
        max_length=LONGEST["offers"],
        help_text=_("What is new about it, what it does better, for whom. Two or three paragraphs."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    needs = forms.CharField(
        label=_("What you need"),
        required=False,
        max_length=LONGEST["needs"],
        help_text=_("Whom you look for, for what kind of cooperation, and by when."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    summary = forms.CharField(
        label=_("In one or two sentences"),
        required=False,
        max_length=LONGEST["summary"],
        help_text=_("Stands in lists. Left empty, the beginning of what you offer does."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FactsForm(StepForm):
    """What can be compared without words."""

    sector_1 = forms.ChoiceField(label=_("Sector"), required=False)
    sector_2 = forms.ChoiceField(label=_("A second sector"), required=False)
    sector_3 = forms.ChoiceField(label=_("A third sector"), required=False)
    stage = forms.ChoiceField(
        label=_("How far it has come"), required=False, choices=[NOT_SAID, *Stage.choices]
    )
    size = forms.IntegerField(
        label=_("People who work there"),
        required=False,
        min_value=1,
        help_text=_("Shown in broad ranges only."),
    )
    trl_low = forms.IntegerField(
        label=_("Technology readiness, from"),
        required=False,
        min_value=1,
        max_value=9,
        help_text=_("1 is a basic idea, 9 is proven in daily use."),
    )
    trl_high = forms.IntegerField(
        label=_("Technology readiness, to"), required=False, min_value=1, max_value=9
    )
    ticket_low_eur = forms.IntegerField(
        label=_("Investment in EUR, from"),
        required=False,
        min_value=0,
        help_text=_("What you look for, or what you invest."),
    )
    ticket_high_eur = forms.IntegerField(label=_("Investment in EUR, to"), required=False, min_value=0)
    available_from = DateField(label=_("Available from"), required=False)
    available_until = DateField(label=_("Available until"), required=False)
    looks_in = forms.MultipleChoiceField(
        label=_("Cities in which you look"),
        required=False,
        help_text=_("None chosen: all partner cities of yours."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        initial = dict(options.pop("initial", None) or {})
        initial |= dict(zip(SECTORS, initial.pop("sectors", None) or (), strict=False))
        super().__init__(*args, initial=initial, **options)
        choices = [NOT_SAID, *sector_choices()]
        for name in SECTORS:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["looks_in"].choices = city_choices(self.cities)  # type: ignore[attr-defined]

    def answers(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        chosen = [one for name in SECTORS if (one := given.pop(name))]
        return {**given, "sectors": list(dict.fromkeys(chosen))}


class PartyForm(StepForm):
    """Who it is, and how to reach them."""

    organisation_name = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    website = forms.CharField(label=_("Website"), required=False, max_length=300)
    contact_name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_email = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("The link to your profile goes there; whoever reads these letters can change it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    contact_telephone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=60,
        help_text=_("With the country's number, such as +48 or +886."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(label=_("Language of the profile and of letters"), choices=LANGUAGE_CHOICES)


class FilesForm(StepForm):
    """Documents for whom both agreed to meet."""

    files = UploadsField(label=_("Files"), required=False, help_text=UPLOAD_HINT)  # type: ignore[assignment]


class SendForm(forms.Form):
    """That one may speak for the party."""

    is_agreed = forms.BooleanField(
        label=_(
            "I may speak for this organisation. Everybody may read the words of the profile; who we are "
            "is shown as the page says."
        ),
        error_messages={"required": _("Say that you may, so that the profile can be checked.")},
    )


class WordsToOtherForm(forms.Form):
    """What one writes to the other with the request."""

    words = forms.CharField(
        label=_("A few words to them"),
        required=False,
        max_length=1500,
        help_text=_("They read it before they answer. It names you only if you do."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DismissForm(forms.Form):
    """Not this one, because."""

    reason = forms.ChoiceField(label=_("Because"), choices=DismissalReason.choices)
    words = forms.CharField(label=_("More about it"), required=False, max_length=1500)
    is_veto = forms.BooleanField(
        label=_("Never: we do not want to meet this one at all"),
        required=False,
        help_text=_("Nobody is told. A request of theirs stays without an answer."),
    )


class OutcomeForm(forms.Form):
    """Whether the two met, and what came of it."""

    met_on = DateField(label=_("We met on"), required=False)
    outcome = forms.ChoiceField(
        label=pgettext_lazy("introduction", "What came of it"),
        required=False,
        choices=[NOT_SAID, *Outcome.choices],
    )
    amount_range = forms.ChoiceField(
        label=_("Worth of the contract"), required=False, choices=[NOT_SAID, *AmountRange.choices]
    )
