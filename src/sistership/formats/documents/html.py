"""A web page to the text of its article, and what the page declares of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.formats.documents.document import DocumentText, check_length, tidy
from sistership.formats.documents.html_lines import lines_of
from sistership.formats.documents.html_main import find_main, strip_furniture
from sistership.formats.encodings import decode

_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.I,
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_DAY = re.compile(r"(?<!\d)(\d{4}|1\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_REPUBLIC = 1911
_MOST_TAGS = 100_000
_PUBLISHED_NAMES = (
    "article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_SITE_BREAK = re.compile(r"\s+[|｜»–—-]\s+|｜|\s*[|»]\s*")


def read_html(content: bytes) -> DocumentText:
    """The article of a web page: headline, headings, paragraphs and list items as lines, tables as rows.

    Menus, buttons, teasers of other articles and what the page hides are left out. Raises InputError where
    nothing is left.
    """
    match = _DECLARED.search(content[:4096].replace(b"\x00", b""))
    declared = (match[1] or match[2]).decode("ascii", "replace") if match else None
    letters = decode(content, declared=declared)
    if letters.text.count("<") > _MOST_TAGS:
        raise InputError(
            gettext_noop("The page is too large: it has far more tags than an article"),
            allowed=filled(gettext_noop("at most %(count)s tags"), count=f"{_MOST_TAGS:,}"),
            next_step=gettext_noop("Open it in a browser, copy the article and save it as plain text"),
        )
    root = parse_page(letters.text)
    title = _title(root)
    published_on = _published_on(root)
    language = next((tag for tag in [root.get("lang") or root.get("xml:lang") or ""] if tag.strip()), None)
    strip_furniture(root)
    main = find_main(root)
    lines = lines_of(main)
    if lines and title and not any(_is_alike(title, line) for line in lines[:8]):
        lines.insert(0, title)
    text = "\n".join(lines)
    if not text.strip():
        raise InputError(
            gettext_noop("The page holds no article: only menus, buttons, or text that a script would load"),
            next_step=gettext_noop("Open it in a browser, copy the article and save it as plain text"),
        )
    check_length(text)
    return DocumentText(
        text,
        "text/html",
        title=title or None,
        language=language.strip() if language else None,
        published_on=published_on,
        encoding=letters.encoding,
        encoding_confidence=letters.confidence,
        notes=letters.notes,
    )


def parse_page(text: str) -> Any:  # an lxml element
    """The tree of a page; nothing is fetched and no entity beyond HTML's own is known."""
    parser = lxml_html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    plain = _XML_HEAD.sub("", text.replace("\x00", "")).encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(plain, parser=parser)
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            raise ValueError("what comes after the limit would be lost")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            gettext_noop("The page cannot be read as HTML"),
            next_step=gettext_noop("Open it in a browser, copy the article and save it as plain text"),
        ) from error
    return root


def _is_alike(title: str, line: str) -> bool:
    one, other = ("".join(words.split()).casefold() for words in (title, line))
    return one in other or (len(other) >= 8 and other in one)


def _title(root: Any) -> str:  # an lxml element
    """The headline: og:title, else the only h1 that is no link, else the title without the site's name."""
    said = _meta(root, "og:title")
    if said:
        return _without_site(root, said)
    heads = [tidy(head.text_content()) for head in root.iter("h1") if head.find(".//a") is None]
    heads = [head for head in heads if head]
    if len(heads) == 1:
        return heads[0]
    found = root.find(".//title")
    return _without_site(root, tidy(found.text_content())) if found is not None else ""


def _without_site(root: Any, title: str) -> str:  # an lxml element
    parts = [part for part in _SITE_BREAK.split(tidy(title)) if part]
    site = (_meta(root, "og:site_name") or "").casefold()
    kept = [part for part in parts if part.casefold() != site] or parts
    if len(kept) == len(parts) > 1 and not site:
        return max(kept, key=len)
    return tidy(" – ".join(kept)) if kept else ""


def _meta(root: Any, name: str) -> str | None:  # an lxml element
    for meta in root.iter("meta"):
        said = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().casefold()
        if said == name and (meta.get("content") or "").strip():
            return tidy(meta.get("content"))
    return None


def _published_on(root: Any) -> date | None:  # an lxml element
    """The day of publication as the page declares it: meta, then linked data, then a marked time."""
    told: list[str] = []
    told += [_meta(root, name) or "" for name in _PUBLISHED_NAMES[:2]]
    told += _linked_dates(root)
    told += [_meta(root, name) or "" for name in _PUBLISHED_NAMES[2:]]
    times = list(root.iter("time"))
    marked = [
        time for time in times if time.get("pubdate") is not None or "ublish" in (time.get("itemprop") or "")
    ]
    told += [time.get("datetime") or time.text_content() for time in (marked or times[:1])]
    return next((day for said in told if (day := _day_of(said))), None)


def _linked_dates(root: Any) -> Iterator[str]:  # an lxml element
    for script in root.iter("script"):
        if (script.get("type") or "").strip().casefold() != "application/ld+json":
            continue
        try:
            waiting: list[Any] = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                if isinstance(node.get("datePublished"), str):
                    yield node["datePublished"]
                waiting += [part for part in node.values() if isinstance(part, dict | list)]


def _day_of(said: str) -> date | None:
    """2024-10-18T…, 2024/10/18, or 113-10-18 as Taiwan counts years."""
    match = _DAY.search(said)
    if match is None:
        return None
    year = int(match[1]) + (_REPUBLIC if len(match[1]) == 3 else 0)
    try:
        return date(year, int(match[2]), int(match[3]))
    except ValueError:
        return None
