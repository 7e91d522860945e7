"""Forms of one case: words, notes, who works on it, offers, its end, and a case told by telephone."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.offices.cases.models import OutcomeKind, Priority, Recommendation, Service
from sistership.window.offices.people.models import OrganisationKind
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import NOBODY, Choices
from sistership.window.pages.desk.forms.lessons import UploadsField
from sistership.window.pages.desk.forms.promises import PUBLISH_HINT
from sistership.window.pages.desk.forms.proofs import UPLOAD_HINT
from sistership.window.pages.desk.forms.wordings import Wording

REPLIED: Final = "replied"
ASKED: Final = "asked"
ANSWERED: Final = "answered"
CLOSING: Final = "closing"
KIND_CHOICES = [
    (REPLIED, pgettext_lazy("words to an enquirer", "A word on the way: more will follow")),
    (ASKED, pgettext_lazy("words to an enquirer", "A question: the clocks wait for the enquirer")),
    (ANSWERED, pgettext_lazy("words to an enquirer", "The answer")),
]
LANGUAGE_CHOICES = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
OUTCOMES = [pair for pair in OutcomeKind.choices if pair[0] != OutcomeKind.DUPLICATE]
LONG = 20_000


def words_field(label: Any, rows: int = 8, **options: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class WriteForm(DeskForm):
    """Words to the enquirer."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=KIND_CHOICES, widget=forms.RadioSelect, initial=REPLIED
    )
    text = words_field(_("Your words"), 10)
    files = UploadsField(label=_("Files"), required=False, help_text=UPLOAD_HINT)  # type: ignore[assignment]
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class FullWriteForm(WriteForm):
    """As on the page of its own: also closes in one step."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[*KIND_CHOICES, (CLOSING, pgettext_lazy("words to an enquirer", "The answer, and close"))],
        widget=forms.RadioSelect,
        initial=REPLIED,
    )
    language = forms.ChoiceField(label=_("In which language you write"), choices=LANGUAGE_CHOICES)
    subject = forms.CharField(
        label=_("Subject of the letter"),
        max_length=200,
        required=False,
        help_text=_("Left empty, it names the case."),
    )
    outcome_kind = forms.ChoiceField(
        label=_("What came of it"),
        help_text=_("Only where the case is closed with these words."),
        required=False,
        choices=[("", _("Choose")), *OUTCOMES],
    )
    ORDER = ("kind", "language", "subject", "text", "files", "outcome_kind")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("kind") == CLOSING and not values.get("outcome_kind"):
            self.add_error("outcome_kind", _("Say what came of the case"))
        return values


class NoteForm(DeskForm):
    """A note of one's own side, or a word to the other side."""

    text = words_field(pgettext_lazy("of a case", "Note"), 4)
    is_shared = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            ("", pgettext_lazy("note", "Only my own city")),
            ("shared", pgettext_lazy("note", "The other city as well")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    files = UploadsField(label=_("Files"), required=False, help_text=UPLOAD_HINT)  # type: ignore[assignment]


class AssignForm(DeskForm):
    """Who works on a case, and how urgently."""

    desk = forms.ChoiceField(label=pgettext_lazy("of a case", "Desk"), required=False)
    officer = forms.ChoiceField(label=_("Officer"), required=False)
    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)
    reason = forms.CharField(label=_("Why"), max_length=500, required=False)

    def __init__(self, *args: Any, desks: Choices, officers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["desk"].choices = [("", _("The desk of the city itself")), *desks]  # type: ignore[attr-defined]
        self.fields["officer"].choices = [("", _("Nobody yet")), *officers]  # type: ignore[attr-defined]


class OfferForm(DeskForm):
    """To whom a case is offered, and why."""

    to = forms.ChoiceField(label=_("To which city"))
    reason = words_field(
        _("Why the other city should take it"),
        5,
        help_text=_("The other desk reads it; the enquirer does not."),
    )

    def __init__(self, *args: Any, sides: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = sides  # type: ignore[attr-defined]


class OfferAnswerForm(forms.Form):
    """Why an offered case is not taken, or a word on taking it."""

    answer = words_field(_("Your words to the other city"), 4, required=False)


class CloseForm(DeskForm):
    """What came of a case."""

    TEXTS = (
        Wording(
            "outcome",
            _("What came of it, in a few words"),
            hint=_("Without names or anything that shows who asked."),
            is_long=True,
        ),
    )
    ORDER = ("outcome_kind", "commitment", "outcome")

    outcome_kind = forms.ChoiceField(label=_("What came of it"), choices=OUTCOMES, widget=forms.RadioSelect)
    commitment = forms.ChoiceField(label=_("Which commitment it served"), required=False)

    def __init__(self, *args: Any, commitments: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["commitment"].choices = [("", _("None")), *commitments]  # type: ignore[attr-defined]


class EvidenceOfCaseForm(DeskForm):
    """What a closed case shows of a promise."""

    TEXTS = (
        Wording(
            "title",
            _("What it shows"),
            hint=_("A few words, without names or anything that shows who asked."),
            is_required=True,
        ),
    )
    side = forms.ChoiceField(label=_("For which city you file it"))
    is_public = forms.BooleanField(
        label=pgettext_lazy("action", "Publish"), required=False, initial=True, help_text=PUBLISH_HINT
    )

    def __init__(self, *args: Any, sides: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]
        if len(sides) == 1:
            self.fields["side"].widget = forms.HiddenInput()
            self.fields["side"].initial = sides[0][0]


class CaseReasonForm(DeskForm):
    """A reason in the reader's own language."""

    reason = words_field(_("Reason"), 4)


class MergeForm(DeskForm):
    """With which case another is merged."""

    into = forms.ChoiceField(label=_("The case that goes on"), required=False, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Or its number"), max_length=40, required=False, help_text=_("As it stands in the list.")
    )

    def __init__(self, *args: Any, cases: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].choices = cases  # type: ignore[attr-defined]
        if not cases:
            del self.fields["into"]
            self.fields["number"].label = _("Number of the case that goes on")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("into") and not values.get("number"):
            self.add_error("number", _("Choose a case, or give its number"))
        return values


class ParticularsForm(DeskForm):
    """What the own side keeps with a case."""

    file_number = forms.CharField(
        label=_("File number in your city's registry"), max_length=80, required=False
    )
    organisation = forms.ChoiceField(label=_("Organisation in the register"), required=False)

    def __init__(self, *args: Any, organisations: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].choices = [NOBODY, *organisations]  # type: ignore[attr-defined]


class TranslationForm(DeskForm):
    """A translation beside words of a case."""

    text = words_field(_("Translation"), 12)


class NewCaseForm(DeskForm):
    """What somebody says by telephone or at the counter."""

    side = forms.ChoiceField(label=_("For which partnership"))
    service = forms.ChoiceField(label=_("What it is about"), choices=Service.choices)
    text = words_field(_("What they want to know"), 8)
    subject = forms.CharField(label=_("In a few words"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=_("Language of the enquirer"), choices=LANGUAGE_CHOICES, help_text=_("Letters go out in it.")
    )
    name = forms.CharField(label=pgettext_lazy("of an enquirer", "Name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    telephone = forms.CharField(
        label=_("Telephone"), max_length=60, required=False, help_text=_("Give this or the e-mail address.")
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    organisation_kind = forms.ChoiceField(
        label=_("Kind of organisation"), required=False, choices=[NOBODY, *OrganisationKind.choices]
    )
    city = forms.CharField(label=_("City and country"), max_length=120, required=False)
    may_be_handed_over = forms.BooleanField(
        label=_("They agree that the other city reads it"),
        required=False,
        help_text=_("Ask them. Without it the case stays in your city."),
    )

    def __init__(self, *args: Any, sides: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        if len(sides) == 1:
            self.fields["side"].widget = forms.HiddenInput()
            self.fields["side"].initial = sides[0][0]


class RecommendForm(DeskForm):
    """A recommendation to a city."""

    TEXTS = (
        Wording("title", _("What is recommended"), hint=_("A few words."), is_required=True),
        Wording(
            "text",
            _("In full, and why"),
            hint=_("Without names or anything that shows who complained."),
            is_long=True,
            is_required=True,
        ),
    )
    ORDER = ("side", "title", "text")
    side = forms.ChoiceField(label=_("To which city"))

    def __init__(self, *args: Any, sides: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]


class RecommendationAnswerForm(DeskForm):
    """What a city answers to a recommendation."""

    TEXTS = (Wording("answer", _("What the city does, or why not"), is_long=True, is_required=True),)
    ORDER = ("state", "answer")
    state = forms.ChoiceField(
        label=_("Does your city follow it?"),
        choices=[pair for pair in Recommendation.State.choices if pair[0] != Recommendation.State.MADE],
        widget=forms.RadioSelect,
    )
