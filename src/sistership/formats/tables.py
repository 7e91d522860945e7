"""Tables of text: CSV ⇄ rows and JSON ⇄ rows, so that what goes out comes in again exactly.

1. A cell is text, or None where it is empty; there is no empty text.
2. CSV goes out as UTF-8 with a byte order mark (Excel needs it to show Chinese), commas and CRLF. It comes
   in with or without the mark, with commas, semicolons or tabs, and any line ends (RFC 4180 otherwise).
3. A cell that a spreadsheet would run as a formula goes out behind an apostrophe and comes in without it.
   A cell that itself begins with an apostrophe gets one more, so that nothing is lost (OWASP, CSV injection).
4. JSON is an object with `columns` (a list of names) and `rows` (a list of objects), or such a list alone.
5. Rows are numbered as a spreadsheet shows them: the header is row 1.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined

BYTE_ORDER_MARK = "\ufeff"
DELIMITERS = (",", ";", "\t")
FORMULA_STARTS = frozenset("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20")  # the last four are full-width
PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""What no database and no UTF-8 file can hold: NUL and halves of surrogate pairs."""
FIRST_ROW = 2
Cell = str | None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one cell or row."""

    row: int
    """As a spreadsheet numbers it: 2 is the first row under the header."""
    field: str
    """Column; empty for the row as a whole."""
    what: str
    allowed: str = ""

    @property
    def message(self) -> str:
        """Row, field, what, allowed, in one line."""
        place = f"row {self.row}, {self.field}" if self.field else f"row {self.row}"
        return f"{place}: {self.what}" + (f" (allowed: {self.allowed})" if self.allowed else "")


class TableError(InputError):
    """A table that cannot be used, with every problem found in its rows."""

    def __init__(self, file: str, problems: Sequence[RowProblem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(problem.message for problem in self.problems),
            where=file,
            next_step=gettext_noop("Nothing was written. Mend the file and import it again"),
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of cells; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        twice = [name for name, count in Counter(self.columns).items() if count > 1]
        if twice:
            raise InputError(
                filled(gettext_noop("The column %(name)s stands there twice"), name=repr(twice[0])),
                where=row_place(1),
            )
        if not self.columns or not all(name and name == name.strip() for name in self.columns):
            raise InputError(
                gettext_noop("Every column needs a name, without blanks around it"), where=row_place(1)
            )
        for number, row in enumerate(self.rows, FIRST_ROW):
            if len(row) != len(self.columns):
                raise _wrong_width(len(row), len(self.columns), row_place(number))
            if "" in row:
                raise InputError(
                    gettext_noop("An empty cell is None, not an empty text"), where=row_place(number)
                )
            for name, cell in zip(self.columns, row, strict=True):
                if cell and NO_TEXT.search(cell):
                    raise InputError(
                        filled(
                            gettext_noop("%(given)s holds a character that is no text"), given=repr(cell[:20])
                        ),
                        where=joined(row_place(number), name),
                    )

    def records(self) -> list[tuple[int, dict[str, Cell]]]:
        """(row number, column → cell) of each row that is not blank."""
        return [
            (number, dict(zip(self.columns, row, strict=True)))
            for number, row in enumerate(self.rows, FIRST_ROW)
            if any(cell is not None for cell in row)
        ]


def row_place(row: int, *, file: str = "") -> str:
    """`row 3` or `file.csv, row 3`: where a message is about."""
    place = filled(gettext_noop("row %(number)s"), number=row)
    return joined(file, place) if file else place


def _wrong_width(given: int, needed: int, where: str) -> InputError:
    return InputError(
        filled(gettext_noop("There are %(count)s cells"), count=given),
        where=where,
        allowed=filled(gettext_noop("%(count)s cells"), count=needed),
    )


def table_of(columns: Sequence[str], records: Sequence[Mapping[str, Cell]]) -> Table:
    """A table of records; a column that a record does not have is empty there."""
    return Table(
        tuple(columns), tuple(tuple(record.get(name) or None for name in columns) for record in records)
    )


def guarded(cell: Cell) -> str:
    """The cell behind an apostrophe where a spreadsheet would run it; an empty text for None."""
    if cell is None:
        return ""
    is_risky = cell[0] == "'" or (cell[0] in FORMULA_STARTS and not PLAIN_NUMBER.fullmatch(cell))
    return f"'{cell}" if is_risky else cell


def unguarded(cell: str) -> Cell:
    """The cell without the apostrophe that `guarded` gave it; None where it is empty."""
    is_guarded = len(cell) > 1 and cell[0] == "'" and (cell[1] == "'" or cell[1] in FORMULA_STARTS)
    return (cell[1:] if is_guarded else cell) or None


def write_csv(table: Table) -> bytes:
    """The table as a CSV file that a spreadsheet opens without running anything in it."""
    out = io.StringIO(newline="")
    # The names are quoted, so that a reader that looks for the delimiter finds it in the header.
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow([guarded(name) for name in table.columns])
    csv.writer(out).writerows([guarded(cell) for cell in row] for row in table.rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise InputError(
            filled(gettext_noop("The text is not UTF-8 (byte %(position)s)"), position=error.start),
            where=row_place(row, file=file),
            next_step=gettext_noop("Save it as “CSV UTF-8”"),
        ) from error


def _delimiter_of(text: str) -> str:
    header = re.sub(r'"[^"]*"', "", text).splitlines()
    counts = Counter(header[0] if header else "")
    return max(DELIMITERS, key=lambda mark: counts[mark])


def read_csv(content: bytes, *, file: str = "file.csv") -> Table:
    """Read a CSV file. Raises InputError that names the file, the row and what is wrong there."""
    text = _decoded(content, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text), strict=True)
    lines: list[list[str]] = []
    try:
        lines.extend(reader)
    except csv.Error as error:
        raise InputError(
            filled(gettext_noop("The row cannot be read (%(reason)s)"), reason=str(error)),
            where=row_place(len(lines) + 1, file=file),
            next_step=gettext_noop("Look for a quotation mark that is opened and not closed"),
        ) from error
    if not lines or not lines[0]:
        raise InputError(
            gettext_noop("There is no header"),
            where=row_place(1, file=file),
            next_step=gettext_noop("Export a table to start from"),
        )
    columns = tuple(unguarded(name.strip()) or "" for name in lines[0])
    rows = []
    for number, line in enumerate(lines[1:], FIRST_ROW):
        cells = line or [""] * len(columns)  # a blank line keeps its number
        if len(cells) != len(columns):
            raise _wrong_width(len(cells), len(columns), row_place(number, file=file))
        rows.append(tuple(map(unguarded, cells)))
    return _named(file, columns, tuple(rows))


def _named(file: str, columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    try:
        return Table(columns, rows)
    except InputError as error:
        raise InputError(error.what, where=joined(file, error.where), allowed=error.allowed) from error


def write_json(table: Table) -> bytes:
    """The table as JSON: `columns` and `rows`, an empty cell as null."""
    return (json.dumps(as_json(table), ensure_ascii=False, indent=1) + "\n").encode()


def as_json(table: Table) -> dict[str, Any]:  # JSON values
    """The table as a value that json.dumps takes."""
    return {
        "columns": list(table.columns),
        "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
    }


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # JSON values
    twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(f"{twice[0]!r} stands there twice in one object")
    return dict(pairs)


def read_json(content: bytes, *, file: str = "file.json") -> Table:
    """Read a JSON file; numbers and truth values become their text. Other keys beside `rows` are ignored."""
    try:
        # Numbers stay as they are written: 1.10 is not 1.1 to somebody who compares files.
        document = json.loads(
            _decoded(content, file), parse_float=str, parse_int=str, object_pairs_hook=_unique
        )
    except (ValueError, RecursionError) as error:
        raise InputError(
            filled(gettext_noop("This is not JSON (%(reason)s)"), reason=str(error)), where=file
        ) from error
    return table_from_json(document, file=file)


def table_from_json(document: Any, *, file: str = "file.json") -> Table:  # JSON values
    """A table from a parsed document: an object with `rows`, or a list of rows."""
    shape = gettext_noop("a list of objects, or an object with such a list in “rows”")
    records = document.get("rows") if isinstance(document, dict) else document
    if not isinstance(records, list):
        raise InputError(gettext_noop("There are no rows"), where=file, allowed=shape)
    columns = document.get("columns") if isinstance(document, dict) else None
    if columns is None:
        columns = list(dict.fromkeys(name for row in records if isinstance(row, dict) for name in row))
    if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
        raise InputError(gettext_noop("The columns are not a list of names"), where=joined(file, "columns"))
    known = set(columns)
    problems, rows = [], []
    for number, record in enumerate(records, FIRST_ROW):
        if not isinstance(record, dict):
            what = filled(gettext_noop("%(given)s is not an object"), given=repr(record))
            problems.append(RowProblem(number, "", what, shape))
            continue
        problems += [
            RowProblem(number, name, gettext_noop("This column is not among the columns"))
            for name in set(record) - known
        ]
        cells = [_cell_of(record.get(name)) for name in columns]
        wrong = [name for name, cell in zip(columns, cells, strict=True) if cell is ...]
        problems += [
            RowProblem(
                number,
                name,
                gettext_noop("A cell holds one value"),
                gettext_noop("text, number, true, false, null"),
            )
            for name in wrong
        ]
        rows.append(tuple(cells))
    if problems:
        raise TableError(file, problems)
    return _named(file, tuple(columns), tuple(rows))


def _cell_of(value: Any) -> Any:  # a cell, or ... for what is none
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ...
