"""`sistership blueprint`: print an action blueprint, write it to a file, take a changed file in again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.cli.output import write_output
from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.window.offices.agreements.queries import Blueprint


class _Everything:
    """The reader at the machine itself: whoever may open the database sees all of it."""

    def __init__(self) -> None:
        from sistership.window.offices.people.rules import Grants

        grants = Grants(self)  # type: ignore[arg-type]  # a reader without an account
        grants.is_administrator = True
        self._grants = grants


def _plan(key: str) -> Blueprint:
    from sistership.window.offices.agreements.queries import blueprint
    from sistership.window.offices.people.models import Partnership

    partnership = Partnership.objects.filter(key=key).first()
    if partnership is None:
        keys = Partnership.objects.order_by("key").values_list("key", flat=True)
        raise InputError(
            f"There is no partnership {key!r}",
            where="PARTNERSHIP",
            allowed=", ".join(keys) or "none is there yet",
        )
    reader: Any = _Everything()
    return blueprint(reader, partnership=partnership)


@click.group(epilog="Example: sistership blueprint show kaohsiung-gdynia")
def command() -> None:
    """Print, export or import an action blueprint."""


@command.command(epilog="Example: sistership blueprint show kaohsiung-gdynia --language zh-hant")
@click.argument("partnership")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@database_options
def show(partnership: str, language: str, data_dir: Path | None, database_url: str | None) -> None:
    """Print the blueprint of PARTNERSHIP as an indented list."""
    open_window(data_dir=data_dir, database_url=database_url)
    for line in _lines(_plan(partnership), language):
        click.echo(line)


def _lines(plan: Blueprint, language: str) -> list[str]:
    from sistership.window.offices.agreements.models import Commitment, Milestone

    def line(depth: int, row: Commitment | Milestone, due: object) -> str:
        state = row.state  # type: ignore[union-attr]  # set by queries.load_commitments
        when = f"  ({due})" if due else ""
        return f"{'  ' * depth}[{state}] {row.localized('title').text(language)}{when}"

    counts = ", ".join(f"{state} {count}" for state, count in sorted(plan.tally.counts.items()))
    lines = [f"{plan.partnership.key}: {counts or 'nothing promised yet'}"]
    for direction, commitments in plan.sections:
        lines.append(direction.localized("title").text(language) if direction else "-")
        for commitment in commitments:
            lines.append(line(1, commitment, commitment.due_on or commitment.next_due_on))
            lines += [line(2, step, step.due_on) for step in commitment.steps]  # type: ignore[attr-defined]
    return lines


@command.command(epilog="Example: sistership blueprint export kaohsiung-gdynia --format csv > plan.csv")
@click.argument("partnership")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File  [default: standard output]"
)
@database_options
def export(
    partnership: str,
    form: str,
    language: str,
    output: Path | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Write the blueprint of PARTNERSHIP as a table that can be changed and imported again."""
    import json

    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.formats.tables import write_csv
    from sistership.window.offices.agreements.exchange import blueprint_json, blueprint_table

    plan = _plan(partnership)
    if form == "csv":
        content = write_csv(blueprint_table(plan, language=language))
    else:
        document = blueprint_json(plan, language=language)
        content = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
    write_output(content, output)


@command.command(
    name="import", epilog="Example: sistership blueprint import kaohsiung-gdynia plan.csv --dry-run"
)
@click.argument("partnership")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Check and count everything; write nothing.")
@database_options
def import_file(
    partnership: str, file: Path, is_dry_run: bool, data_dir: Path | None, database_url: str | None
) -> None:
    """Take FILE (.csv or .json) into the blueprint of PARTNERSHIP: all rows, or none and every problem."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.formats.tables import TableError, read_csv, read_json
    from sistership.window.offices.agreements.actions.exchange import import_table
    from sistership.window.offices.journal.actions import SYSTEM

    readers = {".csv": read_csv, ".json": read_json}
    read = readers.get(file.suffix.lower())
    if read is None:
        raise InputError(f"{file.suffix!r} is not taken", where=str(file), allowed=", ".join(readers))
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(file)) from error
    plan = _plan(partnership)
    try:
        table = read(content, file=file.name)
        counts = import_table(
            actor=SYSTEM, partnership=plan.partnership, table=table, file=file.name, is_dry_run=is_dry_run
        )
    except TableError as error:
        for problem in error.problems:
            click.echo(f"{error.file}: {problem.message}", err=True)
        click.echo(f"sistership: {len(error.problems)} problems. Nothing was written.", err=True)
        sys.exit(2)
    would = "would be " if is_dry_run else ""
    click.echo(f"{counts.added} {would}added, {counts.changed} {would}changed, {counts.unchanged} unchanged.")
