"""Applicants, hosts, couples and kept places from tables, with every wrong cell told by its row.

1. Applicants: `id`, `choices` (ids of hosts, the dearest first, separated by semicolons; or one column for
   each: `choice 1`, `choice 2` …), and where they count `group` and `city`.
2. Hosts: `id`, `places`, and where they count `ranking` (ids of applicants, the best first) or `scores`
   (`a1=80; a2=75.5`), `reserves` (`local=2; harbour=1`), `at_least`, `city`.
3. Couples: `first`, `second`, `choices` (`port + school; port + -`, where - is no host).
4. Kept places: `applicant`, `host`. A placement to be checked: the same, the host empty for nowhere; `choice`
   and `lottery` may stand there, and are passed over.

A column of another name is refused, so that a misspelt one is not passed over. In JSON a list or an object
may stand for the text with semicolons.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sistership.common.text import filled, gettext_noop
from sistership.formats.tables import (
    Cell,
    RowProblem,
    Table,
    TableError,
    read_csv,
    read_json,
    table_from_json,
)
from sistership.matching.placement.checking import UnusableError
from sistership.matching.placement.values import Applicant, Couple, Host, Reserve

COLUMNS = {
    "applicant": (("id",), ("choices", "group", "city")),
    "host": (("id", "places"), ("ranking", "scores", "reserves", "at_least", "city")),
    "couple": (("first", "second", "choices"), ()),
    "kept": (("applicant", "host"), ()),
    "placed": (("applicant", "host"), ("choice", "lottery")),
}
"""Kind of table → (columns that it must have, columns that it may have)."""
NUMBERED = re.compile(r"choice[ _-]?([0-9]{1,3})")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)
NOWHERE = ("-", "–")


@dataclass(frozen=True, slots=True)
class Given:
    """A table as it came."""

    table: Table
    file: str


@dataclass(frozen=True, slots=True)
class Lists:
    """What tables hold, and in which row each stands."""

    applicants: tuple[Applicant, ...]
    hosts: tuple[Host, ...]
    couples: tuple[Couple, ...]
    kept: Mapping[str, str]
    """Applicant → host."""
    rows: Mapping[str, tuple[str, tuple[int, ...]]]
    """`applicant`, `host`, `couple` → (file, row of each)."""

    def in_rows(self, error: UnusableError) -> list[str]:
        """Each fault of an error with its file and row."""
        said = []
        for fault in error.faults:
            file, rows = self.rows[fault.kind]
            if fault.index < len(rows):
                problem = RowProblem(rows[fault.index], fault.field, fault.what, fault.allowed)
                said.append(f"{file}, {problem.message}")
            else:
                said.append(f"{file}: {fault.what}")
        return said


def table_of_bytes(content: bytes, *, file: str) -> Table:
    """A table from a CSV file, or from JSON where the name ends in `.json`. Raises InputError."""
    if not file.lower().endswith(".json"):
        return read_csv(content, file=file)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return read_json(content, file=file)  # says what is wrong with it
    if isinstance(document, dict) and "placements" in document:  # what `match place --json` printed
        document = document["placements"]
    rows = document.get("rows") if isinstance(document, dict) else document
    if isinstance(rows, list):
        rows = [
            {name: _flat(one) for name, one in row.items()} if isinstance(row, dict) else row for row in rows
        ]
        document = document | {"rows": rows} if isinstance(document, dict) else rows
    return table_from_json(document, file=file)


def _flat(value: Any) -> Any:  # JSON values
    """A list or an object of single values as the text that a cell of CSV would hold."""
    if isinstance(value, dict):
        return "; ".join(f"{name}={one}" for name, one in value.items())
    if isinstance(value, list):
        return "; ".join(
            " + ".join("-" if side is None else str(side) for side in one)
            if isinstance(one, list)
            else str(one)
            for one in value
        )
    return value


def read_lists(
    applicants: Given, hosts: Given, *, couples: Given | None = None, kept: Given | None = None
) -> Lists:
    """The values of the tables. Raises TableError with every wrong cell of the first table that has one."""
    people, people_rows = _read(applicants, "applicant")
    places, places_rows = _read(hosts, "host")
    pairs, pairs_rows = _read(couples, "couple") if couples else ([], ())
    holding, _ = _read(kept, "kept") if kept else ([], ())
    return Lists(
        tuple(people),
        tuple(places),
        tuple(pairs),
        dict(holding),
        {
            "applicant": (applicants.file, people_rows),
            "host": (hosts.file, places_rows),
            "couple": (couples.file if couples else "", pairs_rows),
        },
    )


def read_placed(given: Given) -> Mapping[str, str | None]:
    """Applicant → host or None, of a placement that was published. Raises TableError."""
    found, _ = _read(given, "placed")
    return {name: None if host in ("", *NOWHERE) else host for name, host in found}


def _read(given: Given, kind: str) -> tuple[list[Any], tuple[int, ...]]:  # values of that kind
    must, may = COLUMNS[kind]
    columns = given.table.columns
    numbered = [one for one in columns if kind == "applicant" and NUMBERED.fullmatch(one.lower())]
    numbered.sort(key=lambda one: int(NUMBERED.fullmatch(one.lower())[1]))  # type: ignore[index]  # it matched
    allowed = ", ".join([*must, *may, *(["choice 1, choice 2 …"] if kind == "applicant" else [])])
    problems = [
        RowProblem(1, name, gettext_noop("This column is missing"), allowed)
        for name in must
        if name not in columns
    ]
    problems += [
        RowProblem(1, name, gettext_noop("This column is not known"), allowed)
        for name in columns
        if name not in {*must, *may, *numbered}
    ]
    if kind == "applicant" and ("choices" in columns) == bool(numbered):
        problems.append(
            RowProblem(
                1, "choices", gettext_noop("The choices stand in one column, or in one for each"), allowed
            )
        )
    if problems:
        raise TableError(given.file, problems)
    found, rows = [], []
    for row, cells in given.table.records():
        if numbered:
            cells["choices"] = "; ".join(one for name in numbered if (one := cells[name]) is not None)
        line = _Line(row, cells, problems)
        line.require(must[:1] if kind == "placed" else must)
        found.append(_READ[kind](line))
        rows.append(row)
    if problems:
        raise TableError(given.file, problems)
    return found, tuple(rows)


@dataclass(frozen=True, slots=True)
class _Line:
    """One row, which collects what is wrong with it."""

    row: int
    cells: Mapping[str, Cell]
    problems: list[RowProblem]

    def tell(self, field: str, what: str, allowed: str = "") -> None:
        self.problems.append(RowProblem(self.row, field, what, allowed))

    def require(self, names: Sequence[str]) -> None:
        for name in names:
            if self.cells[name] is None:
                self.tell(name, gettext_noop("The cell is empty"))

    def text(self, name: str) -> str:
        return (self.cells.get(name) or "").strip()

    def items(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(name).split(";") if part.strip())

    def whole(self, name: str) -> int:
        said = self.text(name)
        if not said:
            return 0
        if not re.fullmatch(r"-?[0-9]{1,9}", said, re.ASCII):
            self.tell(
                name,
                filled(gettext_noop("%(given)s is no whole number"), given=repr(said)),
                gettext_noop("digits, such as 12"),
            )
            return 0
        return int(said)

    def numbers(self, name: str) -> dict[str, float]:
        """`a=1; b=2`."""
        found: dict[str, float] = {}
        for item in self.items(name):
            key, _, number = (part.strip() for part in item.rpartition("="))
            if not key or not NUMBER.fullmatch(number):
                self.tell(
                    name,
                    filled(gettext_noop("%(given)s is no name with a number"), given=repr(item)),
                    gettext_noop("name=number, separated by semicolons"),
                )
            elif key in found:
                self.tell(name, filled(gettext_noop("%(name)s stands there twice"), name=key))
            else:
                found[key] = float(number)
        return found


def _applicant(line: _Line) -> Applicant:
    return Applicant(line.text("id"), line.items("choices"), line.text("group"), line.text("city"))


def _host(line: _Line) -> Host:
    reserves = line.numbers("reserves")
    for group, places in reserves.items():
        if places != int(places):
            what = filled(gettext_noop("%(given)s is no whole number"), given=f"{group}={places}")
            line.tell("reserves", what)
    return Host(
        line.text("id"),
        line.whole("places"),
        ranking=line.items("ranking") if line.text("ranking") else None,
        scores=line.numbers("scores") if line.text("scores") else None,
        reserves=tuple(Reserve(group, int(places)) for group, places in reserves.items()),
        at_least=line.whole("at_least"),
        city=line.text("city"),
    )


def _couple(line: _Line) -> Couple:
    pairs: list[tuple[str | None, str | None]] = []
    for item in line.items("choices"):
        sides = [side.strip() for side in item.split(" + ")]
        if len(sides) != 2 or not all(sides):
            line.tell(
                "choices",
                filled(gettext_noop("%(given)s is no pair of hosts"), given=repr(item)),
                gettext_noop("host + host; - for no host"),
            )
            continue
        one, other = (None if side in NOWHERE else side for side in sides)
        pairs.append((one, other))
    return Couple(line.text("first"), line.text("second"), tuple(pairs))


def _kept(line: _Line) -> tuple[str, str]:
    return line.text("applicant"), line.text("host")


_READ = {"applicant": _applicant, "host": _host, "couple": _couple, "kept": _kept, "placed": _kept}
