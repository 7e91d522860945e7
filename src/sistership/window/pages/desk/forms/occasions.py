"""Forms of visits and committees."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.agreements.models import Rhythm
from sistership.window.offices.visits.models import PointKind
from sistership.window.pages.desk.forms.accords import NamedPersonForm
from sistership.window.pages.desk.forms.base import DateField, DeskForm
from sistership.window.pages.desk.forms.choices import NOBODY, Choices
from sistership.window.pages.desk.forms.promises import PUBLISH_HINT
from sistership.window.pages.desk.forms.proofs import UPLOAD_HINT, UploadField
from sistership.window.pages.desk.forms.wordings import Wording


class VisitForm(DeskForm):
    """An occasion on which the cities met."""

    TEXTS = (
        Wording("occasion", _("Occasion"), hint=_("Such as: visit of the port council."), is_required=True),
        Wording("place", _("Place")),
        Wording("summary", _("Summary"), is_long=True),
    )
    ORDER = ("occasion", "on", "until", "host", "place", "signed", "summary")

    on = DateField(label=_("First day"))
    until = DateField(label=_("Last day"), required=False)
    host = forms.ChoiceField(label=_("Host"), required=False)
    signed = forms.ChoiceField(label=_("Agreement signed there"), required=False)
    is_public = forms.BooleanField(
        label=pgettext_lazy("action", "Publish"), required=False, initial=True, help_text=PUBLISH_HINT
    )

    def __init__(self, *args: Any, sides: Choices, agreements: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["host"].choices = [NOBODY, *sides]  # type: ignore[attr-defined]
        self.fields["signed"].choices = [("", pgettext_lazy("agreement", "None")), *agreements]  # type: ignore[attr-defined]
        if not agreements:
            del self.fields["signed"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        start, end = values.get("on"), values.get("until")
        if start and end and end < start:
            self.add_error("until", _("This day lies before the start"))
        return values


class AttendanceForm(NamedPersonForm):
    """Who was there, for which side and as what."""

    TEXTS = (
        *NamedPersonForm.TEXTS,
        Wording("capacity", _("Was there as"), hint=_("The office held, such as deputy mayor.")),
    )
    is_lead = forms.BooleanField(label=_("Led the delegation"), required=False)


class PointForm(DeskForm):
    """One thing that was said on a visit."""

    TEXTS = (Wording("text", _("What was said"), is_long=True, is_required=True),)

    point_kind = forms.ChoiceField(label=_("Kind"), choices=PointKind.choices, widget=forms.RadioSelect)
    side = forms.ChoiceField(label=_("Who said it"), required=False)

    def __init__(self, *args: Any, sides: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["side"].choices = [("", _("All sides")), *sides]  # type: ignore[attr-defined]


class CommitteeForm(DeskForm):
    """The body that meets to keep the mechanism alive."""

    TEXTS = (Wording("name", _("Name of the committee"), is_required=True),)

    agreement = forms.ChoiceField(label=_("Agreement"), required=False)
    rhythm = forms.ChoiceField(label=_("How often it meets"), choices=Rhythm.choices, required=False)
    rhythm_from = DateField(label=_("First meeting on"), required=False)

    def __init__(self, *args: Any, agreements: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["agreement"].choices = [("", pgettext_lazy("agreement", "None")), *agreements]  # type: ignore[attr-defined]


class MemberForm(NamedPersonForm):
    """A person who sits on a committee for a side."""


class MeetingForm(DeskForm):
    """A meeting that was held or is called."""

    TEXTS = (Wording("place", _("Place")), Wording("summary", _("Summary"), is_long=True))
    ORDER = ("on", "place", "summary", "file")

    on = DateField(label=_("Day of the meeting"))
    file = UploadField(
        label=_("Minutes"),
        required=False,
        help_text=_("PDF, pictures, office documents or text, up to 20 MB."),
    )


class MinutesForm(DeskForm):
    """The minutes of a meeting that was recorded before."""

    file = UploadField(label=_("Minutes"), help_text=UPLOAD_HINT)


class DecisionForm(DeskForm):
    """What a meeting decided."""

    TEXTS = (Wording("text", _("Decision"), is_long=True, is_required=True),)

    side = forms.ChoiceField(label=_("Who carries it out"), required=False)
    due_on = DateField(label=_("Due on"), required=False)

    def __init__(self, *args: Any, sides: Choices, **options: Any):
        super().__init__(*args, **options)
        self.fields["side"].choices = [("", _("All sides")), *sides]  # type: ignore[attr-defined]


class DeskEmailForm(DeskForm):
    """Where the desk of a side reads its mail."""

    email = forms.EmailField(
        label=_("E-mail address of the desk"),
        help_text=_("Requests of the other side to confirm evidence are sent there."),
    )
