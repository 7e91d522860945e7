"""Forms of the translation desk: what the list shows, and one text with its translation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.common.errors import SistershipError
from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.ids import Ref
from sistership.window.offices.translations.queries import CURRENT, DRAFT, MISSING, OPEN, STALE
from sistership.window.pages.desk.forms.corrections import TEXTS
from sistership.window.pages.desk.speech import say

STATES: dict[str, tuple[str, ...]] = {
    "": OPEN,
    MISSING: (MISSING,),
    STALE: (STALE,),
    DRAFT: (DRAFT,),
    "all": (*OPEN, CURRENT),
}
STATE_WORDS = {
    MISSING: pgettext_lazy("translation", "missing"),
    STALE: pgettext_lazy("translation", "out of date"),
    DRAFT: pgettext_lazy("translation", "machine draft"),
    CURRENT: pgettext_lazy("translation", "up to date"),
}
KIND_WORDS = {
    "agreement": _("Agreement"),
    "answer": pgettext_lazy("between experts", "Answer"),
    "axis": pgettext_lazy("of a vision", "Axis"),
    "attendance": _("Person at a visit"),
    "cohort": pgettext_lazy("talent", "Cohort"),
    "commitment": _("Commitment"),
    "committee": _("Committee"),
    "day_break": _("Break of a matchmaking day"),
    "decision": _("Decision"),
    "direction": _("Direction"),
    "document": _("Document"),
    "evidence": _("Evidence"),
    "helped": _("Whether a lesson helped"),
    "intention": _("Intention"),
    "lesson": _("Lesson"),
    "lesson_figure": _("Figure of a lesson"),
    "matchday": _("Matchmaking day"),
    "meeting": _("Meeting"),
    "milestone": _("Step"),
    "point": _("Point of a visit"),
    "position": pgettext_lazy("talent", "Position"),
    "profile": _("Profile of the market"),
    "programme": _("Exchange programme"),
    "recommendation": _("Recommendation"),
    "question": pgettext_lazy("between experts", "Question"),
    "signatory": _("Signatory"),
    "site": _("Site to be shown"),
    "vision": _("Vision"),
    "visit": _("Visit"),
    "why_question": _("Question of a reader"),
}


def label_of(owner: Ref, field: str) -> Any:
    """How the form of the record calls the text."""
    return next((one.label for one in TEXTS[owner.kind] if one.name == field), field)


def is_long(owner: Ref, field: str) -> bool:
    """Whether the form of the record gives the text several lines."""
    return any(one.name == field and one.is_long for one in TEXTS[owner.kind])


class ListForm(forms.Form):
    """What the list of texts shows."""

    language = forms.ChoiceField(
        label=pgettext_lazy("filter", "Into"), choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )
    partnership = forms.ChoiceField(label=_("Partnership"), required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("filter", "State"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "To be translated")),
            (MISSING, pgettext_lazy("filter", "Missing")),
            (STALE, pgettext_lazy("filter", "Out of date")),
            (DRAFT, pgettext_lazy("filter", "Machine drafts")),
            ("all", pgettext_lazy("filter", "All texts")),
        ],
    )

    def __init__(self, asked: Any, *, partnerships: Iterable[tuple[str, str]]):
        values = asked.copy()
        current = get_language() or "en"
        values.setdefault("language", current if current in LANGUAGES else "en")
        super().__init__(values)
        self.fields["partnership"].choices = [("", _("All partnerships")), *partnerships]  # type: ignore[attr-defined]

    def shown(self) -> dict[str, str]:
        """Language, partnership and state; what is not among the choices narrows nothing."""
        self.is_valid()
        found = {name: self.cleaned_data.get(name, "") for name in self.fields}
        if not found["language"]:
            found["language"] = "en"
        return found


class DraftsForm(forms.Form):
    """Which texts are given to the machine."""

    language = forms.ChoiceField(choices=[(code, code) for code in LANGUAGES])
    partnership = forms.SlugField(max_length=120)
    unit = forms.CharField(required=False, max_length=120)
    """One text alone; empty for all that lack a translation or have an old one."""
    includes_internal = forms.BooleanField(required=False)


class TranslationForm(forms.Form):
    """One translation. `reason` is asked for where it seems to have lost something."""

    text = forms.CharField(
        max_length=20_000, label=_("Translation"), error_messages={"required": _("Write the translation")}
    )
    source_revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is right as it is"),
        required=False,
        max_length=300,
        help_text=_("The journal keeps the reason."),
    )

    def __init__(self, *args: Any, language: str, is_long: bool, **options: Any):
        super().__init__(*args, **options)
        rows = 8 if is_long else 3
        self.fields["text"].widget = forms.Textarea(
            attrs={"lang": HTML_LANGUAGES.get(language, language), "rows": rows}
        )

    def refuse(self, error: SistershipError) -> None:
        """Show what the action refused above the form."""
        self.add_error("text" if error.where == "text" else None, say(error))
