"""Messages from below the window in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext

from sistership.common.text import Filled


def translated(words: str) -> str:
    """An English message, filled with values or not, in the reader's language; empty for an empty one."""
    if isinstance(words, Filled):
        return words.retold(gettext, comma=pgettext("between items of a list", ", "))
    return gettext(words) if words else ""
