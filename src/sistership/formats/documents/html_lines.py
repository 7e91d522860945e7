"""An element to lines: paragraphs, headings, numbered items, and tables as rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from sistership.formats.documents.document import tidy
from sistership.formats.documents.numerals import MARKER, numeral

_BLOCKS = {
    *("address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *(
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
    ),
    *("legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "ul"),
}
_BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_BUTTONS = re.compile(
    r"(?:分享|列印|友善列印|轉寄(?:友人)?|回(?:上一?頁|首頁|列表|頂端)|收藏|複製連結|字級|上一[則篇]|下一[則篇]|:::"
    r"|share(?: this)?|print(?: this page)?|tweet|e-?mail|copy link|back(?: to (?:top|list))?|save"
    r"|udostępnij|drukuj|wydrukuj|powrót|wróć|kopiuj link|facebook|twitter|line|linkedin|whatsapp|messenger"
    r"|follow us|advertisement|reklama|廣告)(?:\s*(?:分享|share|facebook|twitter|line|x))*",
    re.I,
)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_STYLES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_LONGEST_CELL = 200


@dataclass(slots=True)
class _List:
    style: str
    number: int
    step: int


@dataclass(slots=True)
class _Page:
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    marker: str = ""
    lists: list[_List] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    table_depth: int = 0

    def say(self, text: str, *, is_kept: bool) -> None:
        """Add running text; in `pre` its line ends count."""
        if not is_kept or self.table_depth:
            self.pieces.append(text)
            return
        first, *others = text.split("\n")
        self.pieces.append(first)
        for line in others:
            self.end_line()
            self.pieces.append(line)

    def taken(self) -> str:
        text = tidy(_BETWEEN_HAN.sub("", "".join(self.pieces)).replace("\n", " ").replace("\r", " "))
        self.pieces.clear()
        return text

    def end_line(self) -> None:
        """End a line; in a row of a table a blank stands for it."""
        if self.table_depth:
            self.pieces.append(" ")
            return
        line = self.taken()
        if not line:
            return
        if self.marker and not MARKER.match(line):
            line = f"{self.marker}{line}"
        self.marker = ""
        self.lines.append(line)


def lines_of(main: Any, *, with_buttons: bool = False) -> list[str]:  # an lxml element
    """The lines of an element; buttons that stand alone on theirs are left out unless told otherwise."""
    page = _Page()
    kept_space = 0
    for event, element in etree.iterwalk(main, events=("start", "end")):
        if event == "start":
            if element is not main or element.tag in _BLOCKS:
                _begin(page, element)
            kept_space += element.tag == "pre"
            page.say(element.text or "", is_kept=kept_space > 0)
        else:
            kept_space -= element.tag == "pre"
            _end(page, element)
            if element is not main:
                page.say(element.tail or "", is_kept=kept_space > 0)
    page.table_depth = 0
    page.end_line()
    return page.lines if with_buttons else [line for line in page.lines if not _BUTTONS.fullmatch(line)]


def _begin(page: _Page, element: Any) -> None:  # an lxml element
    tag = element.tag
    if tag == "br" or tag in _BLOCKS:
        page.end_line()
    if tag in ("ol", "ul"):
        page.lists.append(_list_of(element))
    elif tag == "li" and page.lists:
        page.marker = _marker_of(page.lists[-1], element)
    elif tag == "table" and (page.table_depth or _is_data(element)):
        page.table_depth += 1
    elif tag == "q":
        page.pieces.append("“")


def _end(page: _Page, element: Any) -> None:  # an lxml element
    tag = element.tag
    if page.table_depth and tag in ("td", "th"):
        page.cells.append(page.taken())
    elif page.table_depth and tag == "tr":
        row = " | ".join(page.cells)
        if any(page.cells):
            page.lines.append(row)
        page.cells.clear()
        page.pieces.clear()
    elif page.table_depth and tag == "caption":
        page.lines.append(page.taken())
    elif tag in _BLOCKS:
        page.end_line()
    if tag == "table" and page.table_depth:
        page.table_depth -= 1
        page.pieces.clear()
    elif tag in ("ol", "ul") and page.lists:
        page.lists.pop()
        page.marker = ""
    elif tag == "q":
        page.pieces.append("”")


def _list_of(element: Any) -> _List:  # an lxml element
    said = _LIST_STYLE.search(element.get("style") or "")
    style = said[1] if said else _STYLES.get(element.get("type") or "", "")
    if "list-unstyled" in (element.get("class") or ""):
        style = "none"
    step = -1 if element.get("reversed") is not None else 1
    count = sum(child.tag == "li" for child in element)
    start = _whole(element.get("start"), count if step < 0 else 1)
    return _List(style or ("disc" if element.tag == "ul" else "decimal"), start, step)


def _marker_of(of: _List, element: Any) -> str:  # an lxml element
    number = _whole(element.get("value"), of.number)
    of.number = number + of.step
    if of.style == "none":
        return ""
    if of.style in ("disc", "circle", "square"):
        return "• "
    shown = numeral(number, of.style)
    return f"{shown}、" if "chinese" in of.style or of.style.startswith("cjk") else f"{shown}. "


def _whole(said: str | None, otherwise: int) -> int:
    try:
        return max(-9999, min(9999, int(said))) if said else otherwise
    except ValueError:
        return otherwise


def _is_data(table: Any) -> bool:  # an lxml element
    """Whether a table holds data; old pages lay out whole articles with tables."""
    if (table.get("role") or "") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    if any(sum(cell.tag in ("td", "th") for cell in row) > 1 for row in table.iter("tr")):
        return all(len("".join(cell.itertext())) <= _LONGEST_CELL for cell in table.iter("td"))
    return False
