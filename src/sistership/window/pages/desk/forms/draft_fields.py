"""One form for each sort of value in a draft: what it shows, and the value that it makes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.readings.entries import A_NEW_ONE, BY_NAME, Entry
from sistership.window.offices.visits.engine import (
    VALUE_TYPES,
    AxisValue,
    CommitmentValue,
    DirectionValue,
    FactValue,
    IntentionValue,
    OrganisationValue,
    PersonValue,
    TalkValue,
    Value,
)
from sistership.window.pages.desk.drafts import MODES
from sistership.window.pages.desk.forms.base import DateField
from sistership.window.pages.desk.forms.choices import Choices
from sistership.window.pages.desk.forms.readings import PlainForm

CITIES_LIST = "cities-of-the-draft"
"""Id of the list of city names that the page offers beside each field for a city."""
WHEN = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?")


def _words(label: Any, *, required: bool = False, rows: int = 0, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=5000, widget=widget, **options)


def _city(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": CITIES_LIST, "autocomplete": "off"}),
    )


class WhenField(forms.CharField):
    """A month or a day."""

    def __init__(self, label: Any):
        super().__init__(
            label=label,
            required=False,
            max_length=10,
            help_text=_("Year and month, such as 2027-03, or a day, such as 2027-03-31."),
        )

    def clean(self, value: Any) -> str | None:
        when: str = super().clean(value)
        if not when:
            return None
        try:
            date.fromisoformat(when if len(when) > len("YYYY-MM") else f"{when}-01")
        except ValueError:
            is_good = False
        else:
            is_good = WHEN.fullmatch(when) is not None
        if not is_good:
            raise forms.ValidationError(_("Write it as 2027-03 or 2027-03-31"))
        return when


class FieldForm(PlainForm):
    """What every form of a field shares: it starts from a value and makes one."""

    PARTS: ClassVar[tuple[str, ...]] = ()
    """Inputs that bear the name of a part of the value."""

    def __init__(self, data: Any = None, *, entry: Entry, cities: list[str], meant: Choices, **options: Any):
        self.old = entry.field.value
        super().__init__(data, prefix=entry.key, initial=self.shown(), **options)
        if "same_as" in self.fields:
            by_name, anew = _("Found by name, else a new record"), _("A new record in any case")
            self._offer("same_as", [(BY_NAME, by_name), *meant, (A_NEW_ONE, anew)])
            self.initial["same_as"] = entry.same_as
            if not meant:
                self.fields["same_as"].widget = forms.HiddenInput()
        if "owing_cities" in self.fields:
            self._offer("owing_cities", [(name, name) for name in cities])

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def shown(self) -> dict[str, Any]:
        """What the inputs show first."""
        return {part: getattr(self.old, part) for part in self.PARTS}

    def value(self) -> Value:
        """The value as corrected; call after is_valid()."""
        given = {part: self.cleaned_data[part] for part in self.PARTS}
        changed: Value = replace(
            self.old, **{name: part if part != "" else None for name, part in given.items()}
        )  # type: ignore[type-var]
        return changed


class WordsForm(FieldForm):
    """Plain words."""

    words = _words(_("Words"), required=True, rows=2)

    def shown(self) -> dict[str, Any]:
        return {"words": self.old}

    def value(self) -> Value:
        words: str = self.cleaned_data["words"]
        return words


class DayForm(FieldForm):
    """A day."""

    day = DateField(label=_("Day"))

    def shown(self) -> dict[str, Any]:
        return {"day": self.old if isinstance(self.old, date) else None}

    def value(self) -> Value:
        day: date = self.cleaned_data["day"]
        return day


SAME_AS_HINT = _("These bear the same or a similar name. Choose one, so that there are not two of it.")


class PersonForm(FieldForm):
    """A person: name, office, city, and which person of the window it is."""

    PARTS = ("name", "latin_name", "title", "city")

    name = _words(_("Name"), required=True)
    latin_name = _words(_("Name in Latin letters"))
    title = _words(_("Office held"))
    city = _city(_("City"))
    same_as = forms.ChoiceField(label=_("Which person"), required=False, help_text=SAME_AS_HINT)

    def value(self) -> Value:
        person = super().value()
        assert isinstance(person, PersonValue)
        if "title" in self.changed_data:
            return replace(person, title_as_said=person.title)
        return person


class OrganisationForm(FieldForm):
    """A body: names, city, and which body of the window it is."""

    PARTS = ("name", "city")

    name = _words(_("Name"), required=True)
    aliases = _words(_("Other names"), rows=2, help_text=_("One in each line."))
    city = _city(_("City"))
    same_as = forms.ChoiceField(label=_("Which organisation"), required=False, help_text=SAME_AS_HINT)

    def shown(self) -> dict[str, Any]:
        assert isinstance(self.old, OrganisationValue)
        return {**super().shown(), "aliases": "\n".join(self.old.aliases)}

    def value(self) -> Value:
        lines = (line.strip() for line in self.cleaned_data["aliases"].splitlines())
        body = super().value()
        assert isinstance(body, OrganisationValue)
        return replace(body, aliases=tuple(dict.fromkeys(filter(None, lines))))


class DirectionForm(FieldForm):
    """A pillar of the agreement."""

    PARTS = ("number", "title", "text")

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99)
    title = _words(_("Title"), required=True)
    text = _words(_("Summary"), rows=3)


class CommitmentForm(FieldForm):
    """A promise: what, who owes it, until when."""

    PARTS = ("what", "due")

    what = _words(_("Promise"), required=True, rows=2)
    owing_cities = forms.MultipleChoiceField(
        label=_("Who owes it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due = WhenField(_("Due on"))

    def shown(self) -> dict[str, Any]:
        assert isinstance(self.old, CommitmentValue)
        return {**super().shown(), "owing_cities": list(self.old.owing_cities)}

    def value(self) -> Value:
        promise = super().value()
        assert isinstance(promise, CommitmentValue)
        return replace(promise, owing_cities=tuple(self.cleaned_data["owing_cities"]))


class IntentionForm(FieldForm):
    """A hope, an invitation, a plan."""

    PARTS = ("what", "mode", "who", "when")

    what = _words(_("What was said"), required=True, rows=2)
    mode = forms.ChoiceField(label=_("What sort of words it was"), choices=list(MODES.items()))
    who = _words(_("Who said it"))
    when = WhenField(_("Month that it points to"))


class TalkForm(FieldForm):
    """What one side told the other."""

    PARTS = ("what", "who")

    what = _words(_("What was said"), required=True, rows=3)
    who = _words(_("Who said it"))


class FactForm(FieldForm):
    """A statement about a city."""

    PARTS = ("text", "about", "number", "unit")

    text = _words(_("Fact"), required=True, rows=3)
    about = _city(_("Which city it is about"))
    number = forms.FloatField(label=_("Figure"), required=False)
    unit = _words(_("Unit"))


class AxisForm(FieldForm):
    """One axis of a city's vision."""

    PARTS = ("title", "city")

    title = _words(_("Title"), required=True)
    city = _city(pgettext_lazy("draft", "City"))


FORMS: dict[type, type[FieldForm]] = {
    str: WordsForm,
    date: DayForm,
    PersonValue: PersonForm,
    OrganisationValue: OrganisationForm,
    DirectionValue: DirectionForm,
    CommitmentValue: CommitmentForm,
    IntentionValue: IntentionForm,
    TalkValue: TalkForm,
    FactValue: FactForm,
    AxisValue: AxisForm,
}
UNRESOLVED, RESOLVED = "event_date_unresolved", "event_date"


def form_of(entry: Entry, data: Any = None, *, cities: list[str], meant: Choices) -> FieldForm:
    """The form of a field; a day that is not clear asks for the day."""
    kind = DayForm if entry.field.name == UNRESOLVED else FORMS[VALUE_TYPES[entry.field.name]]
    return kind(data, entry=entry, cities=cities, meant=meant)


def name_after(entry: Entry) -> str:
    """What the field is called once corrected: a day that was not clear is the day of the occasion."""
    return RESOLVED if entry.field.name == UNRESOLVED else entry.field.name
