"""The form by which a city answers what the public asked about a commitment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import Choices
from sistership.window.pages.desk.forms.wordings import Wording

ANSWER, DECLINE, DISCARD = "answered", "declined", "discarded"


class QuestionForm(DeskForm):
    """What becomes of a question, and the words that are published."""

    TEXTS = (
        Wording(
            "answer",
            _("Answer, or reason for giving none"),
            hint=_("Published under the commitment, and sent to who asked."),
            is_long=True,
            is_required=True,
        ),
    )
    ORDER = ("deed", "wording", "answer", "side")

    deed = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (ANSWER, pgettext_lazy("question", "Answer and publish")),
            (DECLINE, pgettext_lazy("question", "Decline, and publish why")),
            (DISCARD, pgettext_lazy("question", "Put away: it is no question (nothing is published)")),
        ],
        widget=forms.RadioSelect,
        initial=ANSWER,
    )
    wording = forms.CharField(
        label=_("The question, as it is published"),
        max_length=2000,
        help_text=_("Take out names and addresses; leave the meaning as it is."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    side = forms.ChoiceField(label=_("For which city you answer"))

    def __init__(self, *args: Any, sides: Choices, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["wording"].widget.attrs["lang"] = language
        self.fields["side"].choices = sides  # type: ignore[attr-defined]
        if len(sides) == 1:
            self.fields["side"].widget = forms.HiddenInput()
            self.fields["side"].initial = sides[0][0]

    def clean(self) -> dict[str, Any]:
        """What is put away needs no words."""
        values = super().clean()
        if values.get("deed") == DISCARD:
            for name in [name for name in self.errors if name.startswith(("answer", "wording"))]:
                del self.errors[name]
        return values
