"""Forms of directions, commitments, milestones and intentions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.agreements.models import (
    Commitment,
    IntentionKind,
    Milestone,
    Rhythm,
    TargetRule,
)
from sistership.window.pages.desk.forms.base import DateField, DeskForm
from sistership.window.pages.desk.forms.choices import NOBODY, Choices
from sistership.window.pages.desk.forms.wordings import Wording, wordings_of
from sistership.window.pages.desk.versions import plain

TITLE = Wording("title", _("Title"), is_required=True)
PUBLISH_HINT = _("Anybody may read what is published. Otherwise only officers of the cities see it.")


class DirectionForm(DeskForm):
    """A pillar of an agreement."""

    TEXTS = (
        Wording("title", _("Title"), hint=_("A few words, as in the agreement."), is_required=True),
        Wording("summary", _("Summary"), is_long=True),
    )


class CommitmentForm(DeskForm):
    """What one or more sides said they will do."""

    TEXTS = (
        Wording("title", _("Promise"), hint=_("One sentence: who does what."), is_required=True),
        Wording("summary", _("Details"), is_long=True),
        Wording("measure", _("How one sees that it is kept")),
        Wording("unit", _("Unit"), hint=_("What the target counts: interns, firms, meetings.")),
    )
    ORDER = (
        "title",
        "owing",
        "direction",
        "due_on",
        "measure",
        "target_value",
        "unit",
        "target_rule",
        "rhythm",
        "rhythm_from",
        "rhythm_until",
        "summary",
    )

    owing = forms.MultipleChoiceField(
        label=_("Who owes it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one city")},
    )
    direction = forms.ChoiceField(label=_("Agreement or direction"), required=False)
    due_on = DateField(label=_("Due on"), required=False)
    target_value = forms.DecimalField(
        label=_("Target"),
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=4,
        help_text=_("A number, where the promise names one."),
    )
    target_rule = forms.ChoiceField(
        label=_("How figures count"), choices=TargetRule.choices, initial=TargetRule.SUM
    )
    rhythm = forms.ChoiceField(
        label=pgettext_lazy("rhythm", "How often"),
        choices=Rhythm.choices,
        required=False,
        help_text=_("For a promise that is due again and again."),
    )
    rhythm_from = DateField(label=_("First period starts on"), required=False)
    rhythm_until = DateField(label=_("Last period ends on"), required=False)
    is_public = forms.BooleanField(
        label=pgettext_lazy("action", "Publish"), required=False, initial=True, help_text=PUBLISH_HINT
    )

    def __init__(
        self, *args: Any, sides: Choices, places: list[tuple[str, Choices]] | None = None, **options: Any
    ):
        super().__init__(*args, **options)
        self.fields["owing"].choices = sides  # type: ignore[attr-defined]
        if places:
            outside = ("", _("Outside any agreement"))
            self.fields["direction"].choices = [outside, *places]  # type: ignore[attr-defined]
        else:
            del self.fields["direction"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        start, end = values.get("rhythm_from"), values.get("rhythm_until")
        if values.get("rhythm") and not start and "rhythm_from" not in self.errors:
            self.add_error("rhythm_from", _("A rhythm needs the day on which it starts"))
        if start and end and end < start:
            self.add_error("rhythm_until", _("This day lies before the start"))
        if values.get("target_value") == 0:
            self.add_error("target_value", _("Give a number above 0, or leave it empty"))
        return values


def commitment_values(commitment: Commitment) -> dict[str, Any]:
    """The values that the form shows of a commitment."""
    target = commitment.target_value
    return wordings_of(commitment, [wording.name for wording in CommitmentForm.TEXTS]) | {
        "owing": [side.city.key for side in commitment.owing.select_related("city")],
        "due_on": commitment.due_on,
        "target_value": None if target is None else Decimal(plain(target)),
        "target_rule": commitment.target_rule,
        "rhythm": commitment.rhythm,
        "rhythm_from": commitment.rhythm_from,
        "rhythm_until": commitment.rhythm_until,
        "is_public": commitment.is_public,
    }


class MilestoneForm(DeskForm):
    """A dated step of a commitment."""

    TEXTS = (Wording("title", _("Step"), hint=_("What will have happened."), is_required=True),)

    due_on = DateField(label=_("Due on"), required=False)
    side = forms.ChoiceField(
        label=_("Who takes this step"),
        required=False,
        help_text=_("Leave empty where all who owe the promise take it together."),
    )

    def __init__(self, *args: Any, sides: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["side"].choices = [("", _("All who owe the promise")), *sides]  # type: ignore[attr-defined]


def milestone_values(milestone: Milestone) -> dict[str, Any]:
    """The values that the form shows of a milestone."""
    return wordings_of(milestone, ["title"]) | {
        "due_on": milestone.due_on,
        "side": milestone.side.city.key if milestone.side else "",
    }


class DropForm(DeskForm):
    """Why a commitment ends without being kept."""

    TEXTS = (
        Wording(
            "reason",
            _("Reason"),
            hint=_("Both cities and the public read it."),
            is_long=True,
            is_required=True,
        ),
    )


class IntentionForm(DeskForm):
    """A hope, an invitation or a talk."""

    TEXTS = (Wording("text", _("What was said"), is_required=True, is_long=True),)

    intention_kind = forms.ChoiceField(
        label=_("What sort of words it was"), choices=IntentionKind.choices, widget=forms.RadioSelect
    )
    side = forms.ChoiceField(label=_("Who said it"), required=False)
    about_month = forms.DateField(
        label=_("Month that it points to"),
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(
            format="%Y-%m", attrs={"type": "month", "placeholder": "2027-03", "pattern": "[0-9]{4}-[0-9]{2}"}
        ),
        help_text=_("Year and month, such as 2027-03. Leave empty where no month was named."),
    )
    is_public = forms.BooleanField(
        label=pgettext_lazy("action", "Publish"), required=False, initial=True, help_text=PUBLISH_HINT
    )

    def __init__(self, *args: Any, sides: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["side"].choices = [NOBODY, *sides]  # type: ignore[attr-defined]
