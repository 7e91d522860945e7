"""`sistership import`: take a sheet or cards of cities, organisations or contacts in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError

if TYPE_CHECKING:
    from sistership.window.offices.imports.checking import Check

REGISTERS = click.Choice(["cities", "organisations", "contacts"])


class Everybody:
    """The reader at the machine itself: whoever may open the database sees all of it."""

    def __init__(self) -> None:
        from sistership.window.offices.people.rules import Grants

        grants = Grants(self)  # type: ignore[arg-type]  # a reader without an account
        grants.is_administrator = True
        self._grants = grants


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(file)) from error


def _mapping(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        given = json.loads(_content(file))
    except ValueError as error:
        raise InputError(f"This is not JSON ({error})", where=str(file)) from error
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise InputError(
            "This is no mapping",
            where=str(file),
            allowed='an object such as {"Miasto": "name_pl", "Uwagi": "note"}',
        )
    return given


@click.command(epilog="Example: sistership import cities sisters.xlsx --partner-of kaohsiung --dry-run")
@click.argument("register", type=REGISTERS)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Say what each row would do; write nothing.")
@click.option("--good-rows", is_flag=True, help="Import the rows that are right, leave the others out.")
@click.option(
    "--mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    help="JSON file: column → field  [default: as the headers are recognised]",
)
@click.option("--sheet", default="", help="Sheet of a workbook  [default: the first]")
@click.option("--city", default="", help="Key of the city of rows that name none")
@click.option("--partner-of", default="", help="Key of the city whose partner cities these are")
@database_options
def command(
    register: str,
    file: Path,
    *,
    is_dry_run: bool,
    good_rows: bool,
    mapping: Path | None,
    sheet: str,
    city: str,
    partner_of: str,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Take FILE (.xlsx, .csv, .vcf) into a register: every row, or none and what is wrong with each."""
    open_window(data_dir=data_dir, database_url=database_url)
    from django.db import transaction

    from sistership.window.offices.imports import actions
    from sistership.window.offices.journal.actions import SYSTEM

    reader: Any = Everybody()
    options = {name: key for name, key in (("city", city), ("partner_of", partner_of)) if key}
    given = _mapping(mapping)
    content = _content(file)
    with transaction.atomic():
        run = actions.start_run(
            actor=SYSTEM, reader=reader, register=register, file=file.name, content=content, options=options
        )
        if sheet:
            run = actions.set_sheet(run=run, sheet=sheet)
        unknown = [column for column in given if column not in run.mapping]
        if unknown:
            raise InputError(
                f"There is no column {unknown[0]!r}", where=str(mapping), allowed=", ".join(run.mapping)
            )
        run = actions.set_mapping(run=run, mapping=run.mapping | given, options=options)
        check = actions.check_run(run, reader)
        counts = check.counts()
        _tell(file.name, check)
        del check  # importing checks again, and both at once would take twice the memory
        if is_dry_run:
            transaction.set_rollback(True)
            click.echo(", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count))
            return
        if (counts["error"] or counts["suspect"]) and not good_rows:
            transaction.set_rollback(True)
            click.echo(
                f"sistership: {counts['error']} rows are wrong, {counts['suspect']} must be decided."
                " Nothing was written. Decide them on the page of imports, or give --good-rows",
                err=True,
            )
            sys.exit(2)
        done = actions.import_run(actor=SYSTEM, reader=reader, run=run, rows="good" if good_rows else "all")
    click.echo(f"{done.added} added, {done.changed} changed, {done.same} same, {done.left_out} left out.")


def _tell(file: str, check: Check) -> None:
    for one in check.rows:
        for fault in one.row.faults:
            place = (
                f"row {fault.row}, column {fault.column} ({fault.header})"
                if fault.column
                else f"row {fault.row}"
            )
            said = InputError(
                fault.what, where=f"{file}, {place}", allowed=fault.allowed, next_step=fault.next_step
            )
            click.echo(said.message, err=True)
        if one.verdict == "suspect":
            for like in one.suspicions:
                reasons = ", ".join(f"{reason}: {shared}" for reason, shared in like.reasons)
                click.echo(
                    f"{file}, row {one.row.number}: may be {like.id} ({like.score:.0%}; {reasons})", err=True
                )
