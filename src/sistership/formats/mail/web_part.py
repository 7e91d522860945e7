"""The web part of a letter as text: all its words, quoted ones behind `>`, addresses of links beside them."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from sistership.common.errors import InputError
from sistership.formats.documents.html import parse_page
from sistership.formats.documents.html_lines import lines_of

_NEVER_SHOWN = ("script", "style", "title", "head", "template", "noscript", "object", "iframe", "svg")
_OPENS, _ENDS = "\ue0f0", "\ue0f1"  # private letters, taken out again below
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_TAG = re.compile(r"<[^<>]*>")
_MOST_TAGS = 100_000
_DEEPEST_QUOTE = 20


def text_of_page(page: str) -> str:
    """The words of a page; with nothing but its tags taken away where it cannot be read as one."""
    page = page.replace(_OPENS, "").replace(_ENDS, "")
    if page.count("<") > _MOST_TAGS:
        return _without_tags(page)
    try:
        root = parse_page(page)
    except (InputError, RecursionError):
        return _without_tags(page)
    for element in list(root.iter(*_NEVER_SHOWN)):
        _drop(element)
    for element in list(root.iter()):
        if isinstance(element.tag, str) and _HIDDEN.search(element.get("style") or ""):
            _drop(element)
    for link in root.iter("a"):
        _say_address(link)
    for quote in list(root.iter("blockquote")):
        _mark(quote)
    return _quoted(lines_of(root, with_buttons=True))


def _without_tags(page: str) -> str:
    return re.sub(r"[ \t]+", " ", _TAG.sub(" ", page)).strip()


def _drop(element: Any) -> None:  # an lxml element
    if element.getparent() is not None:
        element.drop_tree()


def _say_address(link: Any) -> None:  # an lxml element
    """Write a link's address behind its words, unless the words are that address."""
    address = (link.get("href") or "").strip()
    words = "".join(link.itertext()).strip()
    if address.lower().startswith(("http://", "https://")) and words and words.rstrip("/") not in address:
        link.tail = f" <{address}>{link.tail or ''}"


def _mark(quote: Any) -> None:  # an lxml element
    """A paragraph with a sign at the beginning and at the end of a quotation."""
    first, last = etree.Element("p"), etree.Element("p")
    first.text, last.text = _OPENS, _ENDS
    first.tail, quote.text = quote.text, None
    quote.insert(0, first)
    quote.append(last)


def _quoted(lines: list[str]) -> str:
    depth = 0
    told: list[str] = []
    for line in lines:
        opened, ended = line.count(_OPENS), line.count(_ENDS)
        words = line.replace(_OPENS, "").replace(_ENDS, "").strip()
        depth += opened
        if words:
            told.append(f"{'>' * min(depth, _DEEPEST_QUOTE)} {words}" if depth else words)
        depth = max(0, depth - ended)
    return "\n".join(told)
