"""Forms of the list of cases: what it shows, a filter that is kept, and deeds on several cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.offices.cases.models import CASE_STATE_LABELS, Priority, Service
from sistership.window.offices.cases.queries.lists import (
    ALL,
    ANSWERED,
    DESK,
    ENQUIRER,
    LATE,
    MINE,
    OFFERED,
    PARTNER,
    RISK,
    TABS,
    UNREAD,
    Chosen,
)
from sistership.window.offices.people.models import Account
from sistership.window.pages.desk.forms.base import DateField
from sistership.window.pages.desk.forms.cases import KIND_CHOICES
from sistership.window.pages.desk.forms.choices import Choices

TAB_WORDS = {
    MINE: pgettext_lazy("cases", "Mine"),
    DESK: pgettext_lazy("cases", "My desk's"),
    RISK: pgettext_lazy("cases", "About to be late"),
    LATE: pgettext_lazy("cases", "Late"),
    OFFERED: pgettext_lazy("cases", "Offered to us"),
    PARTNER: pgettext_lazy("cases", "Waiting on the other city"),
    ENQUIRER: pgettext_lazy("cases", "Waiting for the enquirer"),
    UNREAD: pgettext_lazy("cases", "Unread"),
    ANSWERED: pgettext_lazy("cases", "Answered, not closed"),
    ALL: pgettext_lazy("cases", "All"),
}
ANY: tuple[str, Any] = ("", pgettext_lazy("filter", "Any"))
NOBODY = ("-", pgettext_lazy("filter", "Nobody yet"))
TAKE, ASSIGN, PRIORITY, WRITE, SPAM = "take", "assign", "priority", "write", "spam"


def officer_choices(officers: Iterable[Account]) -> Choices:
    """(public id, name)."""
    return [(str(one.public_id), one.get_full_name()) for one in officers]


class CaseFilterForm(forms.Form):
    """What the list of cases shows."""

    tab = forms.ChoiceField(required=False, choices=[(one, one) for one in TABS], widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Number, subject or organisation"), required=False, max_length=80, strip=True
    )
    service = forms.ChoiceField(
        label=pgettext_lazy("filter", "Service"), required=False, choices=[ANY, *Service.choices]
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("filter", "State"),
        required=False,
        choices=[ANY, *((state.value, label) for state, label in CASE_STATE_LABELS.items())],
    )
    priority = forms.ChoiceField(
        label=_("Priority"),
        required=False,
        choices=[ANY, *((str(key), name) for key, name in Priority.choices)],
    )
    officer = forms.ChoiceField(label=_("Worked on by"), required=False)
    desk = forms.ChoiceField(label=pgettext_lazy("filter", "Desk"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the enquirer"),
        required=False,
        choices=[ANY, *((code, LANGUAGE_NAMES[code]) for code in LANGUAGES)],
    )
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)
    due_until = DateField(label=pgettext_lazy("filter", "Due until"), required=False)

    def __init__(
        self, *args: Any, officers: Choices, desks: Choices, partnerships: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["officer"].choices = [ANY, NOBODY, *officers]  # type: ignore[attr-defined]
        for name, choices in (("desk", desks), ("partnership", partnerships)):
            self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]
            if len(choices) < 2:
                del self.fields[name]

    def chosen(self, timezone: str) -> Chosen:
        """What can be understood of the address; what cannot counts as not asked."""
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if value}
        values.setdefault("tab", MINE)
        return Chosen(**values, timezone=timezone)

    def kept(self) -> dict[str, str]:
        """The filters as a part of the address, for pages, tabs and saved filters."""
        return {name: str(self.data.get(name)) for name in self.fields if self.cleaned_data.get(name)}


class BulkForm(forms.Form):
    """One deed on the cases that are ticked."""

    deed = forms.ChoiceField(
        label=_("With the ticked cases"),
        choices=[
            (TAKE, pgettext_lazy("cases", "Take them")),
            (ASSIGN, pgettext_lazy("cases", "Give them to")),
            (PRIORITY, pgettext_lazy("cases", "Set the priority to")),
            (WRITE, pgettext_lazy("cases", "Write to their enquirers with a template")),
            (SPAM, pgettext_lazy("cases", "Close them: no enquiries")),
        ],
    )
    officer = forms.ChoiceField(label=_("Officer"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), required=False, choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    template = forms.ChoiceField(label=pgettext_lazy("cases", "Template"), required=False)
    kind = forms.ChoiceField(label=_("What it is"), required=False, choices=KIND_CHOICES)

    def __init__(self, *args: Any, officers: Choices, templates: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["officer"].choices = [("", _("Nobody yet")), *officers]  # type: ignore[attr-defined]
        self.fields["template"].choices = [("", _("Choose")), *templates]  # type: ignore[attr-defined]
        if not templates:
            deeds = self.fields["deed"].choices  # type: ignore[attr-defined]
            self.fields["deed"].choices = [pair for pair in deeds if pair[0] != WRITE]  # type: ignore[attr-defined]
            del self.fields["template"], self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("deed") == WRITE and not (values.get("template") and values.get("kind")):
            self.add_error("template", _("Choose a template, and what the letter is"))
        return values


class FilterNameForm(forms.Form):
    """The name under which a filter is kept."""

    name = forms.CharField(label=_("Name of the filter"), max_length=80)
