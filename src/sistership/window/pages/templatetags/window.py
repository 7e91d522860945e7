"""Filters and tags of the window's templates."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES
from sistership.window.ground.messages import translated
from sistership.window.ground.records import Record

register = template.Library()


@register.filter
def text(record: Record | None, field: str) -> SafeString | str:
    """A text in the reader's language; where only another exists it is marked with its language."""
    if record is None:
        return ""
    current = get_language() or "en"
    variant = record.localized(field).best(current)
    if variant is None:
        return ""
    marks = SafeString("")
    if variant.is_stale:
        marks += format_html(' <span class="mark-stale">{}</span>', _("translation out of date"))
    if variant.is_machine_draft:
        marks += format_html(' <span class="mark-draft">{}</span>', _("machine draft"))
    if variant.language == current and not marks:
        return variant.text
    language = HTML_LANGUAGES.get(variant.language, variant.language)
    return format_html('<span lang="{}">{}</span>{}', language, variant.text, marks)


@register.filter
def plain(record: Record | None, field: str) -> str:
    """A text in the reader's language without marks, for titles and attributes."""
    return record.localized(field).text(get_language() or "en") if record is not None else ""


@register.filter
def original(record: Record, field: str) -> str:
    """The authentic wording where the reader is shown a translation of it; else nothing."""
    localized = record.localized(field)
    shown = localized.best(get_language() or "en")
    if shown is None or shown.is_authentic:
        return ""
    return next((one.text for one in localized.variants.values() if one.is_authentic), "")


@register.filter
def language_name(code: str) -> str:
    """A language by its own name."""
    return LANGUAGE_NAMES.get(code, code)


@register.filter
def number(value: Decimal | float | None) -> str:
    """A number without idle zeros, at most four decimals, grouped by three in the reader's marks.

    Nothing where there is none.
    """
    if value is None:
        return ""
    written = f"{round(Decimal(str(value)), 4):f}"
    whole, _point, rest = written.partition(".")
    return numberformat.format(
        f"{whole}.{rest}".rstrip("0").rstrip("."),
        get_format("DECIMAL_SEPARATOR"),
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        force_grouping=True,
        use_l10n=True,
    )


@register.filter
def html_language(code: str) -> str:
    """How a page names a language: zh-hant → zh-Hant."""
    return HTML_LANGUAGES.get(code, code)


@register.filter
def retold(words: str) -> str:
    """A message from below the window in the reader's language."""
    return translated(words)


@register.simple_tag
def comma() -> str:
    """What stands between two items of a list."""
    return pgettext("between items of a list", ", ")


@register.simple_tag
def colon() -> str:
    """What stands between a label and its value."""
    return pgettext("between a label and its value", ": ")


@register.simple_tag
def state_mark(state: str, label: object = "") -> SafeString:
    """A state with its mark; pages show hundreds, so each is drawn once."""
    return _state_mark(str(state), str(label or ""), get_language() or "en")


@lru_cache(maxsize=512)
def _state_mark(state: str, label: str, language: str) -> SafeString:
    with override(language):
        return render_to_string("components/state_drawn.html", {"state": state, "label": label})


@register.filter
def listed(words: Iterable[object]) -> str:
    """The words one after the other, as the reader's language separates them."""
    return comma().join(map(str, words))
