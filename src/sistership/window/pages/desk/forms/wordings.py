"""Texts in several languages inside a form: the reader's language first, the partner's beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.records import Record
from sistership.window.offices.people.models import Partnership


@dataclass(frozen=True, slots=True)
class Languages:
    """The order in which a form asks for languages."""

    own: str
    near: tuple[str, ...]
    """Languages of the cities of the partnership."""
    rest: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (self.own, *self.near, *self.rest)


def languages_for(partnership: Partnership) -> Languages:
    """The reader's language, then those of the partnership's cities, then the others."""
    current = get_language() or "en"
    own = current if current in LANGUAGES else "en"
    spoken = {side.city.language for side in partnership.sides.all()}
    near = tuple(code for code in LANGUAGES if code in spoken and code != own)
    rest = tuple(code for code in LANGUAGES if code != own and code not in near)
    return Languages(own=own, near=near, rest=rest)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that a form asks for in several languages."""

    name: str
    """The field's name in the form: the name of the record's text."""
    label: Any
    hint: Any = ""
    is_long: bool = False
    is_required: bool = False
    max_length: int = 300


def field_name(text: str, language: str) -> str:
    """The name of the input: `title` in `zh-hant` → `title_zh_hant`."""
    return f"{text}_{language.replace('-', '_')}"


def labelled(label: Any, language: str) -> str:
    """The label of one input of a text: the text's label with the language, in its own name."""
    return gettext("%(label)s (%(language)s)") % {"label": label, "language": LANGUAGE_NAMES[language]}


def inputs(wording: Wording, languages: Languages) -> dict[str, forms.CharField]:
    """One input for each language."""
    made = {}
    for code in languages.all:
        attributes = {"lang": HTML_LANGUAGES[code]}
        if wording.is_long:
            widget: forms.Widget = forms.Textarea(attrs={**attributes, "rows": 3})
        else:
            widget = forms.TextInput(attrs=attributes)
        made[field_name(wording.name, code)] = forms.CharField(
            label=labelled(wording.label, code),
            required=False,
            widget=widget,
            max_length=20_000 if wording.is_long else wording.max_length,
        )
    return made


def wordings_of(record: Record, texts: Iterable[str]) -> dict[str, str]:
    """The texts of a record as initial values of the inputs; empty where there is no wording."""
    return {
        field_name(text, code): found.text if (found := record.localized(text).variants.get(code)) else ""
        for text in texts
        for code in LANGUAGES
    }


@dataclass(frozen=True, slots=True)
class Line:
    """One language of a group, as the page shows it."""

    input: forms.BoundField
    language: str
    name: str
    is_authentic: bool
    is_stale: bool
    is_machine_draft: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One text in all its languages, as the page shows it."""

    name: str
    label: Any
    hint: Any
    is_required: bool
    first: list[Line]
    others: list[Line]
    is_open: bool
    """Whether the other languages are unfolded: something is written there, or wrong."""


def group(form: forms.Form, wording: Wording, languages: Languages, record: Record | None) -> Group:
    """Lay out the inputs of one text; marks the authentic wording of a record that has one."""

    def line(code: str) -> Line:
        known = record.localized(wording.name).variants.get(code) if record else None
        return Line(
            input=form[field_name(wording.name, code)],
            language=HTML_LANGUAGES[code],
            name=LANGUAGE_NAMES[code],
            is_authentic=bool(known and known.is_authentic),
            is_stale=bool(known and known.is_stale),
            is_machine_draft=bool(known and known.is_machine_draft),
        )

    others = [line(code) for code in languages.rest]
    return Group(
        name=wording.name,
        label=wording.label,
        hint=wording.hint,
        is_required=wording.is_required,
        first=[line(code) for code in (languages.own, *languages.near)],
        others=others,
        is_open=any(one.input.value() or one.input.errors for one in others),
    )


def texts_in(values: Mapping[str, Any], text: str, languages: Languages) -> dict[str, str]:
    """Language → wording, the reader's language first, empty ones left out."""
    found = {code: values.get(field_name(text, code)) or "" for code in languages.all}
    return {code: wording for code, wording in found.items() if wording}


ONE_LANGUAGE = _("Write it in at least one language")
