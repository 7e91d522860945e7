"""Forms of applicants, hosts and home institutions, one question or act each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.window.offices.people.models import City
from sistership.window.offices.talent.actions.applications import LONGEST_STATEMENT
from sistership.window.offices.talent.actions.stays import LONGEST_REPORT
from sistership.window.offices.talent.models import LEVELS, Position, StudyLevel
from sistership.window.offices.talent.queries.hosts import Candidate
from sistership.window.pages.desk.forms.base import DateField
from sistership.window.pages.public.open_forms import LANGUAGE_CHOICES, OpenForm
from sistership.window.pages.talent_words import language_choices, language_name
from sistership.window.pages.templatetags.window import plain

LANGUAGE_ROWS = 5
EMAIL = forms.EmailInput(attrs={"autocomplete": "email"})
SEEN = _("Hosts read this while they order, so do not say who you are.")


class ApplyForm(OpenForm):
    """Where the link to the application goes."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send you a link with which you write, change and hand in your application."),
        widget=EMAIL,
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGE_CHOICES)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].initial = get_language()


class LostForm(OpenForm):
    """Whose links are sent again."""

    email = forms.EmailField(label=_("E-mail address"), widget=EMAIL)


class AboutForm(forms.Form):
    """Who applies: for the agreement and the desk alone."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    telephone = forms.CharField(
        label=_("Telephone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )


class StudiesForm(forms.Form):
    """Where and what the applicant studies."""

    home_city = forms.ChoiceField(label=_("City where you study or work"), required=False)
    institution = forms.CharField(label=_("School, university or firm"), max_length=200, required=False)
    institution_email = forms.EmailField(
        label=_("E-mail address of who signs there"),
        required=False,
        help_text=_(
            "For instance the office for exchange students. It is written to only when you are placed."
        ),
    )
    study_level = forms.ChoiceField(
        label=_("Level of studies"),
        required=False,
        choices=[("", pgettext_lazy("choice", "Not said")), *StudyLevel.choices],
    )
    studies = forms.CharField(
        label=_("Field of studies or work"), max_length=200, required=False, help_text=SEEN
    )

    def __init__(self, *args: Any, cities: Iterable[City], **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(one.key, plain(one, "name")) for one in cities]
        self.fields["home_city"].choices = [("", pgettext_lazy("choice", "Not said")), *known]  # type: ignore[attr-defined]


class LanguagesForm(forms.Form):
    """Languages with their CEFR levels."""

    def __init__(self, *args: Any, given: Sequence[Sequence[str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        known = language_choices()
        known += [(code, language_name(code)) for code, _level in given if code not in dict(known)]
        for row in range(LANGUAGE_ROWS):
            language, level = given[row] if row < len(given) else ("", "")
            self.fields[f"language_{row}"] = forms.ChoiceField(
                label=_("Language %(number)s") % {"number": row + 1},
                required=False,
                choices=[("", pgettext_lazy("choice", "None")), *known],
                initial=language,
            )
            self.fields[f"level_{row}"] = forms.ChoiceField(
                label=_("Level %(number)s") % {"number": row + 1},
                required=False,
                choices=[("", pgettext_lazy("choice", "Not said")), *((one, one) for one in LEVELS)],
                initial=level,
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        found = []
        for row in range(LANGUAGE_ROWS):
            language, level = values.get(f"language_{row}", ""), values.get(f"level_{row}", "")
            if bool(language) != bool(level):
                where = f"level_{row}" if language else f"language_{row}"
                self.add_error(where, _("Give both, the language and its level"))
            elif language:
                found.append([language, level])
        values["languages"] = found
        return values


class SkillsForm(LanguagesForm):
    """Languages, skills, and what the applicant did and wants to do."""

    skills_said = forms.CharField(
        label=_("Skills"),
        required=False,
        max_length=1000,
        help_text=_("With commas between them, in your own language: welding, Python, bookkeeping."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    statement = forms.CharField(
        label=_("What you did, and what you want to learn"),
        required=False,
        max_length=LONGEST_STATEMENT,
        help_text=SEEN,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = [name for name in self.fields if name.startswith(("language_", "level_"))]
        self.order_fields([*rows, "skills_said", "statement"])


class DaysForm(forms.Form):
    """When the applicant is free."""

    available_from = DateField(label=_("Free from"), required=False)
    available_until = DateField(label=_("Free until"), required=False)


class RankForm(forms.Form):
    """A place from 1 for each row; empty for none. What is given twice is refused."""

    def __init__(
        self, *args: Any, rows: Iterable[tuple[str, Any, int | None]], most: int, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, label, place in rows:
            self.fields[name] = forms.IntegerField(
                label=label,
                required=False,
                min_value=1,
                max_value=most,
                initial=place,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        seen: dict[int, str] = {}
        for name, place in values.items():
            if place is None:
                continue
            if place in seen:
                self.add_error(name, _("Number %(place)s is given twice") % {"place": place})
            seen[place] = name
        return values

    def ordered(self) -> list[str]:
        """Names of the rows that have a place, in its order; call after is_valid()."""
        given = [(place, name) for name, place in self.cleaned_data.items() if place is not None]
        return [name for _place, name in sorted(given)]


def choices_form(data: Any, positions: Sequence[Position], listed: dict[int, int], most: int) -> RankForm:
    """The form with which an applicant orders positions."""
    rows = [
        (one.number, f"{one.number} {plain(one, 'title')} · {one.host_name}", listed.get(one.pk))
        for one in positions
    ]
    return RankForm(data, rows=rows, most=most)


class CheckForm(forms.Form):
    """Hand it in."""

    is_agreed = forms.BooleanField(
        label=_("I agree that the desks of both cities and, by number, the hosts on my list read this."),
        required=False,
    )


class SignForm(forms.Form):
    """Sign the agreement."""

    signer = forms.CharField(label=_("Your name and post"), max_length=160)
    seen = forms.CharField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A reason, where one may be given."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReportForm(forms.Form):
    """A report of a stay."""

    text = forms.CharField(
        label=_("How it goes, what was learnt, what should be different"),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    needs_help = forms.BooleanField(label=_("I need help: the desk should write to me"), required=False)


class GrievanceForm(forms.Form):
    """A grievance, which becomes a case."""

    text = forms.CharField(
        label=_("What is wrong"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6})
    )


class OrderForm(forms.Form):
    """How a host orders those who ask."""

    asks = forms.ChoiceField(
        label=_("How you order"),
        choices=[
            ("ranking", _("Places: 1 for the one you would most like, each number once")),
            ("scores", _("Points from 0 to 100: equals are decided by the published lottery")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, candidates: Iterable[Candidate], **options: Any) -> None:
        super().__init__(*args, **options)
        for one in candidates:
            self.fields[one.number] = forms.FloatField(
                label=_("Place or points for %(number)s") % {"number": one.number},
                required=False,
                min_value=0,
                max_value=1000,
                initial=one.value if one.value is None or one.value % 1 else int(one.value),
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
            )

    def values(self) -> dict[str, float]:
        """Number → place or points, of those that have one; call after is_valid()."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "asks"}
        return {name: value for name, value in given.items() if value is not None}
