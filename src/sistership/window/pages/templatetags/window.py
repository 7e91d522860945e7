"""Filters and tags of the window's templates."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sistership.common.text import HTML_LANGUAGES
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
