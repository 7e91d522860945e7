"""A Word file (.docx) to lines: headings, numbered items with their numbers, tables as rows, footnotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree

from sistership.common.errors import InputError
from sistership.common.text import gettext_noop
from sistership.formats.documents.document import DOCX, DocumentText, check_length, tidy
from sistership.formats.documents.docx_numbering import Numbering
from sistership.formats.documents.docx_package import Package, open_package
from sistership.formats.documents.numerals import MARKER

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREAD = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rt", _FALLBACK}
"""What was struck out, what is a formula behind a field, readings above letters, a drawing said twice."""
_THROUGH = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body")}


@dataclass(slots=True)
class _Writing:
    package: Package
    numbering: Numbering
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Ids of footnotes and endnotes in the order in which they are cited."""


def read_docx(content: bytes) -> DocumentText:
    """The text of a Word file; what was struck out under tracked changes is left out, what was put in is in.

    Raises InputError for a file that is damaged, too large, locked, or no Word file.
    """
    package = open_package(content)
    document = package.part("document")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise InputError(
            gettext_noop("The Word file is damaged: it has no body"),
            next_step=gettext_noop("Open it in a word processor and save it again as .docx"),
        )
    writing = _Writing(package, Numbering.of(package.part("numbering"), package.part("styles")))
    _write_blocks(writing, body)
    writing.lines += _footnotes(writing)
    text = "\n".join(writing.lines)
    if not text.strip() and any(name.startswith("word/media/") for name in package.names):
        raise InputError(
            gettext_noop("The Word file holds pictures only"),
            next_step=gettext_noop("Save it as a PDF, run OCR on that (e.g. ocrmypdf) and try again"),
        )
    check_length(text)
    title, language, published_on = _properties(package)
    return DocumentText(text, DOCX, title=title, language=language, published_on=published_on)


def _write_blocks(writing: _Writing, parent: Any) -> None:  # an lxml element
    for block in parent:
        if block.tag == f"{W}p":
            _write_paragraph(writing, block)
        elif block.tag == f"{W}tbl":
            _write_table(writing, block)
        elif block.tag in _THROUGH:
            _write_blocks(writing, block)


def _write_paragraph(writing: _Writing, paragraph: Any) -> None:  # an lxml element
    if not len(paragraph):
        return
    marker = writing.numbering.marker(paragraph)
    said = _running_text(writing, paragraph)
    for line in filter(None, map(tidy, said.split("\n"))):
        is_marked = marker in ("", "• ") and MARKER.match(line)
        writing.lines.append(line if is_marked else f"{marker}{line}")
        marker = ""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(outer.tag == _FALLBACK for outer in box.iterancestors()):
            _write_blocks(writing, box)


def _write_table(writing: _Writing, table: Any) -> None:  # an lxml element
    """Rows as lines, cells between bars; a table of one column is read as paragraphs."""
    rows = [[cell for cell in row.iter(f"{W}tc") if _table_of(cell) is table] for row in table.iter(f"{W}tr")]
    rows = [row for row in rows if row]
    is_layout = (
        all(len(row) == 1 for row in rows) or next(table.iterfind(f".//{W}tc//{W}tbl"), None) is not None
    )
    for row in rows:
        if is_layout:
            for cell in row:
                _write_blocks(writing, cell)
            continue
        cells = []
        for cell in row:
            inner = _Writing(writing.package, writing.numbering, notes=writing.notes)
            _write_blocks(inner, cell)
            cells.append(" ".join(inner.lines))
        if any(cells):
            writing.lines.append(" | ".join(cells))


def _table_of(cell: Any) -> Any:  # lxml elements
    return next((outer for outer in cell.iterancestors() if outer.tag == f"{W}tbl"), None)


def _running_text(writing: _Writing, paragraph: Any) -> str:  # an lxml element
    """The letters of a paragraph in order, breaks as line ends, citations of notes as [1]."""
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag in _UNREAD or node.tag == f"{W}txbxContent" or not isinstance(node.tag, str):
            continue
        if node.tag == f"{W}r" and _is_hidden(node):
            continue
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag in (f"{W}tab", f"{W}ptab"):
            pieces.append(" ")
        elif node.tag in (f"{W}br", f"{W}cr"):
            pieces.append("\n")
        elif node.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif node.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = node.tag.removeprefix(W).removesuffix("Reference")
            writing.notes.append(f"{kind} {node.get(f'{W}id')}")
            pieces.append(f"[{len(writing.notes)}]")
        elif node.tag != f"{W}rPr":
            waiting += reversed(node)
    return "".join(pieces)


def _is_hidden(run: Any) -> bool:  # an lxml element
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off")


def _footnotes(writing: _Writing) -> list[str]:
    """The notes that the text cites, each as a line after it."""
    found: dict[str, Any] = {}
    for kind in ("footnote", "endnote"):
        part = writing.package.part(f"{kind}s")
        for note in part if part is not None else ():
            found[f"{kind} {note.get(f'{W}id')}"] = note
    lines = []
    for number, key in enumerate(list(writing.notes), 1):
        if key in found:
            inner = _Writing(writing.package, writing.numbering)
            _write_blocks(inner, found[key])
            if inner.lines:
                lines.append(f"[{number}] {' '.join(inner.lines)}")
    return lines


def _properties(package: Package) -> tuple[str | None, str | None, date | None]:
    """Title and language as the file declares them. Its dates are those of typing and say no publication."""
    core = package.part("core-properties")
    title = language = None
    for node in core if core is not None else ():
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if name == "title":
            title = tidy(node.text or "") or None
        elif name == "language":
            language = tidy(node.text or "") or None
    return title, language, None
