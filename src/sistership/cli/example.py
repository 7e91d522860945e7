"""`sistership example`: load or remove the example partnerships."""

from __future__ import annotations

from pathlib import Path

import click

from sistership.cli.django_setup import database_options, open_window


@click.group(epilog="Example: sistership example remove")
def command() -> None:
    """Load or remove the example partnerships of Kaohsiung with Gdynia and with Penang."""


@command.command(epilog="Example: sistership example load")
@database_options
def load(data_dir: Path | None, database_url: str | None) -> None:
    """Load both partnerships as press reports tell them, with milestones and evidence invented beside.

    What is invented is marked as example data. Loading twice changes nothing.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.cli.first_start import missing_part
    from sistership.window import example

    if example.load():
        click.echo("The example partnerships are loaded. What is invented is marked as example data.")
        if missing := missing_part():
            click.echo(missing)
    else:
        click.echo("An example partnership is already there; nothing was changed.")


@command.command(epilog="Example: sistership example remove --all")
@click.option("--all", "everything", is_flag=True, help="Also remove the two partnerships with their facts.")
@database_options
def remove(data_dir: Path | None, database_url: str | None, *, everything: bool) -> None:
    """Remove what is invented, and the accounts to try roles with; the reported facts stay.

    Where records of your own stand on the example, nothing is removed and they are named. The journal
    keeps its entries: it only ever grows, and gets one that says what was removed.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window import example

    removal = example.remove(everything=everything)
    if not removal.total:
        click.echo("Nothing to remove.")
        return
    click.echo(f"Removed {removal.total} rows:")
    for kind, count in removal.counts.items():
        click.echo(f"  {count:>4}  {kind}")
    for name in removal.kept:
        click.echo(f"  kept, because other records use it: {name}")
    click.echo("The journal keeps its entries and says what was removed.")
