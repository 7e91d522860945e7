"""`sistership export`: a register as a sheet or cards; or a city with everything that belongs to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.cli.export_city import check_copy, write_copy
from sistership.cli.import_register import REGISTERS, Everybody
from sistership.cli.output import write_output
from sistership.common.errors import InputError


@click.command(
    epilog="Example: sistership export contacts --format vcf --output contacts.vcf,"
    " or: sistership export --city gdynia --to gdynia.zip"
)
@click.argument("register", type=REGISTERS, required=False)
@click.option("--format", "form", type=click.Choice(["csv", "xlsx", "vcf"]), default="csv", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File  [default: standard output]"
)
@click.option("--city", help="Key of a city: a full copy of what belongs to it.")
@click.option("--to", type=click.Path(path_type=Path), help="New folder, or new .zip, for that copy.")
@click.option("--check", type=click.Path(path_type=Path), help="Say whether such a copy is whole.")
@database_options
def command(
    register: str | None,
    form: str,
    output: Path | None,
    city: str | None,
    to: Path | None,
    check: Path | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Write a register (cities, organisations or contacts) in the form in which it can be imported again.

    With --city, write a full copy of what belongs to a city, with which it can leave; --check says whether
    such a copy is whole and its journal verifies, also on a machine without a window.
    """
    if sum(one is not None for one in (register, city, check)) != 1:
        raise InputError(
            "It is not said what to export"
            if not (register or city or check)
            else "That is too much at once",
            allowed="cities, organisations or contacts; or --city KEY --to PLACE; or --check PLACE",
        )
    if check is not None:
        check_copy(check)
    elif city is not None:
        write_copy(key=city, to=to, data_dir=data_dir, database_url=database_url)
    else:
        assert register is not None
        _write_register(register, form, output, data_dir, database_url)


def _write_register(
    register: str, form: str, output: Path | None, data_dir: Path | None, database_url: str | None
) -> None:
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.imports.exporting import export

    reader: Any = Everybody()
    content = export(register, reader, form)
    write_output(content, output)
