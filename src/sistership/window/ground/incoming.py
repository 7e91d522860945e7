"""What an office says of a letter that came in; the offices that take letters stand in the registry."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from sistership.common.errors import SistershipError
from sistership.common.text import Filled
from sistership.window.ground.ids import Ref


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a letter that the office knows as its own."""

    about: Ref | None = None
    """The record that it is filed with, or would be."""
    reason: str = ""
    """Why a person must look at it first, as `reason` keeps it; empty for a letter that is filed."""
    side_id: UUID | None = None
    """Public id of the side that it was sent to, whose staff may look at it."""


def reason(message: str, **values: str | int) -> str:
    """A line that says why, kept so that it is translated where it is shown; `message` is a msgid."""
    return json.dumps([message, values], ensure_ascii=False) if values else message


def reason_of(error: SistershipError) -> str:
    """What was refused, as `reason` keeps it. A message of the offices is in the language active when it
    was raised: raise it in English, and one without values is translated where it is shown."""
    what = error.what
    if isinstance(what, Filled):
        plain = {name: one if isinstance(one, int) else str(one) for name, one in what.values.items()}
        return reason(what.template, **plain)
    return what


def said_reason(kept: str) -> str:
    """The kept lines in the reader's language; what was kept in words of its own stays as it is."""
    return "\n".join(_said(line) for line in kept.splitlines())


def _said(line: str) -> str:
    try:
        message, values = json.loads(line)
        told = {name: gettext(one) if isinstance(one, str) and one else one for name, one in values.items()}
        return gettext(message) % told
    except (ValueError, TypeError, AttributeError, KeyError):
        return gettext(line) if line else ""
