"""Forms of questions between experts and of lessons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.ground.files import TYPES
from sistership.window.offices.lessons.models import HelpVerdict, Stage
from sistership.window.pages.desk.forms.base import DateField, DeskForm
from sistership.window.pages.desk.forms.choices import Choices
from sistership.window.pages.desk.forms.proofs import UPLOAD_HINT, UploadField
from sistership.window.pages.desk.forms.wordings import Wording

ANSWER_TEXTS = (Wording("text", _("Words"), is_long=True, is_required=True),)
HELPED_TEXTS = (Wording("reason", _("How it helped, or why it did not"), is_long=True, is_required=True),)
PUBLIC = pgettext_lazy("question between experts", "Anybody may read it")
PUBLIC_HINT = _("Otherwise the experts and officers of the partner cities read it, and nobody else.")


class UploadsInput(forms.FileInput):
    """Chooses several files at once."""

    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files, each of a type and size that the window takes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget = UploadsInput(attrs={"accept": ",".join(TYPES), "multiple": True})
        self.widget.is_required = self.required

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        return [
            cleaned for one in given if one and (cleaned := super(UploadsField, self).clean(one, initial))
        ]


def with_choices(form: forms.Form, name: str, choices: Choices, *, empty: Any = None) -> None:
    """Give a field its choices; one that leaves no choice is hidden, one without any is left out."""
    if not choices:
        del form.fields[name]
        return
    field = form.fields[name]
    field.choices = [*([("", empty)] if empty else []), *choices]  # type: ignore[attr-defined]
    if len(choices) == 1 and not empty:
        field.widget = forms.HiddenInput()
        field.initial = choices[0][0]


def longitude_field(**options: Any) -> forms.FloatField:
    """The longitude of a place."""
    hint = _("In degrees, such as 120.28.")
    return forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, help_text=hint, **options)


def latitude_field(**options: Any) -> forms.FloatField:
    """The latitude of a place."""
    hint = _("In degrees, such as 22.65.")
    return forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, help_text=hint, **options)


class TiedForm(DeskForm):
    """What a question or a lesson is about, and what it belongs to."""

    topic = forms.SlugField(
        label=_("Topic"),
        max_length=60,
        help_text=_("A key in Latin letters, such as light-rail, flood-control or traffic."),
    )
    stage = forms.ChoiceField(label=_("Stage of the project"), choices=Stage.choices)
    commitment = forms.ChoiceField(label=_("Commitment it serves"), required=False)
    milestone = forms.ChoiceField(
        label=_("Step of a commitment"), required=False, help_text=_("Its commitment comes with it.")
    )
    visit = forms.ChoiceField(label=_("Visit it came from"), required=False)
    is_public = forms.BooleanField(label=PUBLIC, required=False, help_text=PUBLIC_HINT)

    def __init__(
        self, *args: Any, commitments: Choices, milestones: Choices, visits: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        with_choices(self, "commitment", commitments, empty=pgettext_lazy("commitment", "None"))
        with_choices(self, "milestone", milestones, empty=pgettext_lazy("step", "None"))
        with_choices(self, "visit", visits, empty=pgettext_lazy("visit", "None"))


class AskForm(TiedForm):
    """A question to the experts of the other city."""

    TEXTS = (
        Wording("title", _("The question in a line"), is_required=True),
        Wording(
            "context",
            _("What it is about"),
            hint=_("The place, what you have tried, what you have to decide."),
            is_long=True,
            is_required=True,
        ),
        Wording("wanted", _("What would help you"), hint=_("Figures, drawings, a talk, a visit.")),
    )
    ORDER = (
        "title",
        "context",
        "wanted",
        "topic",
        "stage",
        "wanted_by",
        "commitment",
        "milestone",
        "visit",
        "side",
    )

    wanted_by = DateField(label=_("Wanted by"), required=False)
    side = forms.ChoiceField(label=_("For which city you ask"))

    def __init__(self, *args: Any, sides: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        with_choices(self, "side", sides)


class AnswerForm(DeskForm):
    """An answer, or what one asks further, with documents."""

    TEXTS = ANSWER_TEXTS
    ORDER = ("text", "documents")

    documents = UploadsField(label=_("Documents"), required=False, help_text=UPLOAD_HINT)


class LessonForm(TiedForm):
    """What was learnt."""

    TEXTS = (
        Wording("title", _("Title"), is_required=True),
        Wording("context", _("What the situation was"), is_long=True),
        Wording("done", pgettext_lazy("lesson", "What was done"), is_long=True),
        Wording("went_wrong", _("What went wrong"), is_long=True),
        Wording("again", _("What we would do again"), is_long=True),
        Wording("differently", _("What we would do differently"), is_long=True),
        Wording("cost_includes", _("What the cost includes")),
        Wording("place", _("Project or place")),
    )
    ORDER = (
        "title",
        "context",
        "done",
        "went_wrong",
        "again",
        "differently",
        "place",
        "longitude",
        "latitude",
        "cost_amount",
        "cost_currency",
        "cost_price_year",
        "cost_includes",
        "topic",
        "stage",
        "commitment",
        "milestone",
        "visit",
        "side",
        "help_after_days",
    )

    side = forms.ChoiceField(label=_("Whose experience it is"))
    longitude = longitude_field(required=False)
    latitude = latitude_field(required=False)
    cost_amount = forms.DecimalField(
        label=_("Cost"), required=False, max_digits=18, decimal_places=2, min_value=0
    )
    cost_currency = forms.RegexField(
        "^[A-Z]{3}$",
        label=_("Currency"),
        required=False,
        help_text=_("Three letters, such as TWD or MYR."),
        error_messages={"invalid": _("A currency has three capital letters, such as TWD or MYR")},
    )
    cost_price_year = forms.IntegerField(
        label=_("Prices of the year"), required=False, min_value=1800, max_value=2200
    )
    help_after_days = forms.IntegerField(
        label=_("Ask whether it helped after how many days"),
        min_value=0,
        max_value=3650,
        initial=90,
        help_text=_("Counted from publication; 0 asks never."),
    )

    def __init__(self, *args: Any, sides: Choices | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        with_choices(self, "side", sides or [])

    def clean(self) -> dict[str, Any]:
        """A cost has its currency, a place both its numbers."""
        values = super().clean()
        for name, other in (("longitude", "latitude"), ("latitude", "longitude")):
            if values.get(name) is None and values.get(other) is not None and name not in self.errors:
                self.add_error(name, _("A place needs both longitude and latitude"))
        lacks = values.get("cost_amount") is not None and not values.get("cost_currency")
        if lacks and "cost_currency" not in self.errors:
            self.add_error("cost_currency", _("A cost needs its currency"))
        return values


class FigureForm(DeskForm):
    """A number with its unit, year and source."""

    TEXTS = (
        Wording("label", _("What is counted or measured"), is_required=True),
        Wording("unit", _("Unit"), max_length=60),
        Wording("source_title", _("What the source is called"), is_required=True),
    )
    ORDER = ("label", "value", "unit", "year", "source_title", "source_url", "source_file")

    value = forms.DecimalField(label=_("Figure"), max_digits=18, decimal_places=4)
    year = forms.IntegerField(label=_("Year"), min_value=1800, max_value=2200)
    source_url = forms.URLField(
        label=_("Address of the source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Begins with https:// or http://. Or add the document below."),
    )
    source_file = UploadField(label=_("The source as a document"), required=False, help_text=UPLOAD_HINT)


class SiteForm(DeskForm):
    """A place that a delegation can be shown."""

    TEXTS = (
        Wording("name", _("Name of the site"), is_required=True),
        Wording("shows", _("What one sees there"), is_long=True),
        Wording("when", _("When it can be shown"), hint=_("Such as: weekdays from 9 to 12.")),
    )
    ORDER = ("name", "shows", "when", "longitude", "latitude", "contact")

    longitude = longitude_field()
    latitude = latitude_field()
    contact = forms.ChoiceField(label=_("Whose desk arranges it"))

    def __init__(self, *args: Any, sides: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        with_choices(self, "contact", sides)


class ProgrammeForm(DeskForm):
    """On the programme of which visit a site is put."""

    visit = forms.ChoiceField(label=_("Visit"))

    def __init__(self, *args: Any, visits: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["visit"].choices = visits  # type: ignore[attr-defined]


class HelpedForm(DeskForm):
    """Whether a lesson helped, and how."""

    TEXTS = HELPED_TEXTS
    ORDER = ("verdict", "reason", "commitment")

    verdict = forms.ChoiceField(
        label=_("Did it help?"), choices=HelpVerdict.choices, widget=forms.RadioSelect
    )
    commitment = forms.ChoiceField(
        label=_("File it as evidence of a promise that your city owes"), required=False
    )

    def __init__(self, *args: Any, commitments: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        with_choices(self, "commitment", commitments, empty=pgettext_lazy("commitment", "None"))
