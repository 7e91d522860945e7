"""Sheets that people made: a header somewhere near the top, then rows. CSV and XLSX give the same values.

1. Title lines above the header are passed over; of a header in two lines with merged cells, both are read
   (`Contact: E-mail`). A column without a name is called by its letter, one whose name stands there twice
   is numbered.
2. A cell is text without blanks around it, or None; dates are ISO dates, whole numbers have no decimals.
3. Rows keep the number that a spreadsheet shows. Hidden rows are rows.
4. `guarded` of tables is undone on the way in and done on the way out, so that what goes out comes in.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined
from sistership.formats.encodings import EncodingError, Letters, NoTextError, decode
from sistership.formats.tables import DELIMITERS, Cell, row_place, unguarded

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
HEADER_WITHIN = 30
"""Rows from the top among which the header must stand."""
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
DATA_LIKE = re.compile(r"[\d\s./:%+-]*\d[\d\s./:%+-]*|\S+@\S+|https?://\S+", re.ASCII)
SPREAD = " · "
"""Between the two lines of a header."""

Line = tuple[int, list[Cell]]
"""Row number, cells."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row under the header."""

    number: int
    """As the spreadsheet shows it."""
    cells: tuple[Cell, ...]
    """As many as there are columns."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file."""

    name: str
    """Empty for a file that has one sheet only by nature."""
    header_row: int
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    encoding: str = ""
    """Of a text file, as a spreadsheet calls it."""
    delimiter: str = ""
    formulas_without_value: tuple[str, ...] = ()
    """Cells (`B7`) whose formula the writing program never computed: they are read as empty."""


def column_letter(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def clean_cell(text: str) -> Cell:
    """A cell as text: control characters become blanks, blanks around it go, None where nothing is left."""
    return unguarded(NOT_TEXT.sub(" ", text).replace("\r\n", "\n").replace("\r", "\n").strip())


def require_size(content: bytes, *, file: str) -> None:
    """Raise InputError for a file that is empty or too large."""
    if not content.strip():
        raise InputError(
            gettext_noop("The file is empty"), where=file, next_step=gettext_noop("Choose the file again")
        )
    if len(content) > MAX_BYTES:
        raise InputError(
            filled(gettext_noop("The file has %(size)s MB"), size=f"{len(content) / 1024 / 1024:.1f}"),
            where=file,
            allowed=filled(gettext_noop("up to %(limit)s MB"), limit=MAX_BYTES // 1024 // 1024),
            next_step=gettext_noop("Divide it into several files"),
        )


def decode_rows(content: bytes, *, file: str) -> Letters:
    """The letters of a file whose lines are rows or cards. Raises InputError that names the line."""
    try:
        return decode(content)
    except NoTextError as error:
        raise InputError(gettext_noop("This is no text file"), where=file, allowed="CSV, XLSX") from error
    except EncodingError as error:
        raise InputError(
            error.what,
            where=row_place(content[: error.position].count(b"\n") + 1, file=file),
            allowed=error.allowed,
            next_step=gettext_noop("Save it as “CSV UTF-8”"),
        ) from error


def read_csv_sheet(content: bytes, *, file: str = "file.csv") -> Sheet:
    """Read a CSV file in any usual encoding, separated by commas, semicolons or tabs."""
    require_size(content, file=file)
    letters = decode_rows(content, file=file)
    text = letters.text
    delimiter = _delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    try:
        for number, cells in enumerate(reader, 1):
            lines.append((number, [clean_cell(cell) for cell in cells]))
            require_rows(len(lines), file=file)
    except csv.Error as error:
        raise InputError(
            filled(gettext_noop("The row cannot be read (%(reason)s)"), reason=str(error)),
            where=row_place(len(lines) + 1, file=file),
            next_step=gettext_noop("Look for a quotation mark that is opened and not closed"),
        ) from error
    return replace(sheet_of("", lines, file=file), encoding=letters.encoding, delimiter=delimiter)


def _delimiter_of(text: str) -> str:
    head = re.sub(r'"[^"]*"', "", "\n".join(text.splitlines()[:HEADER_WITHIN]))
    return max(DELIMITERS, key=head.count)


def require_rows(count: int, *, file: str) -> None:
    """Raise InputError where there are more rows than an import takes."""
    if count > MAX_ROWS + HEADER_WITHIN:
        raise InputError(
            filled(gettext_noop("There are more than %(count)s rows"), count=MAX_ROWS),
            where=file,
            allowed=filled(gettext_noop("up to %(count)s rows"), count=MAX_ROWS),
            next_step=gettext_noop("Divide it into several files"),
        )


def sheet_of(name: str, lines: Sequence[Line], *, file: str, spans: Iterable[Span] = ()) -> Sheet:
    """Find the header among the lines and name the columns; `spans` are the merged cells of the sheet.

    Raises InputError where there is nothing under a header.
    """
    place = joined(file, filled(gettext_noop("sheet %(name)s"), name=name)) if name else file
    lines = [(number, cells) for number, cells in lines if any(cell is not None for cell in cells)]
    if not lines:
        raise InputError(
            gettext_noop("There is no header"),
            where=place,
            next_step=gettext_noop("Write the names of the columns above the rows"),
        )
    index = _header_index(lines)
    number, header = lines[index]
    below = lines[index + 1 :]
    spans = [span for span in spans if span.top == number and span.left != span.right]
    if spans and below and below[0][0] == number + 1:
        header = _two_lines(header, below[0][1], spans)
        number, below = below[0][0], below[1:]
    width = max([len(header), *(len(cells) for _, cells in below)], default=0)
    while (
        width
        and not any(cell for cell in header[width - 1 : width])
        and not any(len(cells) >= width and cells[width - 1] is not None for _, cells in below)
    ):
        width -= 1
    if width > MAX_COLUMNS:
        raise InputError(
            filled(gettext_noop("There are %(count)s columns"), count=width),
            where=place,
            allowed=filled(gettext_noop("up to %(count)s columns"), count=MAX_COLUMNS),
        )
    rows = tuple(
        SheetRow(row, tuple((cells + [None] * (width - len(cells)))[:width])) for row, cells in below
    )
    return Sheet(name, number, _named([*header, *[None] * width][:width]), rows)


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells: rows from 1, columns from 0, ends included."""

    top: int
    bottom: int
    left: int
    right: int


def _header_index(lines: Sequence[Line]) -> int:
    """The first line that is about as wide as the sheet and holds names rather than values."""
    widths = [sum(cell is not None for cell in cells) for _, cells in lines[:HEADER_WITHIN]]
    usual = sorted(widths)[len(widths) // 2]
    for index, width in enumerate(widths):
        cells = [cell for cell in lines[index][1] if cell is not None]
        is_wide = width >= 2 and width * 2 >= usual
        if is_wide and not any(DATA_LIKE.fullmatch(cell) for cell in cells):
            return index
    return 0


def _two_lines(above: Sequence[Cell], below: Sequence[Cell], spans: Iterable[Span]) -> list[Cell]:
    """Names of a header in two lines: under merged cells both, else whichever is there."""
    groups: dict[int, Cell] = {}
    for span in spans:
        groups |= dict.fromkeys(range(span.left, span.right + 1), above[span.left])
    names: list[Cell] = []
    for column in range(max(len(above), len(below))):
        upper = above[column] if column < len(above) else None
        lower = below[column] if column < len(below) else None
        group = groups.get(column)
        names.append(f"{group}{SPREAD}{lower}" if group and lower else lower or group or upper)
    return names


def _named(header: Sequence[Cell]) -> tuple[str, ...]:
    names: list[str] = []
    for index, cell in enumerate(header):
        name = " ".join(cell.split()) if cell else column_letter(index)
        unique, count = name, 1
        while unique in names:
            count += 1
            unique = f"{name} ({count})"
        names.append(unique)
    return tuple(names)
