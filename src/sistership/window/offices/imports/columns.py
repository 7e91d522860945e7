"""The fields of each register, and the headers by which sheets in four languages call them.

1. A header is compared without case, diacritics, punctuation and what stands in brackets, unless what stands
   in brackets is a language. Of a header in two lines the lower one counts.
2. `name` and `title` without a language are told apart by their script, row by row.
3. What is not recognised is ignored until somebody says otherwise.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.common.places import normal_name
from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.formats.sheets import SPREAD
from sistership.window.offices.imports.models import Register
from sistership.window.offices.imports.words import WORDS

NOTE = "note"
MANY = frozenset(("aliases", NOTE))
"""Targets that several columns may have."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register."""

    key: str
    label: Any
    """Lazily translated."""


def _texts(text: str, label: Any) -> list[Field]:
    """The text without a language, then in each language."""
    return [Field(text, label)] + [
        Field(f"{text}_{code.replace('-', '_')}", _InLanguage(label, code)) for code in LANGUAGES
    ]


class _InLanguage:
    """A label with the name of a language after it, translated when it is shown."""

    def __init__(self, label: Any, code: str) -> None:
        self.label, self.code = label, code

    def __str__(self) -> str:
        return f"{self.label} ({LANGUAGE_NAMES[self.code]})"


ALIASES = Field("aliases", _("Other names"))
WEBSITE = Field("website", _("Website"))
FIELDS: Mapping[str, tuple[Field, ...]] = {
    Register.CITIES: (
        *_texts("name", pgettext_lazy("of a place or body", "Name")),
        ALIASES,
        Field("key", _("Short name for addresses")),
        Field("country", _("Country")),
        Field("subdivision", _("Part of the country")),
        Field("timezone", _("Time zone")),
        Field("longitude", _("Longitude")),
        Field("latitude", _("Latitude")),
        Field("language", _("Language of its desk")),
        WEBSITE,
        Field("partner_since", _("Partner city since")),
        Field("agreement_kind", _("Kind of agreement")),
        Field("partner_of", _("Partner city of")),
        Field("desk_email", _("E-mail address of its desk")),
    ),
    Register.ORGANISATIONS: (
        *_texts("name", pgettext_lazy("of a place or body", "Name")),
        ALIASES,
        Field("organisation_kind", _("Kind")),
        Field("city", _("City")),
        WEBSITE,
    ),
    Register.CONTACTS: (
        *_texts("name", pgettext_lazy("of a person", "Name")),
        ALIASES,
        *_texts("title", pgettext_lazy("of a person", "Post")),
        Field("organisation", _("Organisation")),
        Field("email", _("E-mail address")),
        Field("telephone", _("Telephone")),
        Field("city", _("City that answers for the data")),
    ),
}
PUBLIC_ID = Field("public_id", _("Identifier in this window"))
_LANGUAGES = {word: code for code, words in WORDS["languages"].items() for word in words}
_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")


def fields_of(register: str) -> dict[str, Field]:
    """Key → field, in the order in which a form shows them."""
    return {field.key: field for field in (*FIELDS[register], PUBLIC_ID)}


@lru_cache(maxsize=3)
def _headers(register: str) -> dict[str, str]:
    found: dict[str, str] = {}
    words = WORDS["headers"]["all"] | WORDS["headers"][register]
    for field in fields_of(register):
        for header in (field, *words.get(field, ())):
            found.setdefault(normal_name(header), field)
    return found


def recognise(register: str, header: str) -> str:
    """The field that a header names; empty where it names none."""
    said = header.rsplit(SPREAD, 1)[-1]
    known = _headers(register)
    inside = [normal_name(part) for part in _BRACKETS.findall(said)]
    language = next((_LANGUAGES[part] for part in inside if part in _LANGUAGES), "")
    bare = normal_name(_BRACKETS.sub(" ", said))
    if bare in known and not language:
        return known[bare]
    if not language:
        bare, language = _without_language(bare)
    field = known.get(bare) or known.get(bare.replace("名稱", "").strip()) or ""
    if field.partition("_")[0] in ("name", "title") and language and field in ("name", "title"):
        return f"{field}_{language.replace('-', '_')}"
    return field if not language else ""


def _without_language(said: str) -> tuple[str, str]:
    """(rest, language) of `english name`, `name en`, `中文名稱`; the language empty where none is said."""
    for word, code in sorted(_LANGUAGES.items(), key=lambda pair: -len(pair[0])):
        if word.isascii():
            for rest in (said.removeprefix(f"{word} "), said.removesuffix(f" {word}")):
                if rest != said:
                    return rest, code
        elif said.startswith(word) and len(said) > len(word):
            return said.removeprefix(word).strip(), code
    return said, ""


def propose(register: str, columns: Iterable[str]) -> dict[str, str]:
    """Column → field for the columns that are recognised, each field once; "" for the others."""
    proposed: dict[str, str] = {}
    for column in columns:
        field = recognise(register, column)
        proposed[column] = "" if field in proposed.values() and field not in MANY else field
    return proposed


def signature(columns: Iterable[str]) -> str:
    """By which a sheet with the same columns, in any order, is known again."""
    names = sorted(normal_name(column) or column for column in columns)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def clashes(mapping: Mapping[str, str]) -> dict[str, list[str]]:
    """Field → its columns, of the fields that more than one column would fill."""
    found: dict[str, list[str]] = {}
    for column, field in mapping.items():
        if field and field not in MANY:
            found.setdefault(field, []).append(column)
    return {field: columns for field, columns in found.items() if len(columns) > 1}
