"""A form with one text in every language of the window, the reader's language first."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.common.text import HTML_LANGUAGES, LANGUAGES
from sistership.window.ground.records import Record
from sistership.window.pages.desk.forms.wordings import field_name, labelled, wordings_of


class NamesForm(forms.Form):
    """Asks for TEXT in every language; `names()` gives language → wording, the reader's language first."""

    TEXT: ClassVar[str] = "name"
    LABEL: ClassVar[Any] = pgettext_lazy("of a place or body", "Name")
    HINT: ClassVar[Any] = _("Write it in at least one language.")
    IS_LONG: ClassVar[bool] = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        current = get_language() or "en"
        self.languages = sorted(LANGUAGES, key=lambda code: code != current)
        texts = {field_name(self.TEXT, code): self._input(code) for code in self.languages}
        self.fields = {**texts, **self.fields}

    def _input(self, code: str) -> forms.CharField:
        attributes: dict[str, Any] = {"lang": HTML_LANGUAGES[code]}
        widget: forms.Widget = forms.TextInput(attrs=attributes)
        if self.IS_LONG:
            widget = forms.Textarea(attrs={**attributes, "rows": 3})
        return forms.CharField(
            label=labelled(self.LABEL, code),
            required=False,
            help_text=self.HINT if code == self.languages[0] else "",
            max_length=5000 if self.IS_LONG else 300,
            widget=widget,
        )

    def names(self) -> dict[str, str]:
        """Language → wording; an empty one removes the wording there was."""
        return {code: self.cleaned_data[field_name(self.TEXT, code)] for code in self.languages}

    @classmethod
    def values_of(cls, record: Record) -> dict[str, Any]:
        """The initial values that show a record's wordings."""
        return dict(wordings_of(record, [cls.TEXT]))


class LinesField(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value
