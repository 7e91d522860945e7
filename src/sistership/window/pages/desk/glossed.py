"""A source as the translation desk shows it: glossary terms marked, changes struck out and underlined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sistership.window.offices.translations.differences import pieces_between
from sistership.window.offices.translations.glossary import FoundTerm, GlossaryTerm, find_terms


@dataclass(frozen=True, slots=True)
class Glossed:
    """A source with the terms that it holds."""

    html: SafeString
    terms: tuple[GlossaryTerm, ...]


def gloss(text: str, terms: Iterable[GlossaryTerm], language: str) -> Glossed:
    """Mark each term of the glossary in the text."""
    found = find_terms(text, terms, language)
    named = tuple({one.term.concept: one.term for one in found}.values())
    return Glossed(_marked(text, found), named)


def _marked(text: str, found: Sequence[FoundTerm]) -> SafeString:
    html, at = SafeString(""), 0
    for one in found:
        html += format_html("{}<mark>{}</mark>", text[at : one.start], text[one.start : one.end])
        at = one.end
    return html + format_html("{}", text[at:])


TAGS = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}


def changes_between(before: str, after: str) -> SafeString:
    """The later wording with what was taken out (del) and put in (ins)."""
    return format_html_join(
        "", "{}", ((format_html(TAGS[piece.change], piece.text),) for piece in pieces_between(before, after))
    )
