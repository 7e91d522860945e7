"""`sistership migrate`: bring the database to the version of this program."""

from __future__ import annotations

import gc
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
    bring_up_to_date()
    click.echo("The database is at this version.")


def bring_up_to_date() -> None:
    """Apply every migration that is missing, make the table of the shared cache, begin the index."""
    from django.core.management import call_command

    from sistership.window.ground.search.entries import rebuild_if_empty

    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)  # Django makes classes anew for each migration: a fifth of the time
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        gc.set_threshold(*usual)
    call_command("createcachetable", verbosity=0)
    rebuild_if_empty()
