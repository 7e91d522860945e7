"""The one place of cases that asks an engine: in which language somebody wrote."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings


def language_of(text: str, *, declared: Sequence[str] = (), otherwise: str) -> str:
    """The window's language in which words are written, by the words, then by what their letter declares.

    Any written Chinese is answered in the window's Chinese.
    """
    from sistership.reading.language import detect_language  # slow: brings in every rule of the reader

    known = dict(settings.LANGUAGES)
    for tag in filter(None, (detect_language(text), *declared)):
        code = tag.lower()
        if code in known:
            return code
        if code.partition("-")[0] == "zh":
            return "zh-hant"
        if code.partition("-")[0] in known:
            return code.partition("-")[0]
    return otherwise
