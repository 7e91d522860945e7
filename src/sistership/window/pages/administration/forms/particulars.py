"""Forms about what is particular to a city: facts, languages, terms, official levels, links to law."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.common.text import LANGUAGES
from sistership.formats.city_packs import LARGEST_BYTES
from sistership.window.offices.people.actions import Threshold
from sistership.window.offices.people.models import City, LevelThreshold
from sistership.window.pages.administration.forms.accounts import LANGUAGE_CHOICES
from sistership.window.pages.administration.forms.names import LinesField, NamesForm

THRESHOLD = re.compile(
    r"(?P<amount>-?\d+(?:[.,]\d+)?)\s*(?P<unit>[^\s\d/][^\s/]{0,19})(?:\s*/?\s*(?P<hours>\d+(?:[.,]\d+)?)\s*h)?"
)


class FactsForm(forms.Form):
    """Where a city lies and by which calendar it works."""

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

    FACTS = ("country", "subdivision", "timezone", "language", "longitude", "latitude")

    def facts(self) -> dict[str, Any]:
        """The values by name, as the actions take them."""
        return {name: self.cleaned_data[name] for name in self.FACTS}

    @classmethod
    def facts_of(cls, city: City) -> dict[str, Any]:
        """The initial values that show a city."""
        return {name: getattr(city, name) for name in cls.FACTS}


class LanguagesForm(forms.Form):
    """Languages in which a city publishes, one place after the other."""

    PLACES = (_("First language"), _("Second language"), _("Third language"), _("Fourth language"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, label in enumerate(self.PLACES, 1):
            self.fields[f"published_{number}"] = forms.ChoiceField(
                label=label,
                required=number == 1,
                choices=[("", "—"), *LANGUAGE_CHOICES],
                help_text=_("In which the city publishes what it does here.") if number == 1 else "",
            )

    def chosen_languages(self) -> list[str]:
        """The languages in their order, without empty places."""
        given = [self.cleaned_data[f"published_{number}"] for number in range(1, len(self.PLACES) + 1)]
        return [code for code in given if code]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for name in [f"published_{number}" for number in range(1, len(self.PLACES) + 1)]:
            code = values.get(name)
            if code and code in seen:
                self.add_error(name, gettext("This language stands above already"))
            seen.add(code or "")
        return values

    @staticmethod
    def languages_of(city: City) -> dict[str, str]:
        """The initial values that show a city; its desk's language where it named none."""
        given = city.published_languages or [city.language]
        return {f"published_{number}": code for number, code in enumerate(given[: len(LANGUAGES)], 1)}


class PublishingForm(LanguagesForm, NamesForm):
    """Languages in which a city publishes, and when its desk is open."""

    TEXT = "desk_hours"
    LABEL = _("When its desk is open")
    HINT = _("For example: Monday to Friday, 8 to 17.")


class TermForm(forms.Form):
    """How a city says a concept in one language."""

    concept = forms.CharField(
        label=_("Concept"), max_length=80, help_text=_("What is meant, in short English: single window.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)
    term = forms.CharField(
        label=pgettext_lazy("glossary", "Term"), max_length=200, help_text=_("How this city says it.")
    )
    is_locked = forms.BooleanField(label=_("Translations must use this term"), required=False, initial=True)
    note = forms.CharField(label=_("Remark"), required=False, max_length=200)


class LevelForm(NamesForm):
    """One step of an official scale."""

    LABEL = pgettext_lazy("of an official level", "Name")

    topic = forms.SlugField(
        label=_("What the scale measures"),
        max_length=40,
        help_text=_("One short name for the whole scale, for example: rain, traffic."),
    )
    position = forms.IntegerField(
        label=pgettext_lazy("official level", "Rank"),
        min_value=1,
        max_value=99,
        help_text=_("1 is the mildest level."),
    )
    thresholds = LinesField(
        label=_("Reached from"),
        required=False,
        help_text=_("One measure on each line, any of which is enough, for example: 80 mm / 24 h"),
    )
    source_url = forms.URLField(
        label=_("Where the authority publishes it"), required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(["topic", "position"])

    def clean_topic(self) -> str:
        return str(self.cleaned_data["topic"]).lower()

    def clean_thresholds(self) -> list[Threshold]:
        found = []
        for line in self.cleaned_data["thresholds"]:
            match = THRESHOLD.fullmatch(line)
            hours = _number(match["hours"]) if match and match["hours"] else None
            if match is None or hours == 0:
                raise forms.ValidationError(
                    gettext(
                        "“%(line)s” cannot be read: write an amount, its unit and the hours, as 80 mm / 24 h"
                    )
                    % {"line": line}
                )
            found.append(Threshold(_number(match["amount"]), match["unit"], hours))
        return found

    @staticmethod
    def lines_of(thresholds: Iterable[LevelThreshold]) -> list[str]:
        """The measures as the form shows them."""
        return [
            f"{one.at_least:g} {one.unit}" + (f" / {one.period_h:g} h" if one.period_h else "")
            for one in thresholds
        ]


def _number(given: str) -> float:
    return float(given.replace(",", "."))


class LawForm(NamesForm):
    """A link to a law or rule."""

    TEXT = "title"
    LABEL = _("Title")

    topic = forms.SlugField(
        label=_("What it governs"),
        max_length=40,
        help_text=_("One short name, for example: administration, disaster, investment."),
    )
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Of the page on which the authority publishes the text."),
    )
    checked_on = forms.DateField(
        label=_("Last checked"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "2200-12-31"}),
        help_text=_("When somebody saw that the link leads there."),
    )

    def clean_topic(self) -> str:
        return str(self.cleaned_data["topic"]).lower()


class PackForm(forms.Form):
    """A city pack to take in."""

    file = forms.FileField(
        label=_("City file"),
        help_text=_("A file that another window wrote, ending in .json or .toml."),
        widget=forms.FileInput(attrs={"accept": ".json,.toml"}),
    )
    is_sure = forms.BooleanField(
        label=_("Take it in, if nothing is wrong with it"),
        required=False,
        help_text=_("Otherwise you only see what it would change."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(gettext("The file is too large: at most 2 MB are taken"))
        return file
