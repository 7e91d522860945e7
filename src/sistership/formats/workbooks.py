"""XLSX workbooks ⇄ sheets, with guards against files that are made to harm.

openpyxl is imported where a workbook is read or written: it takes half a second, and most programs of the
window never see one.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from lxml import etree

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.formats.sheets import (
    NOT_TEXT,
    Line,
    Sheet,
    Span,
    clean_cell,
    require_rows,
    require_size,
    sheet_of,
)
from sistership.formats.tables import Cell, Table, guarded

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
"""Unpacked to packed of one part from which it counts as made to harm; sheets reach about 30."""
SMALL_PART_BYTES = 1024 * 1024
MAX_MEMBERS = 2000
SAVE_AGAIN = gettext_noop("Open it in a spreadsheet and save it again as “Excel workbook (.xlsx)”")


def read_workbook(content: bytes, *, file: str = "file.xlsx") -> tuple[Sheet, ...]:
    """The sheets of a workbook that hold anything, in order. Raises InputError that says what to do."""
    from openpyxl.utils.exceptions import InvalidFileException

    require_size(content, file=file)
    _require_workbook(content, file)
    try:
        return _read(content, file)
    except InputError:
        raise
    # openpyxl answers a damaged part with whatever its parser stumbled over
    except (
        InvalidFileException, zipfile.BadZipFile, etree.LxmlError, SyntaxError, KeyError, ValueError,
        TypeError, AttributeError, IndexError, OSError, EOFError, RuntimeError, AssertionError, zlib.error,
    ) as error:  # fmt: skip
        raise InputError(
            filled(gettext_noop("The workbook is damaged (%(reason)s)"), reason=str(error)[:80]),
            where=file,
            next_step=SAVE_AGAIN,
        ) from error


def _require_workbook(content: bytes, file: str) -> None:
    if content.startswith(OLD_OFFICE):
        if ENCRYPTED in content:
            raise InputError(
                gettext_noop("The workbook is locked with a password"),
                where=file,
                next_step=gettext_noop(
                    "Remove the password (in Excel: File, Info, Protect Workbook) and save it again"
                ),
            )
        raise InputError(
            gettext_noop("This is an old workbook (.xls)"),
            where=file,
            allowed=".xlsx, .csv",
            next_step=SAVE_AGAIN,
        )
    if not content.startswith(ZIP):
        raise InputError(
            gettext_noop("This is no workbook"), where=file, allowed=".xlsx, .csv", next_step=SAVE_AGAIN
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_harmless(archive, file)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise InputError(
            filled(gettext_noop("The workbook is damaged (%(reason)s)"), reason=str(error)),
            where=file,
            next_step=SAVE_AGAIN,
        ) from error


def _require_harmless(archive: zipfile.ZipFile, file: str) -> None:
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise InputError(
            gettext_noop("This is no workbook"), where=file, allowed=".xlsx, .csv", next_step=SAVE_AGAIN
        )
    is_bomb = len(parts) > MAX_MEMBERS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES
    for part in parts:
        large = part.file_size > SMALL_PART_BYTES
        is_bomb = is_bomb or (large and part.file_size > MAX_RATIO * max(part.compress_size, 1))
    if is_bomb:
        raise InputError(
            gettext_noop("The workbook unpacks to more than a sheet of this size can hold"),
            where=file,
            allowed=filled(
                gettext_noop("up to %(limit)s MB unpacked"), limit=MAX_UNPACKED_BYTES // 1024 // 1024
            ),
            next_step=gettext_noop("Copy the rows into a new workbook"),
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as member:
                if b"<!DOCTYPE" in member.read(1024):
                    raise InputError(
                        gettext_noop("The workbook holds a part that no spreadsheet writes"),
                        where=file,
                        next_step=SAVE_AGAIN,
                    )


def _read(content: bytes, file: str) -> tuple[Sheet, ...]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    found: list[Sheet] = []
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet in book.worksheets:
            spans, uncomputed = _extras(archive, str(sheet._worksheet_path))  # type: ignore[attr-defined]
            sheet.reset_dimensions()  # what a file says of its size may be wrong
            lines: list[Line] = []
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if any(cell is not None for cell in cells):
                    lines.append((number, [_text_of(cell) for cell in cells]))
                    total += 1
                    require_rows(total, file=file)
            if lines:
                one = sheet_of(sheet.title, lines, file=file, spans=spans)
                found.append(replace(one, formulas_without_value=uncomputed))
    book.close()
    if not found:
        raise InputError(gettext_noop("Every sheet of the workbook is empty"), where=file)
    return tuple(found)


def _extras(archive: zipfile.ZipFile, path: str) -> tuple[list[Span], tuple[str, ...]]:
    """Merged cells, and cells whose formula has no computed value: what reading row by row does not tell."""
    from openpyxl.utils.cell import range_boundaries

    spans: list[Span] = []
    uncomputed: list[str] = []
    with archive.open(path.lstrip("/")) as member:
        for _, element in _elements(member):
            if element.tag.endswith("}c"):
                parts = {child.tag.rpartition("}")[2]: child for child in element}
                if "f" in parts and ("v" not in parts or not parts["v"].text) and "is" not in parts:
                    uncomputed.append(element.get("r", ""))
            elif element.get("ref"):
                left, top, right, bottom = range_boundaries(element.get("ref"))
                spans.append(Span(top or 1, bottom or 1, (left or 1) - 1, (right or 1) - 1))
            element.clear()
    return spans, tuple(uncomputed)


def _elements(member: Any) -> Iterator[tuple[str, Any]]:
    yield from etree.iterparse(
        member, events=("end",), tag=("{*}c", "{*}mergeCell"), resolve_entities=False, no_network=True
    )


def _text_of(value: Any) -> Cell:  # what openpyxl yields
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return clean_cell(str(value))


def write_workbook(table: Table, *, name: str = "Sheet1") -> bytes:
    """The table as a workbook of one sheet, every cell as text, nothing in it that runs."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for row in (table.columns, *table.rows):
        sheet.append([NOT_TEXT.sub(" ", guarded(cell)) or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell_place(reference: str) -> tuple[int, int]:
    """`B7` → (row 7, column 1 from 0)."""
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    letters, row = coordinate_from_string(reference)
    return row, column_index_from_string(letters) - 1


__all__: Sequence[str] = ("cell_place", "read_workbook", "write_workbook")
