"""The form that corrects the texts of any record: each in all languages, with the languages that count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.records import Record
from sistership.window.pages.desk.forms.accords import AgreementForm, DocumentForm, SignatoryForm, TermForm
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.cases import RecommendationAnswerForm, RecommendForm
from sistership.window.pages.desk.forms.lessons import (
    ANSWER_TEXTS,
    HELPED_TEXTS,
    AskForm,
    FigureForm,
    LessonForm,
    SiteForm,
)
from sistership.window.pages.desk.forms.market import PROFILE_TEXTS
from sistership.window.pages.desk.forms.matchdays import BreakForm, MatchdayForm
from sistership.window.pages.desk.forms.occasions import (
    AttendanceForm,
    CommitteeForm,
    DecisionForm,
    MeetingForm,
    PointForm,
    VisitForm,
)
from sistership.window.pages.desk.forms.promises import (
    CommitmentForm,
    DirectionForm,
    DropForm,
    IntentionForm,
    MilestoneForm,
)
from sistership.window.pages.desk.forms.proofs import EvidenceForm
from sistership.window.pages.desk.forms.questions import QuestionForm
from sistership.window.pages.desk.forms.talent import CohortForm, PositionForm, ProgrammeForm
from sistership.window.pages.desk.forms.visions import AxisForm, VisionForm
from sistership.window.pages.desk.forms.wordings import Group, Wording, group, wordings_of

DROPPED_REASON = replace(DropForm.TEXTS[0], name="dropped_reason")

TEXTS: Mapping[str, tuple[Wording, ...]] = {
    "agreement": (*AgreementForm.TEXTS, *TermForm.TEXTS),
    "attendance": AttendanceForm.TEXTS[-1:],
    "answer": ANSWER_TEXTS,
    "axis": AxisForm.TEXTS,
    "helped": HELPED_TEXTS,
    "lesson": LessonForm.TEXTS,
    "lesson_figure": FigureForm.TEXTS[:2],
    "question": AskForm.TEXTS,
    "recommendation": (*RecommendForm.TEXTS, *RecommendationAnswerForm.TEXTS),
    "site": SiteForm.TEXTS,
    "cohort": CohortForm.TEXTS,
    "commitment": (*CommitmentForm.TEXTS, DROPPED_REASON),
    "committee": CommitteeForm.TEXTS,
    "day_break": BreakForm.TEXTS,
    "decision": DecisionForm.TEXTS,
    "direction": DirectionForm.TEXTS,
    "document": DocumentForm.TEXTS,
    "evidence": EvidenceForm.TEXTS,
    "intention": IntentionForm.TEXTS,
    "matchday": MatchdayForm.TEXTS,
    "meeting": MeetingForm.TEXTS,
    "milestone": MilestoneForm.TEXTS,
    "point": PointForm.TEXTS,
    "position": PositionForm.TEXTS,
    "profile": PROFILE_TEXTS,
    "programme": ProgrammeForm.TEXTS,
    "signatory": SignatoryForm.TEXTS[-1:],
    "vision": VisionForm.TEXTS,
    "visit": VisitForm.TEXTS,
    "why_question": (Wording("question", _("Question"), is_long=True), *QuestionForm.TEXTS),
}
"""Kind of record → the texts that its own form asks for."""

LEAD_DECIDES = ("renewal", "dropped_reason")
"""Texts that a department lead writes; an officer does not correct them."""


def mark_name(text: str) -> str:
    """The field that holds the authentic languages of a text."""
    return f"authentic_{text}"


class CorrectionForm(DeskForm):
    """All texts of one record, each followed by the languages in which it counts."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for wording in self.wordings.values():
            self.fields[mark_name(wording.name)] = forms.MultipleChoiceField(
                label=gettext("Authentic languages of “%(text)s”") % {"text": wording.label},
                choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text=_("Wordings in these languages count; all others are translations."),
            )

    def rows(self) -> Iterator[Group | forms.BoundField]:
        """Each text with its languages."""
        for name, wording in self.wordings.items():
            yield group(self, wording, self.languages, self.about)
            yield self[mark_name(name)]

    def changed_marks(self) -> dict[str, list[str]]:
        """Text → its authentic languages, of those that differ from what was shown first."""
        changed = set(self.changed_data)
        return {
            name: self.cleaned_data[mark_name(name)] for name in self.wordings if mark_name(name) in changed
        }


def texts_to_correct(record: Record, *, is_lead: bool) -> tuple[Wording, ...]:
    """The texts of a record that the reader may correct; the reason of a drop only where there is one."""
    return tuple(
        wording
        for wording in TEXTS[record.kind()]
        if (is_lead or wording.name not in LEAD_DECIDES)
        and (wording.name != "dropped_reason" or record.localized(wording.name).variants)
    )


def correction_values(record: Record, texts: tuple[Wording, ...]) -> dict[str, Any]:
    """The values that the form shows of a record."""
    marks = {
        mark_name(wording.name): [
            code
            for code in LANGUAGES
            if (one := record.localized(wording.name).variants.get(code)) and one.is_authentic
        ]
        for wording in texts
    }
    return wordings_of(record, [wording.name for wording in texts]) | marks
