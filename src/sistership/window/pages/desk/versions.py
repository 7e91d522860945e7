"""Two officers edit one record: the second is told, and sees both values.

1. A form carries a short digest of each value it was shown with (`version`).
2. When it comes back, a value that somebody else changed meanwhile has another digest now.
3. What the reader did not touch is taken from the record; what both changed keeps the reader's words and is
   listed with the other's. Nothing is saved until the reader sends the form again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sistership.window.pages.templatetags.window import listed

VERSION = "version"


def plain(value: Any) -> str:
    """A field's value as text, the same for a stored and a posted one."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set):
        return "\n".join(sorted(str(one) for one in value))
    return str(value).replace("\r\n", "\n").strip()


def _digest(value: Any) -> str:
    return hashlib.sha256(plain(value).encode()).hexdigest()[:12]


def version_of(values: Mapping[str, Any]) -> str:
    """What the hidden field holds."""
    return json.dumps({name: _digest(value) for name, value in values.items()}, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that somebody else changed meanwhile."""

    label: Any
    saved: str
    written: str
    is_taken: bool
    """The reader had not touched it, so the form now holds the saved value."""


def _shown(form: forms.Form, name: str, value: Any) -> str:
    field = form.fields[name]
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ChoiceField):
        names = {str(key): str(label) for key, label in field.choices}  # type: ignore[union-attr,misc]
        keys = value if isinstance(value, list | tuple) else [value]
        return listed(names.get(str(key), str(key)) for key in keys)
    return plain(value)


def differences(form: forms.Form, current: Mapping[str, Any], version: str) -> list[Difference]:
    """What changed since the form was shown, and what the reader wrote; empty where nobody else was there.

    `form` is valid; `current` are the values of the record now. An unreadable version counts as none.
    """
    try:
        shown = json.loads(version)
    except ValueError:
        return []
    if not isinstance(shown, dict):
        return []
    found = []
    for name, value in current.items():
        then, written = shown.get(name), form.cleaned_data.get(name)
        if then is None or then == _digest(value) or plain(written) == plain(value):
            continue
        found.append(
            Difference(
                label=form.fields[name].label,
                saved=_shown(form, name, value),
                written=_shown(form, name, written),
                is_taken=_digest(written) == then,
            )
        )
    return found


def merged(form: forms.Form, current: Mapping[str, Any], version: str) -> dict[str, Any]:
    """Values for the form's next showing: the reader's where the reader changed them, else the saved ones."""
    shown: dict[str, str] = json.loads(version)
    return {
        name: form.cleaned_data[name]
        if _digest(form.cleaned_data.get(name)) != shown.get(name)
        else current[name]
        for name in current
    }
