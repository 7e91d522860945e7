"""`sistership export`: a register of cities, organisations or contacts as a sheet or cards."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.cli.import_register import REGISTERS, Everybody
from sistership.common.errors import InputError


@click.command(epilog="Example: sistership export contacts --format vcf --output contacts.vcf")
@click.argument("register", type=REGISTERS)
@click.option("--format", "form", type=click.Choice(["csv", "xlsx", "vcf"]), default="csv", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File  [default: standard output]"
)
@database_options
def command(
    register: str, form: str, output: Path | None, data_dir: Path | None, database_url: str | None
) -> None:
    """Write a register in the form in which it can be imported again."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.imports.exporting import export

    reader: Any = Everybody()
    content = export(register, reader, form)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise InputError(f"The file cannot be written ({error.strerror})", where=str(output)) from error
