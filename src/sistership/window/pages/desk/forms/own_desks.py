"""Forms of how a desk works: what it promises, who is away, how its letters begin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.cases.actions.promises import MOST_HOURS
from sistership.window.offices.cases.models import Service
from sistership.window.offices.people.models import Account
from sistership.window.pages.desk.forms.base import DateField, DeskForm
from sistership.window.pages.desk.forms.choices import Choices
from sistership.window.pages.desk.forms.wordings import Wording

ALL_SERVICES: tuple[str, Any] = ("", pgettext_lazy("letter template", "any service"))


def _hours(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=1, max_value=MOST_HOURS)


class PromiseForm(DeskForm):
    """Hours of the side's own working time."""

    first_answer_h = _hours(
        _("First answer (working hours)"), _("From the arrival to the first word to the enquirer.")
    )
    next_step_h = _hours(
        _("Next step (working hours)"), _("After that, each time it is your turn; not while you wait.")
    )
    outcome_h = _hours(_("Outcome (working hours)"), _("From the arrival to the answer, without waiting."))
    handover_h = _hours(
        _("Answer to an offer (working hours)"),
        _("Within how many of your hours you accept or decline a case that the other city offers."),
    )


class AbsenceForm(DeskForm):
    """Who is away, when, and who stands in."""

    ORDER = ("account", "first_day", "last_day", "deputy", "note")

    account = forms.ChoiceField(label=_("Who is away"))
    first_day = DateField(label=_("First day away"))
    last_day = DateField(label=_("Last day away"))
    deputy = forms.ChoiceField(label=_("Who stands in"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=120,
        help_text=_("Your colleagues see it. Do not write why somebody is ill."),
    )

    def __init__(
        self, *args: Any, officers: list[Account], own: Account, may_note_others: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.officers = {str(one.public_id): one for one in officers}
        everyone: Choices = [(key, one.get_full_name()) for key, one in self.officers.items()]
        self.fields["deputy"].choices = [("", _("Choose")), *everyone]  # type: ignore[attr-defined]
        own_key = str(own.public_id)
        allowed = everyone if may_note_others else [pair for pair in everyone if pair[0] == own_key]
        self.fields["account"].choices = allowed  # type: ignore[attr-defined]
        self.fields["account"].initial = own_key
        if not may_note_others:
            self.fields["account"].widget = forms.HiddenInput()

    def officer(self, name: str) -> Account:
        """The account of a choice; call after is_valid()."""
        return self.officers[self.cleaned_data[name]]


class TemplateForm(DeskForm):
    """Words that a letter begins with, in several languages."""

    TEXTS = (
        Wording("name", _("Name"), hint=_("For your colleagues."), is_required=True, max_length=120),
        Wording("subject", _("Subject of the letter"), max_length=200),
        Wording("body", _("Words of the letter"), is_long=True, is_required=True),
    )
    ORDER = ("name", "service", "subject", "body")

    service = forms.ChoiceField(
        label=_("For the service"), required=False, choices=[ALL_SERVICES, *Service.choices]
    )
