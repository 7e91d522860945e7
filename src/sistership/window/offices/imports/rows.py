"""One row of a sheet as values: what each cell says, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES
from sistership.formats.sheets import Sheet, SheetRow, column_letter
from sistership.window.offices.imports import cells
from sistership.window.offices.imports.columns import NOTE

_BOTH_SCRIPTS = re.compile(
    r"(?P<han>[\u3400-\u9fff・·]{2,})\s*[(（/]?\s*(?P<latin>[^\W\d_][^\u3400-\u9fff()（）/]*[^\s\u3400-\u9fff()（）/])\s*[)）]?"
    r"|(?P<latin2>[^\W\d_][^\u3400-\u9fff()（）/]*[^\s\u3400-\u9fff()（）/])\s*[(（/]?\s*(?P<han2>[\u3400-\u9fff・·]{2,})\s*[)）]?"
)
MAX_NAME = 300
MAX_ALIAS = 200
MAX_KEY = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one place of a sheet, and what to do."""

    row: int
    column: str
    """Its letter; empty for the row as a whole."""
    header: str
    value: str
    what: str
    allowed: str = ""
    next_step: str = ""
    is_grave: bool = True
    """The row cannot be taken; otherwise it is taken without this cell."""


@dataclass(slots=True)
class Row:
    """What one row says."""

    number: int
    names: dict[str, str] = field(default_factory=dict)
    """Language → name; the empty language for one that is told by its script later."""
    titles: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    """Field → value, of the cells that are not empty and right."""
    notes: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    at: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Field → (letter, header, cell), to tell where a fault found later stands."""

    @property
    def is_wrong(self) -> bool:
        return any(fault.is_grave for fault in self.faults)

    def fault(
        self, field: str, what: str, *, allowed: str = "", next_step: str = "", is_grave: bool = True
    ) -> None:
        """Note what is wrong with the cell that gave the field."""
        letter, header, value = self.at.get(field, ("", "", ""))
        self.faults.append(Fault(self.number, letter, header, value, what, allowed, next_step, is_grave))

    def all_names(self) -> tuple[str, ...]:
        """Every name and alias, each once."""
        return tuple(dict.fromkeys((*self.names.values(), *self.aliases)))


def read_rows(sheet: Sheet, mapping: Mapping[str, str]) -> Iterator[Row]:
    """Every row that is not blank."""
    targets = [(index, column, mapping.get(column, "")) for index, column in enumerate(sheet.columns)]
    targets = [one for one in targets if one[2]]
    uncomputed = set(sheet.formulas_without_value)
    for given in sheet.rows:
        if any(cell is not None for cell in given.cells):
            row = _read_row(given, targets)
            for index, column, _ in targets:
                if f"{column_letter(index)}{given.number}" in uncomputed:
                    row.at[column] = (column_letter(index), column, "")
                    row.fault(
                        column,
                        gettext("The formula in this cell was never computed"),
                        next_step=gettext("Open the file in a spreadsheet and save it, or write the value"),
                    )
            yield row


def _read_row(given: SheetRow, targets: list[tuple[int, str, str]]) -> Row:
    row = Row(given.number)
    for index, header, target in targets:
        cell = given.cells[index]
        if cell is None:
            continue
        if target == NOTE:
            row.notes[header[:200]] = cell
            continue
        row.at[target] = (column_letter(index), header, cell[:200])
        if cell in cells.ERROR_VALUES:
            row.fault(
                target,
                gettext("The spreadsheet could not compute this cell"),
                next_step=gettext("Write the value, or empty the cell"),
            )
            continue
        try:
            _take(row, target, header, cell)
        except InputError as error:
            row.fault(target, error.what, allowed=error.allowed, next_step=error.next_step)
    return row


def _take(row: Row, target: str, header: str, cell: str) -> None:
    text, _, code = target.partition("_")
    language = code.replace("_", "-")
    if text in ("name", "title") and (not code or language in LANGUAGES):
        _take_wording(row, row.names if text == "name" else row.titles, language, " ".join(cell.split()))
    elif target == "aliases":
        for name in cells.split_names(cell):
            _require_length(name, MAX_ALIAS)
            row.aliases.append(name)
    elif target == "partner_since" and (year := cells.year_of(cell)):
        row.notes[header[:200]] = year
        row.fault(
            target,
            gettext("Only the year is said, so it is kept as a note"),
            next_step=gettext("Write the whole day to record the agreement with it"),
            is_grave=False,
        )
    else:
        row.values[target] = PARSERS.get(target, _plain)(cell)


def _take_wording(row: Row, wordings: dict[str, str], language: str, cell: str) -> None:
    match = None if language else _BOTH_SCRIPTS.fullmatch(cell)
    if match:
        wordings.setdefault("zh-hant", match["han"] or match["han2"])
        cell = match["latin"] or match["latin2"]
    _require_length(cell, MAX_NAME)
    if not language and cells.language_of(cell, "") == "zh-hant":
        language = "zh-hant"
    wordings[language] = cell


def _require_length(text: str, most: int) -> None:
    if len(text) > most:
        raise InputError(
            gettext("The name has %(length)s characters") % {"length": len(text)},
            allowed=gettext("up to %(most)s") % {"most": most},
        )


def _plain(cell: str) -> str:
    return " ".join(cell.split())


def _short(cell: str) -> str:
    _require_length(cell, 10)
    return _plain(cell)


def _day(cell: str) -> date:
    return cells.day_of(cell)


def _id(cell: str) -> UUID:
    try:
        return UUID(cell.strip())
    except ValueError as error:
        raise InputError(
            gettext("'%(cell)s' is not an identifier of this window") % {"cell": cell[:60]},
            next_step=gettext("Leave the cell as it was exported, or empty it to add a record"),
        ) from error


PARSERS: Mapping[str, Callable[[str], Any]] = {
    "public_id": _id,
    "country": cells.country_of,
    "subdivision": _short,
    "timezone": cells.timezone_of,
    "longitude": lambda cell: cells.degrees_of(cell, 180),
    "latitude": lambda cell: cells.degrees_of(cell, 90),
    "language": cells.desk_language_of,
    "website": cells.website_of,
    "partner_since": _day,
    "agreement_kind": cells.agreement_kind_of,
    "organisation_kind": cells.organisation_kind_of,
    "desk_email": cells.email_of,
    "email": cells.email_of,
    "telephone": cells.telephone_of,
}
