"""Say an error in the reader's language, beside the field that it is about.

Errors of the window come in the reader's language already; those from below it come in English and are
looked up in the catalogues. No message ends with a stop of its own: the language's stop is added here.
"""

from __future__ import annotations

from django.utils.translation import gettext, pgettext

from sistership.common.errors import SistershipError
from sistership.window.ground.messages import translated


def sentence(words: str) -> str:
    """The words in the reader's language, ended as sentences of that language end; empty for none."""
    return translated(words) + pgettext("end of a sentence", ".") if words else ""


def say(error: SistershipError) -> str:
    """What is wrong, what is allowed and what to do next, in one paragraph without the field's name."""
    allowed = gettext("Allowed: %(values)s") % {"values": translated(error.allowed)} if error.allowed else ""
    first, *others = filter(None, map(sentence, (error.what, allowed, error.next_step)))
    for other in others:
        first = pgettext("two sentences", "%(first)s %(second)s") % {"first": first, "second": other}
    return first


def say_with_place(error: SistershipError, *, within: str = "") -> str:
    """`say` behind the place that the error names, without the name of the file it is ``within``."""
    place = translated(error.where).removeprefix(within).lstrip(",、， ")
    return place + pgettext("between a label and its value", ": ") + say(error) if place else say(error)
