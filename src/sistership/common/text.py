"""Text in several languages: the four of the interface, and content with its authentic wording.

Below the window, text for people is marked with `gettext_noop` and translated by `translator(language)`,
which reads the same catalogues as Django does, with the standard library. A message with values in it is
`filled`, so that whoever shows it can translate the words and fill them again.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh-hant", "en", "pl", "ms")
LANGUAGE_NAMES = {"zh-hant": "繁體中文", "en": "English", "pl": "Polski", "ms": "Bahasa Melayu"}
HTML_LANGUAGES = {"zh-hant": "zh-Hant", "en": "en", "pl": "pl", "ms": "ms"}
FALLBACKS = {
    "zh-hant": ("zh-hant", "en", "pl", "ms"),
    "en": ("en", "zh-hant", "pl", "ms"),
    "pl": ("pl", "en", "zh-hant", "ms"),
    "ms": ("ms", "en", "zh-hant", "pl"),
}
LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "locale"


def gettext_noop(message: str) -> str:
    """Mark a message for extraction; it is translated where it is shown."""
    return message


class Filled(str):
    """An English message filled with its values, which keeps both for a translation."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Any]

    def retold(self, translate: Callable[[str], str], *, comma: str) -> str:
        """The message as ``translate`` puts its words, with lists joined by the language's comma."""
        return _fill(translate(self.template), self.values, translate, comma)


def _fill(words: str, values: Mapping[str, Any], translate: Callable[[str], str], comma: str) -> str:
    def shown(value: Any) -> Any:  # a value that a placeholder takes
        if isinstance(value, Filled):
            return value.retold(translate, comma=comma)
        if isinstance(value, list | tuple):
            return comma.join(str(shown(one)) for one in value)
        return value

    return words % {name: shown(value) for name, value in values.items()} if values else words


def filled(template: str, /, **values: Any) -> Filled:
    """``template`` with its `%(name)s` filled: `filled(gettext_noop("up to %(most)s rows"), most=9)`.

    A value that is `filled` itself is translated with it; a list or tuple is joined by commas. Without values
    the template is a message as it stands, in which a percent sign is one.
    """
    words = Filled(_fill(template, values, str, ", "))
    words.template, words.values = template, values
    return words


def joined(*parts: str) -> Filled:
    """Parts of a list, to be joined by the comma of the language in which it is shown."""
    return filled("%(parts)s", parts=parts)


def locale_name(language: str) -> str:
    """The catalogue folder of a language: `zh-hant` → `zh_Hant`."""
    head, _, tail = language.partition("-")
    return f"{head}_{tail.capitalize()}" if tail else head


@lru_cache(maxsize=8)
def translator(language: str) -> Callable[[str], str]:
    """A function message → message in the language; the message itself where no translation exists."""
    return gettext.translation(
        "django", localedir=str(LOCALE_FOLDER), languages=[locale_name(language)], fallback=True
    ).gettext


@lru_cache(maxsize=8)
def plural_translator(language: str) -> Callable[[str, str, int], str]:
    """A function (one, several, number) → the form of the language for the number."""
    return gettext.translation(
        "django", localedir=str(LOCALE_FOLDER), languages=[locale_name(language)], fallback=True
    ).ngettext


@lru_cache(maxsize=8)
def context_translator(language: str) -> Callable[[str, str], str]:
    """A function (context, message) → message in the language."""
    return gettext.translation(
        "django", localedir=str(LOCALE_FOLDER), languages=[locale_name(language)], fallback=True
    ).pgettext


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a text."""

    text: str
    language: str
    """One of LANGUAGES, or another BCP 47 tag in lower case."""
    is_authentic: bool = True
    """The wording that counts where wordings differ."""
    is_stale: bool = False
    """The authentic wording changed after this translation was made."""
    is_machine_draft: bool = False
    """Translated by a machine and not yet signed by a person."""


@dataclass(frozen=True, slots=True)
class Localized:
    """A text with its wordings by language. Absence of all wordings is falsy and shows as nothing."""

    variants: Mapping[str, Variant]

    def __bool__(self) -> bool:
        return bool(self.variants)

    def best(self, language: str) -> Variant | None:
        """The wording to show to a reader of the language: their own, else English, else any."""
        for code in FALLBACKS.get(language, (language, *LANGUAGES)):
            if code in self.variants:
                return self.variants[code]
        return next(iter(self.variants.values()), None)

    def text(self, language: str) -> str:
        """The best wording as plain text; empty where there is none."""
        variant = self.best(language)
        return variant.text if variant else ""
