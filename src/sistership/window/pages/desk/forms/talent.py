"""Forms of programmes, cohorts, positions and what a cohort goes through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.offices.talent.cells import levels_of, reserves_of
from sistership.window.offices.talent.models import Payer, Position, ProgrammeKind, StudyLevel
from sistership.window.pages.desk.forms.base import DateField, DeskForm
from sistership.window.pages.desk.forms.choices import Choices
from sistership.window.pages.desk.forms.lessons import with_choices
from sistership.window.pages.desk.forms.wordings import Wording
from sistership.window.pages.desk.speech import say

Pairs = TypeVar("Pairs", bound=list[Any])
NOT_SAID = ("", pgettext_lazy("choice", "Not said"))


class ProgrammeForm(DeskForm):
    """A lasting scheme of the partnership."""

    TEXTS = (
        Wording("title", _("Name"), is_required=True),
        Wording("summary", _("In a few sentences"), is_long=True),
    )
    programme_kind = forms.ChoiceField(label=_("What it is for"), choices=ProgrammeKind.choices)
    commitment = forms.ChoiceField(
        label=_("Promise it serves"),
        required=False,
        help_text=_("Completed stays are filed as evidence of it, without names."),
    )
    is_public = forms.BooleanField(label=_("Anybody may read it"), required=False, initial=True)

    def __init__(self, *args: Any, commitments: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        with_choices(self, "commitment", commitments, empty=pgettext_lazy("commitment", "None"))


class CohortForm(DeskForm):
    """One year or term of a programme."""

    TEXTS = (
        Wording("title", _("Name"), is_required=True),
        Wording("rules", _("Rules beyond the published procedure"), is_long=True),
    )
    side = forms.ChoiceField(label=_("Run by"))
    applications_until = DateField(label=_("Last day for applications"))
    rankings_until = DateField(label=_("Last day for hosts to order applicants"))
    first_day = DateField(label=_("Stays from"))
    last_day = DateField(label=_("Stays to"))
    appeals_until = DateField(
        label=_("Last day for grievances"),
        help_text=_("After it the lists are erased; the certificate stays."),
    )
    most_choices = forms.IntegerField(
        label=_("Positions on a list, at most"), min_value=1, max_value=50, initial=10
    )

    def __init__(self, *args: Any, sides: Choices | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if sides is None:
            del self.fields["side"]
        else:
            with_choices(self, "side", sides)


class PositionForm(DeskForm):
    """Places at one host."""

    TEXTS = (
        Wording("title", pgettext_lazy("talent", "Position"), is_required=True),
        Wording("work", _("What the student would do"), is_long=True),
        Wording("insurance", _("Insurance")),
    )
    host_name = forms.CharField(label=pgettext_lazy("talent", "Host"), max_length=200)
    host_email = forms.EmailField(
        label=_("E-mail address of the host"),
        required=False,
        help_text=_("The link with which the host orders goes here."),
    )
    host_language = forms.ChoiceField(
        label=_("Language of letters"), choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )
    supervisor = forms.CharField(label=_("Supervisor at the host"), max_length=120, required=False)
    city = forms.ChoiceField(label=_("City"))
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=500, initial=1)
    at_least = forms.IntegerField(
        label=_("Opens with at least"),
        min_value=0,
        initial=0,
        help_text=_("0, unless a group comes together."),
    )
    reserves = forms.CharField(
        label=_("Reserved places"),
        required=False,
        help_text=_("Key of a home city and a number, with semicolons: gdynia 1; kaohsiung 2."),
    )
    home_cities = forms.MultipleChoiceField(
        label=_("Students from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: from every city but the host's own."),
    )
    first_day = DateField(label=_("From"))
    last_day = DateField(label=_("To"))
    weeks = forms.IntegerField(label=_("Weeks"), min_value=1, max_value=200)
    languages = forms.CharField(  # type: ignore[assignment]  # declared fields are no attributes of a form
        label=_("Languages needed"),
        required=False,
        help_text=_("Code and CEFR level, with semicolons: en B2; zh-hant A2."),
    )
    study_level = forms.ChoiceField(
        label=_("Studies, at least"), required=False, choices=[NOT_SAID, *StudyLevel.choices]
    )
    skills_said = forms.CharField(
        label=_("Skills that help"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("None is a condition."),
    )
    stipend = forms.DecimalField(
        label=_("Stipend a month"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    stipend_currency = forms.CharField(label=_("Currency"), required=False, max_length=3, min_length=3)
    stipend_payer = forms.ChoiceField(
        label=_("Who pays the stipend"), required=False, choices=[NOT_SAID, *Payer.choices]
    )
    insurance_payer = forms.ChoiceField(
        label=_("Who pays the insurance"), required=False, choices=[NOT_SAID, *Payer.choices]
    )
    ects = forms.DecimalField(
        label=_("ECTS credits recognised"), required=False, min_value=0, max_digits=4, decimal_places=1
    )

    def __init__(self, *args: Any, cities: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        with_choices(self, "city", cities)
        with_choices(self, "home_cities", cities)

    def clean_languages(self) -> list[list[str]]:
        return self._pairs("languages", levels_of)

    def clean_reserves(self) -> list[list[Any]]:
        return self._pairs("reserves", reserves_of)

    def _pairs(self, name: str, read: Callable[[str], Pairs]) -> Pairs:
        try:
            return read(self.cleaned_data[name])
        except InputError as error:
            raise forms.ValidationError(say(error)) from error

    def clean_stipend_currency(self) -> str:
        return str(self.cleaned_data["stipend_currency"]).upper()


COLUMNS = tuple(name for name in PositionForm.base_fields if name not in ("city", "home_cities"))


def position_values(position: Position) -> dict[str, Any]:
    """What the form shows of a position, texts aside."""
    found = {name: getattr(position, name) for name in COLUMNS}
    found["city"] = position.city.key
    found["home_cities"] = [one.key for one in position.home_cities.all()]
    found["languages"] = "; ".join(f"{language} {level}" for language, level in position.languages)
    found["reserves"] = "; ".join(f"{group} {places}" for group, places in position.reserves)
    return found


class SeedForm(DeskForm):
    """The seed of the lottery, and how it was drawn."""

    seed = forms.CharField(label=_("Seed"), max_length=200)
    source = forms.CharField(
        label=_("How it was drawn"),
        max_length=300,
        help_text=_(
            "For instance the first prize of a public lottery of a later day, or: drawn by this program."
        ),
    )


class RoundForm(DeskForm):
    """The days of a second round."""

    applications_until = DateField(label=_("Last day for applications"))
    rankings_until = DateField(label=_("Last day for hosts to order applicants"))


class WhyForm(DeskForm):
    """A reason that is published."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RecordSignatureForm(DeskForm):
    """A signature on paper."""

    party = forms.ChoiceField(label=_("Who signed"))
    signer = forms.CharField(label=_("Name and post"), max_length=160)

    def __init__(self, *args: Any, parties: Iterable[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["party"].choices = list(parties)  # type: ignore[attr-defined]


class TableForm(forms.Form):
    """A table of positions or applications."""

    kind = forms.ChoiceField(
        label=_("What the table holds"),
        choices=[("positions", _("Positions")), ("applications", _("Applications"))],
        widget=forms.RadioSelect,
        initial="positions",
    )
    table = forms.FileField(label=_("Table"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}))
    is_dry_run = forms.BooleanField(label=_("Only check it, write nothing"), required=False, initial=True)
