"""What the cells of an imported row mean: each parser says what is wrong and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.formats.tables import Cell
from sistership.window.offices.agreements.models import Agreement, Direction, Rhythm, TargetRule
from sistership.window.offices.people.models import Side

DAY = re.compile(r"(19\d\d|2[01]\d\d)[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
NUMBER = re.compile(r"\d{1,14}(?:\.\d{1,4}0*)?", re.ASCII)
Titled = TypeVar("Titled", Agreement, Direction)
TRUTH = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}


def day_of(cell: Cell, column: str) -> date | None:
    """A day, year first: spreadsheets change 2030-06-30 into 2030/6/30, which is taken too."""
    if cell is None:
        return None
    found = DAY.fullmatch(cell.strip())
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass  # 2030-02-31 has the form of a day and is none
    raise InputError(
        gettext("'%(cell)s' is not a day") % {"cell": cell},
        where=column,
        allowed=gettext("year-month-day from 1900 to 2199, such as 2030-06-30"),
    )


def number_of(cell: Cell, column: str) -> Decimal | None:
    """A number as the window stores it: up to 14 digits, a point, up to 4 digits."""
    if cell is None:
        return None
    if not NUMBER.fullmatch(cell.strip()):
        raise InputError(
            gettext("'%(cell)s' is not a number here") % {"cell": cell},
            where=column,
            allowed=gettext("digits with a point, such as 10 or 2.5; no thousands separator"),
        )
    return Decimal(cell.strip())


def truth_of(cell: Cell, column: str) -> bool:
    """true or false, in the spellings that spreadsheets make of them."""
    found = TRUTH.get((cell or "").strip().lower())
    if found is None:
        raise InputError(
            gettext("'%(cell)s' is neither true nor false") % {"cell": cell},
            where=column,
            allowed="true, false",
        )
    return found


def choice_of(cell: Cell, column: str, choices: Sequence[str]) -> str:
    """One of the choices, or empty."""
    value = (cell or "").strip()
    if value and value not in choices:
        raise InputError(
            gettext("'%(value)s' is not a %(column)s") % {"value": value, "column": column},
            where=column,
            allowed=", ".join(filter(None, choices)),
        )
    return value


def rhythm_of(cell: Cell, column: str) -> str:
    """A rhythm, or empty for once."""
    return choice_of(cell, column, Rhythm.values)


def target_rule_of(cell: Cell, column: str) -> str:
    """How figures add up; empty means their sum."""
    return choice_of(cell, column, TargetRule.values) or TargetRule.SUM.value


def id_of(cell: Cell, column: str) -> UUID | None:
    """A public id."""
    if cell is None:
        return None
    try:
        return UUID(cell.strip())
    except ValueError as error:
        raise InputError(
            gettext("'%(cell)s' is not a public id") % {"cell": cell},
            where=column,
            allowed=gettext("an id as exported, or empty for a new row"),
        ) from error


def sides_of(cell: Cell, column: str, sides: Mapping[str, Side]) -> list[Side]:
    """The sides whose cities are named."""
    keys = re.split(r"[\s,;]+", (cell or "").strip())
    unknown = [key for key in keys if key and key not in sides]
    if unknown:
        raise InputError(
            gettext("'%(value)s' is not a city of this partnership") % {"value": unknown[0]},
            where=column,
            allowed=", ".join(sides),
        )
    return [sides[key] for key in dict.fromkeys(keys) if key]


def titled(cell: Cell, column: str, records: Sequence[Titled]) -> Titled | None:
    """One of the partnership's records, by its public id or by its exact title in any language."""
    if cell is None:
        return None
    wanted = cell.strip()
    found = [
        record
        for record in records
        if str(record.public_id) == wanted.lower()
        or any(one.text == wanted for one in record.localized("title").variants.values())
    ]
    if len(found) != 1:
        message = (
            gettext("'%(wanted)s' names more than one %(column)s")
            if found
            else gettext("'%(wanted)s' is no %(column)s of this partnership")
        )
        titles = (record.localized("title").text("en") for record in records)
        raise InputError(
            message % {"wanted": wanted, "column": column},
            where=column,
            allowed=", ".join(titles) or gettext("empty: there is no %(column)s yet") % {"column": column},
        )
    return found[0]
