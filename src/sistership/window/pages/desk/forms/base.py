"""The form of the desk: texts in several languages, days, errors of actions beside their field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms

from sistership.common.errors import SistershipError
from sistership.window.ground.records import Record
from sistership.window.pages.desk.forms.wordings import (
    ONE_LANGUAGE,
    Group,
    Languages,
    Wording,
    field_name,
    group,
    inputs,
    texts_in,
)
from sistership.window.pages.desk.speech import say


class DateField(forms.DateField):
    """A day, chosen from the browser's calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "2200-12-31"}), **options
        )


class DeskForm(forms.Form):
    """A form that knows the texts it asks for, and the order of its rows.

    `TEXTS` are its texts, unless `texts` are given for one record. `ORDER` names texts and fields as they
    are shown; what it does not name follows.
    """

    TEXTS: ClassVar[tuple[Wording, ...]] = ()
    ORDER: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        *args: Any,
        languages: Languages,
        record: Record | None = None,
        texts: tuple[Wording, ...] | None = None,
        **options: Any,
    ):
        super().__init__(*args, **options)
        self.languages = languages
        self.about = record
        self.wordings = {wording.name: wording for wording in (self.TEXTS if texts is None else texts)}
        for wording in self.wordings.values():
            self.fields.update(inputs(wording, languages))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for wording in self.wordings.values():
            if wording.is_required and not texts_in(values, wording.name, self.languages):
                first = field_name(wording.name, self.languages.own)
                if first not in self.errors:
                    self.add_error(first, ONE_LANGUAGE)
        return values

    def texts(self, text: str) -> dict[str, str]:
        """Language → wording of one text; call after is_valid()."""
        return texts_in(self.cleaned_data, text, self.languages)

    def changed_texts(self) -> dict[str, dict[str, str]]:
        """Text → language → wording of those that differ from the values shown first."""
        changed = set(self.changed_data)
        found: dict[str, dict[str, str]] = {}
        for wording in self.wordings.values():
            for code in self.languages.all:
                name = field_name(wording.name, code)
                if name in changed:
                    found.setdefault(wording.name, {})[code] = self.cleaned_data[name]
        return found

    def changed_fields(self) -> dict[str, Any]:
        """Name → value of the fields, texts aside, that differ from the values shown first."""
        inputs_of_texts = {field_name(text, code) for text in self.wordings for code in self.languages.all}
        changed = [name for name in self.changed_data if name not in inputs_of_texts]
        return {name: self.cleaned_data[name] for name in changed}

    def rows(self) -> Iterator[Group | forms.BoundField]:
        """What the page shows, from top to bottom: groups of texts, and fields."""
        inputs_of_texts = {field_name(text, code) for text in self.wordings for code in self.languages.all}
        plain = [
            name
            for name, field in self.fields.items()
            if name not in inputs_of_texts and not field.widget.is_hidden
        ]
        named = list(self.ORDER) + [name for name in (*self.wordings, *plain) if name not in self.ORDER]
        for name in named:
            if name in self.wordings:
                yield group(self, self.wordings[name], self.languages, self.about)
            elif name in plain:
                yield self[name]

    def refuse(self, error: SistershipError) -> None:
        """Show what an action refused beside the field that it names, else above the form."""
        where = {"kind": self.kind_field()}.get(error.where, error.where)
        if where in self.wordings:
            where = field_name(where, self.languages.own)
        self.add_error(where if where in self.fields else None, say(error))

    def kind_field(self) -> str:
        """The field that actions call `kind`."""
        return next((name for name in self.fields if name.endswith("_kind")), "")
