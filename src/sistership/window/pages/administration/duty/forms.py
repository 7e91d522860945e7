"""Forms of duty: rows of the register, contacts, transfers, breaches and requests of persons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.window.ground.registry import registry
from sistership.window.offices.duty.law import BASES, TRANSFER_BASES
from sistership.window.offices.people.models import City, Organisation
from sistership.window.pages.administration.duty.words import OUTCOME_WORDS, REQUEST_WORDS, RISK_WORDS
from sistership.window.pages.administration.frame import name_of
from sistership.window.pages.desk.forms.base import DateField, DeskForm
from sistership.window.pages.desk.forms.wordings import Wording


def _choices(words: Any) -> list[tuple[str, Any]]:
    return [("", "—"), *((str(code), label) for code, label in words.items())]


class InstantField(forms.DateTimeField):
    """A day and a time of day in the reader's time zone."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        self.help_text = gettext("In the time zone %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }
        return super().get_bound_field(form, field_name)


class ActivityForm(DeskForm):
    """One row of a register."""

    TEXTS = (
        Wording("title", pgettext_lazy("privacy register", "What is done"), is_required=True),
        Wording("purpose", _("Purpose"), is_long=True),
        Wording("persons", _("Whose data"), is_long=True),
        Wording("data", _("Which data"), is_long=True),
        Wording("recipients", _("Who receives them"), is_long=True),
        Wording("kept", _("How long, where no days are set"), is_long=True),
        Wording("security", _("How they are protected"), is_long=True),
    )
    ORDER = ("title", "key", "purpose", "basis", "article")

    key = forms.SlugField(
        label=_("Short name"),
        max_length=40,
        help_text=_("Small Latin letters and hyphens, for example: letters."),
    )
    basis = forms.ChoiceField(
        label=_("Lawful basis"), choices=_choices({code: words for code, (words, _a) in BASES.items()})
    )
    article = forms.CharField(
        label=_("Article of the law"),
        required=False,
        max_length=120,
        help_text=_("For example: art. 6(1)(e)."),
    )
    retention = forms.MultipleChoiceField(
        label=_("What the window lets go of by itself"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(name, one.what) for name, one in registry.retention.items()],
        help_text=_("The days are those that this window runs with; they are shown beside it."),
    )
    checked_on = DateField(label=_("Checked with counsel on"), required=False)


class ContactForm(forms.Form):
    """Who answers for a city's personal data."""

    organisation = forms.ChoiceField(label=_("Body that answers in the city's name"), required=False)
    officer = forms.CharField(
        label=_("Data protection officer"), required=False, max_length=200, help_text=_("A title is enough.")
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    telephone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    address = forms.CharField(label=_("Postal address"), required=False, max_length=300)

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((str(one.public_id), name_of(one)) for one in organisations)]


class TransferForm(forms.Form):
    """Why personal data may pass to a country."""

    basis = forms.ChoiceField(label=_("Basis"), choices=_choices(TRANSFER_BASES))
    reference = forms.CharField(
        label=_("Article, decision or contract"), max_length=300, help_text=_("With its number and day.")
    )
    url = forms.URLField(
        label=_("Address of the document"), required=False, max_length=500, assume_scheme="https"
    )
    valid_until = DateField(label=_("Valid until"), required=False)


class BreachForm(DeskForm):
    """What happened."""

    TEXTS = (
        Wording(
            "title",
            _("What happened, in a few words"),
            hint=_("Without names of persons concerned."),
            is_required=True,
        ),
        Wording("what_happened", _("What happened"), is_long=True),
        Wording("what_data", _("Which data"), is_long=True),
        Wording("measures", _("What was done about it"), is_long=True),
    )
    ORDER = ("title", "noticed_at", "cities", "persons_count")

    noticed_at = InstantField(label=_("When it was noticed"))
    cities = forms.MultipleChoiceField(
        label=_("Cities whose data are concerned"), widget=forms.CheckboxSelectMultiple
    )
    persons_count = forms.IntegerField(
        label=_("How many persons"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text=_("Leave it empty while nobody knows."),
    )

    def __init__(self, *args: Any, cities: Iterable[City], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {city.key: city for city in cities}
        field = self.fields["cities"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, name_of(city)) for key, city in self.known.items()]

    def chosen(self) -> list[City]:
        """The cities that were ticked."""
        return [self.known[key] for key in self.cleaned_data["cities"]]


class AssessForm(DeskForm):
    """How likely a breach harms the persons, and why."""

    TEXTS = (Wording("risk_reason", _("Why"), is_long=True, is_required=True),)
    ORDER = ("risk",)
    risk = forms.ChoiceField(
        label=_("Risk for the persons"), choices=list(RISK_WORDS.items()), widget=forms.RadioSelect
    )


class ToldForm(forms.Form):
    """When somebody was told."""

    made_at = InstantField(label=_("When they were told"))
    to_whom = forms.CharField(label=_("Who was told"), max_length=300)
    reference = forms.CharField(label=_("Their file number"), required=False, max_length=200)
    reason = forms.CharField(
        label=_("Why it was late"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only where the time was over."),
    )


class ReasonForm(forms.Form):
    """One reason."""

    reason = forms.CharField(label=_("Why"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class RequestForm(forms.Form):
    """What a person asks of a city."""

    city = forms.ChoiceField(label=_("City that is asked"))
    request_kind = forms.ChoiceField(label=_("What the person asks"), choices=_choices(REQUEST_WORDS))
    received_on = DateField(label=_("Received on"))
    name = forms.CharField(label=_("Name of the person"), required=False, max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("By it the window finds what it holds about the person."),
    )
    asked = forms.CharField(
        label=_("In the person's words"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, cities: Iterable[City], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {city.key: city for city in cities}
        field = self.fields["city"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, name_of(city)) for key, city in self.known.items()]


class AnswerForm(forms.Form):
    """What was done about a request."""

    outcome = forms.ChoiceField(label=_("What became of it"), choices=_choices(OUTCOME_WORDS))
    answer = forms.CharField(
        label=_("What was done, or why not"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class EraseSubjectForm(forms.Form):
    """What is asked before whoever made a request is erased."""

    answer = forms.CharField(
        label=_("What was done"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without the person's name: this line stays."),
    )
    is_sure = forms.BooleanField(
        label=_("Yes, erase this person for good. This cannot be undone."),
        error_messages={"required": _("Tick this box if you are sure")},
    )
