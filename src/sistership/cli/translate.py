"""`sistership translate`: what lacks a translation, drafts by machine, tables for a translation bureau."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.cli.output import write_output
from sistership.common.errors import InputError, StateError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.window.offices.people.models import Partnership

to_option = click.option(
    "--to", "language", type=click.Choice(LANGUAGES), required=True, help="Target language."
)


def _partnership(key: str) -> Partnership:
    from sistership.window.offices.people.models import Partnership

    found = Partnership.objects.filter(key=key).first()
    if found is None:
        keys = Partnership.objects.order_by("key").values_list("key", flat=True)
        raise InputError(
            f"There is no partnership {key!r}",
            where="PARTNERSHIP",
            allowed=", ".join(keys) or "none is there yet",
        )
    return found


@click.group(epilog="Example: sistership translate status")
def command() -> None:
    """Say what lacks a translation, draft it by machine, or trade tables with a translation bureau."""


@command.command(epilog="Example: sistership translate status")
@database_options
def status(data_dir: Path | None, database_url: str | None) -> None:
    """Count missing, stale and drafted texts by partnership and language."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.people.models import Partnership
    from sistership.window.offices.translations.queries import tally
    from sistership.window.offices.translations.rules import EVERYTHING

    counts = tally(EVERYTHING)
    for partnership in Partnership.objects.order_by("key"):
        for language, states in counts.get(partnership.pk, {}).items():
            said = ", ".join(f"{state} {number}" for state, number in states.items())
            click.echo(f"{partnership.key}  {language:8}{said}")


@command.command(epilog="Example: sistership translate draft kaohsiung-gdynia --to pl")
@click.argument("partnership")
@to_option
@click.option("--internal", is_flag=True, help="Send texts of unpublished records, too.")
@database_options
def draft(
    partnership: str, language: str, internal: bool, data_dir: Path | None, database_url: str | None
) -> None:
    """Let the configured service draft what PARTNERSHIP lacks, now, and say what came of it."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.translations import tasks
    from sistership.window.offices.translations.actions import request_drafts
    from sistership.window.offices.translations.queries import MISSING, STALE, read_units, units
    from sistership.window.offices.translations.rules import EVERYTHING

    found = _partnership(partnership)
    rows = units(EVERYTHING.narrowed(found), language, states=(MISSING, STALE))
    batch = request_drafts(
        actor=SYSTEM,
        partnership=found,
        language=language,
        units=read_units(rows, language),
        includes_internal=internal,
    )
    while tasks.draft(str(batch.public_id)) == batch.State.RUNNING:
        pass
    batch.refresh_from_db()
    for state in ("drafted", "not_needed", "refused", "waiting"):
        click.echo(f"{state.replace('_', ' ')}: {batch.items.filter(state=state).count()}")
    if batch.last_error:
        raise StateError(batch.last_error, next_step="A running window tries the rest again by itself")


@command.command(epilog="Example: sistership translate export kaohsiung-gdynia --to pl --output to-pl.csv")
@click.argument("partnership")
@to_option
@click.option("--all", "is_all", is_flag=True, help="Also texts whose translation is up to date.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File  [default: standard output]"
)
@database_options
def export(
    partnership: str,
    language: str,
    is_all: bool,
    form: str,
    output: Path | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Write the texts of PARTNERSHIP that want a translation as a table for a translation bureau."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.formats.tables import write_csv, write_json
    from sistership.window.offices.translations.exchange import export_table

    table = export_table(_partnership(partnership), language, is_all=is_all)
    content = write_csv(table) if form == "csv" else write_json(table)
    write_output(content, output)


@command.command(
    name="import", epilog="Example: sistership translate import kaohsiung-gdynia from-bureau.csv"
)
@click.argument("partnership")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--skip-stale", is_flag=True, help="Leave out rows whose source changed since the export.")
@click.option("--reason", default="", help="Keep translations with warnings; the journal keeps the reason.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Check and count everything; write nothing.")
@database_options
def import_file(
    partnership: str,
    file: Path,
    skip_stale: bool,
    reason: str,
    is_dry_run: bool,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Take the translations in FILE (.csv or .json): all rows, or none and every problem."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.formats.tables import TableError, read_csv, read_json
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.translations.exchange import import_table

    read = {".csv": read_csv, ".json": read_json}.get(file.suffix.lower())
    if read is None:
        raise InputError(f"{file.suffix!r} is not taken", where=str(file), allowed=".csv, .json")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(file)) from error
    try:
        taken = import_table(
            actor=SYSTEM,
            partnership=_partnership(partnership),
            table=read(content, file=file.name),
            file=file.name,
            skips_stale=skip_stale,
            reason=reason,
            is_dry_run=is_dry_run,
        )
    except TableError as error:
        for problem in error.problems:
            click.echo(f"{error.file}: {problem.message}", err=True)
        click.echo(f"sistership: {len(error.problems)} problems. Nothing was written.", err=True)
        sys.exit(2)
    would = "would be " if is_dry_run else ""
    click.echo(
        f"{taken.written} {would}written, {taken.unchanged} unchanged, {taken.empty} without a translation,"
        f" {taken.stale} left out because their source changed."
    )
