"""Say an error of an action in the reader's language, beside the field that it is about."""

from __future__ import annotations

from django.utils.translation import gettext

from sistership.common.errors import SistershipError
from sistership.common.text import gettext_noop

# Sentences that actions raise without naming a value; listed so that translators find them.
SENTENCES = (
    gettext_noop("This link is not known here"),
    gettext_noop("Open it again from the letter"),
    gettext_noop("This link was already used"),
    gettext_noop("Nothing more is needed from you"),
    gettext_noop("This link has expired"),
    gettext_noop("Ask the other side's desk for a new one"),
    gettext_noop("This commitment was dropped; nothing can be filed for it"),
    gettext_noop("Only a side that owes the commitment can file evidence for it"),
    gettext_noop("Only another side of the partnership can answer this evidence"),
    gettext_noop("Say why you dispute it, so that the other side can answer"),
    gettext_noop("Say what you answer to the other side's reasons"),
    gettext_noop("A rhythm needs the day on which it starts"),
    gettext_noop("This intention already became a commitment"),
    gettext_noop("The file is empty"),
    gettext_noop("Choose the file again"),
    gettext_noop("Export it again from the program that made it"),
    gettext_noop("Save it as UTF-8"),
)


def sentence(words: str) -> str:
    """The words in the reader's language, ended with a full stop."""
    said = gettext(words) if words else ""
    return said if not said or said.endswith((".", "。", "!", "?", "！", "？")) else f"{said}."


def say(error: SistershipError) -> str:
    """What is wrong, what is allowed and what to do next, in one paragraph without the field's name."""
    parts = [sentence(error.what)]
    if error.allowed:
        parts.append(sentence(gettext("Allowed: %(values)s") % {"values": error.allowed}))
    parts.append(sentence(error.next_step))
    return " ".join(part for part in parts if part)
