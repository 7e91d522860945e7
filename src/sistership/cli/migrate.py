"""`sistership migrate`: bring the database to the version of this program."""

from __future__ import annotations

from pathlib import Path

import click

from sistership.cli.django_setup import database_options, setup


@click.command(
    epilog="Example: sistership migrate --database-url postgres://sistership:secret@localhost/sistership"
)
@database_options
def command(data_dir: Path | None, database_url: str | None) -> None:
    """Bring the database to this version. `sistership up` does it by itself."""
    setup(data_dir=data_dir, database_url=database_url)
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    click.echo("The database is at this version.")
